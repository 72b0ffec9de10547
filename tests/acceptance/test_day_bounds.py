"""A day stands for the same commit everywhere: what was known when that day ended in the registry's time zone."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.command import Result
from tests.conftest import SMALL, Place

BEGIN = "2026-01-05T12:00:00+01:00"
HATTEM = "partners/hattem.yaml"


@pytest.fixture
def dated(place: Place) -> Place:
    """The small registry, of which the first commit has a day."""
    stamped(place, BEGIN, "commit", "-q", "--amend", "--no-edit")
    return place


def stamped(place: Place, committed: str, *arguments: str, author: str | None = None) -> None:
    env = {
        **os.environ,
        "GIT_COMMITTER_DATE": committed,
        "GIT_AUTHOR_DATE": author or committed,
        "GIT_AUTHOR_NAME": "Test",
        "GIT_AUTHOR_EMAIL": "test@regio.example",
        "GIT_COMMITTER_NAME": "Test",
        "GIT_COMMITTER_EMAIL": "test@regio.example",
    }
    subprocess.run(["git", *arguments], cwd=place.root, check=True, env=env, timeout=60)


def head(place: Place) -> str:
    return place.git("rev-parse", "HEAD").strip()


def change(place: Place, committed: str, author: str | None = None) -> str:
    """Commit a change at a moment, and return its id."""
    number = place.git("rev-list", "--count", "HEAD").strip()
    place.write(HATTEM, SMALL[HATTEM] + f"note: versie {number}\n")
    stamped(place, committed, "commit", "-qam", f"Versie {number}", author=author)
    return head(place)


def with_zone(place: Place, zone: str) -> None:
    place.write("registry.yaml", f"timezone: {zone}\n" + SMALL["registry.yaml"])
    stamped(place, BEGIN, "commit", "-qam", "Tijdzone")


def known_then(place: Place, day: str) -> str | None:
    result = place.regio("diff", "--known-then", day, "--json")
    assert result.code == 0, result.err
    found: str | None = json.loads(result.out)["from"]
    return found


def logged(place: Place, *arguments: str) -> list[str]:
    result = place.regio("log", *arguments, "--json")
    assert result.code == 0, result.err
    return [entry["commit"] for entry in json.loads(result.out)["commits"]]


def reported(place: Place, *arguments: str) -> str:
    """Return what the report of today says of changes."""
    result = place.regio("report", "today", *arguments)
    assert result.code == 0, result.err
    return result.out.split("Changes\n", 1)[1]


# The day asked for, and a commit just before it ended and just after, as different clocks wrote them.
MIDNIGHTS = [
    ("2026-02-10", "2026-02-10T23:59:59+01:00", "2026-02-11T00:00:00+01:00"),
    ("2026-02-10", "2026-02-10T22:59:59+00:00", "2026-02-10T23:00:00+00:00"),
    ("2026-02-10", "2026-02-10T17:59:59-05:00", "2026-02-10T18:00:00-05:00"),
    ("2026-02-10", "2026-02-11T07:59:59+09:00", "2026-02-11T08:00:00+09:00"),
    # The day before summer time, its first day of 23 hours, and its last of 25.
    ("2026-03-28", "2026-03-28T22:59:59+00:00", "2026-03-28T23:00:00+00:00"),
    ("2026-03-29", "2026-03-29T21:59:59+00:00", "2026-03-29T22:00:00+00:00"),
    ("2026-10-24", "2026-10-24T21:59:59+00:00", "2026-10-24T22:00:00+00:00"),
    ("2026-10-25", "2026-10-25T22:59:59+00:00", "2026-10-25T23:00:00+00:00"),
]


@pytest.mark.parametrize(("day", "before", "after"), MIDNIGHTS)
def test_a_day_ends_at_midnight_in_the_registrys_zone_whatever_clock_wrote_the_commit(
    dated: Place, day: str, before: str, after: str
) -> None:
    one = change(dated, before)
    other = change(dated, after)
    assert known_then(dated, day) == one
    assert logged(dated, "--until", day)[0] == one
    assert logged(dated, "--since", next_day(day)) == [other]
    assert logged(dated, "--since", day) == [other, one]


def next_day(day: str) -> str:
    from regio_cli.model.days import later

    return later(day, 1)


def test_the_machines_own_zone_does_not_count(dated: Place) -> None:
    one = change(dated, "2026-02-10T23:59:59+01:00")
    change(dated, "2026-02-11T00:00:00+01:00")
    for zone in ("Pacific/Auckland", "America/Los_Angeles", "UTC"):
        found = json.loads(dated.regio("diff", "--known-then", "2026-02-10", "--json", env={"TZ": zone}).out)
        assert found["from"] == one


def test_a_registry_may_have_another_zone(dated: Place) -> None:
    with_zone(dated, "America/Curacao")
    one = change(dated, "2026-02-11T04:59:59+01:00")
    other = change(dated, "2026-02-11T05:00:00+01:00")
    assert known_then(dated, "2026-02-10") == one
    assert known_then(dated, "2026-02-11") == other
    assert logged(dated, "--since", "2026-02-11") == [other]


def test_the_report_of_today_has_the_changes_of_the_day_it_is_asked_since(dated: Place) -> None:
    change(dated, "2026-02-09T23:59:59+01:00")
    change(dated, "2026-02-10T00:00:00+01:00")
    change(dated, "2026-02-10T23:59:59+01:00")
    until = ("--on", "2026-02-20")
    assert "note from versie 1 to versie 3" in reported(dated, *until, "--since", "2026-02-10")
    assert "note from versie 1 to versie 3" not in reported(dated, *until, "--since", "2026-02-11")
    assert "Nothing changed since 2026-02-11" in reported(dated, *until, "--since", "2026-02-11")
    assert "note filled in: versie 3" in reported(dated, *until, "--since", "2026-02-09")


def test_the_report_of_today_ends_with_the_day_it_is_of(dated: Place) -> None:
    change(dated, "2026-02-10T23:59:59+01:00")
    change(dated, "2026-02-11T00:00:00+01:00")
    since = ("--since", "2026-02-01")
    assert "note filled in: versie 1" in reported(dated, *since, "--on", "2026-02-10")
    assert "note filled in: versie 2" in reported(dated, *since, "--on", "2026-02-11")
    assert "Nothing changed since 2026-02-01" in reported(dated, *since, "--on", "2026-02-09")


def test_what_is_in_no_commit_counts_from_the_day_of_the_last_commit(dated: Place) -> None:
    change(dated, "2026-02-10T12:00:00+01:00")
    dated.write(HATTEM, SMALL[HATTEM] + "note: nog niet\n")
    assert "note filled in: nog niet" in reported(dated, "--since", "2026-02-10", "--on", "2026-02-10")


def test_it_is_the_committers_day_that_counts(dated: Place) -> None:
    one = change(dated, "2026-03-10T12:00:00+01:00", author="2026-02-01T12:00:00+01:00")
    assert known_then(dated, "2026-03-09") != one
    assert known_then(dated, "2026-03-10") == one
    assert logged(dated, "--since", "2026-03-10") == [one]
    assert logged(dated, "--since", "2026-03-11") == []


def test_what_a_branch_brought_is_known_from_the_day_of_the_merge(dated: Place) -> None:
    dated.git("switch", "-qc", "zijtak")
    side = change(dated, "2026-02-01T12:00:00+01:00")
    dated.git("switch", "-q", "main")
    stamped(dated, "2026-03-10T12:00:00+01:00", "merge", "-q", "--no-ff", "-m", "Samen", "zijtak")
    assert logged(dated, "--since", "2026-03-10") == [side]
    assert side not in logged(dated, "--until", "2026-03-09")
    assert known_then(dated, "2026-03-09") == dated.git("rev-parse", "HEAD^1").strip()


# --------------------------------------------------------------------------------------------------------------------
# Clocks that are wrong.


def test_one_commit_that_says_it_is_old_does_not_make_all_that_came_later_known_then(dated: Place) -> None:
    one = change(dated, "2026-02-10T12:00:00+01:00")
    wrong = change(dated, "2017-01-01T12:00:00+01:00")
    assert known_then(dated, "2020-01-01") is None
    assert known_then(dated, "2026-02-09") not in (one, wrong, None)
    assert known_then(dated, "2026-02-10") == wrong
    assert logged(dated, "--since", "2026-02-10") == [wrong, one]
    assert logged(dated, "--until", "2020-01-01") == []


def test_one_commit_dated_in_the_future_does_not_hide_all_that_came_later(dated: Place) -> None:
    one = change(dated, "2026-02-10T12:00:00+01:00")
    wrong = change(dated, "2031-01-01T12:00:00+01:00")
    last = change(dated, "2026-02-20T12:00:00+01:00")
    assert known_then(dated, "2026-02-09") not in (one, wrong, last, None)
    assert known_then(dated, "2026-02-10") == wrong
    assert known_then(dated, "2026-02-19") == wrong
    assert known_then(dated, "2026-02-20") == last
    assert logged(dated, "--since", "2026-02-20") == [last]
    assert "note from versie 2 to versie 3" in reported(dated, "--since", "2026-02-20", "--on", "2026-02-20")


def test_a_record_renamed_by_hand_keeps_its_log_of_a_time_before_that(dated: Place) -> None:
    one = change(dated, "2026-02-10T12:00:00+01:00")
    dated.git("mv", "registry/partners/hattem.yaml", "registry/partners/hatem.yaml")
    stamped(dated, "2026-03-10T12:00:00+01:00", "commit", "-qm", "Andere naam")
    assert logged(dated, "hatem", "--since", "2026-02-10", "--until", "2026-03-09") == [one]


# --------------------------------------------------------------------------------------------------------------------
# The setting.


def test_a_zone_that_does_not_exist_is_a_finding_with_the_command_that_corrects_it(dated: Place) -> None:
    dated.write("registry.yaml", "timezone: europe/amsterdam\n" + SMALL["registry.yaml"])
    result = dated.regio("validate")
    assert result.code == 1
    assert "registry/registry.yaml:1:11: error[schema-format] 'europe/amsterdam' won't do for time zone" in result.out
    assert "hint: regio set registry timezone=Europe/Amsterdam\n" in result.out
    command = ["set", "registry", "timezone=Europe/Amsterdam", "--reason", "hersteld"]
    stamped(dated, BEGIN, "commit", "-qam", "Fout")
    assert dated.regio(*command, env=identity()).code == 0
    assert dated.regio("validate").code == 0


def identity() -> dict[str, str]:
    names = ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME")
    addresses = ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
    return {**dict.fromkeys(names, "Test"), **dict.fromkeys(addresses, "test@regio.example")}


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "UTC", "America/Curacao"])
def test_a_zone_that_exists_is_no_finding(dated: Place, zone: str) -> None:
    with_zone(dated, zone)
    assert dated.regio("validate").code == 0


@pytest.mark.parametrize("zone", ["Mars/Phobos", "../Europe/Amsterdam", "Europe", "/etc/localtime", "CEST", "''"])
def test_what_is_no_name_of_a_zone_is_a_finding(dated: Place, zone: str) -> None:
    with_zone(dated, zone)
    result = dated.regio("validate")
    assert (result.code, "for time zone" in result.out) == (1, True), result


ASKING: Sequence[tuple[str, ...]] = [
    ("diff", "--known-then", "2026-02-01"),
    ("log", "--since", "2026-02-01"),
    ("log", "--until", "2026-02-01"),
    ("report", "today"),
    ("review", "main"),
]


@pytest.mark.parametrize("command", ASKING)
def test_a_command_that_needs_the_zone_says_that_there_is_none_of_that_name(
    dated: Place, command: tuple[str, ...]
) -> None:
    with_zone(dated, "Mars/Phobos")
    result = dated.regio(*command)
    assert (result.code, result.err) == (
        3,
        "error: registry.yaml: there is no time zone 'Mars/Phobos'\n"
        "hint: regio set registry timezone=Europe/Amsterdam\n",
    )


@pytest.mark.parametrize("command", [*ASKING, ("audit",)])
def test_a_machine_without_time_zones_is_told_so(dated: Place, tmp_path: Path, command: tuple[str, ...]) -> None:
    result = without_zones(dated, tmp_path, *command)
    assert result.code == 3
    assert result.err.startswith("error: this machine has no time zone database")
    assert "hint: 'pip install tzdata' installs it\n" in result.err
    assert "Traceback" not in result.err


def test_a_machine_without_time_zones_does_all_that_needs_none(dated: Place, tmp_path: Path) -> None:
    assert without_zones(dated, tmp_path, "validate").code == 0
    assert without_zones(dated, tmp_path, "log").code == 0


def without_zones(place: Place, tmp_path: Path, *command: str) -> Result:
    """Run regio where neither the system nor Python has a time zone database."""
    (tmp_path / "leeg" / "tzdata").mkdir(parents=True, exist_ok=True)
    (tmp_path / "leeg" / "tzdata" / "__init__.py").write_text("")
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join([str(tmp_path / "leeg"), root])
    return place.regio(*command, env={"PYTHONTZPATH": "", "PYTHONPATH": paths})
