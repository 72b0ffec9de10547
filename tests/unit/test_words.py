"""What changed, in words: the sentences for the changes that a bureau makes, and none that is left unsaid."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from regio_cli.cli.i18n import Translate
from regio_cli.history.delta import between
from regio_cli.history.words import Sentence, sentences
from regio_cli.model.record import Address
from regio_cli.store.schemas import load_schemas

KINDS = load_schemas({}).kinds
Records = Mapping[str, Mapping[str, Any]]
BASE: Records = {
    "partner/hattem": {
        "name": "Gemeente Hattem",
        "short_name": "Hattem",
        "type": "municipality",
        "pillar": "government",
    },
    "partner/heerde": {
        "name": "Gemeente Heerde",
        "short_name": "Heerde",
        "type": "municipality",
        "pillar": "government",
    },
    "body/regiobestuur": {
        "name": "Regiobestuur",
        "level": "executive",
        "type": "regional_board",
        "seats": [
            {"id": "lid", "role": "member", "basis": "representation", "on_behalf_of": ["hattem"], "voting": True},
            {"id": "plv", "role": "deputy", "basis": "representation", "on_behalf_of": ["hattem"], "voting": False},
        ],
    },
    "person/p-7k3d": {
        "name": {"family": "Geheim", "given": "Els"},
        "publicity": "public",
        "email": "els@hattem.example",
    },
    "mandate/m-1": {
        "person": "p-7k3d",
        "body": "regiobestuur",
        "seat": "lid",
        "status": "appointed",
        "start_date": "2022-05-01",
        "lapses_with": "office",
    },
}
M1 = BASE["mandate/m-1"]
NEW = {**M1, "person": "p-9x2f", "start_date": "2026-06-01"}


def parsed(records: Records) -> dict[Address, Any]:
    return {Address(*key.split("/")): data for key, data in records.items() if data is not None}


def said(after: Records, before: Records = BASE, discreet: bool = False) -> list[Sentence]:
    old, new = parsed(before), parsed(after)

    def name(address: Address) -> str | None:
        data = new.get(address) or old.get(address) or {}
        found = data.get("short_name") or data.get("name")
        return found if isinstance(found, str) else None

    return sentences(between(KINDS, old, new), name, lambda a: new.get(a) or old.get(a), discreet)


def words(
    changed: Mapping[str, Any], before: Records = BASE, language: str = "en", discreet: bool = False
) -> list[str]:
    translate = Translate(language)
    return [s.text.render(translate) for s in said({**before, **changed}, before, discreet)]


def test_a_seat_that_passes_on_is_one_sentence() -> None:
    changed = {"mandate/m-1": {**M1, "end_date": "2026-05-31", "status": "ended"}, "mandate/m-2": NEW}
    (only,) = said({**BASE, **changed})
    assert (
        only.text.render(Translate("en")) == "Hattem: seat 'lid' in Regiobestuur from p-7k3d to p-9x2f as of 2026-06-01"
    )
    assert (
        only.text.render(Translate("nl")) == "Hattem: zetel 'lid' in Regiobestuur van p-7k3d naar p-9x2f per 2026-06-01"
    )
    assert (only.body, only.partners) == ("regiobestuur", ("hattem",))
    assert {str(address) for address in only.records} == {"mandate/m-1", "mandate/m-2"}


def test_who_stands_in_is_known_by_the_mandate_that_is_replaced() -> None:
    ended = {**BASE, "mandate/m-1": {**M1, "end_date": "2026-05-31", "status": "ended"}}
    assert words({"mandate/m-2": {**NEW, "replaces": "m-1", "end_date": "2030-03-31"}}, ended) == [
        "Hattem: seat 'lid' in Regiobestuur: p-9x2f stands in for p-7k3d as of 2026-06-01 until 2030-03-31"
    ]


def test_a_seat_that_was_empty_for_a_while_has_its_end_told_too() -> None:
    changed = {"mandate/m-1": {**M1, "end_date": "2026-03-31", "status": "ended"}, "mandate/m-2": NEW}
    assert words(changed) == [
        "Hattem: seat 'lid' in Regiobestuur: mandate of p-7k3d ends on 2026-03-31",
        "Hattem: seat 'lid' in Regiobestuur from p-7k3d to p-9x2f as of 2026-06-01",
    ]


def test_who_takes_over_is_who_says_so_and_the_same_person_is_appointed_again() -> None:
    before = {**BASE, "mandate/m-0": {**M1, "person": "p-2222"}}
    end = {"end_date": "2026-05-31", "status": "ended"}
    changed = {
        "mandate/m-0": {**M1, "person": "p-2222", **end},
        "mandate/m-1": {**M1, **end},
        "mandate/m-2": NEW,
        "mandate/m-3": {**NEW, "person": "p-7k3d", "replaces": "m-1"},
    }
    assert words(changed, before) == [
        "Hattem: seat 'lid' in Regiobestuur: p-7k3d appointed again as of 2026-06-01",
        "Hattem: seat 'lid' in Regiobestuur from p-2222 to p-9x2f as of 2026-06-01",
    ]


def test_new_mandates_say_how_and_from_when() -> None:
    place = "Hattem: seat 'lid' in Regiobestuur"
    for status, text in {
        "appointed": f"{place}: p-9x2f appointed as of 2026-06-01",
        "nominated": f"{place}: p-9x2f nominated as of 2026-06-01",
        "staying_on": f"{place}: p-9x2f stays on since 2026-06-01",
    }.items():
        assert words({"mandate/m-2": {**NEW, "status": status}}) == [text]
    deputy = {**NEW, "seat": "plv", "on_behalf_of": ["heerde"]}
    assert words({"mandate/m-2": deputy}) == [
        "Heerde: deputy seat 'plv' in Regiobestuur: p-9x2f appointed as of 2026-06-01"
    ]


def test_an_end_says_the_day_and_the_reason() -> None:
    changed = {**M1, "end_date": "2026-05-31", "status": "ended", "end_reason": "vertrek"}
    assert words({"mandate/m-1": changed}) == [
        "Hattem: seat 'lid' in Regiobestuur: mandate of p-7k3d ends on 2026-05-31 (vertrek)"
    ]


def test_extensions_status_and_starts_are_said_apart() -> None:
    before = {**BASE, "mandate/m-1": {**M1, "end_date": "2026-03-31"}}
    changed = {**M1, "end_date": "2026-09-30", "status": "staying_on", "start_date": "2022-05-02", "decision": "B-1"}
    place = "Hattem: seat 'lid' in Regiobestuur"
    assert words({"mandate/m-1": changed}, before) == [
        f"{place}: mandate of p-7k3d extended until 2026-09-30, was 2026-03-31",
        f"{place}: p-7k3d stays on",
        f"{place}: mandate of p-7k3d starts on 2022-05-02 instead of 2022-05-01",
        f"{place}: mandate of p-7k3d: decision filled in: B-1",
    ]
    assert words({"mandate/m-1": M1}, before) == [f"{place}: mandate of p-7k3d no longer ends on 2026-03-31"]
    assert words({"mandate/m-1": None}) == [f"{place}: mandate of p-7k3d from 2022-05-01 deleted"]


def test_absences_are_said_by_day_and_stand_in() -> None:
    place = "Hattem: seat 'lid' in Regiobestuur"
    old = {"start_date": "2026-06-01"}
    stood_in = {**old, "stand_in": "m-2"}
    before = {**BASE, "mandate/m-2": {**NEW, "replaces": "m-1"}}

    def told(was: list[object], now: list[object]) -> list[str]:
        return words({"mandate/m-1": {**M1, "absences": now}}, {**before, "mandate/m-1": {**M1, "absences": was}})

    assert told([], [old]) == [f"{place}: p-7k3d absent from 2026-06-01"]
    ended = {**old, "end_date": "2026-06-30"}
    assert told([], [ended]) == [f"{place}: p-7k3d absent from 2026-06-01 until 2026-06-30"]
    assert told([], [stood_in]) == [f"{place}: p-7k3d absent from 2026-06-01; p-9x2f stands in"]
    assert told([old], [ended]) == [f"{place}: absence of p-7k3d from 2026-06-01 ends on 2026-06-30"]
    assert told([ended], [old]) == [f"{place}: absence of p-7k3d from 2026-06-01 no longer ends on 2026-06-30"]
    assert told([ended], [{**old, "end_date": "2026-07-01"}]) == [
        f"{place}: absence of p-7k3d from 2026-06-01 ends on 2026-07-01 instead of 2026-06-30"
    ]
    assert told([old], [stood_in]) == [f"{place}: p-9x2f stands in for p-7k3d, absent from 2026-06-01"]
    assert told([stood_in], [old]) == [f"{place}: nobody stands in any more for p-7k3d, absent from 2026-06-01"]
    assert told([stood_in], [{**stood_in, "start_date": "2026-06-02"}]) == [
        f"{place}: absence of p-7k3d starts on 2026-06-02 instead of 2026-06-01"
    ]
    assert told([ended], []) == [f"{place}: p-7k3d is no longer recorded as absent from 2026-06-01 until 2026-06-30"]
    assert told([ended], [ended, {"start_date": "2026-08-01"}]) == [f"{place}: p-7k3d absent from 2026-08-01"]
    # What can't be read as absences is told as any other field is.
    assert told([old], ["x"])[0].startswith(f"{place}: mandate of p-7k3d: absences")


def test_who_stands_in_does_not_take_over() -> None:
    place = "Hattem: seat 'lid' in Regiobestuur"
    changed = {
        "mandate/m-1": {**M1, "absences": [{"start_date": "2026-06-01", "stand_in": "m-2"}]},
        "mandate/m-2": {**NEW, "replaces": "m-1"},
    }
    assert words(changed) == [
        f"{place}: p-7k3d absent from 2026-06-01; p-9x2f stands in",
        f"{place}: p-9x2f stands in for p-7k3d as of 2026-06-01",
    ]


def test_a_renamed_record_is_said_once_with_all_that_follows_it() -> None:
    changed = {
        "body/regiobestuur": None,
        "body/bestuur": BASE["body/regiobestuur"],
        "redirect/body-regiobestuur": {"old": "body/regiobestuur", "new": "body/bestuur"},
        "mandate/m-1": {**M1, "body": "bestuur"},
    }
    (only,) = said({**BASE, **changed})
    assert only.text.render(Translate("en")) == "body renamed from regiobestuur to bestuur"
    assert len(only.records) == 4
    more = {**changed, "mandate/m-1": {**M1, "body": "bestuur", "status": "staying_on"}}
    assert words(more)[1:] == ["Hattem: seat 'lid' in Regiobestuur: p-7k3d stays on"]


def test_a_record_moved_by_hand_is_renamed_too() -> None:
    assert words({"partner/heerde": None, "partner/herde": BASE["partner/heerde"]}) == [
        "partner renamed from heerde to herde"
    ]


def test_merged_persons_are_said_once() -> None:
    before = {**BASE, "person/p-2222": {"name": {"family": "Geheim"}, "publicity": "public"}}
    changed = {
        "person/p-7k3d": None,
        "redirect/person-p-7k3d": {"old": "person/p-7k3d", "new": "person/p-2222"},
        "mandate/m-1": {**M1, "person": "p-2222"},
    }
    assert words(changed, before) == ["person p-7k3d merged into p-2222"]


def test_bodies_end_and_partners_leave() -> None:
    changed = {
        "body/regiobestuur": {**BASE["body/regiobestuur"], "end_date": "2026-12-31"},
        "body/nieuw": {**BASE["body/regiobestuur"], "name": "Nieuw", "succeeds": ["regiobestuur"]},
        "partner/hattem": {**BASE["partner/hattem"], "end_date": "2026-12-31"},
    }
    assert words(changed) == [
        "Regiobestuur is dissolved; its last day is 2026-12-31; succeeded by Nieuw",
        "Hattem leaves the network; its last day is 2026-12-31",
        "new body: Nieuw",
    ]


def test_seats_and_fields_are_said_in_the_words_of_the_schema() -> None:
    body = BASE["body/regiobestuur"]
    seats = [
        {**body["seats"][0], "role": "chair", "on_behalf_of": ["hattem", "heerde"]},
        {**body["seats"][1], "id": "x"},
    ]
    assert words({"body/regiobestuur": {**body, "seats": seats, "general_portfolio": True}}, language="nl") == [
        "Regiobestuur: nieuwe zetel 'x'",
        "Regiobestuur: zetel 'plv' verwijderd",
        "Regiobestuur: zetel 'lid': rol van lid naar voorzitter",
        "Regiobestuur: zetel 'lid': namens: Heerde toegevoegd",
        "overleg Regiobestuur: algemene portefeuille ingevuld: ja",
    ]


def test_items_without_an_id_are_known_by_what_they_point_at() -> None:
    before = {**BASE, "partner/zwolse8": {"name": "Zwolse8", "members": [{"partner": "hattem"}, {"partner": "heerde"}]}}
    after = {"partner/zwolse8": {"name": "Zwolse8", "members": [{"partner": "hattem", "end_date": "2026-01-01"}]}}
    assert words(after, before) == [
        "partner Zwolse8: members Hattem: end date filled in: 2026-01-01",
        "partner Zwolse8: members: Heerde removed",
    ]


def test_what_is_personal_stays_out_of_discreet_sentences() -> None:
    person = {
        "name": {"family": "Geheim-Verborgen", "prefix": "van"},
        "publicity": "internal",
        "offices": [{"office": "alderman", "partner": "hattem", "portfolio": "Verborgen"}],
        "source": "Verborgen",
        "note": "Verborgen",
        "nickname": "Verborgen",
    }
    found = words({"person/p-7k3d": person}, discreet=True)
    assert found == [
        "person p-7k3d: family name changed",
        "person p-7k3d: prefix filled in",
        "person p-7k3d: given name removed",
        "person p-7k3d: offices: alderman, Hattem added",
        "person p-7k3d: e-mail removed",
        "person p-7k3d: publicity from public to internal",
        "person p-7k3d: source filled in",
        "person p-7k3d: note filled in",
        "person p-7k3d: an unknown field filled in",
    ]
    assert "van" in " ".join(words({"person/p-7k3d": person}))


IDS = st.sampled_from(["p-7k3d", "hattem", "heerde", "regiobestuur", "lid", "m-1", "new"])
TEXT = (
    IDS
    | st.sampled_from(["ended", "appointed", "2026-01-01", "2027-01-01", "body/new", "person/p-7k3d"])
    | st.text(max_size=5)
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(TEXT | st.sampled_from(["id", "partner"]), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = sorted({field.name for kind in KINDS for field in kind.fields})


SEATS = st.lists(
    st.fixed_dictionaries(
        {"id": IDS}, optional={"role": st.sampled_from(["member", "chair"]), "on_behalf_of": st.lists(IDS)}
    ),
    max_size=3,
)


def record(kind: str) -> st.SearchStrategy[Any]:
    if kind == "body":
        return anything(kind) | st.builds(lambda seats: {**BASE["body/regiobestuur"], "seats": seats}, SEATS)
    return anything(kind)


def anything(kind: str) -> st.SearchStrategy[Any]:
    names = st.sampled_from([field.name for field in KINDS[kind].fields]) | st.sampled_from(NAMES)
    return st.none() | st.dictionaries(names, ANYTHING, max_size=5)


REGISTRIES = st.fixed_dictionaries(
    {},
    optional={
        f"{kind}/{id_}": record(kind)
        for kind, ids in {
            "partner": ["hattem", "new"],
            "body": ["regiobestuur", "new"],
            "person": ["p-7k3d", "new"],
            "mandate": ["m-1", "new"],
            "redirect": ["a", "b"],
            "registry": ["registry"],
        }.items()
        for id_ in ids
    },
)


@settings(max_examples=400, deadline=None)
@given(REGISTRIES, REGISTRIES, st.booleans())
def test_every_record_that_differs_is_told_of(before: Any, after: Any, discreet: bool) -> None:
    old, new = {**BASE, **before}, {**BASE, **after}
    found = said(new, old, discreet)
    for sentence in found:
        assert sentence.text.render(Translate("en"))
        assert sentence.text.render(Translate("nl"))
    told = {address for sentence in found for address in sentence.records}
    assert told == set(between(KINDS, parsed(old), parsed(new)).addresses)


@settings(max_examples=200, deadline=None)
@given(record("person"), record("person"), st.sampled_from(["SECRET", ["SECRET"], {"family": "SECRET"}, {"SECRET": 1}]))
def test_no_value_of_a_person_gets_into_a_discreet_sentence(before: Any, after: Any, name: Any) -> None:
    secrets = {"name": name, "note": "SECRET", "email": "SECRET", "source": ["SECRET"], "nickname": "SECRET"}
    old = {**BASE, "person/p-7k3d": {**(before or {}), **secrets, "phone": "SECRET"}}
    new = {**(after or {}), **secrets, "phone": {"x": "SECRET"}, "name": {"family": "SECRET2"}, "source": "SECRET2"}
    for changed in (new, {"publicity": "public"}, None):
        found = words({"person/p-7k3d": changed}, old, discreet=True)
        assert found
        assert "SECRET" not in " ".join(found)
