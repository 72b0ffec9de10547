"""`regio schema`: kinds, fields and tables, for people and for scripts."""

import json
import sqlite3

from tests.conftest import Place

NL = {"REGIO_LANG": "nl"}


def test_every_field_is_told_with_all_that_scripts_ask(place: Place) -> None:
    rows = {row["field"]: row for row in json.loads(place.regio("schema", "body", "--json").out)}
    assert rows["seats.deputy_of"]["points_at"] == "body.seats"
    assert rows["name"]["required"] is True and rows["quorum"]["required"] is False
    assert rows["level"]["choices"] == ["executive", "civil_service", "assembly", "external"]
    assert set(rows["name"]) == {"field", "label", "type", "required", "points_at", "meaning", "choices"}


def test_people_see_choices_and_what_is_inside_what(place: Place) -> None:
    out = place.regio("schema", "overleg", env=NL).out
    assert "· deputy_of" in out and "→ body.seats" in out
    assert "Een van: executive, civil_service, assembly, external." in out


def test_at_80_columns_it_is_a_table_with_room_for_the_meaning(place: Place) -> None:
    for kind in ("partner", "person", "body", "mandate", "deviation", "election", "registry"):
        out = place.on_terminal("schema", kind, env={"NO_COLOR": "1"})
        head = out.splitlines()[0]
        assert head.startswith("field") and "meaning" in head
        assert 80 - head.index("meaning") >= 25


def test_the_tables_are_sql_that_works_with_a_comment_for_every_column(place: Place) -> None:
    out = place.regio("schema", "--sql").out
    database = sqlite3.connect(":memory:")
    database.executescript(out)
    for line in out.splitlines():
        if line.startswith("    "):
            assert len(line.partition(" -- ")[2]) > 1, line
    made = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for name in made:
        documented = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
        quoted = ", ".join(f'"{column}"' for column in documented)
        assert place.regio("query", f'SELECT {quoted} FROM "{name}"').code == 0
    assert "Yes and no are 1 and 0" in out and "Ja en nee zijn 1 en 0" in place.regio("schema", "--sql", env=NL).out
