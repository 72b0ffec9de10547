"""Addresses for mail, read back by Python's own parser."""

import csv
import io
from email import message_from_bytes, policy
from email.utils import getaddresses

from hypothesis import given
from hypothesis import strategies as st

from regio_cli.exchange.export.mail import mailbox
from tests.acceptance.hostile import NAMES, exported, fill
from tests.conftest import Place

COUNTERPART = "name: Ambtelijk overleg\nlevel: civil_service\ntype: civil_service_meeting\nseats:\n  - id: secretaris\n    role: secretary\n    basis: ex_officio\n    voting: false\n"


def addresses(content: bytes) -> list[tuple[str, str]]:
    return getaddresses([content.decode().replace("\n", " ")])


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def with_mail(region: Place) -> None:
    for id_ in ("2222", "3333", "4444", "5555", "6666", "7777"):
        region.write(f"persons/p-{id_}.yaml", f"name:\n  given: G{id_}\n  family: Fam\nemail: m{id_}@x.example\npublicity: functional\n")  # fmt: skip
    region.write("bodies/ambtelijk.yaml", COUNTERPART)
    mandate = "person: p-6666\nbody: ambtelijk\nseat: secretaris\nstatus: appointed\nstart_date: 2024-01-01\nlapses_with: nothing\n"
    region.write("mandates/secretaris.yaml", mandate)


def test_a_body_with_its_deputies_and_the_secretary_of_its_counterpart(region: Place) -> None:
    with_mail(region)
    found = [address for _, address in addresses(exported(region, "mail", "bestuur"))]
    assert sorted(found) == ["m2222@x.example", "m3333@x.example", "m4444@x.example", "m6666@x.example"]
    table = {row["email"]: row for row in rows(exported(region, "mailmerge", "bestuur"))}
    assert table["m6666@x.example"]["bodies"] == "Ambtelijk overleg"
    assert "p-5555" not in table and "m5555@x.example" not in table, "who is nominated does not sit there yet"


def test_those_of_a_partner_do_not_bring_the_counterpart(region: Place) -> None:
    with_mail(region)
    region.write("mandates/bos.yaml", "person: p-3333\nbody: bestuur\nseat: leden\non_behalf_of:\n  - overijssel\nstatus: appointed\nstart_date: 2022-06-01\nlapses_with: nothing\n")  # fmt: skip
    assert [address for _, address in addresses(exported(region, "mail", "zwolle"))] == []
    assert [address for _, address in addresses(exported(region, "mail", "overijssel"))] != []
    assert "m6666@x.example" not in exported(region, "mail", "overijssel").decode()


def test_persons_chosen_are_written_to_whether_they_sit_anywhere_or_not(region: Place) -> None:
    with_mail(region)
    assert len(addresses(exported(region, "mail", "persons", "--where", "name.family=Fam"))) == 6


def test_every_name_is_read_back_as_a_name(place: Place) -> None:
    fill(place)
    found = addresses(exported(place, "mail"))
    wanted = {f"Jan {name}".replace("\u2028", " ").replace("\u202e", " ") for name in NAMES}
    assert {" ".join(name.split()) for name in wanted} <= {name for name, _ in found}
    assert {address for _, address in found} == {f"h{n}@x.example" for n in range(len(NAMES))}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_a_header_of_such_addresses_has_as_many_and_no_other_header(names: list[str]) -> None:
    given_ = ", ".join(mailbox(name, f"a{n}@x.example") for n, name in enumerate(names))
    found = message_from_bytes(f"Bcc: {given_}\n\n".encode(), policy=policy.SMTPUTF8)
    assert found.keys() == ["Bcc"]
    assert [address for _, address in getaddresses([given_])] == [f"a{n}@x.example" for n in range(len(names))]


def test_an_address_stands_there_once_and_who_has_none_only_in_the_table(place: Place) -> None:
    fill(place, ("Een", "Twee", "Drie"))
    place.write("persons/p-h001.yaml", "name:\n  family: Twee\nemail: H0@X.example\npublicity: public\n")
    place.write("persons/p-h002.yaml", "name:\n  family: Drie\npublicity: public\n")
    assert len(addresses(exported(place, "mail"))) == 1
    assert [row["email"] for row in rows(exported(place, "mailmerge"))].count("") >= 1


def test_an_address_that_is_more_than_one_is_not_written_to(place: Place) -> None:
    fill(place, ("Een",))
    place.write("persons/p-h000.yaml", 'name:\n  family: Een\nemail: "a,b@x.example"\npublicity: public\n')
    assert exported(place, "mail") == b""


def test_the_table_reckons_nothing_and_excel_gets_semicolons(place: Place) -> None:
    fill(place)
    names = [row["family"] for row in rows(exported(place, "mailmerge"))]
    assert "'=HYPERLINK(1)" in names and not [name for name in names if name[:1] in "=+-@" and name]
    assert exported(place, "mailmerge", "--excel-nl").startswith("\ufeffname;title;".encode())


def test_the_public_gets_no_addresses(place: Place) -> None:
    for format_ in ("mail", "mailmerge"):
        done = place.regio("export", format_)
        assert done.code == 2 and "person.email" in done.err and not done.out
