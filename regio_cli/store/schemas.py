"""The schema files: those shipped with regio, and a registry's own beside it."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from regio_cli.migrate.versions import CURRENT, documents_at
from regio_cli.model.finding import Finding, Place
from regio_cli.model.kinds import SUFFIX, Kinds, SchemaFault, read_kinds
from regio_cli.model.text import N_, Text
from regio_cli.store.ownschema import Unfit, examine, fits
from regio_cli.store.reserved import Clash, clash

FOLDER = "schemas"
COPY, UNREADABLE, NAME = "schema-copy", "schema-unreadable", "schema-name"
"""Codes of findings: a copy of a built-in schema that differs, a schema that can't be read, and a name that is taken."""


class Schemas(NamedTuple):
    """The kinds in force, what is wrong with the registry's own schema files, and a digest of them all."""

    kinds: Kinds
    findings: tuple[Finding, ...]
    digest: str


def shipped(folder: str) -> Path:
    """Return the folder that travels with regio: in the installed package, or in its source tree."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data" / folder
    return installed if installed.is_dir() else package.parent / folder


def load_schemas(own: Mapping[str, bytes], version: int = CURRENT) -> Schemas:
    """Return the shipped kinds together with those in the registry's `own` schema files (by file name).

    With an earlier `version`, the shipped kinds are those of that schema version.
    """
    built_in = {file.name: file.read_bytes() for file in sorted(shipped(FOLDER).glob("*" + SUFFIX))}
    documents: dict[str, Any] = {name: json.loads(content) for name, content in built_in.items()}
    documents = dict(documents_at(documents, version))
    found = {name: finding for name in sorted(own) if (finding := _add(documents, built_in, name, own[name]))}
    digest = hashlib.sha256()
    for name in sorted(documents):
        digest.update(name.encode() + b"\0" + (own[name] if name not in built_in else built_in[name]) + b"\0")
    digest.update(str(version).encode())
    # What was found is remembered by the digest, so what it was found in counts too.
    for name in found:
        digest.update(name.encode() + b"\0" + own[name] + b"\0")
    return Schemas(read_kinds(documents), tuple(found.values()), digest.hexdigest())


def _add(documents: dict[str, Any], built_in: Mapping[str, bytes], name: str, content: bytes) -> Finding | None:
    """Add one of the registry's own schemas to `documents`, or return why it can't be."""
    place = Place(f"{FOLDER}/{name}")
    if name in built_in:
        if _normal(content) == _normal(built_in[name]) or _says(content, documents[name]):
            return None
        text = Text(N_("this copy differs from the schema that this regio has; regio goes by its own"))
        hint = Text(N_("run 'regio schema --write' to renew the copies, or upgrade regio"))
        return Finding(COPY, "warning", place, text, hint=hint)
    try:
        document = json.loads(content)
        examine(name, document, documents)
        kinds = read_kinds({**documents, name: document})
        found = clash(name.removesuffix(SUFFIX), kinds)
        if found:
            return _taken(place, name, found)
        fits(kinds)
    except Unfit as error:
        return _unreadable(place, error.text)
    except (ValueError, SchemaFault, RecursionError) as error:
        return _unreadable(place, str(error))
    documents[name] = document
    return None


def _taken(place: Place, file: str, found: Clash) -> Finding:
    """Return the finding that a name is taken: both sides, and the way out."""
    values = {"name": found.name, "own": found.own, "other": found.other.what, "file": found.other.file}
    text = Text(N_("{own} needs the table '{name}' in the database, and {other} in {file} has that name"), values)
    new = f"{FOLDER}/own_{file}"
    hint = Text(
        N_("give it another name: git mv {path} {new}, and write that name in each 'x-ref' to it"),
        {"path": place.path, "new": new},
    )
    if found.is_list:
        hint = Text(N_("give the list another name: change its 'x-table' in {path}"), {"path": place.path})
    return Finding(NAME, "error", place, text, hint=hint)


def _unreadable(place: Place, what: Text | str) -> Finding:
    text = Text(N_("not a schema that regio can read: {what}"), {"what": what})
    return Finding(UNREADABLE, "error", place, text)


def _says(content: bytes, document: Any) -> bool:
    """Whether a schema file says what `document` says, however it is laid out."""
    try:
        return bool(json.loads(content) == document)
    except (ValueError, RecursionError):
        return False


def _normal(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").strip()
