"""Every verb that changes the registry, through the real command and real git."""

import json
import sys
from pathlib import Path

import pytest

from tests.acceptance.changes import Desk

# Long past and far off, so that no test depends on the day it runs.
PAST, FUTURE = "2025-05-01", "2998-05-01"


def mandate(desk: Desk, id_: str) -> dict[str, object]:
    found = desk.data(f"mandates/{id_}.yaml")
    assert isinstance(found, dict)
    return found


# ------------------------------------------------------------------------------------------------------------ add


def test_a_record_is_added_by_its_dutch_kind_with_choices_by_label_and_references_by_name(desk: Desk) -> None:
    desk.done("add", "partners", "name=Gemeente Olst-Wijhe", "type=gemeente", "pillar=Overheid", "province=Provincie Overijssel",
              "identifiers.cbs=gm1773")  # fmt: skip
    assert desk.data("partners/gemeente-olst-wijhe.yaml") == {
        "name": "Gemeente Olst-Wijhe", "type": "municipality", "pillar": "government", "province": "overijssel",
        "identifiers": {"cbs": "gm1773"},
    }  # fmt: skip
    desk.done("add", "overleg", "kring", "name=Kring", "level=bestuurlijk", "type=table", "parent=Regioraad",
              "seats+={id: lid, role: member, basis: expertise, reason: kennis, voting: true}", "pillars=onderwijs, overheid")  # fmt: skip
    body = desk.data("bodies/kring.yaml")
    assert body["level"] == "executive"
    assert body["parent"] == "raad"
    assert body["pillars"] == ["education", "government"]
    assert body["seats"] == [{"id": "lid", "role": "member", "basis": "expertise", "voting": True, "reason": "kennis"}]
    assert desk.regio("validate").code == 0


def test_a_person_gets_an_id_that_says_nothing(desk: Desk) -> None:
    told = json.loads(
        desk.done("add", "persoon", "name.family=Oosterhof", "name.given=Gé", "publicity=public", "--json")
    )
    [record] = told["records"]
    assert record.startswith("person/p-")
    assert "oosterhof" not in record
    assert len(record) == len("person/p-") + 5


def test_all_required_fields_that_lack_are_named_at_once_when_nobody_can_be_asked(desk: Desk) -> None:
    told = desk.refused(2, "add", "mandaat", "person=p-a1b2")
    assert "body, seat, status, start_date, lapses_with" in told
    assert "name.family, publicity" in desk.refused(2, "add", "person", "email=x@y.example")


def test_an_id_that_is_taken_or_malformed_is_refused(desk: Desk) -> None:
    partner = ["name=X", "type=foundation", "pillar=society"]
    assert "there is a record partner/hattem already" in desk.refused(2, "add", "partner", "hattem", *partner)
    for bad in ("Hattem", "a--b", "a_b", "../x", "x/y", "-x", "é", "x" * 101):
        desk.refused(2, "add", "partner", "--", bad, *partner)
    desk.refused(2, "add", "person", "anna", "name.family=X", "publicity=public")


def test_no_second_record_of_a_kind_with_one_file(desk: Desk) -> None:
    fields = ["schema_version=2", "notice=x", "region.name=x", "controller.name=x", "controller.contact=x",
              "archive_keeper.name=x", "languages=nl", "name=Kaap"]  # fmt: skip
    assert "the one record of its kind" in desk.refused(2, "add", "registry", "kaap", *fields)


@pytest.mark.parametrize(
    "fields",
    [
        ["name.family=Bérgsma", "name.given=Anna"],
        ["name.family=BERGSMA", "name.initials=A."],
        ["name.family=Bergsma", "name.given=A."],
        ["name.family=Bergsna", "name.given=Anna"],
        ["name.family=Bergsmaa"],
        ["name.family=van der Veen", "name.given=Emma"],
        ["name.family=Nunez", "name.initials=C."],
        ["name.family=Anders", "email=A.Bergsma@hattem.example"],
    ],
)
def test_somebody_who_seems_to_be_recorded_is_not_added_unless_said_to_be_new(desk: Desk, fields: list[str]) -> None:
    told = desk.refused(2, "add", "person", "publicity=public", *fields)
    assert "recorded already" in told
    assert "--new" in told
    desk.done("add", "person", "publicity=public", *fields, "--new", "--dry-run")


@pytest.mark.parametrize(
    "fields",
    [["name.family=Bergsma", "name.given=Karin"], ["name.family=Bergman", "name.given=Otto"], ["name.family=Veenstra"]],
)
def test_somebody_else_with_a_name_like_it_is_added(desk: Desk, fields: list[str]) -> None:
    desk.done("add", "person", "publicity=public", *fields, "--dry-run")


# ------------------------------------------------------------------------------------------------------------ set


def test_values_are_read_as_people_write_them(desk: Desk) -> None:
    desk.done(
        "set", "partner/zwolle", "statistics.1.inhabitants=133200", "statistics.1.area_km2=119,5", "short_name=Zwolle"
    )
    assert desk.data("partners/zwolle.yaml")["statistics"] == [
        {"as_of": "2025-01-01", "inhabitants": 133200, "area_km2": 119.5}
    ]
    desk.done(
        "set", "regioraad", "seats.hattem.voting=nee", "seats.hattem-plv.voting=ja", "seats.kennis.role=adviserend lid"
    )
    seats = {seat["id"]: seat for seat in desk.data("bodies/raad.yaml")["seats"]}
    assert (seats["hattem"]["voting"], seats["hattem-plv"]["voting"], seats["kennis"]["role"]) == (
        False,
        True,
        "advisory_member",
    )
    assert "# vaste zetel" in desk.read("bodies/raad.yaml")


def test_items_are_added_to_lists_and_taken_away_by_value_id_and_position(desk: Desk) -> None:
    desk.done("set", "raad", "pillars+=onderwijs,overheid", "seats.kennis.on_behalf_of+=Deltion")
    assert desk.data("bodies/raad.yaml")["seats"][4]["on_behalf_of"] == ["deltion"]
    desk.done(
        "set",
        "body/raad",
        "pillars-=onderwijs",
        "seats.kennis.on_behalf_of-=deltion",
        "seats+={id: extra, role: observer, basis: reserved, on_behalf_of: [deltion], voting: false}",
    )
    body = desk.data("bodies/raad.yaml")
    assert body["pillars"] == ["government"]
    assert "on_behalf_of" not in body["seats"][4]
    desk.done("set", "body/raad", "seats-=extra", "pillars=")
    assert "pillars" not in desk.data("bodies/raad.yaml")
    desk.done("set", "p-e5f6", "offices.2.end_date=2025-01-31", "offices.1=")
    assert [office["office"] for office in desk.data("persons/p-e5f6.yaml")["offices"]] == ["board_member"]


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("nme=x", "did you mean 'name'?"),
        ("seats.hattem.rol=x", "did you mean 'role'?"),
        ("seats.hatem.role=lid", "there are: voorzitter, hattem, hattem-plv, zwolle, kennis"),
        ("seats.9.role=lid", "no item of seats"),
        ("seats.².role=lid", "no item of seats"),
        ("seats.0.role=lid", "no item of seats"),
        ("seats.hattem.voting=misschien", "must be yes or no"),
        ("quorum=1_000", "must be a number"),
        ("quorum=2.5", "must be a number"),
        ("quorum=٣", "must be a number"),
        ("meets=vaak", "has fields of its own"),
        ("pillars-=onderwijs", "is not in pillars"),
        ("name+=x", "holds one value, not a list"),
        ("name", "write field=value"),
        ("parent=nergens", "no record is called 'nergens'"),
        ("name=Regioraad", "nothing would change"),
    ],
)
def test_what_a_field_cannot_take_is_refused_in_words(desk: Desk, field: str, told: str) -> None:
    assert told in desk.refused(2, "set", "body/raad", field)


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("name=", "schema-required"),
        ("parent=tafel", "reference-circle"),
        ("level=hoog", "schema-choice"),
        ("seats-=kennis", "reference-unknown"),
        ("end_date=2026-02-30", "schema-date"),
        ("quorum=0", "schema-"),
    ],
)
def test_what_would_break_the_registry_is_refused_with_the_finding(desk: Desk, field: str, code: str) -> None:
    told = desk.refused(1, "set", "body/raad", field)
    assert f"error[{code}" in told
    assert "nothing is changed" in told


# --------------------------------------------------------------------------------------------- rename, remove, merge


def test_after_two_renames_everything_follows_comments_stay_and_old_ids_lead_on(desk: Desk) -> None:
    before = desk.read("bodies/raad.yaml")
    desk.done("rename", "body/raad", "regioraad")
    assert desk.read("bodies/regioraad.yaml") == before
    assert desk.numstat()["mandates/raad-hattem-2022.yaml"] == (1, 1)
    assert desk.data("bodies/tafel.yaml")["parent"] == "regioraad"
    assert "# Benoemd door B&W." in desk.read("mandates/raad-hattem-2022.yaml")
    desk.done("rename", "body/regioraad", "grote-raad")
    assert desk.data("redirects/body-raad.yaml") == {"old": "body/raad", "new": "body/grote-raad"}
    for old in ("raad", "body/raad", "overleggen/raad", "regioraad"):
        assert json.loads(desk.done("show", old, "--json"))["record"] == "body/grote-raad"
        desk.done("set", old, f"short_name={old.replace('/', ' ')}", "--dry-run")
    desk.done("rename", "body/grote-raad", "raad")
    assert sorted(path.name for path in (desk.root / "registry" / "redirects").iterdir()) == [
        "body-grote-raad.yaml",
        "body-regioraad.yaml",
    ]
    assert desk.regio("validate", "--strict").code == 0


def test_references_in_lists_of_fields_follow_too(desk: Desk) -> None:
    desk.done("set", "partner/deltion", "contacts+={level: executive, person: p-d4e5}", "members+={partner: hattem}")
    desk.done("rename", "partner/hattem", "hattem-gelderland")
    assert desk.data("partners/deltion.yaml")["members"] == [{"partner": "hattem-gelderland"}]
    assert desk.data("persons/p-a1b2.yaml")["offices"][0]["partner"] == "hattem-gelderland"
    assert desk.data("bodies/raad.yaml")["seats"][1]["on_behalf_of"] == ["hattem-gelderland"]
    desk.done("rename", "person/p-d4e5", "p-zz99")
    assert desk.data("partners/deltion.yaml")["contacts"] == [{"level": "executive", "person": "p-zz99"}]
    assert desk.regio("validate", "--strict").code == 0


def test_a_record_that_something_points_at_is_not_removed(desk: Desk) -> None:
    told = desk.refused(2, "remove", "partner/hattem")
    for user in (
        "body/raad  seats[1].on_behalf_of[0]",
        "mandate/raad-hattem-2022",
        "person/p-b2c3  offices[0].partner",
    ):
        assert user in told
    desk.done("remove", "mandate/tafel-lid-2020", "--correction", "--reason", "dubbel ingevoerd")
    assert not desk.has("mandates/tafel-lid-2020.yaml")
    assert "Regio-Kind: correction" in desk.trailers()


def test_two_records_of_one_person_become_one(desk: Desk) -> None:
    told = json.loads(desk.done("add", "person", "name.family=Bergsma", "name.initials=A.", "name.title=dr.", "publicity=public",
                                "offices+={office: director, partner: deltion}", "--new", "--json"))  # fmt: skip
    double = told["records"][0].removeprefix("person/")
    desk.done("appoint", double, "--to", "raad", "--seat", "kennis", "--for", "deltion", "--from", "2024-01-01")
    desk.done("merge", double, "p-a1b2", "--correction")
    person = desk.data("persons/p-a1b2.yaml")
    assert person["name"] == {"given": "Anna", "initials": "A.B.", "family": "Bergsma", "title": "dr."}
    assert [office["office"] for office in person["offices"]] == ["alderman", "director"]
    assert mandate(desk, "raad-kennis-2024")["person"] == "p-a1b2"
    assert not desk.has(f"persons/{double}.yaml")
    assert json.loads(desk.done("show", double, "--json"))["record"] == "person/p-a1b2"
    assert "into itself" in desk.refused(2, "merge", double, "p-a1b2")


def test_a_merge_of_two_names_mixes_them_not(desk: Desk) -> None:
    desk.done("remove", "mandate/raad-hattem-plv-2022")
    desk.done("merge", "p-b2c3", "p-a1b2")
    assert desk.data("persons/p-a1b2.yaml")["name"] == {"given": "Anna", "initials": "A.B.", "family": "Bergsma"}


# ---------------------------------------------------------------------------------------------------------- appoint


def test_the_one_seat_that_fits_is_chosen_and_the_end_of_the_office_ends_the_mandate(desk: Desk) -> None:
    desk.done("end", "raad-hattem-2022", "--on", PAST)
    desk.done("end", "raad-hattem-plv-2022", "--on", PAST)
    desk.done(
        "appoint",
        "Bert de Wit",
        "--to",
        "Regioraad",
        "--for",
        "Hattem",
        "--from",
        "2025-06-01",
        "--decision",
        "B&W 2025-05-20",
        "--source",
        "https://hattem.example/b",
    )
    assert mandate(desk, "raad-hattem-2025") == {
        "person": "p-b2c3", "body": "raad", "seat": "hattem", "status": "appointed",
        "start_date": "2025-06-01", "lapses_with": "municipal", "decision": "B&W 2025-05-20", "source": "https://hattem.example/b",
    }  # fmt: skip
    desk.done("appoint", "p-c3d4", "--to", "tafel", "--seat", "waarnemer", "--from", PAST)
    assert mandate(desk, "tafel-waarnemer-2025")["lapses_with"] == "office"


def test_of_several_seats_the_user_must_say_which(desk: Desk) -> None:
    told = desk.refused(2, "appoint", "p-c3d4", "--to", "tafel", "--from", FUTURE)
    assert "--seat" in told
    assert "lid  member" in told
    assert "waarnemer  observer" in told
    desk.done("appoint", "p-c3d4", "--to", "tafel", "--role", "waarnemer", "--from", FUTURE)
    assert mandate(desk, "tafel-waarnemer-2998")["start_date"] == FUTURE


def test_a_taken_seat_is_told_with_the_command_that_replaces_its_holder(desk: Desk) -> None:
    for seat in (["--seat", "hattem"], []):
        told = desk.refused(2, "appoint", "p-b2c3", "--to", "raad", "--for", "hattem", "--from", FUTURE, *seat)
        assert "the seat 'hattem' of raad is taken" in told
        assert f"regio replace raad-hattem-2022 --by p-b2c3 --on {FUTURE}" in told
    assert "holds the seat 'hattem' of raad already" in desk.refused(
        2, "appoint", "p-a1b2", "--to", "raad", "--seat", "hattem"
    )


def test_a_seat_for_several_is_full_when_all_its_places_are_taken(desk: Desk) -> None:
    desk.done("appoint", "p-a1b2", "--to", "raad", "--seat", "kennis", "--from", PAST)
    assert "is taken" in desk.refused(
        2, "appoint", "p-b2c3", "--to", "raad", "--seat", "kennis", "--from", "2025-06-01"
    )


def test_somebody_may_be_nominated_for_a_taken_seat(desk: Desk) -> None:
    desk.done(
        "appoint",
        "p-b2c3",
        "--to",
        "raad",
        "--seat",
        "hattem",
        "--for",
        "hattem",
        "--status",
        "voorgedragen",
        "--from",
        FUTURE,
    )
    assert mandate(desk, "raad-hattem-2998")["status"] == "nominated"


def test_a_new_seat_needs_a_role_and_a_ground(desk: Desk) -> None:
    assert "raad has no seat 'secretaris'" in desk.refused(
        2, "appoint", "p-b2c3", "--to", "raad", "--seat", "secretaris", "--role", "secretaris"
    )
    desk.done(
        "appoint",
        "p-b2c3",
        "--to",
        "raad",
        "--seat",
        "secretaris",
        "--role",
        "secretaris",
        "--basis",
        "ambtshalve",
        "--from",
        PAST,
    )
    assert desk.data("bodies/raad.yaml")["seats"][-1] == {
        "id": "secretaris", "role": "secretary", "basis": "ex_officio", "voting": False, "start_date": PAST,
    }  # fmt: skip
    assert desk.numstat()["bodies/raad.yaml"][1] == 0
    assert mandate(desk, "raad-secretaris-2025")["seat"] == "secretaris"


def test_a_new_person_is_appointed_with_name_and_office_in_one_change(desk: Desk) -> None:
    told = desk.refused(2, "appoint", "Jan van den Brink", "--to", "tafel", "--seat", "lid")
    assert "say --new" in told
    assert "recorded already" in desk.refused(2, "appoint", "Anna Bergsna", "--to", "tafel", "--seat", "lid")
    desk.done(
        "appoint",
        "J. (Jan) van den Brink",
        "--to",
        "tafel",
        "--seat",
        "lid",
        "--for",
        "zwolle",
        "--new",
        "--office",
        "wethouder",
        "--from",
        PAST,
    )
    held = mandate(desk, "tafel-lid-2025")
    person = desk.data(f"persons/{held['person']}.yaml")
    assert person["name"] == {"given": "Jan", "initials": "J.", "prefix": "van den", "family": "Brink"}
    assert person["offices"] == [{"office": "alderman", "partner": "zwolle", "start_date": PAST}]
    assert held["lapses_with"] == "municipal"
    assert "Brink" not in desk.git("log", "-1", "--format=%B")


# ------------------------------------------------------------------------------------------- replace, end, extend


def test_the_deputy_who_takes_over_is_deputy_no_longer(desk: Desk) -> None:
    desk.done("replace", "raad-hattem-2022", "--by", "p-b2c3", "--on", PAST, "--because", "ander ambt")
    old, deputy, new = (mandate(desk, id_) for id_ in ("raad-hattem-2022", "raad-hattem-plv-2022", "raad-hattem-2025"))
    assert (old["status"], old["end_date"], old["end_reason"]) == ("ended", "2025-04-30", "ander ambt")
    assert (deputy["status"], deputy["end_date"]) == ("ended", "2025-04-30")
    assert (new["person"], new["start_date"]) == ("p-b2c3", PAST)
    assert "on_behalf_of" not in new
    assert desk.numstat()["mandates/raad-hattem-2022.yaml"] == (3, 1)
    assert len(desk.numstat()) == 3


def test_a_holder_who_is_absent_keeps_the_mandate(desk: Desk) -> None:
    desk.done("replace", "raad-hattem-2022", "--by", "p-e5f6", "--on", PAST, "--temporary")
    old, new = mandate(desk, "raad-hattem-2022"), mandate(desk, "raad-hattem-2025")
    assert old["status"] == "appointed"
    assert old["absences"] == [{"start_date": PAST, "stand_in": "raad-hattem-2025"}]
    assert "end_date" not in old
    assert new["replaces"] == "raad-hattem-2022"
    desk.done("replace", "raad-zwolle-2022", "--by", "p-c3d4", "--on", PAST)
    assert "replaces" not in mandate(desk, "raad-zwolle-2025")
    assert "is not in force" in desk.refused(
        2, "replace", "tafel-lid-2020", "--by", "p-b2c3", "--on", PAST, "--temporary"
    )


def test_a_newcomer_for_another_partner_takes_over(desk: Desk) -> None:
    desk.done(
        "replace",
        "tafel-voorzitter-2022",
        "--by",
        "Klaas Nieuw",
        "--new",
        "--office",
        "burgemeester",
        "--for",
        "zwolle",
        "--on",
        FUTURE,
    )
    new = mandate(desk, "tafel-voorzitter-2998")
    assert new["on_behalf_of"] == ["zwolle"]
    assert desk.data(f"persons/{new['person']}.yaml")["offices"][0]["office"] == "mayor"
    old = mandate(desk, "tafel-voorzitter-2022")
    assert (old["end_date"], old["status"]) == ("2998-04-30", "appointed")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["raad-hattem-2022", "--by", "p-a1b2", "--on", PAST], "holds this seat already"),
        (["raad-hattem-2022", "--by", "p-b2c3", "--on", "2022-06-01"], "begins on 2022-06-01"),
        (["raad-hattem-2022", "--by", "p-b2c3", "--on", "0001-01-01"], "is not a day"),
        (["raad-hattem-2022", "--by", "p-b2c3", "--on", "01-05-2025"], "is not a day"),
        (["tafel-lid-2020", "--by", "p-b2c3", "--on", PAST], "ended on 2022-12-31 already"),
        (["raad-hattem-2022", "--by", "p-zzzz", "--on", PAST], "no record is called 'p-zzzz'"),
        (["nergens", "--by", "p-b2c3", "--on", PAST], "no record is called 'nergens'"),
    ],
)
def test_a_replacement_that_cannot_be_is_refused(desk: Desk, arguments: list[str], told: str) -> None:
    assert told in desk.refused(2, "replace", *arguments)


def test_the_last_day_counts_and_a_mandate_ends_once(desk: Desk) -> None:
    assert "begins on 2022-06-01" in desk.refused(2, "end", "raad-hattem-2022", "--on", "2022-05-31")
    desk.done("end", "raad-hattem-2022", "--on", "2022-06-01", "--because", "vertrek")
    assert desk.read("mandates/raad-hattem-2022.yaml").endswith(
        "status: ended\nstart_date: 2022-06-01  # eerste vergadering\nend_date: 2022-06-01\nlapses_with: municipal\nend_reason: vertrek\n"
    )
    for day in ("2022-06-01", PAST, FUTURE):
        assert "ended on 2022-06-01 already" in desk.refused(2, "end", "raad-hattem-2022", "--on", day)


def test_an_end_to_come_leaves_the_holder_in_function_until_then(desk: Desk) -> None:
    desk.done("end", "raad-hattem-2022", "--on", FUTURE)
    assert mandate(desk, "raad-hattem-2022")["status"] == "appointed"
    told = desk.refused(2, "end", "raad-hattem-2022", "--on", "2999-01-01")
    assert f"ends on {FUTURE}" in told
    assert "regio extend mandate/raad-hattem-2022 --until 2999-01-01" in told
    desk.done("end", "raad-hattem-2022", "--on", PAST)
    assert mandate(desk, "raad-hattem-2022")["status"] == "ended"


def test_the_person_leads_to_the_one_mandate_that_is_open(desk: Desk) -> None:
    desk.done("end", "Dora van Zwolle", "--on", PAST)
    assert mandate(desk, "raad-kennis-2023")["end_date"] == PAST
    told = desk.refused(2, "end", "Anna Bergsma", "--on", PAST)
    assert "mandate/raad-hattem-2022" in told
    assert "mandate/tafel-voorzitter-2022" in told


def test_a_mandate_goes_on_longer_or_without_end_and_revives(desk: Desk) -> None:
    desk.done("extend", "raad-hattem-2022", "--until", FUTURE)
    assert mandate(desk, "raad-hattem-2022")["end_date"] == FUTURE
    desk.done("extend", "raad-hattem-2022", "--until", "open")
    assert "end_date" not in mandate(desk, "raad-hattem-2022")
    desk.done("extend", "tafel-lid-2020", "--until", "open")
    revived = mandate(desk, "tafel-lid-2020")
    assert revived["status"] == "appointed"
    assert not {"end_date", "end_reason"} & set(revived)
    desk.refused(1, "extend", "raad-hattem-2022", "--until", "2021-01-01")


def test_a_mandate_is_not_extended_into_the_time_of_its_successor(desk: Desk) -> None:
    desk.done("replace", "raad-hattem-2022", "--by", "p-b2c3", "--on", PAST)
    for until in ("open", FUTURE, "2025-06-01"):
        assert "has passed to mandate/raad-hattem-2025" in desk.refused(
            2, "extend", "raad-hattem-2022", "--until", until
        )


# ------------------------------------------------------------------------------------ leave, withdraw, dissolve


def test_all_seats_held_because_of_an_office_end_with_it(desk: Desk) -> None:
    said = desk.done("leave", "Anna Bergsma", "--office", "wethouder Hattem", "--on", PAST, "--because", "vertrek")
    for id_ in ("raad-hattem-2022", "tafel-voorzitter-2022"):
        assert (mandate(desk, id_)["status"], mandate(desk, id_)["end_date"]) == ("ended", PAST)
    assert desk.data("persons/p-a1b2.yaml")["offices"][0]["end_date"] == PAST
    assert "Anna Bergsma" in said
    assert "Bergsma" not in desk.git("log", "-1", "--format=%B")
    assert "holds no office" in desk.refused(2, "leave", "p-a1b2", "--on", "2025-06-01")


def test_of_two_offices_the_one_meant_is_left_and_its_seats_only(desk: Desk) -> None:
    told = desk.refused(2, "leave", "p-e5f6", "--on", PAST)
    assert "say which with --office" in told
    assert "Deltion" in told
    desk.done("leave", "p-e5f6", "--office", "Alderman", "--on", PAST)
    assert mandate(desk, "raad-zwolle-2022")["end_date"] == PAST
    assert "end_date" not in mandate(desk, "tafel-lid-2023")
    assert [office.get("end_date") for office in desk.data("persons/p-e5f6.yaml")["offices"]] == [PAST, None]


def test_who_stays_on_keeps_the_seat_and_what_was_to_come_stays(desk: Desk) -> None:
    desk.done("appoint", "p-a1b2", "--to", "tafel", "--seat", "waarnemer", "--for", "hattem", "--from", FUTURE)
    desk.done("leave", "p-a1b2", "--on", PAST, "--stays-on")
    for id_ in ("raad-hattem-2022", "tafel-voorzitter-2022"):
        assert mandate(desk, id_)["status"] == "staying_on"
        assert "end_date" not in mandate(desk, id_)
    assert desk.has("mandates/tafel-waarnemer-2998.yaml")
    desk.done("replace", "raad-hattem-2022", "--by", "p-b2c3", "--on", "2025-06-01")
    assert mandate(desk, "raad-hattem-2022")["status"] == "ended"


def test_a_partner_that_withdraws_takes_its_seats_along(desk: Desk) -> None:
    desk.done("set", "partner/overijssel", "members+={partner: deltion}")
    desk.done("withdraw", "Deltion", "--on", PAST)
    assert desk.data("partners/deltion.yaml")["end_date"] == PAST
    assert mandate(desk, "raad-kennis-2023")["end_date"] == mandate(desk, "tafel-lid-2023")["end_date"] == PAST
    assert desk.data("partners/overijssel.yaml")["members"] == [{"partner": "deltion", "end_date": PAST}]
    assert desk.regio("validate").code == 0
    assert "ended on 2025-05-01 already" in desk.refused(2, "withdraw", "deltion", "--on", PAST)


def test_seats_to_come_go_with_their_partner_and_seats_until_later_end(desk: Desk) -> None:
    seat = "role: observer, basis: reserved, voting: false, on_behalf_of: [deltion]"
    desk.done("set", "body/raad", f"seats+={{id: straks, {seat}, start_date: {FUTURE}}}")
    desk.done("set", "body/raad", f"seats+={{id: tot, {seat}, end_date: {FUTURE}}}")
    desk.done("withdraw", "deltion", "--on", PAST)
    seats = {seat["id"]: seat for seat in desk.data("bodies/raad.yaml")["seats"]}
    assert "straks" not in seats
    assert seats["tot"]["end_date"] == PAST


def test_an_argument_in_another_encoding_is_refused(desk: Desk) -> None:
    for words in (["short_name=\udcff"], ["short_name=x", "--reason", "caf\udce9"]):
        assert "is not UTF-8" in desk.refused(2, "set", "partner/hattem", *words)


def test_a_change_that_ends_more_than_a_quarter_needs_the_number_of_records(desk: Desk) -> None:
    told = desk.refused(2, "dissolve", "raad", "--on", PAST, "--succeeded-by", "tafel", "--yes")
    assert "--expect 7" in told
    assert "7 records would change, not 6" in desk.refused(
        2, "dissolve", "raad", "--on", PAST, "--succeeded-by", "tafel", "--expect", "6"
    )
    desk.done("dissolve", "raad", "--on", PAST, "--succeeded-by", "tafel", "--expect", "7")
    assert desk.data("bodies/raad.yaml")["end_date"] == PAST
    assert desk.data("bodies/tafel.yaml")["succeeds"] == ["raad"]
    assert {mandate(desk, f"raad-{id_}")["status"] for id_ in ("voorzitter-2022", "hattem-2022", "zwolle-2022")} == {
        "ended"
    }


def test_mandates_for_a_fixed_term_count_for_the_guard_too(desk: Desk) -> None:
    for id_ in ("voorzitter-2022", "hattem-2022", "hattem-plv-2022", "zwolle-2022", "kennis-2023"):
        desk.write(f"mandates/raad-{id_}.yaml", desk.read(f"mandates/raad-{id_}.yaml") + f"end_date: {FUTURE}\n")
    desk.git("commit", "-qam", "Vaste termijn")
    assert "more than a quarter" in desk.refused(2, "dissolve", "raad", "--on", PAST)


def test_a_body_does_not_come_after_itself(desk: Desk) -> None:
    assert "can't come after itself" in desk.refused(2, "dissolve", "tafel", "--on", PAST, "--succeeded-by", "tafel")


# ------------------------------------------------------------------------------------------------------------ renew


def test_seats_are_renewed_partner_by_partner_in_several_sittings(desk: Desk) -> None:
    renew = ["renew", "--election", "municipal-2026"]
    assert "Seats renewed: 0 of 4; still open: 4." in desk.done(*renew)
    told = desk.done(*renew, "--partner", "hattem", "--confirm", "raad-hattem-plv-2022", "--dry-run")
    assert "to Bert de Wit" not in told
    assert "Bert de Wit appointed again as of 2026-04-01" in told
    told = desk.done(
        *renew, "--partner", "hattem", "--confirm", "raad-hattem-plv-2022", "--replace", "raad-hattem-2022=p-e5f6"
    )
    assert "Seats renewed: 2 of 3; still open: 1." in told
    assert desk.count() == 2
    assert "Regio-Operation: renew" in desk.trailers()
    assert mandate(desk, "raad-hattem-plv-2022")["end_date"] == "2026-03-31"
    assert mandate(desk, "raad-hattem-plv-2026")["start_date"] == "2026-04-01"
    assert mandate(desk, "raad-hattem-plv-2026")["person"] == "p-b2c3"
    assert mandate(desk, "raad-hattem-2026")["person"] == "p-e5f6"
    assert "tafel-voorzitter-2022  Anna Bergsma" in desk.done(*renew, "--partner", "hattem")
    desk.done(*renew, "--partner", "hattem", "--end", "tafel-voorzitter-2022")
    assert mandate(desk, "tafel-voorzitter-2022")["end_date"] == "2026-03-31"
    assert "Seats renewed: 4 of 4; still open: 0." in desk.done(*renew, "--confirm-all")
    assert mandate(desk, "raad-zwolle-2026")["lapses_with"] == "municipal"
    assert "must be MANDATE=PERSON" in desk.refused(2, *renew, "--replace", "raad-zwolle-2026")
    assert "no record is called" in desk.refused(2, "renew", "--election", "municipal-2099")


# ------------------------------------------------------------------------------------------------------------ apply

STEPS = """\
- op: add
  record: partner/kampen
  fields: {name: Gemeente Kampen, type: municipality, pillar: government}
- {op: set, record: partner/kampen, fields: {province: overijssel, other_names+: [{name: Campen}]}}
- {op: appoint, person: person/p-b2c3, body: tafel, start: 2025-01-01, seat: lid, partners: [kampen]}
- {op: end, mandate: raad-hattem-2022, on: 2025-01-01, because: null}
- {op: rename, record: body/tafel, to: woontafel}
"""


def test_many_operations_are_one_commit(desk: Desk) -> None:
    told = json.loads(desk.done("apply", "-", "--reason", "opschoning", "--json", stdin=STEPS))
    assert desk.count() == 2
    assert mandate(desk, "tafel-lid-2025")["body"] == "woontafel"
    assert desk.data("partners/kampen.yaml")["province"] == "overijssel"
    assert "body/woontafel" in told["records"]
    assert desk.regio("validate", "--strict").code == 0


def test_operations_come_from_a_file_of_lines_too(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "stappen.ndjson"
    file.write_bytes(
        b'\xef\xbb\xbf{"op": "end", "mandate": "raad-hattem-2022", "on": "2025-01-01"}\r\n\r\n{"op": "extend", "mandate": "tafel-lid-2020", "until": null}\r\n'
    )
    desk.done("apply", str(file), "--expect", "2")
    assert mandate(desk, "raad-hattem-2022")["status"] == "ended"
    assert "end_date" not in mandate(desk, "tafel-lid-2020")


def test_when_the_last_of_five_steps_is_wrong_nothing_is_done_and_it_is_named(desk: Desk) -> None:
    told = desk.refused(2, "apply", "-", stdin=STEPS.replace("body/tafel", "body/stoel"))
    assert "step 5: there is no record body/stoel" in told


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ("", "empty"),
        ("[]", "no operations"),
        ("op: end", "must be a list"),
        ("- 5", "step 1: a step is a mapping with 'op"),
        ("- op: frob", "step 1: there is no operation 'frob'"),
        ("- {op: end, mandate: raad-hattem-2022}", "step 1: 'end' lacks: on"),
        ("- {op: end, mandate: raad-hattem-2022, on: 2025-01-01, foo: 1}", "step 1: 'foo' is no part of 'end'"),
        ("- {op: end, mandate: raad-hattem-2022, on: 5}", "step 1: 'on' can't be 5"),
        ("- {op: replace, mandate: raad-hattem-2022, by: p-b2c3, on: gisteren}", "step 1: 'gisteren' is not a day"),
        ("- {op: end, mandate: raad-hattem-2022, on: 20250101}", "step 1"),
        ("- {op: leave, person: p-a1b2, office: 7, on: 2025-01-01}", "step 1: p-a1b2 has 1 offices"),
        ("- {op: leave, person: p-a1b2, office: -1, on: 2025-01-01}", "step 1: p-a1b2 has 1 offices"),
        ("- {op: set, record: partner/hattem, fields: {nam: x}}", "step 1: 'nam' is not a field of partner"),
        ("- {op: set, record: partner/hattem, fields: [x]}", "step 1: 'fields' must be a mapping"),
        ("- {op: set, record: nix/hattem, fields: {name: x}}", "step 1: there is no kind 'nix'"),
        ("- {op: add, record: partner/../x, fields: {name: x}}", "step 1: 'record' must be an address"),
        ("- &a {op: end, mandate: raad-hattem-2022, on: 2025-01-01}\n- *a", "line 1: an anchor"),
        ("- !!python/object:os.system {op: end}", "line 1: a tag"),
        ("- {op: end, op: end}", "line 1"),
        ('{"op": "end"', "line 1: JSON"),
        ('{"op": "end", "mandate": "x", "on": "2025-01-01"}\n{"op"}', "line 2: JSON"),
        ("- {op: set, record: body/raad, fields: {seats: [1, 2]}}\n- {op: appoint, person: p-a1b2, body: raad, start: 2025-01-01}", "step 2: body/raad has faults"),
        ("- {op: set, record: mandate/raad-hattem-2022, fields: {start_date: }}\n- {op: end, mandate: raad-hattem-2022, on: 2025-01-01}", "step 2: mandate/raad-hattem-2022 has faults"),
    ],
)  # fmt: skip
def test_steps_that_cannot_be_are_told_by_number_or_line(desk: Desk, steps: str, told: str) -> None:
    assert told in desk.refused(2, "apply", "-", stdin=steps)


def test_a_step_may_mend_what_an_earlier_one_broke(desk: Desk) -> None:
    desk.done(
        "apply",
        "-",
        stdin="- {op: set, record: partner/hattem, fields: {name: }}\n- {op: set, record: partner/hattem, fields: {name: Stad Hattem}}",
    )
    assert desk.data("partners/hattem.yaml")["name"] == "Stad Hattem"
    desk.refused(1, "apply", "-", stdin="- {op: set, record: partner/hattem, fields: {name: {a: b}}}")


# ------------------------------------------------------------------------------------------------------------- edit


def editor(tmp_path: Path, body: str) -> dict[str, str]:
    """Return the environment with an editor that does `body` to the text `t` of the file it is given."""
    script = tmp_path / "editor.py"
    script.write_text(
        f"import sys, pathlib, os, subprocess\nf = pathlib.Path(sys.argv[-1])\nt = f.read_bytes()\n{body}\n"
    )
    return {"EDITOR": f"{sys.executable} {script} --wait", "VISUAL": ""}


def kept(desk: Desk) -> list[Path]:
    return sorted((desk.root / ".git" / "regio" / "edit").glob("*"))


def test_what_the_editor_saves_is_committed_as_it_is(desk: Desk, tmp_path: Path) -> None:
    desk.done("edit", "hattem", env=editor(tmp_path, "f.write_bytes(b'# nieuw\\n' + t + b'short_name:   Hattem\\n')"))
    assert desk.read("partners/hattem.yaml").startswith("# nieuw\nname: Gemeente Hattem\n")
    assert desk.read("partners/hattem.yaml").endswith("short_name:   Hattem\n")
    assert desk.numstat() == {"partners/hattem.yaml": (2, 0)}
    assert kept(desk) == []
    assert "Regio-Operation: edit" in desk.trailers()


def test_an_invalid_text_is_kept_and_never_written_over(desk: Desk, tmp_path: Path) -> None:
    told = desk.refused(2, "edit", "hattem", env=editor(tmp_path, "f.write_bytes(t.replace(b'municipality', b'dorp'))"))
    assert "error[schema-choice]" in told
    assert "your text is kept in" in told
    desk.refused(2, "edit", "hattem", env=editor(tmp_path, "f.write_bytes(t + b'x: [')"))
    assert [b"dorp" in file.read_bytes() for file in kept(desk)].count(True) == 1
    assert len(kept(desk)) == 2
    for file in kept(desk):
        assert file.name in told or b"x: [" in file.read_bytes()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("pass", "nothing was changed in the editor"),
        ("sys.exit(3)", "ended with code 3"),
        ("f.write_bytes(t.replace(b'\\n', b'\\r\\n'))", "nothing was changed"),
    ],
)
def test_an_edit_without_a_change_or_of_an_editor_that_fails_does_nothing(
    desk: Desk, tmp_path: Path, body: str, told: str
) -> None:
    assert told in desk.refused(2, "edit", "hattem", env=editor(tmp_path, body))


def test_an_editor_that_is_not_there_is_told(desk: Desk) -> None:
    assert "can't be started" in desk.refused(2, "edit", "hattem", env={"EDITOR": "geen-editor", "VISUAL": ""})


def test_an_edit_does_not_undo_what_somebody_else_did_meanwhile(desk: Desk, tmp_path: Path) -> None:
    other = f"subprocess.run([sys.executable, '-m', 'regio_cli', 'set', 'partner/hattem', 'short_name=Ander'], cwd={str(desk.root)!r}, check=True, timeout=60)"
    result = desk.regio(
        "edit", "hattem", env=editor(tmp_path, f"{other}; f.write_bytes(t + b'website: https://h.example\\n')")
    )
    assert result.code == 2
    assert "was changed while you edited it" in result.err
    assert "your text is kept in" in result.err
    assert desk.data("partners/hattem.yaml")["short_name"] == "Ander"
    assert desk.count() == 2
    assert b"website" in kept(desk)[0].read_bytes()


def test_an_edit_that_git_can_not_take_now_keeps_the_text_and_says_where(desk: Desk, tmp_path: Path) -> None:
    (desk.root / ".git" / "MERGE_HEAD").write_text(desk.git("rev-parse", "HEAD"))
    told = desk.refused(3, "edit", "hattem", env=editor(tmp_path, "f.write_bytes(t + b'short_name: H\\n')"))
    assert "your text is kept in" in told


# ------------------------------------------------------------------------------------------------ what all verbs share


def test_the_trailers_are_as_git_reads_them(desk: Desk) -> None:
    desk.done("end", "raad-hattem-2022", "--on", PAST, "--reason", "  eerste regel\n\ttweede regel  ", "--decision", "B&W 2025-04-20",
              "--source", "https://hattem.example/besluit?id=1", "--correction")  # fmt: skip
    assert desk.trailers() == [
        "Regio-Operation: end",
        "Regio-Record: mandate/raad-hattem-2022",
        "Regio-Kind: correction",
        "Reason: eerste regel tweede regel",
        "Decision: B&W 2025-04-20",
        "Source: https://hattem.example/besluit?id=1",
    ]
    message = desk.git("log", "-1", "--format=%B")
    assert len(message.splitlines()[0]) <= 72
    assert message.splitlines()[1] == ""


@pytest.mark.parametrize(
    "reason",
    [
        "x\n\nReason: vals\nRegio-Kind: correction",
        "x\r\rDecision: vals",
        "x\u2028Decision: vals",
        "x\x0b\x0cDecision: vals\x85Source: vals",
        "Regio-Kind: correction",
        "---\nx",
        "x\n---\nDecision: vals",
        "# x",
    ],
)
def test_a_reason_forges_no_trailer(desk: Desk, reason: str) -> None:
    desk.done("set", "partner/hattem", "short_name=H", "--reason", reason)
    trailers = desk.trailers()
    assert trailers[:3] == ["Regio-Operation: set", "Regio-Record: partner/hattem", "Regio-Kind: change"]
    assert len(trailers) == 4
    assert trailers[3].startswith("Reason: ")


@pytest.mark.parametrize("name", ["x\n\nRegio-Kind: correction", "--- x", "Decision: vals", "- x"])
def test_a_field_forges_no_trailer(desk: Desk, name: str) -> None:
    desk.done("set", "partner/hattem", f"note={name}", f"short_name={' '.join(name.split())}")
    assert desk.trailers() == ["Regio-Operation: set", "Regio-Record: partner/hattem", "Regio-Kind: change"]
    desk.done("withdraw", "partner/hattem", "--on", PAST, "--expect", "5")
    assert [line for line in desk.trailers() if not line.startswith("Regio-Record: ")] == [
        "Regio-Operation: withdraw",
        "Regio-Kind: change",
    ]


def test_what_was_done_is_told_as_json(desk: Desk) -> None:
    told = json.loads(desk.done("end", "raad-hattem-2022", "--on", PAST, "--json"))
    head = desk.git("rev-parse", "HEAD").strip()
    assert told["version"] == 1
    assert told["commit"] == head
    assert told["subject"] == desk.git("log", "-1", "--format=%s").strip()
    assert told["records"] == ["mandate/raad-hattem-2022"]
    assert told["findings"] == []
    assert "Anna Bergsma" in told["changes"][0]
    told = json.loads(desk.done("end", "raad-zwolle-2022", "--on", PAST, "--json", "--dry-run"))
    assert told["commit"] is None
    assert desk.git("rev-parse", "HEAD").strip() == head
    broken = desk.regio("set", "body/raad", "parent=tafel", "--json", "--dry-run")
    assert broken.code == 1
    assert [finding["code"] for finding in json.loads(broken.out)["findings"]] == ["reference-circle"]


def test_a_rehearsal_shows_words_and_diff_and_changes_nothing(desk: Desk) -> None:
    before = desk.state()
    told = desk.done("replace", "raad-hattem-2022", "--by", "p-b2c3", "--on", PAST, "--dry-run")
    assert "from Anna Bergsma to Bert de Wit" in told
    assert "+++ b/registry/mandates/raad-hattem-2025.yaml" in told
    assert "-status: appointed\n" in told
    assert "+end_date: 2025-04-30\n" in told
    assert desk.state() == before
    assert not (desk.root / ".git" / "regio" / "lock").exists()
    assert "This would break the registry" in desk.regio("set", "body/raad", "parent=tafel", "--dry-run").out
    assert desk.state() == before
