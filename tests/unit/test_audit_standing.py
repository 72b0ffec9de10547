"""What an audit finds step by step is what a check of each whole revision finds."""

import json
import os
import random
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from regio_cli.audit.audit import Asked, audit
from regio_cli.audit.audit import _changes as changes_of
from regio_cli.audit.settings import Settings
from regio_cli.audit.signatures import Signers
from regio_cli.audit.walk import Node, walk
from regio_cli.audit.world import PATHS, World
from regio_cli.model.finding import Finding, Span
from regio_cli.read.registry import Registry
from regio_cli.store import gitaudit as ga
from regio_cli.store import githistory as gh
from regio_cli.store.git import Git, commit_of, contents
from regio_cli.store.ledger import Ledger
from regio_cli.store.source import Entry, oddity, open_revision
from regio_cli.store.yamlfile import MAX_BYTES
from tests.conftest import SMALL
from tests.processes import LIMIT

DAYS = ("2022-04-30", "2022-05-01", "2024-12-31", "2025-01-01", "2026-06-01")
KIND = (
    '{"x-kind": {"names": {"en": ["thing", "things"], "nl": ["ding", "dingen"]}, "label": ["name"], "list": ["name"], "folder": "things"},'
    ' "type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "partner": {"type": "string", "x-ref": "partner"}}}'
)
CONTENTS = {
    "registry/registry.yaml": [SMALL["registry.yaml"], SMALL["registry.yaml"] + "rules: 3\n", "schema_version: 9\n"],
    "registry/partners/zwolle.yaml": [SMALL["partners/zwolle.yaml"], "name: Z\ntype: municipality\npillar: government\nend_date: 2023-01-01\n"],
    "registry/partners/overijssel.yaml": [SMALL["partners/overijssel.yaml"], "a: [", "{}\n", "part_of: zwolle\nname: O\n"],
    "registry/partners/Zwolle.yaml": [SMALL["partners/zwolle.yaml"]],
    "registry/partners/hattem.yaml": [SMALL["partners/hattem.yaml"], SMALL["partners/hattem.yaml"].replace("2024-12-31", "2026-01-31")],
    "registry/bodies/bestuur.yaml": [
        SMALL["bodies/bestuur.yaml"],
        SMALL["bodies/bestuur.yaml"].replace("- zwolle", "- hattem"),
        SMALL["bodies/bestuur.yaml"].replace("level:", "parent: tafel\nlevel:"),
        SMALL["bodies/bestuur.yaml"] + SMALL["bodies/bestuur.yaml"].partition("seats:\n")[2] + "    end_date: 2025-01-01\n",
        SMALL["bodies/bestuur.yaml"].replace("id: voorzitter", "id: lid"),
    ],
    "registry/bodies/tafel.yaml": ["name: T\nlevel: executive\ntype: other\nparent: bestuur\n", "name: T\nlevel: executive\ntype: other\ncounterpart: bestur\n"],
    "registry/persons/p-1a2b.yaml": [SMALL["persons/p-1a2b.yaml"], "name: x\n"],
    "registry/mandates/bestuur-voorzitter-2022.yaml": [
        SMALL["mandates/bestuur-voorzitter-2022.yaml"],
        SMALL["mandates/bestuur-voorzitter-2022.yaml"].replace("p-1a2b", "p-1a2c"),
        SMALL["mandates/bestuur-voorzitter-2022.yaml"] + "end_date: 2021-01-01\n",
    ],
    "registry/mandates/los.yaml": [SMALL["mandates/bestuur-voorzitter-2022.yaml"].replace("seat: voorzitter", "seat: voorzittr")],
    "registry/things/een.yaml": ["name: Een\npartner: hattem\n", "name: 3\npartner: weg\n"],
    "registry/redirects/body-tafel.yaml": ["old: body/tafel\nnew: body/bestuur\n", "old: body/tafl\nnew: body/tafel\n", "old: 3\nnew: body/tafel\n"],
    "registry/notities.txt": ["los\n"],
    "schemas/thing.schema.json": [KIND, KIND.replace('"partner": {', '"other": {'), "{"],
    "README.md": ["a\n", "b\n"],
}  # fmt: skip


def history(folder: Path, seed: int, commits: int) -> Git:
    """Make a repository with branches, merges, several first commits and whatever may stand in a registry."""
    chance = random.Random(seed)
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True, timeout=LIMIT)
    out, trees = [], {}
    for number in range(1, commits + 1):
        parents = [] if number == 1 or chance.random() < 0.03 else [chance.choice(range(max(1, number - 4), number))]
        if parents and number > 3 and chance.random() < 0.25:
            parents += chance.sample(range(1, number), k=chance.choice((1, 1, 2)))
        if number == commits:
            parents = list(range(number - 1, max(0, number - 9), -1))
        files = dict(trees[parents[0]]) if parents else {path: 0 for path in CONTENTS if chance.random() < 0.7}
        for path in chance.sample(sorted(CONTENTS), k=chance.choice((0, 1, 1, 2, 5))):
            files[path] = chance.randrange(len(CONTENTS[path]))
            if chance.random() < 0.3:
                del files[path]
        trees[number] = files
        out.append(commit(number, list(dict.fromkeys(parents)), files, chance))
    script = "".join(out) + f"reset refs/heads/main\nfrom :{commits}\n\n"
    subprocess.run(
        ["git", "fast-import", "--quiet", "--force"], cwd=folder, input=script.encode(), check=True, timeout=LIMIT
    )
    return Git(folder, os.environ)


def commit(number: int, parents: list[int], files: dict[str, int], chance: random.Random) -> str:
    import calendar
    import time

    seconds = calendar.timegm(time.strptime(chance.choice(DAYS), "%Y-%m-%d"))
    head = f"commit refs/heads/c{number}\nmark :{number}\ncommitter A <a@b.nl> {seconds} +0000\ndata 1\nx\n"
    ways = "".join(f"{'merge' if place else 'from'} :{parent}\n" for place, parent in enumerate(parents))
    body = "deleteall\n"
    for path, which in files.items():
        text = CONTENTS[path][which]
        mode = "120000" if path == "registry/notities.txt" and which == 0 and number % 3 == 0 else "100644"
        body += f"M {mode} inline {path}\ndata {len(text.encode())}\n{text}\n"
    return head + ways + body


def comparable(finding: Finding) -> Finding:
    """Return a finding without lines and columns of references."""
    related = tuple((place._replace(span=Span()), text) for place, text in finding.related)
    return finding._replace(place=finding.place._replace(span=Span()), related=related)


def in_order(found: Iterable[Finding]) -> list[str]:
    return sorted(json.dumps(comparable(finding)) for finding in found)


def slowly(git: Git, commit: ga.Written) -> list[str]:
    registry = Registry(git.cwd, open_revision(git.cwd, commit.id, os.environ))
    return in_order(registry.findings_in(registry.snapshot, commit.author.day))


class Noting(World):
    """A world that notes what is found each time that it is looked at on a day."""

    def __init__(self, read: object) -> None:
        super().__init__(read)  # type: ignore[arg-type]
        self.noted: list[list[str]] = []

    def settle(self, day: str | None) -> None:
        super().settle(day)
        if day:
            self.noted.append(in_order(self.findings()))


def step_by_step(git: Git, commits: list[ga.Written]) -> dict[str, list[str]]:
    parents = {commit.id: commit.parents[0] if commit.parents else None for commit in commits}
    steps = ga.steps(git, parents.items(), PATHS)
    nodes = [Node(c.id, parents[c.id], c.author.day, changes_of(steps.get(c.id, ()), "")) for c in commits]

    def read(entries: list[Entry]) -> object:
        found = contents(git, [entry.id for entry in entries], MAX_BYTES) if entries else ()
        return ((entry, size, content) for entry, (_, size, content) in zip(entries, found, strict=True))

    def files_at(commit: str) -> dict[str, Entry]:
        return {blob.path: Entry(blob.path, blob.id, oddity(blob.mode)) for blob in ga.files_at(git, commit, PATHS)}

    world = Noting(read)
    touched = [id_ for id_, facts in walk(nodes, world, files_at) if facts.touched]
    return dict(zip(touched, world.noted, strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_every_commit_is_found_as_valid_as_a_check_of_it_alone_says(seed: int, tmp_path: Path) -> None:
    git = history(tmp_path, seed, 40)
    commits = ga.written(git, commit_of(git, "HEAD"), None)
    found = step_by_step(git, commits)
    assert len(found) > len(commits) / 2
    assert {commit.id: found[commit.id] for commit in commits if commit.id in found} == {
        commit.id: slowly(git, commit) for commit in commits if commit.id in found
    }


def asked(git: Git, since: str | None = None) -> Asked:
    nowhere = git.cwd / "nowhere"
    return Asked(
        git, commit_of(git, "HEAD"), since, Settings(), Signers(None, ""), (), gh.cut_off(git), "", nowhere, 1 << 32
    )


def test_what_is_remembered_is_what_would_be_found(tmp_path: Path) -> None:
    git, memory = history(tmp_path / "r", 7, 60), tmp_path / "memory"
    whole = audit(asked(git), Ledger(None, "w"))
    commits = ga.written(git, whole.asked.head, None)
    # What came before is remembered from other ranges, so that the walk begins in the middle and has holes.
    for since in (commits[5].id, commits[20].id, commits[12].id, None):
        for _ in range(2):
            some = audit(asked(git, since), Ledger(memory, "w"))
            of_all = {entry.commit.id: entry.facts for entry in whole.entries}
            assert {entry.commit.id: entry.facts for entry in some.entries} == {
                e.commit.id: of_all[e.commit.id] for e in some.entries
            }
