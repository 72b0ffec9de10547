"""The way through the history: each commit from its first parent, so that every change is done and undone at most once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from regio_cli.audit.backdating import backdated
from regio_cli.audit.facts import MOST, Facts
from regio_cli.audit.world import OWN_FILE, World
from regio_cli.history.delta import Delta
from regio_cli.model.finding import Finding
from regio_cli.model.record import Address
from regio_cli.store.source import Entry

_TOGETHER = 256


class Change(NamedTuple):
    """A file that a commit changed, by its path from the registry's root: before it, in the first parent, and after it."""

    path: str
    before: Entry | None
    after: Entry | None


class Node(NamedTuple):
    """A commit to look at: its first parent (None for a first commit), the author's day, and what it changed."""

    id: str
    parent: str | None
    day: str
    changes: Sequence[Change]


Errors = Mapping[tuple[object, ...], Finding]
Files = Callable[[str], Mapping[str, Entry]]


def walk(nodes: Sequence[Node], world: World, files_at: Files) -> Iterator[tuple[str, Facts]]:
    """Yield what each of `nodes` made of the registry, parents before children.

    `files_at` gives the files of a commit that is not among them and is the first parent of one that is.
    """
    order = _order(nodes)
    by_id = {node.id: node for node in nodes}
    here: str | None = None
    errors: Errors = {}
    while some := list(islice(order, _TOGETHER)):
        world.prefetch(change.after for node in some for change in node.changes if change.after)
        for node in some:
            if node.parent != here or here is None:
                _go_to_parent(here, node, by_id, world, files_at)
                world.settle(None)
                errors = _errors(world)
            facts, errors = _looked_at(node, world, errors)
            yield node.id, facts
            here = node.id


def _order(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield each node after its first parent, and then all that follows from it before what stands beside it."""
    by_id = {node.id: node for node in nodes}
    children: dict[str | None, list[Node]] = {}
    for node in nodes:
        children.setdefault(node.parent if node.parent in by_id else None, []).append(node)
    waiting = list(children.get(None, ()))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += children.get(node.id, ())


def _go_to_parent(here: str | None, node: Node, by_id: Mapping[str, Node], world: World, files_at: Files) -> None:
    """Let `world` be as it was in the first parent of `node`: undo what was done since, or begin anew."""
    if node.parent not in by_id:
        world.begin(files_at(node.parent) if node.parent else {})
        return
    while here is not None and here != node.parent:
        world.change({change.path: change.before for change in by_id[here].changes})
        here = by_id[here].parent


def _looked_at(node: Node, world: World, before: Errors) -> tuple[Facts, Errors]:
    """Return what `node` made of the world, which is as its first parent left it, and the errors there are after it."""
    if not node.changes:
        return Facts(), before
    # What an upgrade of the schema version writes otherwise is no change of days.
    may_upgrade = any(change.path == OWN_FILE for change in node.changes)
    old = world.records_in((change.path for change in node.changes), may_upgrade)
    world.change({change.path: change.after for change in node.changes})
    world.settle(node.day)
    after, new = _errors(world), world.records_in((change.path for change in node.changes), may_upgrade)
    came = [finding for key, finding in after.items() if key not in before]
    addresses, others = world.touched(change.path for change in node.changes)
    facts = Facts(
        errors=len(after),
        warnings=sum(finding.severity == "warning" for finding in world.findings()),
        broken=len(came),
        came=tuple(sorted(came, key=lambda finding: finding.sort_key)[:MOST]),
        records=tuple(sorted(addresses)),
        others=others,
        backdated=tuple(backdated(Delta(world.kinds, old, new), node.day)) if node.parent else (),
        rules=_rules(old) != _rules(new),
    )
    return facts, after


def _errors(world: World) -> Errors:
    """Return the errors there are; one that only moved to another line is the same."""
    found = (finding for finding in world.findings() if finding.severity == "error")
    return {(f.code, f.place.path, f.field, f.value, f.text.template): f for f in found}


def _rules(records: Mapping[Address, Mapping[str, object]]) -> object:
    return next((data.get("audit") for address, data in records.items() if address.kind == "registry"), None)
