"""Whether each file stands where a record's file must, under a name that is an address everywhere."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from regio_cli.migrate.versions import CURRENT
from regio_cli.model.finding import Finding, Place
from regio_cli.model.kinds import LONGEST_ID, Kind, Kinds, ecma, is_device
from regio_cli.model.text import N_, Text
from regio_cli.store.snapshot import File, Snapshot

_KEPT = frozenset({"README.md", ".gitkeep", ".gitattributes", ".gitignore"})
_ODDITIES = {
    "symlink": N_("a symbolic link; records are ordinary files"),
    "submodule": N_("a submodule; records are ordinary files"),
    "special": N_("not an ordinary file"),
    "ignored": N_("git ignores this file, so it would never be committed"),
    "folder": N_("a folder where a file should be"),
}


def findings(snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what is wrong with names and places of files, and with the registry's own file."""
    named = {kind: form(snapshot.kinds[kind]) for kind in {address.kind for address in snapshot.by_address}}
    for file in snapshot.files.values():
        if file.address is None or not named[file.address.kind](file.address.id):
            yield from of_file(file, snapshot.kinds)
    yield from case_only(snapshot.files.values())
    yield from registry_file(snapshot.files, snapshot.kinds)


def form(kind: Kind) -> Callable[[str], object]:
    """Return what finds whether an id has the form that `kind` asks for."""
    search = re.compile(ecma(kind.id_pattern)).search
    return lambda id_: len(id_) <= LONGEST_ID and search(id_) and not is_device(id_)


def of_file(file: File, kinds: Kinds) -> Iterator[Finding]:
    """Yield what is wrong with the place of a file that has no address, or one that no record may have."""
    if file.address:
        yield _misnamed(file)
    elif file.entry.path.rpartition("/")[2] in _KEPT:
        return
    elif file.entry.oddity in _ODDITIES:
        hint = Text(N_("put an ordinary file here, or delete it"))
        yield Finding("file-type", "error", Place(file.path), Text(_ODDITIES[file.entry.oddity]), hint=hint)
    else:
        yield _misplaced(file, kinds)


def _misplaced(file: File, kinds: Kinds) -> Finding:
    folder, slash, name = file.entry.path.partition("/")
    place = Place(file.path)
    known = ", ".join(sorted(kinds.by_folder))
    if slash and folder not in kinds.by_folder:
        values = {"folder": folder, "known": known}
        return Finding("file-folder", "error", place, Text(N_("no kind has the folder '{folder}'"), values),
                       hint=Text(N_("the folders are: {known}"), values))  # fmt: skip
    if "/" in name:
        text = Text(N_("a record's file stands directly in the folder of its kind, not in one below"))
        return Finding("file-folder", "error", place, text, hint=Text(N_("move it up")))
    text = Text(N_("not a record's file: its name must end in .yaml"))
    return Finding("file-name", "error", place, text, hint=Text(N_("rename it, or keep it outside the registry")))


def _misnamed(file: File) -> Finding:
    assert file.address
    values = {"name": file.address.id}
    hint = Text(N_("use lower-case letters, digits and single hyphens"))
    text = Text(N_("the file name '{name}' can't be a record's id"), values)
    if is_device(file.address.id):
        text = Text(N_("Windows can't have a file '{value}.yaml'"), {"value": file.address.id})
        hint = Text(N_("git mv {path} {new}"), {"path": file.path, "new": file.path.removesuffix(".yaml") + "-1.yaml"})
    return Finding("file-name", "error", Place(file.path), text, str(file.address), value=file.address.id, hint=hint)


def case_only(files: Iterable[File]) -> Iterator[Finding]:
    """Yield which of `files`, in the order of their paths, are one file where case does not count."""
    seen: dict[str, File] = {}
    for file in files:
        other = seen.setdefault(file.entry.path.casefold(), file)
        if other is not file:
            text = Text(N_("differs only in upper and lower case from {other}"), {"other": other.path})
            related = ((Place(other.path), Text(N_("the other file"))),)
            hint = Text(N_("on Windows and macOS the two are one file: rename or delete one"))
            yield Finding("file-case", "error", Place(file.path), text, hint=hint, related=related)


def registry_file(files: Mapping[str, File], kinds: Kinds) -> Iterator[Finding]:
    """Yield what is wrong with the files that a registry must have, and with the version it is written for."""
    for name, kind in kinds.by_file.items():
        file = files.get(name)
        if file is None:
            hint = Text(N_("'regio init' writes one"))
            values = {"name": name}
            yield Finding("registry-missing", "error", Place(f"registry/{name}"), Text(N_("{name} is missing"), values),
                          hint=hint)  # fmt: skip
            continue
        data = file.content.data if file.content else None
        version = data.get("schema_version") if isinstance(data, dict) else None
        if kind.name == "registry" and isinstance(version, int) and version > CURRENT:
            text = Text(
                N_("this registry is of version {version}; this regio knows up to {known}"),
                {"version": version, "known": CURRENT},
            )
            yield Finding("schema-version", "error", Place(file.path), text, kind.name, ("schema_version",),
                          str(version), Text(N_("upgrade regio")))  # fmt: skip
