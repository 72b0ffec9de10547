"""From facts to files: every page in every language, as the templates make them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regio_cli.exchange.site import calendar as lapses
from regio_cli.exchange.site import home, organigram, records, search
from regio_cli.exchange.site.desk import Desk
from regio_cli.exchange.site.facts import Facts
from regio_cli.exchange.site.paths import cut, numbered, page_of
from regio_cli.exchange.site.wording import LANGUAGES, MENU, WORDS, about
from regio_cli.model.publicity import PERSON
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Translator
from regio_cli.report.formats import html
from regio_cli.report.values import one_line

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

Files = Iterator[tuple[str, bytes]]
_ROWS = 250
# A page from disk has no origin of its own: 'self' alone would shut out the files beside it.
_POLICY = ("default-src 'none'; style-src 'self' file:; script-src 'self' file:; form-action 'self' file:; "
           "base-uri 'none'")  # fmt: skip
_LIVE = "; connect-src 'self'"
_LISTS = {"partner": ("partners.html", N_("Partners")), "body": ("bodies.html", N_("Bodies")), "person": ("people.html", N_("People"))}  # fmt: skip
_View = Callable[[Desk, Address], Mapping[str, Any]]
_RECORDS: Mapping[str, _View] = {"partner": records.partner, "body": records.body, "person": records.person}


def files(facts: Facts, translators: Sequence[Translator], is_live: bool = False) -> Files:
    """Yield the files of a site: path from its top, with forward slashes, and content; the first language is that of its front.

    A live site loads itself again when its server says so. Raises ChartsMissing when what draws is not installed.
    """
    pages = _templates()
    yield "index.html", _front(pages, facts, translators)
    for name in ("site.css", "search.js", "zoom.js", *(["reload.js"] if is_live else [])):
        yield name, pages.get_template(name).render().encode()
    yield from search.index(facts)
    counted = home.counted(facts)
    for translate in translators:
        for path, content in _Language(pages, facts, counted, translators, translate, is_live).pages():
            yield f"{translate.language}/{path}", content


def _templates() -> "Environment":
    from jinja2 import ChoiceLoader, PackageLoader

    return html.environment(ChoiceLoader([PackageLoader("regio_cli.exchange.site"), PackageLoader("regio_cli.report")]))


def _of_site(facts: Facts, translators: Sequence[Translator], is_live: bool) -> dict[str, Any]:
    """Return what every page says of the site."""
    return {
        "region": one_line(facts.context.region or facts.origin.registry),
        "languages": [(each.language, LANGUAGES.get(each.language, each.language)) for each in translators],
        "policy": _POLICY + (_LIVE if is_live else ""),
        "commit": facts.origin.commit or "",
        "on": facts.origin.on,
        "audience": facts.origin.audience,
        "notice": facts.notice,
        "own_language": facts.language,
    }


def _front(pages: "Environment", facts: Facts, translators: Sequence[Translator]) -> bytes:
    values = _of_site(facts, translators, False)
    return pages.get_template("root.html").render(values, language=translators[0].language).encode()


class _Language:
    """The pages in one language."""

    def __init__(
        self, pages: "Environment", facts: Facts, counted: home.Counted, translators: Sequence[Translator],
        translate: Translator, is_live: bool,
    ) -> None:  # fmt: skip
        self.templates, self.facts, self.counted, self.desk = pages, facts, counted, Desk(facts, translate)
        say = self.desk.say
        self.scripts = ("reload.js",) if is_live else ()
        self.shared = {
            **_of_site(facts, translators, is_live),
            "language": translate.language,
            "own": self._own(),
            "words": {
                **html.words(translate),
                **{name: say(word) for name, word in WORDS.items()},
                "votes": self.desk.label("body.seats.voting"),
            },
            "menu": [(path, say(label)) for path, label in MENU],
            "about": about(self.desk),
        }

    def _own(self) -> "Markup":
        """Return the attribute that marks words of the registry, none where the page speaks its language."""
        from markupsafe import Markup

        is_same = self.facts.language == self.desk.translate.language
        return Markup() if is_same else Markup(' lang="{}"').format(self.facts.language)

    def pages(self) -> Files:
        """Yield the pages: path from the folder of the language, and content."""
        yield self._page("home.html", "index.html", self.desk.say(N_("Who sits where")), **self._home())
        yield from self._figures()
        yield from self._calendar()
        yield from self._organigram()
        yield from self._vacant()
        yield self._search()
        for kind, (path, title) in _LISTS.items():
            yield from self._list(kind, path, self.desk.say(title))
            yield from self._records(kind, path)

    def _page(
        self, template: str, path: str, title: str, here: str | None = None, scripts: Sequence[str] = (),
        part: str = "", is_own: bool = False, **values: Any,
    ) -> tuple[str, bytes]:  # fmt: skip
        """Return a page; `here` is the place in the menu that it is at, or below, `part` which of the pages of that title.

        The title `is_own` when it is in the registry's language.
        """
        up = "../" * path.count("/")
        place = {"path": path, "up": up, "title": title, "part": part, "is_own": is_own, "here": here or path,
                 "scripts": (*scripts, *self.scripts)}  # fmt: skip
        return path, self.templates.get_template(template).render(**self.shared, **place, **values).encode()

    def _series(
        self, template: str, path: str, title: str, parts: Sequence[tuple[str, Mapping[str, Any]]], here: str | None = None,
        scripts: Sequence[str] = (), **values: Any,
    ) -> Files:  # fmt: skip
        """Yield a page a part, each with links to the others by their labels; `parts` are labels with what stands on the page."""
        for place, (label, own) in enumerate(parts, 1):
            pages = [(numbered(path, n), other, n == place) for n, (other, _) in enumerate(parts, 1)]
            part = label if len(parts) > 1 else ""
            yield self._page(
                template, numbered(path, place), title, here or path, scripts, part, pages=pages, **own, **values
            )

    def _home(self) -> Mapping[str, Any]:
        lead = self.desk.say(N_("Which partner sits in which body, by whom, and until when, as of {day}."), day=self.desk.day(self.facts.origin.on))  # fmt: skip
        shown = home.shown(self.facts, self.counted.brief, self.desk)
        return {"lead": lead, "figures": home.figures(self.counted.numbers, self.desk), "sections": shown}

    def _figures(self) -> Files:
        """Yield a page a section: all charts together would be more than a page may weigh."""
        shown = home.shown(self.facts, self.counted.full, self.desk)
        parts = [(str(section["title"]), {"sections": [section]}) for section in shown]
        yield from self._series("figures.html", "figures.html", self.desk.say(N_("Figures")), parts)

    def _calendar(self) -> Files:
        found = lapses.calendar(self.desk)
        pages = range(1, max((one.page for one in found.moments), default=1) + 1)
        parts = [
            (str(page), {"moments": [one for one in found.moments if one.page == page],
                         "summary": self._summary(found) if page == 1 else ()})
            for page in pages
        ]  # fmt: skip
        yield from self._series("calendar.html", "calendar.html", self.desk.say(N_("Lapse calendar")), parts, note=found.note)  # fmt: skip

    def _summary(self, found: lapses.Calendar) -> list[tuple[str, lapses.Moment, str]]:
        return [
            (f"{numbered('calendar.html', one.page)}#{one.anchor}", one,
             self.desk.counted(one.mandates, N_("{count} mandate"), N_("{count} mandates")))
            for one in found.moments
        ]  # fmt: skip

    def _vacant(self) -> Files:
        found = cut(records.vacant(self.desk), lapses.MOST)
        parts = [(str(place), {"rows": rows}) for place, rows in enumerate(found, 1)]
        yield from self._series("vacant.html", "vacant.html", self.desk.say(N_("Vacant seats")), parts, "bodies.html")

    def _organigram(self) -> Files:
        sheets = organigram.sheets(organigram.branches(self.desk))
        lead = self.desk.say(N_("Which body works under which; a civil-service body stands behind the one whose meetings it prepares. Each leads to its page."))  # fmt: skip
        parts = [(str(place), organigram.drawn(self.desk, trees)._asdict()) for place, trees in enumerate(sheets, 1)]
        yield from self._series("organigram.html", "organigram.html", self.desk.say(N_("Organigram")), parts,
                                scripts=("zoom.js",), lead=lead, levels=organigram.legend(self.desk))  # fmt: skip

    def _search(self) -> tuple[str, bytes]:
        kinds = [self.desk.kind(kind) for kind in search.KINDS]
        return self._page("search.html", "search.html", self.desk.say(N_("Search")), scripts=("search.js",), kinds=kinds)  # fmt: skip

    def _list(self, kind: str, path: str, title: str) -> Files:
        every = self.facts.of(kind)
        many = N_("{count} entries, by family name") if kind == PERSON else N_("{count} entries")
        counted = self.desk.counted(len(every), N_("{count} entry"), many)
        parts = [
            (self._span(part), {"rows": [(self.desk.link(one), self._about(one)) for one in part]})
            for part in cut(every, _ROWS)
        ]
        yield from self._series("list.html", path, title, parts, counted=counted)

    def _span(self, part: Sequence[Address]) -> str:
        """Return from where to where in the alphabet a part of a list goes."""
        first, last = (self.desk.sorted_by(address)[:3].capitalize() for address in (part[0], part[-1])) if part else ("", "")  # fmt: skip
        return f"{first} – {last}"

    def _about(self, address: Address) -> str:
        if address.kind == "person":
            return "; ".join(self._office(row) for row in self.facts.offices.get(address, ()))
        return self.desk.word(f"{address.kind}.type", self.facts.records[address]["type"])

    def _office(self, row: Mapping[str, Any]) -> str:
        word = self.desk.word("person.offices.office", row["office"])
        partner = row["partner"] and self.desk.link(Address("partner", row["partner"]), True).text
        return f"{word}, {partner}" if partner else word

    def _records(self, kind: str, here: str) -> Files:
        view = _RECORDS[kind]
        for address in self.facts.of(kind):
            name = self.desk.link(address).text
            yield self._page(
                f"{kind}.html", page_of(address), name, here, is_own=kind != PERSON, view=view(self.desk, address)
            )
