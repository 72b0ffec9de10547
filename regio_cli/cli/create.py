"""``regio demo`` and ``regio init``: new registries in new git repositories."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from regio_cli.cli.hosting import require_host
from regio_cli.cli.run import Console, Wrong
from regio_cli.hosting.workflows import write
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.store import schemas, yamlfile
from regio_cli.store.canonical import dump, format_text
from regio_cli.store.git import Git
from regio_cli.store.wholefile import require_no_link

Target = Annotated[Path, typer.Argument(help="A folder that does not exist yet, or is empty.", metavar="DIR")]
_START = Address("registry", "registry")
_EMPTY = """\
# Vul in wat hieronder met 'Nog in te vullen' begint; `regio schema registry` zegt wat elk veld betekent.
# Daarna de organisaties (partners/), de overleggen met hun zetels (bodies/), de personen en de mandaten.
schema_version: 2
name: "Nog in te vullen: naam van dit register"
notice: "Nog in te vullen: wat elke lezer van deze gegevens moet weten, zoals waar ze vandaan komen en voor wie ze zijn."
region:
  name: "Nog in te vullen: naam van de regio"
# Een netwerk zonder rechtspersoon kan niet zelf verantwoordelijk zijn; de partners wijzen iemand aan (AVG, artikel 26).
controller:
  name: "Nog in te vullen: wie volgens de AVG verantwoordelijk is voor de persoonsgegevens"
  contact: "Nog in te vullen: adres voor vragen en verzoeken over persoonsgegevens"
archive_keeper:
  name: "Nog in te vullen: wie voor het archief zorgt"
languages:
  - nl
"""
_NO_PEOPLE = (
    "De organisaties en overleggen in dit register komen uit openbare bronnen en zijn overgenomen uit het voorbeeld "
    "Regio Zwolle. De zetels volgen de bronnen waar die ze beschrijven; waar geen bron is, zijn ze aannemelijk gemaakt, "
    "en dat staat er dan bij: loop ze na. Er staan nog geen personen en mandaten in."
)
# The same arguments give the same commit, so it has a day of its own.
_DEMO_DAY = "2026-11-24T09:00:00+01:00"


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
    files = _shipped(kinds)
    base = {address: yamlfile.read(content).data for address, content in files.items()}
    _create(target, kinds, files)
    made = _write(target, kinds, files, generate(base, scale, seed))
    _commit(target, "Demo registry", _DEMO_DAY)
    text = Text(N_("{count} records in {folder}; all people in it are invented"),
                {"count": made + len(base), "folder": str(target)})  # fmt: skip
    console = Console()
    console.say(text.render(console.translate) + "\n")


def init_(
    target: Target,
    from_: Annotated[
        str | None,
        typer.Option("--from", help="regio-zwolle: its organisations and bodies, no people.", metavar="NAME"),
    ] = None,
    ci: Annotated[
        str | None,
        typer.Option("--ci", help="With the file for its host: github, gitlab, forgejo or azure.", metavar="HOST"),
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
    files = _without_people(_shipped(kinds)) if from_ else {_START: _empty(kinds)}
    if ci:
        require_host(ci)
    _create(target, kinds, files)
    if ci:
        write(ci, target, "")
    _commit(target, "Begin the registry")
    console = Console()
    text = Text(N_("{count} records in {folder}"), {"count": len(files), "folder": str(target)})
    console.say(text.render(console.translate) + "\n")


def _shipped(kinds: Kinds) -> dict[Address, bytes]:
    """Return the files of the organisations, bodies and elections that come with regio, with their comments.

    What is invented in them is left out: it points at people who are not among these.
    """
    from regio_cli.demo.files import real

    folder = schemas.shipped("registry")
    found = {}
    for name in ("registry", "partner", "body", "election"):
        kind = kinds[name]
        files = [folder / kind.file] if kind.file else sorted((folder / str(kind.folder)).glob("*.yaml"))
        for file in files:
            found[Address(name, file.stem)] = real(kind, file.read_bytes())
    return found


def _without_people(files: Mapping[Address, bytes]) -> dict[Address, bytes]:
    """Return `files` with a notice that no longer speaks of invented people."""
    notice = f'notice: "{_NO_PEOPLE}"'.encode()
    lines = files[_START].split(b"\n")
    begun = b"\n".join(notice if line.startswith(b"notice:") else line for line in lines)
    return {**files, _START: begun}


def _empty(kinds: Kinds) -> bytes:
    return format_text(kinds["registry"], _EMPTY, kinds["registry"].schema_path).encode()


def _create(target: Path, kinds: Kinds, files: Mapping[Address, bytes]) -> None:
    """Make a git repository with the schemas and these files of records."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Wrong(Text(N_("{folder} is there already and is not empty"), {"folder": str(target)}))
    require_no_link(target)
    target.mkdir(parents=True, exist_ok=True)
    git = Git(target, os.environ)
    git.run("init", "-q", "-b", "main")
    own = target / schemas.FOLDER
    own.mkdir()
    for file in sorted(schemas.shipped(schemas.FOLDER).glob("*.schema.json")):
        (own / file.name).write_bytes(file.read_bytes())
    (target / ".gitattributes").write_bytes(b"*.yaml text eol=lf\n*.json text eol=lf\n")
    for address, content in files.items():
        file = target / "registry" / kinds[address.kind].path_of(address.id)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _write(target: Path, kinds: Kinds, files: Mapping[Address, bytes], records: Iterable[tuple[Address, Data]]) -> int:
    """Write records to their files; return how many are not in `files`, of which the lines that are there stay."""
    from regio_cli.demo.files import told

    count = 0
    made: set[Path] = set()
    for address, data in records:
        kind = kinds[address.kind]
        file = target / "registry" / kind.path_of(address.id)
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        here = files.get(address)
        file.write_bytes(told(kind, here, data) if here else dump(kind, data, kind.schema_path).encode())
        count += here is None
    return count


def _commit(target: Path, subject: str, day: str | None = None) -> None:
    dates = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day} if day else {}
    git = Git(target, {**os.environ, **dates})
    git.run("add", "-A")
    identity = ["-c", "user.name=regio", "-c", "user.email=regio@regio.example", "-c", "commit.gpgsign=false"]
    git.run(*identity, "commit", "-q", "--no-verify", "-m", subject)
