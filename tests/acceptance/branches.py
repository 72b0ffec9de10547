"""A registry with figures to change, and branches of it: what a partner's secretary may send."""

import json
from typing import Any

from tests.acceptance.changes import RICH, Desk

ON = "2026-11-24"
# Here all members vote; the seats after the deputy's are theirs.
_FIRST, _DEPUTY, _MEMBERS = RICH["bodies/raad.yaml"].partition("deputy_of: hattem")
BODY = _FIRST + _DEPUTY + _MEMBERS.replace("voting: false", "voting: true")
HATTEM = RICH["mandates/raad-hattem-2022.yaml"]
CHAIR = RICH["mandates/raad-voorzitter-2022.yaml"]
KNOWLEDGE = RICH["mandates/raad-kennis-2023.yaml"]
# The day of every commit that is not said otherwise.
DAY = "2026-11-20T12:00:00+01:00"


def commit(desk: Desk, message: str = "Wijziging", day: str = DAY) -> None:
    """Commit all that is in the work tree, as git alone would, on a day."""
    desk.git("add", "-A", ":/")
    author = f"--date={day}"
    desk.git("-c", "user.name=Secretaris", "commit", "-q", "--allow-empty", author, "-m", message)


def founded(desk: Desk) -> Desk:
    """Let the registry have what reports reckon with, and put a branch on it."""
    desk.write(
        "registry.yaml",
        RICH["registry.yaml"].replace("region:\n  name: Proef\n", "region:\n  name: Proef\n  centre: zwolle\n"),
    )
    desk.write(
        "bodies/raad.yaml",
        BODY.replace(
            "type: regional_board\n",
            "type: regional_board\ngeneral_portfolio: true\npillars:\n  - government\n  - education\nquorum: 4\n",
        ),
    )
    desk.write(
        "persons/p-f6a7.yaml",
        "name:\n  given: Femke\n  family: Hidden\nemail: f.hidden@hattem.example\npublicity: internal\nfictitious: true\n",
    )
    desk.write("persons/p-g7b8.yaml", RICH["persons/p-b2c3.yaml"].replace("Bert", "Gijs"))
    commit(desk, "Grondslag", "2026-11-01T12:00:00+01:00")
    desk.git("switch", "-q", "-c", "wissel")
    return desk


def handover(desk: Desk) -> None:
    """Let the seat of Hattem pass to another person, decided and said why."""
    desk.write("mandates/raad-hattem-2022.yaml", HATTEM.replace("appointed", "ended") + "end_date: 2026-11-30\n")
    new = HATTEM.replace("p-a1b2", "p-g7b8").replace("2022-06-01  # eerste vergadering", "2026-12-01")
    desk.write("mandates/raad-hattem-2026.yaml", new + "decision: B en W Hattem 2026-14\n")
    commit(desk, "Wissel Hattem\n\nReason: nieuwe wethouder\nDecision: B en W Hattem 2026-14\n")


def review(desk: Desk, *arguments: str, **more: Any) -> dict[str, Any]:
    """Return what a review says of the branch, as data."""
    result = desk.regio("review", "main", *arguments, "--on", ON, "--json", **more)
    assert result.code in (0, 1), result
    found: dict[str, Any] = json.loads(result.out)
    return found


def sentences(found: dict[str, Any]) -> list[str]:
    return [sentence["text"] for group in found["changes"] for sentence in group["sentences"]]


def stakes(found: dict[str, Any]) -> dict[str, list[str]]:
    """Return what is of high stakes, by its sort."""
    by_kind: dict[str, list[str]] = {}
    for stake in found["stakes"]:
        by_kind.setdefault(stake["kind"], []).append(stake["text"])
    return by_kind


def codes(findings: list[dict[str, Any]]) -> list[str]:
    return [finding["code"] for finding in findings]
