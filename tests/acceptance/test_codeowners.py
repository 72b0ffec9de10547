"""Who is asked to look at which file follows from the registry, and each host reads of it what was meant."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio_cli.hosting.owners import STYLES
from tests.acceptance.changes import Desk
from tests.clones import Shared, shared
from tests.conftest import Place

BUREAU = "@regio/bureau"


@pytest.fixture
def common(tmp_path: Path) -> Shared:
    return shared(tmp_path, "Mijn Register")


@pytest.fixture
def anna(common: Shared) -> Place:
    place = common.clone("anna")
    done(place, "set", "registry", f"hosting.bureau+={BUREAU}")
    done(place, "set", "zwolle", "accounts+=@regio/zwolle", "accounts+=secretariaat@zwolle.example")
    done(place, "set", "overijssel", "accounts+=@regio/overijssel")
    done(place, "appoint", "p-9x2f", "--to", "tafel", "--seat", "lid-overijssel", "--from", "2026-01-01")
    place.write(
        "persons/p-7k3d.yaml",
        "name:\n  family: Kool\noffices:\n  - office: alderman\n    partner: zwolle\npublicity: public\n",
    )
    place.git("commit", "-qam", "Een wethouder\n\nReason: verkiezing")
    return place


def done(place: Place, *arguments: str) -> str:
    result = place.regio(*arguments)
    assert result.code == 0, result
    return result.out


def tokens(line: str) -> list[str]:
    """Split a line as Forgejo does: a backslash keeps what follows it."""
    return [re.sub(r"\\(.)", r"\1", word) for word in re.findall(r"(?:\\.|[^\\ #])+", line)]


def owners_at(place: Place, text: str, path: str) -> list[str]:
    """Return who owns `path` by the lines of GitHub and GitLab, of which the last that fits counts; git itself fits them."""
    found: list[str] = []
    for line in (line for line in text.splitlines() if line and not line.startswith("#")):
        pattern, *owners = re.split(r"(?<!\\) ", line)
        if fits(place, pattern, path):
            found = owners
    return found


def fits(place: Place, pattern: str, path: str) -> bool:
    exclude = Path(place.git("rev-parse", "--path-format=absolute", "--git-path", "info/exclude").strip())
    exclude.write_text(pattern + "\n")
    top = Place(Path(place.git("rev-parse", "--show-toplevel").strip()))
    try:
        return path in top.git("-c", "core.quotePath=false", "ls-files", "-ci", "--exclude-standard").splitlines()
    finally:
        exclude.unlink()


def test_each_file_has_its_partner_and_the_bureau(anna: Place) -> None:
    text = done(anna, "codeowners", "--host", "github")
    at = "Mijn Register/registry"
    mandate = anna.git("ls-files", "registry/mandates/*overijssel*").strip()
    zwolle = ["@regio/zwolle", "secretariaat@zwolle.example", BUREAU]
    assert owners_at(anna, text, f"{at}/partners/zwolle.yaml") == zwolle
    assert owners_at(anna, text, f"{at}/persons/p-7k3d.yaml") == zwolle
    assert owners_at(anna, text, f"{at}/mandates/bestuur-voorzitter-2022.yaml") == zwolle
    assert owners_at(anna, text, f"Mijn Register/{mandate}") == ["@regio/overijssel", BUREAU]
    assert owners_at(anna, text, f"{at}/partners/hattem.yaml") == [BUREAU]
    assert owners_at(anna, text, f"{at}/bodies/tafel.yaml") == [BUREAU]
    assert owners_at(anna, text, "README.md") == [BUREAU]


def test_a_mandate_for_two_partners_is_of_both(anna: Place) -> None:
    anna.write(
        "bodies/bestuur.yaml",
        (anna.root / "registry/bodies/bestuur.yaml")
        .read_text()
        .replace("      - zwolle\n", "      - zwolle\n      - overijssel\n"),
    )
    text = done(anna, "codeowners", "--host", "gitlab")
    both = ["@regio/overijssel", "@regio/zwolle", "secretariaat@zwolle.example", BUREAU]
    assert owners_at(anna, text, "Mijn Register/registry/mandates/bestuur-voorzitter-2022.yaml") == both
    assert "# van meerdere partners" in text


def test_forgejo_reads_regular_expressions_and_no_addresses(anna: Place) -> None:
    text = done(anna, "codeowners", "--host", "forgejo")
    lines = [tokens(line) for line in text.splitlines() if line and not line.startswith("#")]
    assert lines[0] == [".*", BUREAU]
    of_zwolle = [
        owners for pattern, *owners in lines[1:] if re.fullmatch(pattern, "Mijn Register/registry/partners/zwolle.yaml")
    ]
    assert of_zwolle == [["@regio/zwolle", BUREAU]]
    assert "secretariaat@" not in text


def test_check_tells_when_the_file_is_out_of_date(anna: Place) -> None:
    anna.git("remote", "set-url", "origin", "git@gitlab.com:regio/register.git")
    file = anna.root.parent / ".gitlab" / "CODEOWNERS"
    assert anna.regio("codeowners", "--check").code == 1
    done(anna, "codeowners", "-o", str(file))
    assert anna.regio("codeowners", "--check").code == 0
    assert anna.regio("codeowners", "--check", env={"REGIO_LANG": "nl"}).code == 0
    done(anna, "set", "hattem", "accounts+=@regio/hattem")
    late = anna.regio("codeowners", "--check")
    assert late.code == 1
    assert "out of date" in late.out
    assert anna.regio("codeowners", "--check", "-o", str(file), "--host", "gitlab").code == 1


def test_a_registry_that_does_not_name_its_bureau_is_told_how(place: Place) -> None:
    refused = place.regio("codeowners")
    assert refused.code == 2
    assert "hosting.bureau" in refused.err


@pytest.mark.parametrize(
    ("account", "fits_"),
    [("@regio", True), ("@regio/sub/team", True), ("a.b@c.example", True), ("regio", False), ("@regio team", False),
     ("@a @b", False), ("@", False), ("a@b", False), ("a#b@c.nl", False), ("@regio/", False)],
)  # fmt: skip
def test_an_account_is_a_team_a_user_or_an_address(place: Place, account: str, fits_: bool) -> None:
    place.write(
        "partners/zwolle.yaml",
        f'name: Zwolle\ntype: municipality\npillar: government\nprovince: overijssel\naccounts:\n  - "{account}"\n',
    )
    assert (place.regio("validate").code == 0) is fits_


@given(st.text("ab/ #.*+?[]!^$(){}|\\-", min_size=1, max_size=20))
def test_any_path_is_matched_by_itself_alone_on_forgejo(path: str) -> None:
    (pattern,) = tokens(STYLES["forgejo"].pattern(path))
    assert re.fullmatch(pattern, path)
    assert not re.fullmatch(pattern, path.replace(".", "x").replace("*", "y") + "z")


def test_paths_with_special_characters_are_matched_by_themselves_alone(place: Place) -> None:
    names = ["a b.md", "a*b.md", "[ab].md", "#x.md", "!y.md", "a?b.md"]
    for name in names:
        (place.root / name).write_text("x")
    (place.root / "aXb.md").write_text("x")
    place.git("add", "-A")
    for name in names:
        pattern = STYLES["gitlab"].pattern(name)
        assert [n for n in [*names, "aXb.md"] if fits(place, pattern, n)] == [name]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the bound can be set in a fork only")
@pytest.mark.parametrize(("more", "is_refused"), [(1, False), (0, False), (-1, True)])
def test_a_file_as_large_as_github_reads_is_written_and_one_byte_more_is_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, more: int, is_refused: bool
) -> None:
    from regio_cli.cli import codeowners

    desk.done("set", "registry", "hosting.bureau+=@regio/bureau")
    text = desk.done("codeowners", "--host", "github")
    monkeypatch.setattr(codeowners, "LARGEST", len(text.encode()) + more)
    found = desk.regio("codeowners", "--host", "github")
    assert (found.code, "larger than GitHub reads" in found.err) == ((3, True) if is_refused else (0, False))
    assert desk.regio("codeowners", "--host", "gitlab").code == 0
