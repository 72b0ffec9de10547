"""Registries of schema version 1, as they were: the region's own at its last day, and a small one.

`region.tar.xz` has the folder `registry` of the last commit at version 1, `mandate.schema.json` the schema that it had.
"""

import tarfile
from pathlib import Path

from tests.acceptance.changes import RICH, Desk

_HERE = Path(__file__).parent
ABSENT = "mandates/tafel-duurzame-groei-leefkwaliteit-de-wolden-2026.yaml"
SMALL_1 = {
    **RICH,
    "registry.yaml": RICH["registry.yaml"].replace("schema_version: 2", "schema_version: 1"),
    "mandates/raad-hattem-2022.yaml": RICH["mandates/raad-hattem-2022.yaml"].replace("appointed", "prevented"),
    "mandates/raad-hattem-2025.yaml": (
        "person: p-e5f6\nbody: raad\nseat: hattem\non_behalf_of:\n  - hattem\nstatus: appointed\n"
        "start_date: 2025-05-01\nlapses_with: municipal\nreplaces: raad-hattem-2022\n"
    ),
}


def small(desk: Desk) -> Desk:
    """Give a desk the small registry at version 1, committed."""
    for path, content in SMALL_1.items():
        desk.write(path, content)
    desk.git("add", "-A")
    desk.git("commit", "-qm", "Versie 1")
    return desk


def region(folder: Path) -> None:
    """Put the region's registry at version 1 into `folder`."""
    with tarfile.open(_HERE / "region.tar.xz") as archive:
        archive.extractall(folder, filter="data")
