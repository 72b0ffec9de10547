"""What is exported can be imported into an empty registry, and exported again to the very same."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.acceptance.changes import Desk
from tests.command import command

NASTY = (
    'name: "Één; \\"naam\\", met alles"\ntype: mbo\npillar: education\nother_names:\n  - name: "=SOM(A1)"\n'
    'source: "Een bron van meer dan honderd tekens: besluit van het dagelijks bestuur, vastgesteld in de vergadering van 4 juni"\n'
    'note: "\'-geen formule,  met  dubbele spaties\\nen een tweede regel"\nidentifiers:\n  kvk: "01179514"\nstart_date: 1999-12-31\n'
)
# What the rules ask of seats, so that an import, which brings all of them, breaks none.
SAYING = (("basis: representation\n", "basis: representation\n    reports_to: de raden\n"),
          ("basis: expertise\n", "basis: expertise\n    reason: kennis\n"),
          ("basis: reserved\n", "basis: reserved\n    on_behalf_of:\n      - zwolle\n"))  # fmt: skip
FORMATS = ("csv", "json", "ndjson", "xlsx", "popolo")
ENV = {"SOURCE_DATE_EPOCH": "0"}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, begun: Desk) -> Desk:
    made = begun.copy(tmp_path_factory.mktemp("vol") / "vol")
    for path in ("bodies/raad.yaml", "bodies/tafel.yaml"):
        made.write(path, made.read(path).replace(*SAYING[0]).replace(*SAYING[1]).replace(*SAYING[2]))
    made.write("partners/nasty.yaml", NASTY)
    made.write(
        "deviations/a.yaml", "rule: TEG-1\nrecord: body/raad\nreason: proef\ndecided_by: Raad\nuntil: 2098-01-01\n"
    )
    # A registry in canonical form, as everything is that regio writes: an export has fields in the order of the file.
    made.done("fmt")
    made.git("add", "-A")
    made.git("commit", "-qm", "Meer")
    assert made.regio("validate").code == 0
    return made


def exported(desk: Desk, format_: str, to: Path) -> Path:
    desk.done("export", format_, "--audience", "bureau", "-o", str(to), env=ENV)
    return to


def content(path: Path) -> dict[str, bytes]:
    """Return all that an export holds, by name, without the commit that it is of, which must differ."""
    if path.is_dir():
        parts = {file.name: file.read_bytes() for file in path.iterdir()}
    elif path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            parts = {name: book.read(name) for name in book.namelist()}
    else:
        parts = {"": path.read_bytes()}
    return {name: re.sub(rb"\b[0-9a-f]{40}\b", b"", part) for name, part in parts.items()}


@pytest.mark.parametrize("format_", FORMATS)
def test_export_import_export_is_the_same_byte_for_byte(full: Desk, tmp_path: Path, format_: str) -> None:
    from regio_cli.exchange.export.catalogue import EXPORTS

    if format_ not in EXPORTS:
        pytest.skip("this format is not there yet")
    first = exported(full, format_, tmp_path / f"een.{format_}")
    empty = Desk(tmp_path / "leeg")
    assert command("init", "leeg", cwd=tmp_path, env=ENV, stdin="").code == 0
    with (empty.root / ".git" / "config").open("a") as config:
        config.write("[user]\n\tname = Test\n\temail = test@regio.example\n")
    if format_ == "popolo":
        # Popolo has no place for what a registry says of itself, nor for deviations.
        shutil.copy(full.root / "registry/registry.yaml", empty.root / "registry/registry.yaml")
        shutil.copytree(full.root / "registry/deviations", empty.root / "registry/deviations", dirs_exist_ok=True)
        empty.git("add", "-A")
        empty.git("commit", "-qm", "Register", "--no-verify")
    of_popolo = ["popolo"] if format_ == "popolo" else []
    from_ = [*of_popolo, str(first)] if not first.is_dir() else [str(first)]
    empty.done("import", *([format_] if format_ in ("csv", "ndjson") and not first.is_dir() else []), *from_)
    assert empty.regio("validate").code == 0
    second = exported(empty, format_, tmp_path / f"twee.{format_}")
    assert content(second) == content(first)
    assert "Nothing to change" in empty.done("import", *from_)
