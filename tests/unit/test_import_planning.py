"""What an import would do, worked out without a registry on disk."""

from typing import Any

from regio_cli.exchange.import_.plan import Plan
from regio_cli.exchange.import_.planning import plan
from regio_cli.exchange.import_.wanted import Wanted
from regio_cli.model.record import Address
from regio_cli.model.text import Text
from regio_cli.store.schemas import load_schemas

KINDS = load_schemas({}).kinds


def wanted(kind: str, id_: str | None = None, **data: Any) -> Wanted:
    return Wanted(KINDS[kind], Text("here"), id_, data)


def person(family: str, id_: str | None = None) -> Wanted:
    return wanted("person", id_, name={"family": family}, publicity="functional")


def planned(*rows: Wanted, ids: tuple[str, ...] = ()) -> Plan:
    drawn = iter(ids)
    return plan(KINDS, {}, rows, lambda doubt: None, lambda: next(drawn))


def test_no_id_is_drawn_twice_nor_one_that_a_later_row_has() -> None:
    made = planned(person("Aal"), person("Bos"), person("Cor", "p-3333"), ids=("p-2222", "p-2222", "p-3333", "p-4444"))
    assert {str(address): data["name"]["family"] for address, data in made.new.items()} == {
        "person/p-2222": "Aal", "person/p-4444": "Bos", "person/p-3333": "Cor",
    }  # fmt: skip


def test_no_id_is_made_of_a_name_that_a_later_row_has() -> None:
    alike = {"level": "executive", "type": "table"}
    made = planned(
        wanted("body", name="Tafel Water", **alike), wanted("body", "tafel-water", name="Tafel Wonen", **alike)
    )
    assert made.new[Address("body", "tafel-water")]["name"] == "Tafel Wonen"
    assert made.new[Address("body", "tafel-water-2")]["name"] == "Tafel Water"
