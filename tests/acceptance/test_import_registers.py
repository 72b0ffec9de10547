"""The register of government organisations and Popolo of others, and what hostile files would like to do."""

import json

import pytest

from tests.acceptance.changes import Desk

NS = 'xmlns:p="https://organisaties.overheid.nl/static/schema/oo/export/2.6.9"'
HATTEM = """\
<p:organisatie p:systeemId="27765" p:resourceIdentifierTOOI="https://identifier.overheid.nl/tooi/id/gemeente/gm0244">
  <p:naam>Gemeente Hattem aan de IJssel</p:naam>
  <p:functies><p:functie><p:medewerkers><p:medewerker><p:naam>Een Mens</p:naam>
    <p:contact><p:emailadressen><p:emailadres><p:email>mens@hattem.example</p:email></p:emailadres></p:emailadressen></p:contact>
  </p:medewerker></p:medewerkers></p:functie></p:functies>
  <p:organisaties><p:organisatie p:systeemId="9"><p:naam>Onderdeel</p:naam>
    <p:contact><p:telefoonnummers><p:telefoonnummer><p:nummer>+31999999999</p:nummer></p:telefoonnummer></p:telefoonnummers></p:contact>
  </p:organisatie></p:organisaties>
  <p:afkorting>HTM</p:afkorting>
  <p:types><p:type>Gemeente</p:type></p:types>
  <p:relatieMetMinisterie p:systeemId="4958" p:resourceIdentifierTOOI="https://identifier.overheid.nl/tooi/id/ministerie/mnre1034">BZK</p:relatieMetMinisterie>
  <p:classificaties><p:classificatie p:type="Woo" p:url="https://www.hattem.example/woo"/></p:classificaties>
  <p:raad><p:partijen><p:partij><p:naam>Een Partij</p:naam></p:partij></p:partijen></p:raad>
  <p:identificatiecodes>
    <p:resourceIdentifier p:naam="KVK-nummer">08217553</p:resourceIdentifier>
    <p:resourceIdentifier p:naam="rsin">001300015</p:resourceIdentifier>
    <p:resourceIdentifier p:naam="OIN">I0000003</p:resourceIdentifier>
    <p:resourceIdentifier p:naam="ICTU-code">00244</p:resourceIdentifier>
    <p:resourceIdentifier p:naam="resourceIdentifierTOOI">https://identifier.overheid.nl/tooi/id/gemeente/gm0244</p:resourceIdentifier>
    <p:resourceIdentifier p:naam="systeemId">27765</p:resourceIdentifier>
  </p:identificatiecodes>
  <p:contact>
    <p:telefoonnummers><p:telefoonnummer><p:nummer>14 038</p:nummer><p:label>algemeen</p:label></p:telefoonnummer></p:telefoonnummers>
    <p:emailadressen><p:emailadres><p:email>woo@hattem.example</p:email><p:label>Woo</p:label></p:emailadres>
      <p:emailadres><p:email>gemeente@hattem.example</p:email><p:label>Algemeen</p:label></p:emailadres></p:emailadressen>
    <p:internetadressen><p:internetadres><p:url>https://www.hattem.example/contact</p:url><p:label>contact</p:label></p:internetadres>
      <p:internetadres><p:url>https://www.hattem.example</p:url><p:label>algemeen</p:label></p:internetadres></p:internetadressen>
    <p:contactformulieren><p:contactformulier><p:url>https://www.hattem.example/formulier</p:url></p:contactformulier></p:contactformulieren>
  </p:contact>
  <p:adressen>
    <p:adres><p:adresType>Postadres</p:adresType><p:postbus>93</p:postbus><p:postcode>8050 AB</p:postcode></p:adres>
    <p:adres><p:adresType>Bezoekadres</p:adresType><p:openbareRuimte>Markt</p:openbareRuimte><p:huisnummer>1</p:huisnummer><p:toevoeging>a</p:toevoeging>
      <p:postcode>8051EZ</p:postcode><p:woonplaats>Hattem</p:woonplaats></p:adres>
  </p:adressen>
</p:organisatie>"""


def roo(*organisations: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<p:overheidsorganisaties {NS}><p:organisaties>{"".join(organisations)}</p:organisaties></p:overheidsorganisaties>'


@pytest.fixture
def known(desk: Desk) -> Desk:
    """A partner whose number the register has."""
    desk.done("set", "partner/hattem", "identifiers.roo=27765", "email=oud@hattem.example")
    return desk


def test_the_register_refreshes_the_partner_that_it_surely_is_and_no_other(known: Desk) -> None:
    (known.root / "oo.xml").write_text(roo(HATTEM))
    out = known.done("import", "roo", "oo.xml", "--dry-run")
    assert "email: oud@hattem.example → gemeente@hattem.example" in out
    assert "partner/hattem: 'I0000003' in the register can't be identifiers.oin, left out" in out
    zwolle = known.read("partners/zwolle.yaml")
    known.done("import", "roo", "oo.xml", "--source", "https://organisaties.overheid.nl/archive/exportOO.xml")
    data = known.data("partners/hattem.yaml")
    assert data["name"] == "Gemeente Hattem aan de IJssel"
    assert data["other_names"] == [{"name": "Gemeente Hattem"}]
    assert data["identifiers"] == {"tooi": "https://identifier.overheid.nl/tooi/id/gemeente/gm0244", "kvk": "08217553",
                                   "rsin": "001300015", "roo": "27765"}  # fmt: skip
    assert (data["email"], data["phone"], data["website"]) == (
        "gemeente@hattem.example",
        "14 038",
        "https://www.hattem.example",
    )
    assert data["address"] == {"street": "Markt 1a", "postcode": "8051EZ", "city": "Hattem"}
    assert known.read("partners/zwolle.yaml") == zwolle
    assert "Nothing to change" in known.done("import", "roo", "oo.xml")


def test_a_partner_that_the_register_says_is_dissolved_is_withdrawn_with_its_seats(known: Desk) -> None:
    ended = HATTEM.replace(
        "<p:naam>Gemeente Hattem aan de IJssel</p:naam>", "<p:naam>Hattem</p:naam><p:eindDatum>2025-12-31</p:eindDatum>"
    )
    (known.root / "oo.xml").write_text(roo(ended))
    told = known.done("import", "roo", "oo.xml", "--dry-run")
    assert (
        "partner/hattem: dissolved on 2025-12-31 by the register; left as it is, for 3 mandates would end with it"
        in told
    )
    assert "end_date" not in told
    out = known.regio("import", "roo", "oo.xml", "--dry-run", "--expect", "1").out
    assert "partner/hattem: dissolved on 2025-12-31 by the register" in out
    assert "+end_date: 2025-12-31" in out
    number = len([line for line in out.splitlines() if line.startswith("+++ b/registry/")])
    known.done("import", "roo", "oo.xml", "--expect", str(number))
    assert known.data("partners/hattem.yaml")["end_date"] == "2025-12-31"
    assert known.data("mandates/raad-hattem-2022.yaml")["end_date"] == "2025-12-31"
    assert "Nothing to change" in known.done("import", "roo", "oo.xml")
    (known.root / "oo.xml").write_text(roo(ended.replace("2025-12-31", "2025-06-30")))
    told = known.done("import", "roo", "oo.xml", "--dry-run")
    assert "partner/hattem: ended on 2025-12-31 here, on 2025-06-30 in the register; left as it is" in told
    (known.root / "oo.xml").write_text(roo(HATTEM))
    told = known.done("import", "roo", "oo.xml", "--dry-run")
    assert "partner/hattem: ended on 2025-12-31 here, and goes on in the register; left as it is" in told


def test_no_mandate_that_begins_later_is_deleted_by_a_register(known: Desk) -> None:
    ended = HATTEM.replace(
        "<p:naam>Gemeente Hattem aan de IJssel</p:naam>", "<p:naam>Hattem</p:naam><p:eindDatum>2021-12-31</p:eindDatum>"
    )
    (known.root / "oo.xml").write_text(roo(ended, HATTEM.replace("27765", "1")))
    out = known.done("import", "roo", "oo.xml")
    assert (
        "left as it is, for mandates begin after that (raad-hattem-2022, raad-hattem-plv-2022, tafel-voorzitter-2022)"
        in out
    )
    assert known.has("mandates/raad-hattem-2022.yaml")
    assert "end_date" not in known.data("partners/hattem.yaml")
    # What else the register says is taken over.
    assert known.data("partners/hattem.yaml")["email"] == "gemeente@hattem.example"


def test_partners_that_may_be_several_or_none_are_told_and_left_alone(known: Desk) -> None:
    known.done("set", "partner/zwolle", "identifiers.roo=99999")
    known.done("set", "partner/deltion", "identifiers.kvk=08217553")
    twice = HATTEM.replace('p:systeemId="27765"', 'p:systeemId="2"').replace("gm0244", "gm9999")
    (known.root / "oo.xml").write_text(roo(HATTEM, twice))
    out = known.regio("import", "roo", "oo.xml", "--dry-run").out
    assert "partner/zwolle: none of its identifiers is in the register, left alone" in out
    assert "partner/deltion: may be several in the register" in out
    assert "partner/hattem" in out


LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE, REMOTE])
def test_xml_that_would_grow_or_fetch_is_not_read(known: Desk, doctype: str) -> None:
    text = roo(HATTEM.replace("Markt", "&c;" if doctype is LAUGHS else "&e;"))
    (known.root / "oo.xml").write_text(text.replace("?>\n", f"?>\n{doctype}\n", 1))
    assert "document type" in known.refused(2, "import", "roo", "oo.xml")


@pytest.mark.parametrize("text", ["", "geen xml", "<html></html>", "<a>" * 5000, roo(HATTEM)[:-30], "<p:x/>"])
def test_what_is_no_export_of_the_register_is_refused_in_words(known: Desk, text: str) -> None:
    (known.root / "oo.xml").write_text(text)
    assert "error: " in known.refused(2, "import", "roo", "oo.xml")


def test_popolo_of_others_is_known_by_name(desk: Desk) -> None:
    document = {
        "persons": [{"id": "1", "name": "Anna Bergsma", "email": "a.bergsma@hattem.example", "contact_details": [{"type": "voice", "value": "+31384989111"}]},
                    {"id": "2", "name": "Gerda van Nieuw"}],
        "organizations": [{"id": "o1", "name": "Gemeente Hattem", "links": [{"url": "https://hattem.example"}]}],
        "memberships": [{"id": "m", "person_id": "2", "organization_id": "o1", "role": "alderman", "start_date": "2026-06-01"}],
    }  # fmt: skip
    (desk.root / "p.json").write_text(json.dumps(document))
    desk.done("import", "popolo", "p.json")
    assert desk.data("persons/p-a1b2.yaml")["phone"] == "+31384989111"
    assert desk.data("partners/hattem.yaml")["website"] == "https://hattem.example"
    new = next(data for file in (desk.root / "registry/persons").iterdir()
               if (data := desk.data(f"persons/{file.name}"))["name"]["family"] == "Nieuw")  # fmt: skip
    assert new["offices"] == [{"office": "alderman", "partner": "hattem", "start_date": "2026-06-01"}]
    assert "Nothing to change" in desk.done("import", "popolo", "p.json")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"persons": 1}', "[" * 100_000, '{"version": 1, "records": [1, {"record": "x"}]}']
)
def test_json_that_is_no_export_is_refused_in_words(desk: Desk, text: str) -> None:
    (desk.root / "x.json").write_text(text)
    for source in (["x.json"], ["popolo", "x.json"]):
        result = desk.regio("import", *source)
        assert result.code in (1, 2)
        assert "error: " in result.err
        assert "fault in regio" not in result.err
