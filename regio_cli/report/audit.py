"""An audit as a report that an archivist can keep: what was examined and how, the totals, and what there is to tell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from regio_cli import __version__
from regio_cli.audit.audit import Audit, Entered
from regio_cli.audit.settings import REVIEW, SIGNATURE, Settings
from regio_cli.history.sentence import joined
from regio_cli.model.finding import Severity
from regio_cli.model.text import N_, Text, counted
from regio_cli.report.model import Column, Passage, Report, Section, Sign, Table, Value

_SIGNS: dict[Severity, Sign] = {"error": "bad", "warning": "warn", "info": "none"}
_ARRIVALS = {
    "begin": N_("the beginning"),
    "direct": N_("directly, without a merge"),
    "reviewed": N_("by a merge or commit that says it was reviewed"),
    "merge": N_("by a merge that says nothing of a review"),
    "merged": N_("on a branch that was merged"),
}
_STATES = {
    "N": N_("not signed"), "G": N_("good"), "U": N_("good, of somebody unknown"), "B": N_("bad"), "X": N_("expired"),
    "Y": N_("good, key expired since"), "R": N_("key revoked"), "E": N_("can't be checked here"),
}  # fmt: skip
_WHAT, _SAYS = Column("what", Text(N_("what"))), Column("says", Text(N_("which")))
_COUNT = Column("commits", Text(N_("commits")), "number")
_COMMITS = (
    Column("commit", Text(N_("commit"))),
    Column("date", Text(N_("date")), "day"),
    Column("author", Text(N_("author")), personal=True),
    Column("standing", Text(N_("standing")), "sign"),
    Column("arrived", Text(N_("came in"))),
    Column("signature", Text(N_("signature"))),
    Column("codes", Text(N_("codes"))),
)
_FINDINGS = (
    Column("commit", Text(N_("commit"))),
    Column("code", Text(N_("code"))),
    Column("severity", Text(N_("severity")), "sign"),
    Column("message", Text(N_("message")), personal=True),
    Column("hint", Text(N_("hint"))),
)


def audit_report(found: Audit, on: str, region: str, anchored: Text | None) -> Report:
    """Return the audit made on the day `on` (YYYY-MM-DD) as a report; `anchored` tells what became of the anchor."""
    sections = (
        Section("verdict", Text(N_("Verdict")), (Passage("verdict", *_verdict(found)),)),
        Section("examined", Text(N_("What was examined")), (_examined(found, on, anchored),)),
        Section("totals", Text(N_("All commits together")), (_totals(found), _signatures(found), _arrived(found))),
        Section("told", Text(N_("What there is to tell")), (_commits(found), _findings(found))),
    )
    return Report("audit", Text(N_("Audit of the registry's history")), on, found.asked.head, region, sections)


def _verdict(found: Audit) -> tuple[Text, Sign]:
    count = Counter(finding.severity for finding in found.findings)
    values = {"looked": found.looked_at, "touched": len(found.entries)}
    if not (count["error"] or count["warning"]):
        return Text(N_("nothing wrong in {looked} commits, of which {touched} touched the registry"), values), "good"
    errors = counted(count["error"], N_("1 error"), N_("{count} errors"))
    warnings = counted(count["warning"], N_("1 warning"), N_("{count} warnings"))
    told = N_("{errors} and {warnings} in {looked} commits, of which {touched} touched the registry")
    return Text(told, {**values, "errors": errors, "warnings": warnings}), "bad" if count["error"] else "warn"


def _examined(found: Audit, on: str, anchored: Text | None) -> Table:
    rows = ((what, says) for what, says in _lines(found, on, anchored) if says is not None)
    return Table("examined", Text(N_("Examined")), (_WHAT, _SAYS), tuple(rows))


def _lines(found: Audit, on: str, anchored: Text | None) -> Iterator[tuple[Text, Value]]:
    asked = found.asked
    yield Text(N_("head")), asked.head
    yield Text(N_("registry's folder there")), found.tree or Text(N_("there is none"))
    yield (
        Text(N_("range")),
        Text(N_("after {commit}"), {"commit": asked.since}) if asked.since else Text(N_("the whole history")),
    )
    yield Text(N_("first and last commit")), _span(found.entries)
    yield Text(N_("made on")), on
    yield Text(N_("made with")), f"regio {__version__}"
    yield from _asked(asked.settings)
    yield Text(N_("allowed signers (SHA-256)")), _signers(found)
    yield Text(N_("anchors")), _anchors(found, anchored)
    yield (
        Text(N_("shallow clone")),
        Text(N_("yes: what came before is not at hand, and was not examined")) if asked.cut_off else None,
    )
    replaced = counted(found.replaced, N_("1, left out of account"), N_("{count}, left out of account"))
    yield Text(N_("replaced objects")), replaced if found.replaced else None


def _span(entries: Sequence[Entered]) -> Value:
    if not entries:
        return Text(N_("there is none"))
    days = sorted(entry.commit.author.day for entry in entries)
    return Text(N_("{first} to {last}"), {"first": days[0], "last": days[-1]})


def _asked(settings: Settings) -> Iterator[tuple[Text, Value]]:
    people = settings.people
    yield (
        Text(N_("who may change it")),
        Text(N_("not checked: registry.yaml has no audit.people")) if people is None
        else counted(len(people), N_("1 entry in audit.people"), N_("{count} entries in audit.people")),
    )  # fmt: skip
    required = sorted(settings.required)
    yield (
        Text(N_("required of each change")),
        joined(required) if required else Text(N_("nothing: registry.yaml has no audit.require")),
    )
    yield Text(N_("required since")), settings.since
    yield Text(N_("days back that are told")), Text(N_("more than {count}"), {"count": settings.backdated_days})
    yield Text(N_("settings (SHA-256)")), settings.digest or None


def _signers(found: Audit) -> Value:
    signers = found.asked.signers
    if signers.refused:
        return Text(
            N_("none: the file that git is set to lies in the work tree; give it with --allowed-signers to trust it")
        )
    return signers.digest or Text(N_("none: no ssh signature can be of somebody known"))


def _anchors(found: Audit, anchored: Text | None) -> Value:
    known = found.asked.anchors
    if anchored is None:
        return Text(N_("not compared: without --anchor a rewritten history does not show"))
    last = (
        Text(N_("{count} known, the last of {date}"), {"count": len(known), "date": known[-1].date[:10]})
        if known
        else Text(N_("none known yet"))
    )
    return joined([last, anchored], "; ")


def _totals(found: Audit) -> Table:
    entries = found.entries
    told = sum(bool(entry.findings) for entry in entries)
    rows: tuple[tuple[Text, int], ...] = (
        (Text(N_("looked at")), found.looked_at),
        (Text(N_("did not touch the registry")), found.looked_at - len(entries)),
        (Text(N_("touched the registry")), len(entries)),
        (Text(N_("of these, nothing to tell")), len(entries) - told),
        (Text(N_("left a valid registry")), sum(not entry.facts.errors for entry in entries)),
        (Text(N_("left a registry with errors")), sum(bool(entry.facts.errors) for entry in entries)),
        (
            Text(N_("made before what is asked began")),
            sum(not entry.is_bound for entry in entries),
        ),
    )
    return Table("totals", Text(N_("Commits")), (_WHAT, _COUNT), rows)


def _signatures(found: Audit) -> Table:
    note = (
        None
        if SIGNATURE in found.asked.settings.required
        else Text(N_("A signature is not required; none is no finding."))
    )
    return _table(
        "signatures", Text(N_("Signatures")), (_STATES.get(e.signature.state, "?") for e in found.entries), note
    )


def _arrived(found: Audit) -> Table:
    note = (
        Text(N_("That a message speaks of a review is a claim; the host has the proof."))
        if REVIEW in found.asked.settings.required
        else Text(N_("A review is not required; a direct commit is no finding."))
    )
    return _table("arrivals", Text(N_("How they came in")), (_ARRIVALS[e.arrival] for e in found.entries), note)


def _table(key: str, title: Text, templates: Iterable[str], note: Text | None) -> Table:
    rows = tuple((Text(template), count) for template, count in Counter(templates).most_common())
    return Table(key, title, (_WHAT, _COUNT), rows, note)


def _commits(found: Audit) -> Table:
    rows = tuple(_row(entry) for entry in found.entries if entry.findings)
    note = counted(len(found.entries) - len(rows), N_("1 other commit that touched the registry has nothing to tell."),
                   N_("{count} other commits that touched the registry have nothing to tell."))  # fmt: skip
    return Table("commits", Text(N_("Commits with something to tell")), _COMMITS, rows, note, empty=Text(N_("none")))


def _row(entry: Entered) -> tuple[Value, ...]:
    commit, codes = entry.commit, dict.fromkeys(finding.code for finding in entry.findings)
    worst = min((finding.severity for finding in entry.findings), key=list(_SIGNS).index)
    return (commit.short, commit.author.day, commit.author.name, _SIGNS[worst], Text(_ARRIVALS[entry.arrival]),
            Text(_STATES.get(entry.signature.state, "?")), ", ".join(codes))  # fmt: skip


def _findings(found: Audit) -> Table:
    told = [(None, finding) for finding in found.whole]
    all_ = [*told, *((entry.commit.short, finding) for entry in found.entries for finding in entry.findings)]
    rows = tuple((commit, f.code, _SIGNS[f.severity], f.text, f.hint) for commit, f in all_)
    return Table("findings", Text(N_("Findings")), _FINDINGS, rows, empty=Text(N_("none")))
