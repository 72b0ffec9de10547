"""Findings in three heaps: brought by a branch, taken away by it, and there already or brought by time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from regio_cli.change.discretion import named
from regio_cli.change.proposal import compared
from regio_cli.model.finding import SEVERITIES, Finding, field_name
from regio_cli.model.publicity import PERSON
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text, Translator
from regio_cli.read.registry import Registry
from regio_cli.review.model import Heaps, Standing
from regio_cli.review.people import People

_ENGLISH = "en"


def found_in(registry: Registry, on: str) -> tuple[Finding, ...]:
    """Return all that is wrong with a registry on the day `on`, by the checks and by every rule that judges it."""
    return tuple(sorted(registry.all_findings(on), key=lambda finding: finding.sort_key))


def heaps(before: Sequence[Finding], after: Sequence[Finding], moves: Mapping[str, str]) -> Heaps:
    """Return what `after` has more and less than `before`; `moves` are the new paths of files that move, by the old ones.

    A warning that says other figures of the same thing was there already. What a deviation accepts counts in no heap.
    """
    old = [finding for finding in before if not finding.accepted]
    new = [finding for finding in after if not finding.accepted]
    introduced, resolved = compared(old, new, moves)
    changed, introduced, resolved = _reworded(introduced, resolved, moves)
    fresh = {id(finding) for finding in introduced}
    standing = (Standing(one, changed.get(id(one))) for one in new if id(one) not in fresh)
    accepted, _ = compared(
        [finding for finding in before if finding.accepted], [finding for finding in after if finding.accepted], moves
    )
    return Heaps(_gravest_first(introduced), _gravest_first(resolved), tuple(standing), accepted)


def with_later(now: Heaps, later: Heaps, day: str) -> Heaps:
    """Return the heaps of today with what the branch brings only by `day`, when all of it is in force."""
    known = {_about(finding, {}) for finding in now.introduced}
    # What the days that go by bring is no doing of the branch.
    more = (
        one for one in later.introduced if one.severity != "info" and not one.since and _about(one, {}) not in known
    )
    dated = tuple(one._replace(text=Text(N_("{what} (as of {day})"), {"what": one.text, "day": day})) for one in more)
    return now._replace(introduced=_gravest_first((*now.introduced, *dated)))


def _gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)))


def _reworded(
    introduced: Iterable[Finding], resolved: Iterable[Finding], moves: Mapping[str, str]
) -> tuple[dict[int, Text], tuple[Finding, ...], tuple[Finding, ...]]:
    """Return how findings that go on were said before, with those that are only on one side."""
    gone: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in resolved:
        gone[_about(finding, moves)].append(finding)
    changed: dict[int, Text] = {}
    left = []
    for finding in introduced:
        same = gone[_about(finding, {})] if finding.severity != "error" else []
        if same:
            changed[id(finding)] = same.pop(0).text
        else:
            left.append(finding)
    return changed, tuple(left), tuple(finding for rest in gone.values() for finding in rest)


def _about(finding: Finding, moves: Mapping[str, str]) -> tuple[str, ...]:
    others = ",".join(place.path for place, _ in finding.related)
    path = moves.get(finding.place.path, finding.place.path)
    return finding.code, finding.severity, path, field_name(finding.field), others


def discreet(found: Heaps, people: People) -> Heaps:
    """Return the heaps without names and values of persons who may not be named."""
    every = (*found.introduced, *found.resolved, *found.accepted, *(one.finding for one in found.standing))
    suspect = named([_plain(finding) for finding in every], people.hidden())

    def cleared(finding: Finding) -> Finding:
        own = Address.parse(finding.record) if finding.record else None
        is_theirs = own is not None and own.kind == PERSON and not people.is_open(own) and finding.value is not None
        if is_theirs or (suspect and named([_plain(finding)], people.hidden())):
            text = Text(N_("about a person who is not public; 'regio validate --rules all' tells it"))
            return finding._replace(text=text, value=None, hint=None)
        return finding

    def all_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(cleared(finding) for finding in findings)

    standing = tuple(_cleared(one, cleared(one.finding)) for one in found.standing)
    return Heaps(all_of(found.introduced), all_of(found.resolved), standing, all_of(found.accepted))


def _cleared(standing: Standing, finding: Finding) -> Standing:
    return standing if finding is standing.finding else Standing(finding)


def _plain(finding: Finding) -> str:
    related = " ".join(what.render(_Plain()) for _, what in finding.related)
    hint = finding.hint.render(_Plain()) if finding.hint else ""
    return f"{finding.text.render(_Plain())} {hint} {related}"


class _Plain(Translator):
    """Renders texts as they are in the code, to look what they say."""

    language = _ENGLISH

    def __call__(self, template: str) -> str:
        return template
