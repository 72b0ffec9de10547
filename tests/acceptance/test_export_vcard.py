"""vCard 4.0, read by vobject, icalendar and the grammar of ics."""

from pathlib import Path

import vobject
from icalendar.cal.component import Component
from ics.grammar.parse import Container, string_to_container

from tests.acceptance.hostile import NAMES, exported, fill
from tests.conftest import SHIPPED, Place, run


def cards(content: bytes) -> list[vobject.base.Component]:
    return list(vobject.readComponents(content.decode()))


def second(content: bytes) -> list[Container]:
    return string_to_container(content.decode())


def names(card: Container) -> list[str]:
    return [line.value for line in card if line.name == "FN"]


def by_kind(content: bytes, kind: str) -> list[vobject.base.Component]:
    return [card for card in cards(content) if card.kind.value == kind]


def test_a_person_has_a_card_with_office_and_role_and_the_body_a_group(region: Place) -> None:
    content = exported(region, "vcard", "bestuur")
    card = next(card for card in cards(content) if card.fn.value == "Anna Aal")
    assert (card.n.value.family, card.n.value.given) == ("Aal", "Anna")
    assert (card.title.value, card.org.value, card.role.value) == ("wethouder", ["Gemeente Hattem"], "lid, Bestuur")
    (group,) = by_kind(content, "group")
    members = {member.value for member in group.contents["member"]}
    assert group.fn.value == "Bestuur"
    assert members == {card.uid.value for card in by_kind(content, "individual")}
    assert len(members) == 4, "who is nominated, or sat there before, is no member"


def test_both_parsers_read_every_name_as_it_is(place: Place) -> None:
    fill(place)
    content = exported(place, "vcard")
    wanted = {f"Jan {name}".replace("\u2028", "\n") for name in NAMES}
    assert wanted <= {card.fn.value for card in cards(content)}
    others = second(content)
    assert all(card.name == "VCARD" and len(names(card)) == 1 for card in others)
    assert len(others) == len(cards(content)) == content.count(b"BEGIN:VCARD\r\n")
    assert {card.version.value for card in cards(content)} == {"4.0"}


def test_three_readers_find_the_same_cards_in_the_registry_of_the_region(tmp_path: Path) -> None:
    done = run("export", "vcard", "--audience", "bureau", "-o", str(tmp_path / "a"), cwd=SHIPPED)
    assert done.code == 0, done.err
    content = (tmp_path / "a").read_bytes()
    # icalendar takes apart what is in `N` only after unescaping it; no name of the region has a semicolon.
    others = Component.from_ical(content, multiple=True)
    assert isinstance(others, list) and not any(card.errors for card in others)
    first = [(c.fn.value, c.n.value.family if "n" in c.contents else None) for c in cards(content)]
    assert first == [(str(c["FN"]), c["N"].fields.family if "N" in c else None) for c in others]
    assert len(second(content)) == len(first) > 400


def test_lines_end_with_cr_lf_and_have_75_octets_at_most(place: Place) -> None:
    fill(place)
    lines = exported(place, "vcard").split(b"\r\n")
    assert max(map(len, lines)) == 75 and not any(b"\n" in line or b"\r" in line for line in lines)


def test_two_offices_keep_each_its_organisation(place: Place) -> None:
    place.write("persons/p-2222.yaml", "name:\n  family: Aal\n  prefix: van\npublicity: public\nphone: \"+31384989111\"\noffices:\n"
                "  - office: mayor\n    partner: zwolle\n  - office: director\n    partner: overijssel\n")  # fmt: skip
    (card,) = cards(exported(place, "vcard", "person", "--where", "name.family=Aal"))
    groups = {title.group: title.value for title in card.contents["title"]}
    assert {org.group: org.value for org in card.contents["org"]} == {
        "office1": ["Gemeente Zwolle"],
        "office2": ["Provincie Overijssel"],
    }
    assert groups == {"office1": "burgemeester", "office2": "directeur"}
    assert (card.tel.value, card.fn.value, card.n.value.family) == ("tel:+31384989111", "van Aal", "van Aal")


def test_a_part_of_a_body_is_no_group_of_it(region: Place) -> None:
    assert not by_kind(exported(region, "vcard", "p-2222"), "group")


def test_ids_stay_and_are_of_this_registry(region: Place) -> None:
    first = {card.fn.value: card.uid.value for card in cards(exported(region, "vcard", "bestuur"))}
    region.write("persons/p-3333.yaml", "name:\n  given: Bert\n  family: Nieuw\npublicity: public\n")
    again = {card.fn.value: card.uid.value for card in cards(exported(region, "vcard", "bestuur"))}
    assert again["Bert Nieuw"] == first["Bert Bos"]
    region.write("registry.yaml", (region.root / "registry/registry.yaml").read_text().replace("name: Proef\nnotice", "name: Ander\nnotice"))  # fmt: skip
    other = {card.fn.value: card.uid.value for card in cards(exported(region, "vcard", "bestuur"))}
    assert not set(other.values()) & set(again.values())
