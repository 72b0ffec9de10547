"""A report as one HTML file that needs nothing beside it: no network, no script, light and dark, on screen and on paper."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from regio_cli.model.text import N_, Text, Translator
from regio_cli.report.audience import Audience, meant_for
from regio_cli.report.charts import chart, written
from regio_cli.report.formats import about
from regio_cli.report.formats.text import EMPTY
from regio_cli.report.model import Align, Block, Passage, Report, Section, Sign, Value
from regio_cli.report.specs import PAGE
from regio_cli.report.tabular import Beside, Pair, paired, sections, table_of
from regio_cli.report.values import SIGN_WORDS, SIGNS, said, sign_of, worded

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment
    from markupsafe import Markup


class Cell(NamedTuple):
    """A cell in words: what it is, what it was when that differs, and what it holds."""

    after: "str | Markup"
    before: "str | Markup | None"
    kind: Align


def report_html(report: Report, translate: Translator, audience: Audience = "bureau") -> str:
    """Return `report` as an HTML document. Raises ChartsMissing when it has charts and what draws them is not installed."""
    from jinja2 import PackageLoader

    report = meant_for(report, audience)
    pages = environment(PackageLoader("regio_cli.report"))
    return pages.get_template("report.html").render(_page(report, translate)) + "\n"


def environment(loader: "BaseLoader") -> "Environment":
    """Return what makes pages of templates: all values are escaped, and one that is not given is an error."""
    from jinja2 import Environment, StrictUndefined

    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def sections_html(report: Report, translate: Translator) -> Sequence[Mapping[str, Any]]:
    """Return the sections of a report as the templates take them. Raises ChartsMissing."""
    return [_section(place, *found, translate) for place, found in enumerate(sections(report))]


def words(translate: Translator) -> Mapping[str, str]:
    """Return the words of the templates themselves."""
    return {name: said(text, translate) for name, text in _WORDS.items()}


def _page(report: Report, translate: Translator) -> Mapping[str, Any]:
    """Return all that the template asks for."""
    return {
        "language": translate.language,
        "title": about.title(report, translate),
        "lines": [line for line in (about.moment(report, translate), about.comparison(report, translate)) if line],
        "notices": [said(notice, translate) for notice in report.notices],
        "words": words(translate),
        "sections": sections_html(report, translate),
    }


_WORDS = {
    "skip": Text(N_("to the report")), "mend": Text(N_("what would mend it")), "before": Text(N_("before:")),
}  # fmt: skip


def _section(place: int, section: Section, blocks: Sequence[Beside], translate: Translator) -> Mapping[str, Any]:
    # A key is the only one within its section, an id within the page.
    made = [_block(f"b{place}-{number}", *found, translate) for number, found in enumerate(blocks)]
    return {"id": f"s{place}", "title": said(section.title, translate), "blocks": made}


def _block(id_: str, block: Block, before: Block | None, translate: Translator) -> Mapping[str, Any]:
    table = table_of(block)
    if isinstance(block, Passage):
        return _passage(block, before, translate)
    assert table
    rows = paired(table, table_of(before) if before else None) if table.columns else []
    return {
        "id": id_,
        "is_passage": False,
        "title": said(block.title, translate),
        "drawing": _drawing(id_, block, translate),
        "heads": [(said(column.label, translate), column.align) for column in table.columns],
        "rows": [[_cell(p, c.align, translate) for p, c in zip(row, table.columns, strict=True)] for row in rows],
        "empty": said(table.empty or EMPTY, translate),
        "note": said(table.note, translate),
        "mend": [said(mend, translate) for mend in table.mend],
    }


def _passage(block: Passage, before: Block | None, translate: Translator) -> Mapping[str, Any]:
    text = said(block.text, translate)
    was = said(before.text, translate) if isinstance(before, Passage) else text
    aside = "" if was == text else Text(N_("was: {text}"), {"text": was}).render(translate)
    mark = "" if block.sign == "none" else _mark(block.sign, translate)
    return {"is_passage": True, "text": text, "was": aside, "mark": mark}


def _drawing(id_: str, block: Block, translate: Translator) -> "Markup | None":
    """Return a chart as markup; it comes out of an XML writer, which escapes what the report says."""
    from markupsafe import Markup

    drawing = chart(block, translate, PAGE, id_)
    return None if drawing is None else Markup(written(drawing))


def _cell(pair: Pair, align: Align, translate: Translator) -> Cell:
    after, before = _value(pair.after, align, translate), _value(pair.before, align, translate)
    is_same = worded(pair.after, align, translate) == worded(pair.before, align, translate)
    return Cell(after, None if is_same else before, align)


def _value(value: Value, align: Align, translate: Translator) -> "str | Markup":
    sign = sign_of(value) if align == "sign" else None
    return _mark(sign, translate) if sign else worded(value, align, translate)


def _mark(sign: Sign, translate: Translator) -> "Markup":
    """Return a sign for the eye, with the word for it for who hears the page."""
    from markupsafe import Markup

    markup = Markup('<span class="{}" aria-hidden="true">{}</span><span class="hidden">{}</span>')
    return markup.format(sign, SIGNS[sign], translate(SIGN_WORDS[sign]))
