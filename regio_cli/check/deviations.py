""" "Pas toe of leg uit": an accepted exception silences one rule on one record until its day, and is itself looked at."""

from collections.abc import Iterable, Sequence

from regio_cli.check.rules import Places
from regio_cli.model.finding import Finding
from regio_cli.model.record import Address, Data, Period
from regio_cli.model.text import N_, Text
from regio_cli.store.snapshot import Snapshot

_KIND = "deviation"


def applied(found: Sequence[Finding], snapshot: Snapshot, on: str, rules: Iterable[str]) -> list[Finding]:
    """Return `found` with what a deviation accepts on the day `on` marked so, and findings about deviations themselves.

    1. A deviation holds from its `since` (when it has one) to its `until`, both inclusive.
    2. One that no longer holds, while its rule still finds something on its record, is reported as expired.
    3. One that holds and silences nothing is reported, unless its rule was not among the `rules` that ran.
    Errors are never accepted: integrity is no matter of opinion.
    """
    deviations = {a: data for a, data in snapshot.records.items() if a.kind == _KIND and _is_whole(data)}
    current = {
        _covered(data): a for a, data in deviations.items() if Period(data.get("since"), data["until"]).covers(on)
    }
    marked = [_marked(finding, current) for finding in found]
    broken = {(finding.code, finding.record) for finding in found if finding.severity != "error"}
    ran = frozenset(rules)
    places = Places(snapshot)
    for address, data in sorted(deviations.items()):
        if data["rule"] in ran:
            marked.extend(_about(address, data, _covered(data) in broken, on, places))
    return marked


def _is_whole(data: Data) -> bool:
    return all(isinstance(data.get(name), str) for name in ("rule", "record", "until"))


def _covered(data: Data) -> tuple[str, str | None]:
    return (data["rule"], data["record"])


def _marked(finding: Finding, current: dict[tuple[str, str | None], Address]) -> Finding:
    deviation = current.get((finding.code, finding.record))
    return finding._replace(accepted=str(deviation)) if deviation and finding.severity != "error" else finding


def _about(address: Address, data: Data, is_broken: bool, on: str, places: Places) -> Iterable[Finding]:
    values = {"rule": data["rule"], "record": data["record"], "until": data["until"]}
    if data["until"] < on and is_broken:
        pointer, place = places.of(address, "until")
        text = Text(N_("the deviation from {rule} for {record} ended on {until}, and the rule is still broken"), values)
        hint = Text(N_("decide again: mend what the rule finds, or extend the deviation with a new decision"))
        yield Finding("DEV-1", "warning", place, text, str(address), pointer, data["until"], hint, since=data["until"])
    elif data["until"] >= on and not is_broken and data.get("since", on) <= on:
        pointer, place = places.of(address, "rule")
        text = Text(N_("the deviation from {rule} for {record} silences nothing: the rule is kept"), values)
        hint = Text(N_("end it: set 'until' to the day that it was no longer needed"))
        yield Finding("DEV-2", "warning", place, text, str(address), pointer, data["rule"], hint)
