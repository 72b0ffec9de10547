"""Records that go by another address now: renamed, or merged into another; references that follow are part of it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from regio_cli.check.references import pointings, ways
from regio_cli.history.delta import Delta
from regio_cli.history.sentence import Scene, Sentence, label, unique
from regio_cli.model.finding import Pointer
from regio_cli.model.kinds import ANY_KIND, Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.redirects import REDIRECT
from regio_cli.model.text import N_, Text


class Settled(NamedTuple):
    """The sentences about renaming, and what differs besides."""

    sentences: list[Sentence]
    rest: Delta


def settle(scene: Scene, delta: Delta) -> Settled:
    """Return what was renamed or merged, and the delta as if that had been so before."""
    renamed = renames(delta)
    if not renamed:
        return Settled([], delta)
    before = {_moved(address, renamed, delta): data for address, data in delta.before.items()
              if not _is_merged(address, renamed, delta)}  # fmt: skip
    followed = {address: follow(delta.kinds, address.kind, data, renamed) for address, data in before.items()}
    touched = [address for address, data in before.items() if followed[address] != data]
    redirects = {
        address for address in delta.addresses if address.kind == REDIRECT and _explains(delta, address, renamed)
    }
    after = {address: data for address, data in delta.after.items() if address not in redirects}
    kept = {address: data for address, data in followed.items() if address not in redirects}
    differing = [address for address in {*kept, *after} if kept.get(address) != after.get(address)]
    rest = Delta(delta.kinds, _only(kept, differing), _only(after, differing))
    return Settled(list(_sentences(scene, delta, renamed, touched, redirects)), rest)


def renames(delta: Delta) -> dict[Address, Address]:
    """Return the addresses that lead elsewhere since this change: by a redirect, or by the same data under another id."""
    found = {}
    for old, new in _redirected(delta):
        if old in delta.before and old not in delta.after and new.kind == old.kind:
            found[old] = new
    gone = [address for address in delta.before if address not in delta.after and address not in found]
    come = [address for address in delta.after if address not in delta.before and address not in found.values()]
    for old in gone:
        same = [new for new in come if new.kind == old.kind and delta.after[new] == delta.before[old]]
        if len(same) == 1 and delta.before[old]:
            found[old] = same[0]
            come.remove(same[0])
    return found


def _redirected(delta: Delta) -> Iterator[tuple[Address, Address]]:
    for address, data in delta.after.items():
        if address.kind == REDIRECT and address not in delta.before:
            old, new = Address.parse(str(data.get("old"))), Address.parse(str(data.get("new")))
            if old and new:
                yield old, new


def _explains(delta: Delta, address: Address, renamed: Mapping[Address, Address]) -> bool:
    """Tell whether the new redirect at `address` is what `renamed` was read from, and says no more than that."""
    data = delta.after.get(address)
    if data is None or address in delta.before or {*data} - {"old", "new"}:
        return False
    old = Address.parse(str(data.get("old")))
    return old is not None and str(renamed.get(old)) == data.get("new")


def _is_merged(address: Address, renamed: Mapping[Address, Address], delta: Delta) -> bool:
    """Tell whether `address` was merged into a record that was there before."""
    new = renamed.get(address)
    return new is not None and (new in delta.before or new not in delta.after)


def _moved(address: Address, renamed: Mapping[Address, Address], delta: Delta) -> Address:
    return address if address in delta.after else renamed.get(address, address)


def _only(records: Mapping[Address, Data], wanted: list[Address]) -> dict[Address, Data]:
    return {address: records[address] for address in wanted if address in records}


def follow(kinds: Kinds, kind: str, data: Data, renamed: Mapping[Address, Address]) -> Data:
    """Return `data` with every reference to a renamed record leading to its new address."""
    for pointing in pointings(ways(kinds[kind].fields), data):
        ref = pointing.field.ref
        if ref and not ref.items:
            whole = ref.kind == ANY_KIND
            old = Address.parse(pointing.value) if whole else Address(ref.kind, pointing.value)
            new = renamed.get(old) if old else None
            if new:
                data = _replaced(data, pointing.pointer, str(new) if whole else new.id)
    return data


def _replaced(data: Any, pointer: Pointer, new: str) -> Any:
    """Return `data` with `new` at `pointer`; what was given stays as it is."""
    if not pointer:
        return new
    copy: Any = dict(data) if isinstance(data, Mapping) else list(data)
    copy[pointer[0]] = _replaced(data[pointer[0]], pointer[1:], new)
    return copy


def _sentences(
    scene: Scene, delta: Delta, renamed: Mapping[Address, Address], touched: list[Address], redirects: set[Address]
) -> Iterator[Sentence]:
    for old, new in renamed.items():
        kind = delta.kinds[old.kind]
        values = {"kind": label(kind.title), "old": scene.written(old), "new": scene.written(new)}
        if _is_merged(old, renamed, delta):
            text = Text(N_("{kind} {old} merged into {new}"), values)
        else:
            text = Text(N_("{kind} renamed from {old} to {new}"), {**values, "old": old.id, "new": new.id})
        following = [address for address in touched if _points(delta, address, {old: new})]
        redirecting = [address for address in sorted(redirects) if str(delta.after[address]["old"]) == str(old)]
        yield Sentence(text, unique([old, new, *redirecting, *following]), _body(new))


def _points(delta: Delta, address: Address, renamed: Mapping[Address, Address]) -> bool:
    data = delta.before.get(address)
    return data is not None and follow(delta.kinds, address.kind, data, renamed) != data


def _body(address: Address) -> str | None:
    return address.id if address.kind == "body" else None
