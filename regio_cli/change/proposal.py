"""A change worked out and checked, before anything is written: new files, the snapshot they make, and what is wrong in it."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from regio_cli.change.draft import Draft
from regio_cli.change.refusal import Broken, Refused
from regio_cli.change.version import require_current
from regio_cli.history.delta import Delta
from regio_cli.model.finding import Finding
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry
from regio_cli.store.canonical import dump
from regio_cli.store.overlay import Files, laid_over
from regio_cli.store.snapshot import Snapshot
from regio_cli.store.source import REGISTRY, Revision, WorkTree
from regio_cli.store.yamlfile import Content

FindingKey = tuple[str, ...]
_LISTED = 10


class Operation(Protocol):
    """One step of a change, as a user words it. Raises Refused when it can't be done to this draft."""

    def apply(self, draft: Draft, today: str) -> Draft:
        """Return `draft` with the step done; `today` is YYYY-MM-DD."""
        ...


@dataclass(frozen=True)
class Proposal:
    """What a change would make of the registry. `files` are by path below the registry's folder, None for one that goes.

    `found` are all findings there will be, `introduced` those that the change brings, `resolved` those that it takes away, on the
    day `on`. `moves` are the new paths of files that move, by the old ones, as findings name them.
    """

    delta: Delta
    files: Files
    before: Snapshot
    after: Snapshot
    found: tuple[Finding, ...]
    introduced: tuple[Finding, ...]
    resolved: tuple[Finding, ...]
    on: str
    moves: Mapping[str, str]

    @property
    def paths(self) -> list[str]:
        """The files that change, in order."""
        return sorted(self.files)

    def data(self, address: Address) -> Data | None:
        """Return the data that a record will have, or had when it goes."""
        return self.after.records.get(address) or self.before.records.get(address)


def propose(registry: Registry, operations: Iterable[Operation], today: str) -> Proposal:
    """Return what `operations`, one after another, would make of `registry`. Nothing is written.

    Raises Refused when an operation can't be done, or when all of them together change nothing, NotNow when the files
    are not of the current schema version.
    """
    require_current(registry)
    snapshot = registry.snapshot
    draft = started(snapshot)
    for operation in operations:
        draft = operation.apply(draft, today).judged(draft, registry.is_valid)
    files = _files(snapshot, draft)
    if not files:
        raise Refused(Text(N_("nothing would change: the registry says this already")))
    after = laid_over(snapshot, files, registry.examine)
    found = registry.findings_in(after, today)
    introduced, resolved = compared(registry.findings(today)[0], found, _moves(draft))
    _require_standing(registry, files, introduced, today, _moves(draft))
    return Proposal(draft.delta, files, snapshot, after, found, introduced, resolved, today, _moves(draft))


def _require_standing(
    registry: Registry, files: Files, introduced: Sequence[Finding], today: str, moves: Mapping[str, str]
) -> None:
    """Raise Broken when what is committed would break, because the change rests on edits that stay uncommitted."""
    source = registry.source
    if not isinstance(source, WorkTree) or source.state.tree is None or any(f.severity == "error" for f in introduced):
        return
    loose = [change.path for change in source.state.changes if change.state != "!" and change.path not in files]
    if not loose:
        return
    committed = Registry(registry.root, Revision(source.git, "HEAD", source.state.tree))
    after = laid_over(committed.snapshot, files, registry.examine)
    found, _ = compared(committed.findings(today)[0], committed.findings_in(after, today), moves)
    errors = tuple(finding for finding in found if finding.severity == "error")
    if errors:
        listed = ", ".join(f"{REGISTRY}/{path}" for path in loose[:_LISTED])
        text = N_("this rests on edits that are not committed yet, so nothing is changed: {files}")
        raise Broken(Text(text, {"files": listed}), errors, after)


def require_sound(proposal: Proposal) -> None:
    """Raise Broken when the change brings an error that was not there before."""
    errors = tuple(finding for finding in proposal.introduced if finding.severity == "error")
    if errors:
        raise Broken(Text(N_("this would break the registry, so nothing is changed")), errors, proposal.after)


def started(snapshot: Snapshot) -> Draft:
    """Return the draft of a snapshot that nothing is changed in yet."""
    faulty = {a for a, file in snapshot.by_address.items() if file.content and _has_faults(file.content)}
    unread = frozenset(address for address in snapshot.by_address if address not in snapshot.records)
    return Draft(snapshot.kinds, snapshot.records, unread, frozenset(faulty))


def _has_faults(content: Content) -> bool:
    return any(problem.severity == "error" for problem in content.problems)


def _files(snapshot: Snapshot, draft: Draft) -> dict[str, bytes | None]:
    files: dict[str, bytes | None] = {}
    for address, data in draft.changed.items():
        path = draft.kind(address.kind).path_of(address.id)
        old = _bytes(snapshot, address)
        new = None if data is None else _content(snapshot, draft, address, data, old)
        if new != old:
            files[path] = new
    return files


def _content(snapshot: Snapshot, draft: Draft, address: Address, data: Data, old: bytes | None) -> bytes:
    from regio_cli.store.edit import rewrite

    kind = draft.kinds[address.kind]
    base = draft.texts.get(address, old)
    if address in draft.moved:
        base = _bytes(snapshot, draft.moved[address])
    try:
        return rewrite(kind, base, data) if base is not None else dump(kind, data, kind.schema_path).encode()
    except ValueError as error:
        raise Refused(
            Text(N_("{record} can't be written: {what}"), {"record": str(address), "what": str(error)})
        ) from error


def _bytes(snapshot: Snapshot, address: Address) -> bytes | None:
    file = snapshot.by_address.get(address)
    return snapshot.bytes_of(file) if file else None


def _moves(draft: Draft) -> Mapping[str, str]:
    """Return the new path of each file that moves, by its old one, as findings name them."""
    return {
        f"registry/{draft.kinds[old.kind].path_of(old.id)}": f"registry/{draft.kinds[new.kind].path_of(new.id)}"
        for new, old in draft.moved.items()
    }


def compared(
    before: Sequence[Finding], after: Sequence[Finding], moves: Mapping[str, str] = MappingProxyType({})
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that are only in `after`, and those only in `before`; where they stand does not count."""
    old = [(_key(finding, moves), finding) for finding in before]
    new = [(_key(finding, {}), finding) for finding in after]
    return _only(new, Counter(key for key, _ in old)), _only(old, Counter(key for key, _ in new))


def _only(found: Iterable[tuple[FindingKey, Finding]], elsewhere: Counter[FindingKey]) -> tuple[Finding, ...]:
    left = []
    for key, finding in found:
        if elsewhere[key]:
            elsewhere[key] -= 1
        else:
            left.append(finding)
    return tuple(left)


def _key(finding: Finding, moves: Mapping[str, str]) -> FindingKey:
    # Positions in lists and files shift when something is put before them.
    field = ".".join(step for step in finding.field if isinstance(step, str))
    path = moves.get(finding.place.path, finding.place.path)
    values = json.dumps(finding.text, default=str, sort_keys=True)
    return (finding.code, finding.severity, path, field, finding.value or "", values)
