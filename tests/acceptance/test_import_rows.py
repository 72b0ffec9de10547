"""Every row of a file becomes part of a record, or is told with its place."""

import pytest

from tests.acceptance.changes import Desk


def refused(desk: Desk, text: str, *more: str, kind: str = "partner") -> str:
    (desk.root / "in.csv").write_text(text, encoding="utf-8")
    before = desk.state()
    done = desk.regio("import", "in.csv", "--kind", kind, *more)
    assert done.code == 1, done
    assert desk.state() == before
    return done.err


def test_an_id_with_a_stroke_is_kind_and_id_or_refused(desk: Desk) -> None:
    error = refused(
        desk, "id,naam,type,geleding\noost/koor,Koor,foundation,society\npartner/zang,Zang,foundation,society\n"
    )
    assert "line 2, column 1: 'oost/koor' is no id of the kind partner" in error
    assert "line 3" not in error


@pytest.mark.parametrize(
    "rows",
    [
        "id,naam,type,geleding,e-mail\nkoor,Koor,foundation,society,a@koor.example\nkoor,Koor,foundation,society,b@koor.example\n",
        "naam,type,geleding,e-mail\nKoor,foundation,society,a@koor.example\nKoor,foundation,society,b@koor.example\n",
        "id,naam,type,geleding,e-mail\nkoor,Koor Een,foundation,society,\nkoor,Koor Twee,foundation,society,\n",
        "naam,type,geleding,kvk\nKoor,foundation,society,05067489\nToneel,foundation,society,05067489\n",
    ],
)
def test_two_rows_that_give_one_field_two_values_are_told_with_both_places(desk: Desk, rows: str) -> None:
    error = refused(desk, rows)
    assert "line 3" in error and "at line 2" in error


def test_rows_that_add_items_or_say_the_same_are_fine(desk: Desk) -> None:
    rows = (
        "naam,e-mail,functies functie,functies partner,openbaarheid\n"
        "Gerda Nieuw,g@nieuw.example,mayor,Hattem,public\nGerda Nieuw,G@nieuw.example,board_member,Deltion,public\n"
    )
    (desk.root / "in.csv").write_text(rows, encoding="utf-8")
    desk.done("import", "in.csv", "--kind", "person", "--default", "publicity=public")
    (new,) = [f for f in (desk.root / "registry/persons").iterdir() if "Nieuw" in f.read_text()]
    assert len(desk.data(f"persons/{new.name}")["offices"]) == 2


def test_one_item_of_a_list_told_in_two_ways_is_a_fault(desk: Desk) -> None:
    rows = (
        "id,zetels id,zetels rol,zetels grondslag,zetels stemrecht\n"
        "tafel,extra,member,representation,true\ntafel,extra,observer,representation,true\n"
    )
    error = refused(desk, rows, kind="body")
    assert "'observer' for seats of body/tafel, and 'member' at line 2" in error


def test_a_person_named_in_two_rows_with_two_numbers_is_told(desk: Desk) -> None:
    rows = (
        "overleg,persoon,zetel,begindatum,persoon telefoon\n"
        "tafel,p-b2c3,lid,2026-01-01,0384989111\nraad,p-b2c3,kennis,2026-01-01,0384989112\n"
    )
    more = ("--default", "status=appointed", "--default", "lapses_with=office", "--default", "on_behalf_of=hattem")
    error = refused(desk, rows, *more, kind="mandate")
    assert (
        "line 3, column 5: '+31384989112' for phone of person/p-b2c3, and '+31384989111' at line 2, column 5" in error
    )
