"""Who owns which files of a registry: each partner those that are about it, the bureau all. As hosts read it: CODEOWNERS."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from regio_cli.domain import records as typed
from regio_cli.domain.voice import speaks_for
from regio_cli.model.display import visible
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Translator
from regio_cli.store.source import REGISTRY

# What GitHub reads of it; a larger file counts for nothing there.
LARGEST = 3_000_000
_HEAD = N_("Written by 'regio codeowners' from the registry; where several lines fit a file, the last one counts.")
_HEAD_ALL = N_("Written by 'regio codeowners' from the registry; of the lines that fit a file, all count.")
_SHARED = N_("of several partners")


class Section(NamedTuple):
    """Files (addresses of records) with the same owners, under a title; without a title those of several partners."""

    title: str | None
    owners: tuple[str, ...]
    records: tuple[Address, ...]


class Owners(NamedTuple):
    """Who owns everything, and the sections of those that own something besides."""

    bureau: tuple[str, ...]
    sections: tuple[Section, ...]


class Style(NamedTuple):
    """How a sort of host reads the file: where, the pattern of everything, the pattern of a path, which owners it knows."""

    place: PurePosixPath
    everything: str
    pattern: Callable[[str], str]
    knows: Callable[[str], bool]
    head: str


def _gitignore(path: str) -> str:
    """Return the pattern, as in a .gitignore, of exactly the file at `path` from the top."""
    return "/" + re.sub(r"([\\*?\[\]!# ])", r"\\\1", path)


def _regular_expression(path: str) -> str:
    """Return the regular expression of exactly `path`, as a word of the line: there a backslash takes away one."""
    return "".join(_letter(char) for char in path)


def _letter(char: str) -> str:
    if char in ".*+?(){}|$":
        return f"[{char}]"
    if char in "[]^\\":
        return "\\" * (2 if char != "\\" else 3) + char
    return f"\\{char}" if char in " #" else char


def _any(_: str) -> bool:
    return True


STYLES: Mapping[str, Style] = {
    "github": Style(PurePosixPath(".github/CODEOWNERS"), "*", _gitignore, _any, _HEAD),
    "gitlab": Style(PurePosixPath(".gitlab/CODEOWNERS"), "*", _gitignore, _any, _HEAD),
    "forgejo": Style(
        PurePosixPath("CODEOWNERS"), ".*", _regular_expression, lambda owner: owner.startswith("@"), _HEAD_ALL
    ),
}


def owners(records: Mapping[Address, Data]) -> Owners:
    """Return who owns what in a registry; `bureau` is empty when the registry does not name it.

    A partner with accounts owns its own record, the mandates on its behalf, and the persons with an office there; with
    the bureau, which owns all.
    """
    bureau = _texts(_part(records.get(Address("registry", "registry")), "hosting").get("bureau"))
    accounts = {a.id: _texts(data.get("accounts")) for a, data in records.items() if a.kind == "partner"}
    held: dict[tuple[str, ...], list[Address]] = {}
    for address in sorted(records):
        partners = tuple(sorted({id_ for id_ in _partners(address, records) if accounts.get(id_)}))
        if partners:
            held.setdefault(partners, []).append(address)
    return Owners(
        bureau, tuple(_section(ids, held[ids], accounts, bureau, records) for ids in sorted(held, key=_order))
    )


def _order(partners: tuple[str, ...]) -> tuple[bool, tuple[str, ...]]:
    return len(partners) > 1, partners


def _section(
    partners: Sequence[str],
    addresses: Iterable[Address],
    accounts: Mapping[str, tuple[str, ...]],
    bureau: Sequence[str],
    records: Mapping[Address, Data],
) -> Section:
    title = str(records[Address("partner", partners[0])].get("name")) if len(partners) == 1 else None
    own = (account for id_ in partners for account in accounts[id_])
    # The partner's own record first.
    ordered = sorted(addresses, key=lambda address: (address.kind != "partner", address))
    return Section(title, tuple(dict.fromkeys([*own, *bureau])), tuple(ordered))


def _partners(address: Address, records: Mapping[Address, Data]) -> Iterator[str]:
    """Yield the partners that a record is about."""
    data = records[address]
    if address.kind == "partner":
        yield address.id
    elif address.kind == "mandate":
        yield from _spoken_for(typed.mandate(address.id, data), records)
    elif address.kind == "person":
        yield from (str(office.get("partner")) for office in _items(data.get("offices")))


def _spoken_for(mandate: typed.Mandate, records: Mapping[Address, Data]) -> tuple[str, ...]:
    body = typed.body(mandate.body, records.get(Address("body", mandate.body), {}))
    return speaks_for(mandate, body.seat(mandate.seat))


def _part(data: Data | None, name: str) -> Mapping[str, object]:
    value = (data or {}).get(name)
    return value if isinstance(value, Mapping) else {}


def _items(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def code_owners(found: Owners, style: Style, kinds: Kinds, prefix: str, translate: Translator) -> str:
    """Return the file for a host that reads it in `style`; `prefix` is where the registry is, below the top."""
    lines = [f"# {translate(style.head)}", _line(style.everything, found.bureau, style)]
    for section in found.sections:
        title = translate(_SHARED) if section.title is None else section.title
        lines += ["", f"# {visible(title)}"]
        for address in section.records:
            path = f"{prefix}{REGISTRY}/{kinds[address.kind].path_of(address.id)}"
            lines.append(_line(style.pattern(path), section.owners, style))
    return "\n".join(lines) + "\n"


def _line(pattern: str, owners_: Iterable[str], style: Style) -> str:
    return " ".join([pattern, *(owner for owner in owners_ if style.knows(owner))])
