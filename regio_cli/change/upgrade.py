"""A registry of an earlier schema version, rewritten for the current one: worked out and checked, not yet written."""

from typing import NamedTuple

from regio_cli.change.proposal import Proposal, compared
from regio_cli.change.refusal import Broken, Refused
from regio_cli.history.delta import between
from regio_cli.history.past import Past
from regio_cli.history.trail import trail
from regio_cli.migrate.step import SetOn, Told, unknown
from regio_cli.migrate.versions import CURRENT, FIELD, REGISTRY, migrated
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry
from regio_cli.store import schemas
from regio_cli.store.githistory import Objects
from regio_cli.store.overlay import Files, Overlay
from regio_cli.store.snapshot import Snapshot
from regio_cli.store.source import Revision, WorkTree
from regio_cli.store.yamlfile import MAX_BYTES


class Upgrade(NamedTuple):
    """What an upgrade would make of the registry, and what it decided on the way, each with its reason."""

    proposal: Proposal
    told: tuple[Told, ...]


def upgrade(registry: Registry, today: str) -> Upgrade:
    """Return the upgrade of `registry`, whose files are of an earlier schema version. Nothing is written.

    Raises Refused when one of its own kinds has a name that is taken by now, or a file can't be rewritten, Broken when
    what is committed would break because the upgrade rests on edits that are not committed.
    """
    _require_free_names(registry)
    before = registry.snapshot
    written = before.as_written.records
    done = migrated(written, registry.version, _set_on(registry))
    records = {**done.records, REGISTRY: {**written[REGISTRY], FIELD: CURRENT}}
    delta = between(registry.kinds, written, records)
    files = {registry.kinds[a.kind].path_of(a.id): _rewritten(before, a, data) for a, data in delta.after.items()}
    _require_standing(registry, files, today)
    after = Registry(registry.root, Overlay(registry.source, files))
    found = after.findings(today)[0]
    introduced, resolved = compared(registry.findings(today)[0], found)
    proposal = Proposal(delta, files, before, after.snapshot, found, introduced, resolved, today, {})
    return Upgrade(proposal, done.told)


def _require_free_names(registry: Registry) -> None:
    taken = [finding for finding in registry.schema_findings if finding.code == schemas.NAME]
    if taken:
        raise Refused(taken[0].text, taken[0].hint)


def _rewritten(snapshot: Snapshot, address: Address, data: Data) -> bytes:
    from regio_cli.store.edit import rewrite

    content = snapshot.bytes_of(snapshot.by_address[address])
    try:
        return rewrite(snapshot.kinds[address.kind], content, data)
    except ValueError as error:
        values = {"record": str(address), "what": str(error)}
        raise Refused(Text(N_("{record} can't be written: {what}"), values)) from error


def _require_standing(registry: Registry, files: Files, today: str) -> None:
    """Raise Broken when what is committed would break, because a file of the upgrade names one that is not committed."""
    source = registry.source
    if not isinstance(source, WorkTree) or source.state.tree is None or not source.state.changes:
        return
    head = Revision(source.git, "HEAD", source.state.tree)
    after = Registry(registry.root, Overlay(head, files))
    introduced, _ = compared(Registry(registry.root, head).findings(today)[0], after.findings(today)[0])
    errors = tuple(finding for finding in introduced if finding.severity == "error")
    if errors:
        text = N_("this rests on edits that are not committed yet, so nothing is changed; commit or undo these first")
        raise Broken(Text(text), errors, after.snapshot)


def _set_on(registry: Registry) -> SetOn:
    """Return what finds the day on which a mandate got the status that it has, in the history of its file."""
    source = registry.source
    if not isinstance(source, WorkTree) or source.state.head.commit is None:
        return unknown
    git, head = source.git, source.state.head.commit

    def day(address: Address) -> str | None:
        status = registry.snapshot.as_written.records[address].get("status")
        with Objects(git, MAX_BYTES) as objects:
            return _day_of(Past(git, registry.kinds, objects), head, address, status)

    return day


def _day_of(past: Past, head: str, address: Address, status: object) -> str | None:
    """Return the day of the last commit that gave a record this status; None when the history at hand does not tell."""
    path = past.path(address)
    for commit in trail(past, [head], frozenset((address,))).commits:
        for touched in commit.files:
            old = [past.side(blob).data for blob in touched.before]
            new = past.side(touched.after).data
            if touched.path == path and _has(new, status) and not any(_has(data, status) for data in old):
                return None if commit.id in past.cut_off else commit.date[:10]
    return None


def _has(data: Data | None, status: object) -> bool:
    return data is not None and data.get("status") == status
