"""A registry in which something happens: three partners and a school, two bodies with deputies, five people, elections."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.command import Result, become, command
from tests.conftest import Place
from tests.processes import LIMIT, exit_code, terminal_output

RICH = {
    "registry.yaml": (
        "schema_version: 2\nname: Proef\nnotice: verzonnen\nregion:\n  name: Proef\n"
        "controller:\n  name: Proef\n  contact: info@proef.example\narchive_keeper:\n  name: Proef\nlanguages:\n  - nl\n"
    ),
    "partners/overijssel.yaml": "name: Provincie Overijssel\ntype: province\npillar: government\n",
    "partners/zwolle.yaml": (
        "# De centrumgemeente.\nname: Gemeente Zwolle\ntype: municipality\npillar: government\nprovince: overijssel\n"
        "\nstatistics:\n  - as_of: 2025-01-01  # CBS\n    inhabitants: 133141\n    area_km2: 119.36\n"
    ),
    "partners/hattem.yaml": "name: Gemeente Hattem\ntype: municipality\npillar: government\nprovince: overijssel\n",
    "partners/deltion.yaml": 'name: "Deltion"   # school\ntype: mbo\npillar: education\n',
    "bodies/raad.yaml": (
        "name: Regioraad\nlevel: executive\ntype: regional_board\n\n# De zetels.\nseats:\n"
        "  - id: voorzitter\n    role: chair\n    basis: ex_officio\n    on_behalf_of:\n      - zwolle\n    voting: true\n\n"
        "  - id: hattem  # vaste zetel\n    role: member\n    basis: representation\n    on_behalf_of:\n      - hattem\n    voting: true\n\n"
        "  - id: hattem-plv\n    role: deputy\n    basis: representation\n    on_behalf_of:\n      - hattem\n    voting: false\n    deputy_of: hattem\n\n"
        "  - id: zwolle\n    role: member\n    basis: representation\n    on_behalf_of:\n      - zwolle\n    voting: false\n\n"
        "  - id: kennis\n    role: member\n    basis: expertise\n    voting: false\n    count: 2\n"
    ),
    "bodies/tafel.yaml": (
        "name: Tafel Wonen\nlevel: executive\ntype: table\nparent: raad\nseats:\n"
        "  - id: voorzitter\n    role: chair\n    basis: representation\n    voting: true\n\n"
        "  - id: lid\n    role: member\n    basis: representation\n    voting: true\n    count: 3\n\n"
        "  - id: waarnemer\n    role: observer\n    basis: reserved\n    voting: false\n"
    ),
    "persons/p-a1b2.yaml": (
        "name:\n  given: Anna\n  initials: A.B.\n  family: Bergsma\nemail: a.bergsma@hattem.example\noffices:\n"
        "  - office: alderman\n    partner: hattem\n    start_date: 2022-05-20\npublicity: public\nfictitious: true\n"
    ),
    "persons/p-b2c3.yaml": (
        "name:\n  given: Bert\n  prefix: de\n  family: Wit\noffices:\n"
        "  - office: alderman\n    partner: hattem\n    start_date: 2022-05-20\npublicity: public\nfictitious: true\n"
    ),
    "persons/p-c3d4.yaml": (
        "name:\n  given: Christiaan\n  family: Núñez\noffices:\n"
        "  - office: mayor\n    partner: zwolle\n    start_date: 2020-01-01\npublicity: public\nfictitious: true\n"
    ),
    "persons/p-d4e5.yaml": (
        "name:\n  given: Dora\n  prefix: van\n  family: Zwolle\noffices:\n"
        "  - office: director\n    partner: deltion\n    start_date: 2019-09-01\npublicity: public\nfictitious: true\n"
    ),
    "persons/p-e5f6.yaml": (
        "name:\n  given: Emma\n  prefix: van der\n  family: Veen\noffices:\n"
        "  - office: alderman\n    partner: zwolle\n    start_date: 2022-05-20\n"
        "  - office: board_member\n    partner: deltion\n    start_date: 2023-01-01\npublicity: public\nfictitious: true\n"
    ),
    "mandates/raad-voorzitter-2022.yaml": (
        "person: p-c3d4\nbody: raad\nseat: voorzitter\nstatus: appointed\nstart_date: 2022-06-01\nlapses_with: office\n"
    ),
    "mandates/raad-hattem-2022.yaml": (
        "# Benoemd door B&W.\nperson: p-a1b2\nbody: raad\nseat: hattem\non_behalf_of:\n  - hattem\nstatus: appointed\n"
        "start_date: 2022-06-01  # eerste vergadering\nlapses_with: municipal\n"
    ),
    "mandates/raad-hattem-plv-2022.yaml": (
        "person: p-b2c3\nbody: raad\nseat: hattem-plv\non_behalf_of:\n  - hattem\nstatus: appointed\nstart_date: 2022-06-01\n"
        "lapses_with: municipal\n"
    ),
    "mandates/raad-zwolle-2022.yaml": (
        "person: p-e5f6\nbody: raad\nseat: zwolle\non_behalf_of:\n  - zwolle\nstatus: appointed\nstart_date: 2022-06-01\n"
        "lapses_with: municipal\n"
    ),
    "mandates/raad-kennis-2023.yaml": (
        "person: p-d4e5\nbody: raad\nseat: kennis\non_behalf_of:\n  - deltion\nstatus: appointed\nstart_date: 2023-01-01\n"
        "lapses_with: nothing\n"
    ),
    "mandates/tafel-voorzitter-2022.yaml": (
        "person: p-a1b2\nbody: tafel\nseat: voorzitter\non_behalf_of:\n  - hattem\nstatus: appointed\nstart_date: 2022-06-01\n"
        "lapses_with: municipal\noffice: alderman\n"
    ),
    "mandates/tafel-lid-2023.yaml": (
        "person: p-e5f6\nbody: tafel\nseat: lid\non_behalf_of:\n  - deltion\nstatus: appointed\nstart_date: 2023-01-01\n"
        "lapses_with: office\n"
    ),
    "mandates/tafel-lid-2020.yaml": (
        "person: p-d4e5\nbody: tafel\nseat: lid\non_behalf_of:\n  - deltion\nstatus: ended\nstart_date: 2020-01-01\n"
        "end_date: 2022-12-31\nend_reason: termijn vol\nlapses_with: nothing\n"
    ),
    "elections/municipal-2022.yaml": "kind: municipal\ndate: 2022-03-16\nnew_council: 2022-03-30\n",
    "elections/municipal-2026.yaml": "kind: municipal\ndate: 2026-03-18\nnew_council: 2026-04-01\n",
}


@dataclass(frozen=True)
class Desk(Place):
    """A place with the questions that tests of changes ask."""

    def regio(
        self, *arguments: str, env: Mapping[str, str] | None = None, stdin: str = "", cwd: Path | None = None
    ) -> Result:
        return command(*arguments, cwd=cwd or self.root, env=env, stdin=stdin)

    def done(self, *arguments: str, **more: Any) -> str:
        """Run a command that must succeed, and return what it says."""
        result = self.regio(*arguments, **more)
        assert (result.code, result.err) == (0, ""), result
        return result.out

    def seen(self, *arguments: str) -> str:
        """Return what a command writes to a terminal, in a fork of this process."""
        pty = pytest.importorskip("pty")
        child, terminal = pty.fork()
        if not child:
            become(arguments, self.root, {**os.environ, "REGIO_LANG": "en", "TERM": "xterm", "COLUMNS": "80"})
        out = terminal_output(terminal)
        os.close(terminal)
        exit_code(child)
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", out.decode())

    def refused(self, code: int, *arguments: str, **more: Any) -> str:
        """Run a command that must be refused with `code` and change nothing at all, and return why."""
        before = self.state()
        result = self.regio(*arguments, **more)
        assert result.code == code, result
        assert "Traceback" not in result.err
        assert "fault in regio" not in result.err, result.err
        assert self.state() == before
        return result.err

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True, timeout=LIMIT)
        return done.stdout.decode()

    def state(self) -> tuple[str, ...]:
        """Where the branch is, what is staged, and every file with its content."""
        files = (
            f"{file.relative_to(self.root)} {file.read_bytes()!r}"
            for file in sorted((self.root / "registry").rglob("*"))
            if file.is_file()
        )
        git = self.root / ".git"
        refs = [
            git / "HEAD",
            git / "packed-refs",
            *sorted((git / "refs").rglob("*")),
            *sorted((git / "logs").rglob("*")),
        ]
        known = (f"{file} {file.read_text()}" for file in refs if file.is_file())
        return (self.git("ls-files", "-s"), *known, *files)

    def read(self, path: str) -> str:
        return (self.root / "registry" / path).read_bytes().decode()

    def has(self, path: str) -> bool:
        return (self.root / "registry" / path).exists()

    def data(self, path: str) -> Any:
        from ruamel.yaml import YAML

        return json.loads(json.dumps(YAML(typ="safe").load(self.read(path)), default=str))

    def numstat(self) -> dict[str, tuple[int, int]]:
        """Return the lines that the last commit added to and took from each file of the registry."""
        found = {}
        for line in self.git(
            "-c", "core.quotePath=false", "show", "--numstat", "--format=", "--no-renames", "HEAD"
        ).splitlines():
            added, taken, path = line.split("\t")
            found[path.removeprefix("registry/")] = (int(added), int(taken))
        return found

    def trailers(self) -> list[str]:
        """Return the trailers of the last commit as git itself reads them."""
        message = self.git("log", "-1", "--format=%B")
        done = subprocess.run(
            ["git", "interpret-trailers", "--parse"],
            input=message.encode(),
            cwd=self.root,
            capture_output=True,
            check=True,
            timeout=LIMIT,
        )
        return done.stdout.decode().splitlines()

    def count(self) -> int:
        return int(self.git("rev-list", "--count", "HEAD"))

    def copy(self, to: Path) -> "Desk":
        shutil.copytree(self.root, to, symlinks=True)
        return Desk(to)


def desk_in(folder: Path) -> Desk:
    """Return the registry, committed, in `folder`."""
    desk = Desk(folder)
    for path, content in RICH.items():
        desk.write(path, content)
    desk.git("init", "-q", "-b", "main", "--template=")
    (folder / ".git" / "hooks").mkdir()
    with (folder / ".git" / "config").open("a") as config:
        config.write(
            "[user]\n\tname = Test\n\temail = test@regio.example\n[gc]\n\tauto = 0\n[commit]\n\tgpgsign = false\n"
        )
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Begin")
    return desk
