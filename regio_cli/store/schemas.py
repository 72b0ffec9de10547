"""The schema files: those shipped with regio, and a registry's own beside it."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from regio_cli.model.finding import Finding, Place
from regio_cli.model.kinds import SUFFIX, Kinds, SchemaFault, read_kinds
from regio_cli.model.text import N_, Text
from regio_cli.store.ownschema import Unfit, examine, fits

FOLDER = "schemas"


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


def load_schemas(own: Mapping[str, bytes]) -> Schemas:
    """Return the shipped kinds together with those in the registry's `own` schema files (by file name)."""
    built_in = {file.name: file.read_bytes() for file in sorted(shipped(FOLDER).glob("*" + SUFFIX))}
    documents: dict[str, Any] = {name: json.loads(content) for name, content in built_in.items()}
    found = {name: finding for name in sorted(own) if (finding := _add(documents, built_in, name, own[name]))}
    digest = hashlib.sha256()
    for name in sorted(documents):
        digest.update(name.encode() + b"\0" + (own[name] if name not in built_in else built_in[name]) + b"\0")
    # What was found is remembered by the digest, so what it was found in counts too.
    for name in found:
        digest.update(name.encode() + b"\0" + own[name] + b"\0")
    return Schemas(read_kinds(documents), tuple(found.values()), digest.hexdigest())


def _add(documents: dict[str, Any], built_in: Mapping[str, bytes], name: str, content: bytes) -> Finding | None:
    """Add one of the registry's own schemas to `documents`, or return why it can't be."""
    place = Place(f"{FOLDER}/{name}")
    if name in built_in:
        if _normal(content) == _normal(built_in[name]):
            return None
        text = Text(N_("this copy differs from the schema that this regio has; regio goes by its own"))
        hint = Text(N_("run 'regio schema --write' to renew the copies, or upgrade regio"))
        return Finding("schema-copy", "warning", place, text, hint=hint)
    try:
        document = json.loads(content)
        examine(name, document, documents)
        fits(read_kinds({**documents, name: document}))
    except Unfit as error:
        return _unreadable(place, error.text)
    except (ValueError, SchemaFault, RecursionError) as error:
        return _unreadable(place, str(error))
    documents[name] = document
    return None


def _unreadable(place: Place, what: Text | str) -> Finding:
    text = Text(N_("not a schema that regio can read: {what}"), {"what": what})
    return Finding("schema-unreadable", "error", place, text)


def _normal(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").strip()
