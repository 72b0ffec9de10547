"""A record of a registry's own kind is committed only where the schema that it rests on is committed too."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regio_cli.change.refusal import NotNow
from regio_cli.model.kinds import SUFFIX, JsonSchema
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry
from regio_cli.store import schemas
from regio_cli.store.source import Revision, WorkTree


def require_committed(registry: Registry, records: list[Address]) -> None:
    """Raise NotNow when one of `records`, which a change writes, rests on an own schema that HEAD does not have as it is.

    What is committed would otherwise be a record of a kind that nobody else knows.
    """
    source = registry.source
    own = _own_schemas(registry)
    if not own or not isinstance(source, WorkTree):
        return
    used: set[str] = set()
    for name in {address.kind + SUFFIX for address in records}:
        used |= _rests_on(name, registry.kinds.documents)
    rested = sorted(used & own.keys())
    if not rested:
        return
    committed = Revision(source.git, "HEAD", source.state.tree).own_files(schemas.FOLDER, SUFFIX)
    loose = [name for name in rested if _lines(committed.get(name)) != _lines(own[name])]
    if loose:
        path = f"{schemas.FOLDER}/{loose[0]}"
        text = Text(N_("this rests on the schema {path}, which is not committed"), {"path": path})
        raise NotNow(text, Text('git add {path} && git commit -m "{path}" -- {path}', {"path": path}))


def _own_schemas(registry: Registry) -> Mapping[str, bytes]:
    """Return the registry's own schema files by name, copies of built-in ones left out."""
    built_in = {file.name for file in schemas.shipped(schemas.FOLDER).glob("*" + SUFFIX)}
    if set(registry.kinds.documents) <= built_in:
        return {}
    files = registry.source.own_files(schemas.FOLDER, SUFFIX)
    return {name: content for name, content in files.items() if name not in built_in}


def _rests_on(name: str, documents: Mapping[str, JsonSchema]) -> set[str]:
    """Return the schema file `name` and all that it refers to, directly or by others."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        file = waiting.pop()
        if file in documents and file not in found:
            found.add(file)
            waiting += _referred(documents[file])
    return found


def _referred(part: Any) -> Iterator[str]:
    """Yield the files that a schema refers to."""
    if isinstance(part, Mapping):
        reference = part.get("$ref")
        if isinstance(reference, str) and not reference.startswith("#"):
            yield reference.partition("#")[0]
        yield from _in_each(part.values())
    elif isinstance(part, list):
        yield from _in_each(part)


def _in_each(parts: Iterable[Any]) -> Iterator[str]:
    for part in parts:
        yield from _referred(part)


def _lines(content: bytes | None) -> list[bytes] | None:
    return None if content is None else content.splitlines()
