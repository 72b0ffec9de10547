"""The schema files: those shipped with regio, and a registry's own beside it."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from regio_cli.migrate.versions import CURRENT, documents_at
from regio_cli.model.finding import Finding, Place
from regio_cli.model.kinds import SUFFIX, Kind, Kinds, SchemaFault, read_kind, read_kinds
from regio_cli.model.text import N_, Text

if TYPE_CHECKING:
    from regio_cli.store.annotations import Slip
    from regio_cli.store.reserved import Clash

FOLDER = "schemas"
COPY, UNREADABLE, NAME, ANNOTATION = "schema-copy", "schema-unreadable", "schema-name", "schema-annotation"
"""Codes of findings: a copy of a built-in schema that differs, a schema that can't be read, a name that is taken, and a word that names nothing."""


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
    found = _copies(documents, built_in, own)
    added = {name: own[name] for name in sorted(own) if name not in built_in}
    found |= _add_all(documents, added)
    digest = hashlib.sha256()
    for name in sorted(documents):
        digest.update(name.encode() + b"\0" + (own[name] if name not in built_in else built_in[name]) + b"\0")
    digest.update(str(version).encode())
    # What was found is remembered by the digest, so what it was found in counts too.
    for name in found:
        digest.update(name.encode() + b"\0" + own[name] + b"\0")
    kinds = read_kinds(documents)
    if not added:
        return Schemas(kinds, tuple(found.values()), digest.hexdigest())
    # What only a registry with schemas of its own needs is imported only for it.
    from regio_cli.store.annotations import without_slips

    kinds, slips = without_slips(kinds, built_in)
    return Schemas(kinds, (*found.values(), *map(_slip, slips)), digest.hexdigest())


def _copies(
    documents: Mapping[str, Any], built_in: Mapping[str, bytes], own: Mapping[str, bytes]
) -> dict[str, Finding]:
    """Return what is wrong with the registry's copies of built-in schemas."""
    found = {}
    for name in sorted(own):
        is_copy = name in built_in
        if is_copy and _normal(own[name]) != _normal(built_in[name]) and not _says(own[name], documents[name]):
            text = Text(N_("this copy differs from the schema that this regio has; regio goes by its own"))
            hint = Text(N_("run 'regio schema --write' to renew the copies, or upgrade regio"))
            found[name] = Finding(COPY, "warning", Place(f"{FOLDER}/{name}"), text, hint=hint)
    return found


def _add_all(documents: dict[str, Any], own: Mapping[str, bytes]) -> dict[str, Finding]:
    """Add those of the registry's own schemas that can be gone by to `documents`; return why the others can't.

    One may refer to any other, in whichever order their names are: so each is looked at beside all that may still do,
    and once one won't, the rest is looked at again.
    """
    found: dict[str, Finding] = {}
    if not own:
        return found
    there: dict[str, Any] = {}
    for name, content in own.items():
        try:
            there[name] = json.loads(content)
        except (ValueError, RecursionError) as error:
            found[name] = _unreadable(Place(f"{FOLDER}/{name}"), str(error))
    built_in = read_kinds(documents).by_name
    while True:
        added, kinds = dict(documents), dict(built_in)
        unfit = next(filter(None, (_add(added, kinds, there, name) for name in there)), None)
        if unfit is None:
            documents.update(added)
            return found
        name = unfit.place.path.removeprefix(f"{FOLDER}/")
        found[name] = unfit
        del there[name]


def _add(documents: dict[str, Any], kinds: dict[str, Kind], there: Mapping[str, Any], name: str) -> Finding | None:
    """Add one of the registry's own schemas to `documents` and `kinds`, or return why not; `there` are all that it may refer to."""
    from regio_cli.store.ownschema import Unfit, examine, fits
    from regio_cli.store.reserved import clash

    place = Place(f"{FOLDER}/{name}")
    document = there[name]
    try:
        # What comes later can be referred to, and is no kind yet: of two that want one name, the first has it.
        later = {file: _no_kind(other) for file, other in there.items() if file not in documents}
        beside = {**later, **documents}
        examine(name, document, beside)
        if "x-kind" in document:
            kind = read_kind(name, {**beside, name: document})
            found = clash(kind.name, Kinds({**kinds, kind.name: kind}, documents))
            if found:
                return _taken(place, name, found)
            fits(Kinds({kind.name: kind}, documents))
            kinds[kind.name] = kind
    except Unfit as error:
        return _unreadable(place, error.text)
    except (ValueError, SchemaFault, RecursionError) as error:
        return _unreadable(place, str(error))
    documents[name] = document
    return None


def _no_kind(document: Any) -> Any:
    return {key: value for key, value in document.items() if key != "x-kind"} if isinstance(document, dict) else {}


def _slip(slip: "Slip") -> Finding:
    """Return the finding that an annotation names nothing."""
    place = Place(f"{FOLDER}/{slip.kind}{SUFFIX}")
    return Finding(
        ANNOTATION,
        "error",
        place,
        slip.text,
        hint=Text(N_("did you mean '{name}'?"), {"name": slip.near}) if slip.near else None,
    )


def _taken(place: Place, file: str, found: "Clash") -> Finding:
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
