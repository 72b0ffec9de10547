"""A review as parts with headings and lines, in the user's language: what its text and its Markdown have in common."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from regio_cli.cli.findings import SEVERITY_WORDS, counted_findings
from regio_cli.model.display import in_a_line
from regio_cli.model.finding import Finding
from regio_cli.model.text import N_, Text, Translator, counted
from regio_cli.report.model import Align
from regio_cli.report.values import changed, said
from regio_cli.review.model import STAKES, Effect, Group, Review
from regio_cli.store.githistory import Commit


class Line(NamedTuple):
    """A line of a list: a `head` stands above those that come after it."""

    text: str
    depth: int = 0
    is_head: bool = False


class Grid(NamedTuple):
    """A table of texts."""

    title: str
    labels: Sequence[str]
    holds: Sequence[Align]
    rows: Sequence[Sequence[str]]


class Part(NamedTuple):
    """A part of a review; `is_aside` may be folded away."""

    key: str
    title: str
    lines: Sequence[Line] = ()
    grids: Sequence[Grid] = ()
    is_aside: bool = False


def title(review: Review, translate: Translator) -> str:
    """Return what is reviewed."""
    values = {"head": review.scope.head_name, "base": review.scope.base_name}
    return Text(N_("Review of {head}, to go into {base}"), values).render(translate)


def summary(review: Review, translate: Translator) -> str:
    """Return the whole in a few sentences: what the branch brings, how much is of high stakes, what enters."""
    found = review.heaps
    told = [
        Text(N_("Brings {found}."), {"found": counted_findings(found.introduced)})
        if found.introduced
        else Text(N_("Brings no findings.")),
        Text(N_("Resolves {found}."), {"found": counted_findings(found.resolved)}) if found.resolved else None,
        counted(len(review.stakes), N_("{count} change of high stakes."), N_("{count} changes of high stakes."))
        if review.stakes
        else None,
        counted(len(review.personal), N_("{count} piece of personal data enters."), N_("{count} pieces of personal data enter."))
        if review.personal
        else None,
    ]  # fmt: skip
    return " ".join(text.render(translate) for text in told if text)


def parts(review: Review, translate: Translator) -> list[Part]:
    """Return the parts that have something to say, what matters most first."""
    on = {"day": review.on}
    found = (
        Part("stakes", translate(N_("High stakes")), list(_stakes(review, translate))),
        Part("changes", translate(N_("What changes")), list(_groups(review.groups, translate))),
        Part("commits", translate(N_("Who, why and on which decision")), list(_commits(review.commits, translate))),
        Part(
            "effects",
            Text(N_("What it does to the figures of {day}"), {"day": review.effect}).render(translate),
            (),
            [_grid(effect, translate) for effect in review.effects],
        ),
        Part("personal", translate(N_("Personal data that enters")), list(_personal(review, translate))),
        Part("lookalikes", translate(N_("Characters that are not what they seem")), list(_lookalikes(review, translate))),
        Part("introduced", Text(N_("Findings that this branch brings ({day})"), on).render(translate),
             [Line(finding_line(one, translate)) for one in review.heaps.introduced]),
        Part("accepted", translate(N_("Findings that it brings and a deviation accepts")),
             [Line(_accepted(one, translate)) for one in review.heaps.accepted], (), True),
        Part("resolved", translate(N_("Findings that it resolves")),
             [Line(finding_line(one, translate)) for one in review.heaps.resolved], (), True),
        Part("standing", translate(N_("Findings that were there already, or that the date brings")),
             list(_standing(review, translate)), (), True),
    )  # fmt: skip
    return [part for part in found if part.lines or part.grids]


def finding_line(finding: Finding, translate: Translator) -> str:
    """Return a finding in one line, with its place."""
    where = {"path": in_a_line(finding.place.path), "line": finding.place.span.line}
    place = Text(N_("{path}, line {line}"), where).render(translate)
    hint = f" ({finding.hint.render(translate)})" if finding.hint else ""
    head = f"{translate(SEVERITY_WORDS[finding.severity])} {finding.code}"
    return f"{head}: {finding.text.render(translate)}{hint} – {place}"


def _stakes(review: Review, translate: Translator) -> Iterator[Line]:
    kind = ""
    for stake in review.stakes:
        if stake.kind != kind:
            yield Line(translate(STAKES[stake.kind]), 0, True)
        kind = stake.kind
        yield Line(stake.text.render(translate), 1)


def _groups(groups: Iterable[Group], translate: Translator) -> Iterator[Line]:
    for group in groups:
        yield Line(group.title.render(translate), 0, True)
        told = dict.fromkeys(sentence.text.render(translate) for sentence in group.sentences)
        yield from (Line(text, 1) for text in told)
        if group.votes:
            yield Line(group.votes.render(translate), 1)


def _commits(commits: Iterable[Commit], translate: Translator) -> Iterator[Line]:
    for commit in commits:
        yield Line(f"{commit.short} {commit.date[:10]} {commit.author}: {commit.subject}")
        told = (
            (N_("reason: {what}"), commit.reason),
            (N_("decision: {what}"), commit.decision),
            (N_("source: {what}"), commit.source),
        )
        yield from (Line(Text(template, {"what": what}).render(translate), 1) for template, what in told if what)
        if not commit.reason:
            yield Line(translate(N_("gives no reason")), 1)


def _grid(effect: Effect, translate: Translator) -> Grid:
    """Return the columns that change somewhere, after the one that says which row it is."""
    kept = [
        i for i, _ in enumerate(effect.columns) if i == 0 or any(row[i].before != row[i].after for row in effect.rows)
    ]
    columns = [effect.columns[i] for i in kept]
    rows = [[changed(row[i], effect.columns[i].align, translate) for i in kept] for row in effect.rows]
    labels = [said(column.label, translate) for column in columns]
    return Grid(said(effect.title, translate), labels, [column.align for column in columns], rows)


def _personal(review: Review, translate: Translator) -> Iterator[Line]:
    for one in review.personal:
        values = {"record": str(one.record), "field": one.label, "value": one.value or ""}
        template = N_("{record}: {field}: {value}") if one.value else N_("{record}: {field}, not shown here")
        yield Line(Text(template, values).render(translate))


def _lookalikes(review: Review, translate: Translator) -> Iterator[Line]:
    for one in review.lookalikes:
        where = f"{one.where} {one.field}".strip()
        yield Line(f"{where}: {one.text.render(translate)}")


def _accepted(finding: Finding, translate: Translator) -> str:
    values = {"what": finding_line(finding, translate), "deviation": finding.accepted}
    return Text(N_("{what}, accepted by {deviation}"), values).render(translate)


def _standing(review: Review, translate: Translator) -> Iterator[Line]:
    """Yield those that are said otherwise now, then those that a day brought, then how many others there are."""
    left = []
    for one in sorted(review.heaps.standing, key=lambda one: one.before is None):
        line = finding_line(one.finding, translate)
        if one.before:
            yield Line(Text(N_("{what}; was: {before}"), {"what": line, "before": one.before}).render(translate))
        elif one.finding.since:
            yield Line(Text(N_("{what}; since {day}"), {"what": line, "day": one.finding.since}).render(translate))
        else:
            left.append(one.finding)
    counts = ", ".join(f"{code} ({number})" for code, number in sorted(Counter(one.code for one in left).items()))
    if left:
        yield Line(
            counted(len(left), N_("{count} other: {codes}"), N_("{count} others: {codes}"), codes=counts).render(
                translate
            )
        )
