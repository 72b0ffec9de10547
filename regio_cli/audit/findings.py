"""What there is to tell of one commit: its facts held against the settings. Each check yields findings; none knows another."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from regio_cli.audit.arrival import Arrival
from regio_cli.audit.facts import Facts
from regio_cli.audit.settings import REVIEW, SIGNATURE, Settings
from regio_cli.audit.signatures import Signature
from regio_cli.history.sentence import some
from regio_cli.model.finding import Finding, Place, Severity
from regio_cli.model.text import N_, Text
from regio_cli.store.gitaudit import Signed, Written
from regio_cli.store.source import REGISTRY

_GROUNDS = ("Reason", "Decision", "Source")
_RECORD, _KIND, _CORRECTION = "Regio-Record", "Regio-Kind", "correction"
# Clocks of machines differ; an hour is no longer a clock.
_SKEW = 3600


class Case(NamedTuple):
    """A commit with all that is known of it; `is_bound` says whether the settings hold for it: they may begin on a day.

    `parents` are those that were looked at too; `now` is in seconds since 1970; days begin and end in `zone`.
    """

    commit: Written
    facts: Facts
    signature: Signature
    arrival: Arrival
    is_bound: bool
    parents: tuple[Written, ...]
    settings: Settings
    now: int
    zone: ZoneInfo


def findings(case: Case) -> tuple[Finding, ...]:
    """Return all there is to tell of a commit."""
    return tuple(finding for check in _CHECKS for finding in check(case))


def _made(code: str, severity: Severity, template: str, hint: Text | None = None, **values: object) -> Finding:
    return Finding(code, severity, Place(REGISTRY), Text(template, values), hint=hint)


def _validity(case: Case) -> Iterator[Finding]:
    facts = case.facts
    hint = Text(N_("'regio validate --rev {commit}' tells all"), {"commit": case.commit.short})
    if facts.broken:
        first = facts.came[0]
        values = {"count": facts.broken, "path": first.place.path, "what": first.text}
        one, more = N_("broke the registry: {path}: {what}"), N_("broke the registry in {count} places: {path}: {what}")
        yield _made("audit-invalid", "error", one if facts.broken == 1 else more, hint, **values)
    elif facts.errors:
        one, more = (
            N_("left the registry with 1 error that was there before"),
            N_("left the registry with {count} errors that were there before"),
        )
        yield _made("audit-still-invalid", "warning", one if facts.errors == 1 else more, hint, count=facts.errors)


def _grounds(case: Case) -> Iterator[Finding]:
    if not case.is_bound or len(case.commit.parents) > 1:
        return
    there = {name.casefold() for name, value in case.commit.trailers if value}
    missing = [name for name in case.settings.trailers if name.casefold() not in there]
    if missing:
        yield _made("audit-trailers", "error", N_("does not say: {names}"), names=", ".join(missing))
    elif not case.settings.trailers and case.commit.parents and not any(name.casefold() in there for name in _GROUNDS):
        yield _made("audit-grounds", "warning", N_("says neither a reason, nor a decision, nor a source"))


def _records(case: Case) -> Iterator[Finding]:
    named = {value for name, value in case.commit.trailers if name == _RECORD}
    silent = [str(address) for address in case.facts.records if str(address) not in named]
    if named and silent and len(case.commit.parents) < 2:
        yield _made(
            "audit-records", "warning", N_("changed more than its message names: {records}"), records=some(silent)
        )


def _people(case: Case) -> Iterator[Finding]:
    people = case.settings.people
    if people is None or not case.is_bound:
        return
    told = (
        ("audit-author", case.commit.author, N_("the author, {who}, is not allowed"), N_("the author, {who}, was not allowed on {day}")),
        ("audit-committer", case.commit.committer, N_("the committer, {who}, is not allowed"), N_("the committer, {who}, was not allowed on {day}")),
    )  # fmt: skip
    for code, who, never, not_then in told:
        known = [one.period for one in people if one.fits(who)]
        day = who.day_in(case.zone)
        if not any(period.covers(day) for period in known):
            yield _made(code, "error", not_then if known else never, who=_named(who), day=day)


def _named(who: Signed) -> str:
    return f"{who.name} <{who.email}>"


_STATES: Mapping[str, tuple[str, Severity, str]] = {
    "B": ("audit-signature-bad", "error", N_("its signature is bad: what was signed is not what is there")),
    "R": ("audit-signature-bad", "error", N_("it is signed with a key that was revoked")),
    "X": ("audit-signature-expired", "warning", N_("its signature has expired")),
    "Y": ("audit-signature-expired", "warning", N_("it is signed with a key that has expired")),
    "U": ("audit-signature-unknown", "warning", N_("it is signed, but not with the key of somebody known")),
    "E": ("audit-signature-unknown", "warning", N_("its signature can't be checked here")),
}


def _signature(case: Case) -> Iterator[Finding]:
    required = case.is_bound and SIGNATURE in case.settings.required
    signature = case.signature
    if signature.state == "N":
        if required:
            yield _made("audit-unsigned", "error", N_("is not signed"))
        return
    if signature.state in _STATES:
        code, severity, template = _STATES[signature.state]
        yield _made(code, "error" if required else severity, template)
    elif "@" in signature.signer and case.commit.committer.email.casefold() not in signature.signer.casefold():
        who = _named(case.commit.committer)
        template = N_("signed by {signer}, but committed by {who}")
        yield _made("audit-signer", "warning", template, signer=signature.signer, who=who)


def _review(case: Case) -> Iterator[Finding]:
    if case.is_bound and REVIEW in case.settings.required:
        if case.arrival == "direct":
            yield _made("audit-direct", "error", N_("came in directly, not by a merge that was reviewed"))
        elif case.arrival == "merge":
            yield _made("audit-unreviewed", "error", N_("was merged, and does not say that anybody reviewed it"))


def _backdating(case: Case) -> Iterator[Finding]:
    made = datetime.date.fromisoformat(case.commit.author.day)
    far = [one for one in case.facts.backdated if _days(made, one.day) > case.settings.backdated_days]
    if not far:
        return
    first = max(far, key=lambda one: _days(made, one.day))
    values = {
        "record": first.record,
        "field": first.field,
        "day": first.day,
        "count": len(far),
        "back": _days(made, first.day),
    }
    one, more = (
        N_("put a day back: {record}, {field} {day}, {back} days before"),
        N_("put {count} days back, furthest: {record}, {field} {day}, {back} days before"),
    )
    is_correction = (_KIND, _CORRECTION) in case.commit.trailers
    hint = Text(N_("it says that it corrects the registry")) if is_correction else None
    yield _made(
        "audit-backdated", "info" if is_correction else "warning", one if len(far) == 1 else more, hint, **values
    )


def _days(made: datetime.date, day: str) -> int:
    try:
        return (made - datetime.date.fromisoformat(day)).days
    except ValueError:
        return 0


def _dates(case: Case) -> Iterator[Finding]:
    author, committer = case.commit.author, case.commit.committer
    if not (author.date and committer.date):
        yield _made("audit-date", "warning", N_("has a date that can't be read"))
    if max(author.seconds, committer.seconds) > case.now + _SKEW:
        day = max(author.day_in(case.zone), committer.day_in(case.zone))
        yield _made("audit-future", "warning", N_("is dated in the future: {day}"), day=day)
    if any(committer.seconds < parent.committer.seconds - _SKEW for parent in case.parents):
        day = committer.day_in(case.zone)
        yield _made("audit-date-order", "warning", N_("is dated {day}, before what it comes after"), day=day)


def _rules(case: Case) -> Iterator[Finding]:
    if case.facts.rules and case.commit.parents:
        yield _made("audit-rules", "warning", N_("changed what the audit asks, or who may change the registry"))


_CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    _validity, _grounds, _records, _people, _signature, _review, _backdating, _dates, _rules,
)  # fmt: skip
