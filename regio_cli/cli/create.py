"""``regio demo`` and ``regio init``: new registries in new git repositories."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from regio_cli.cli.run import Console, Wrong
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.store import schemas, yamlfile
from regio_cli.store.canonical import dump
from regio_cli.store.git import Git

Target = Annotated[Path, typer.Argument(help="A folder that does not exist yet, or is empty.", metavar="DIR")]
_EMPTY = {
    "schema_version": 1,
    "name": "Register",
    "notice": "Vul aan wat voor dit register geldt.",
    "region": {"name": "Regio"},
    "controller": {"name": "Nog te bepalen", "contact": "Nog te bepalen"},
    "archive_keeper": {"name": "Nog te bepalen"},
    "languages": ["nl"],
}


def demo_(
    target: Target,
    scale: Annotated[int, typer.Option("--scale", help="How many times the region.", min=1, max=1000)] = 1,
    seed: Annotated[int, typer.Option("--seed", help="Another number, other people.")] = 1,
) -> None:
    """Write a registry of any size with invented people, in a new git repository.

    Example: regio demo /tmp/proef --scale 10 --seed 7
    """
    from regio_cli.demo.generate import generate

    kinds = schemas.load_schemas({}).kinds
    base = _shipped(kinds)
    _create(target, kinds, [*base.items()])
    folders = _write(target, kinds, generate(base, scale, seed))
    _commit(target, "Demo registry")
    text = Text(N_("{count} records in {folder}; all people in it are invented"),
                {"count": folders + len(base), "folder": str(target)})  # fmt: skip
    console = Console()
    console.say(text.render(console.translate) + "\n")


def init_(
    target: Target,
    from_: Annotated[
        str | None,
        typer.Option("--from", help="regio-zwolle: its organisations and bodies, no people.", metavar="NAME"),
    ] = None,
) -> None:
    """Start a new, valid, empty registry in a new git repository.

    Example: regio init mijn-regio --from regio-zwolle
    """
    kinds = schemas.load_schemas({}).kinds
    if from_ not in (None, "regio-zwolle"):
        raise Wrong(
            Text(N_("there is nothing to start from called '{value}'; there is: regio-zwolle"), {"value": from_})
        )
    records: Mapping[Address, Any] = _shipped(kinds) if from_ else {Address("registry", "registry"): _EMPTY}
    _create(target, kinds, records.items())
    _commit(target, "Begin the registry")
    console = Console()
    text = Text(N_("{count} records in {folder}"), {"count": len(records), "folder": str(target)})
    console.say(text.render(console.translate) + "\n")


def _shipped(kinds: Kinds) -> dict[Address, Any]:
    """Return the organisations, bodies and elections that come with regio."""
    folder = schemas.shipped("registry")
    found = {}
    for name in ("registry", "partner", "body", "election"):
        kind = kinds[name]
        files = [folder / kind.file] if kind.file else sorted((folder / str(kind.folder)).glob("*.yaml"))
        for file in files:
            found[Address(name, file.stem)] = yamlfile.read(file.read_bytes()).data
    return found


def _create(target: Path, kinds: Kinds, records: Iterable[tuple[Address, Any]]) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Wrong(Text(N_("{folder} is there already and is not empty"), {"folder": str(target)}))
    target.mkdir(parents=True, exist_ok=True)
    git = Git(target, os.environ)
    git.run("init", "-q", "-b", "main")
    own = target / schemas.FOLDER
    own.mkdir()
    for file in sorted(schemas.shipped(schemas.FOLDER).glob("*.schema.json")):
        (own / file.name).write_bytes(file.read_bytes())
    (target / ".gitattributes").write_bytes(b"*.yaml text eol=lf\n*.json text eol=lf\n")
    _write(target, kinds, records)


def _write(target: Path, kinds: Kinds, records: Iterable[tuple[Address, Any]]) -> int:
    """Write records to their files; return how many."""
    count = 0
    made: set[Path] = set()
    for address, data in records:
        kind = kinds[address.kind]
        file = target / "registry" / kind.path_of(address.id)
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        up = "../" if kind.file else "../../"
        file.write_bytes(dump(kind, data, f"{up}schemas/{kind.name}.schema.json").encode())
        count += 1
    return count


def _commit(target: Path, subject: str) -> None:
    git = Git(target, os.environ)
    git.run("add", "-A")
    identity = ["-c", "user.name=regio", "-c", "user.email=regio@regio.example", "-c", "commit.gpgsign=false"]
    git.run(*identity, "commit", "-q", "--no-verify", "-m", subject)
