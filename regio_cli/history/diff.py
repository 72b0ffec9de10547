"""What differs between two states of the registry; read is only what differs."""

from collections.abc import Mapping
from typing import Any

from regio_cli.history import earlier
from regio_cli.history.delta import Delta
from regio_cli.history.naming import label
from regio_cli.history.past import NOTHING, Moment, Past, Side, compared
from regio_cli.history.sentence import Sentence
from regio_cli.history.words import sentences
from regio_cli.migrate.versions import REGISTRY as OWN
from regio_cli.migrate.versions import version_of
from regio_cli.model.kinds import Kind
from regio_cli.model.record import Address, Data, Period
from regio_cli.store import githistory as gh
from regio_cli.store import yamlfile
from regio_cli.store.source import REGISTRY, Entry, WorkTree


def difference(
    past: Past, old: str | None, new: str | None, work_tree: WorkTree | None, on: str | None
) -> list[Sentence]:
    """Return in words what differs from `old` to `new`, both commits; None for `old` is a registry without records,
    for `new` it is `work_tree`, which is needed only then. With `on` (YYYY-MM-DD), only what differs in what was in force on that day.
    """
    trees = [gh.tree_at(past.git, old, REGISTRY), _tree(past, new, work_tree)]
    moment = _moment(past, trees[0], trees[1], work_tree if new is None else None)
    delta = in_force(moment.delta, on) if on else moment.delta

    def data(address: Address) -> Data | None:
        found = moment.delta.after.get(address, moment.delta.before.get(address))
        return found or next(
            (known for tree in reversed(trees) if (known := past.in_tree(tree, address)) is not None), None
        )

    def name(address: Address) -> str | None:
        return label(past.kinds, address, data(address))

    told = sentences(delta, name, data)
    return told if on else [*told, *moment.others]


def _tree(past: Past, commit: str | None, work_tree: WorkTree | None) -> str:
    if commit is None and work_tree and work_tree.state.tree:
        return work_tree.state.tree
    return gh.tree_at(past.git, commit, REGISTRY)


def _moment(past: Past, old: str, new: str, work_tree: WorkTree | None) -> Moment:
    """Return what differs between two trees, the second as `work_tree` has it on disk when that is given."""
    differing = {touched.path: touched for touched in gh.differing(past.git, old, new)}
    past.fetch(blob for touched in differing.values() for blob in (*touched.before, touched.after))
    files = {path: (past.side(touched.before[0]), past.side(touched.after)) for path, touched in differing.items()}
    for path, after in (_on_disk(work_tree) if work_tree else {}).items():
        files[path] = files[path][0] if path in files else past.file(old, path), after
    found = compared(past.kinds, ((path, *sides) for path, sides in sorted(files.items())))
    if not earlier.is_concerned(found.delta):
        return found
    state = past.state_in(new)
    if OWN in found.delta.after:
        state = state._replace(version=version_of(found.delta.after[OWN]))
    return found._replace(delta=earlier.at_current_version(found.delta, past.state_in(old), state))


def _on_disk(work_tree: WorkTree) -> Mapping[str, Side]:
    """Return the files that are not as they are at HEAD."""
    differing = work_tree.differing()
    entries = [entry for entry in differing.values() if entry and entry.oddity in (None, "large", "unreadable")]
    read = {entry.path: content for entry, _, content in work_tree.read(entries)}
    return {path: _as_side(entry, read.get(path)) for path, entry in differing.items() if not _is_ignored(entry)}


def _is_ignored(entry: Entry | None) -> bool:
    return entry is not None and entry.oddity == "ignored"


def _as_side(entry: Entry | None, content: bytes | None) -> Side:
    if entry is None:
        return NOTHING
    data: Any = yamlfile.read(content).data if content is not None else None
    return Side(True, data if isinstance(data, dict) else None)


def in_force(delta: Delta, on: str) -> Delta:
    """Return the part of `delta` that makes a difference on the day `on`.

    A record in force on one side only is there with all its data, so that what made the difference can be told.
    """
    before: dict[Address, Data] = {}
    after: dict[Address, Data] = {}
    for address in delta.addresses:
        kind = delta.kinds[address.kind]
        whole = delta.before.get(address), delta.after.get(address)
        parts = _on(kind, whole[0], on), _on(kind, whole[1], on)
        if parts[0] != parts[1]:
            old, new = whole if None in parts else parts
            before.update({address: old} if old is not None else {})
            after.update({address: new} if new is not None else {})
    return Delta(delta.kinds, before, after)


def _on(kind: Kind, data: Data | None, on: str) -> Data | None:
    """Return what of a record is in force on the day `on`; None when it is not."""
    if data is None or not _covers(kind.period, data, on):
        return None
    dated = {field.name: field.item.period for field in kind.fields if field.item and field.item.period}
    return {
        key: [item for item in value if _covers(dated[key], item, on)]
        if key in dated and isinstance(value, list)
        else value
        for key, value in data.items()
    }


def _covers(period: tuple[str, str] | None, data: Any, on: str) -> bool:
    if period is None or not isinstance(data, Mapping):
        return True
    start, end = data.get(period[0]), data.get(period[1])
    return Period(start if isinstance(start, str) else None, end if isinstance(end, str) else None).covers(on)
