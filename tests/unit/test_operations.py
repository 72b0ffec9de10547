"""Operations on a draft: any sequence of them gives sound records or is refused, and alters nothing in place."""

import contextlib
import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regio_cli.change.draft import Draft
from regio_cli.change.fields import Assignment, assigned, parse
from regio_cli.change.generic import by_id
from regio_cli.change.operations import OPERATIONS, operation, operations
from regio_cli.change.refusal import Refused
from regio_cli.check.schema import Examiner
from regio_cli.model.record import Address
from regio_cli.store.schemas import load_schemas
from regio_cli.store.yamlfile import read
from tests.acceptance.changes import RICH

KINDS = load_schemas({}).kinds
EXAMINER = Examiner(KINDS)
TODAY = "2026-06-15"
FOLDERS = {"registry": KINDS["registry"], **KINDS.by_folder}


def records() -> dict[Address, dict[str, Any]]:
    found = {}
    for path, content in RICH.items():
        folder, _, name = path.removesuffix(".yaml").rpartition("/")
        kind = FOLDERS[folder or "registry"]
        data = read(content.encode()).data
        assert isinstance(data, dict)
        found[Address(kind.name, name)] = data
    return found


RECORDS = records()
IDS = {kind: sorted(a.id for a in RECORDS if a.kind == kind) for kind in ("person", "body", "mandate", "partner")}
SEATS = ["voorzitter", "hattem", "hattem-plv", "zwolle", "kennis", "lid", "waarnemer", "nieuw"]
days = st.sampled_from(
    ["2019-01-01", "2022-05-31", "2022-06-01", "2023-07-01", "2026-06-14", "2026-06-15", "2030-01-01", "9999-12-31"]
)
people, bodies, mandates, partners = (
    st.sampled_from([*IDS[kind], "nergens" if kind != "person" else "p-zzzz"])
    for kind in ("person", "body", "mandate", "partner")
)
# What steps make may be changed by later ones.
made = st.sampled_from(
    ["raad-hattem-2026", "raad-hattem-2023", "tafel-lid-2026", "tafel-lid-2023-2", "raad-nieuw-2026"]
)
any_mandate = mandates | made
optional = st.none()


def step(op: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"op": st.just(op), **fields})


VERBS = st.one_of(
    step("appoint", person=people, body=bodies, start=days, seat=st.none() | st.sampled_from(SEATS), partners=st.lists(partners, max_size=2, unique=True),
         role=st.sampled_from([None, "member", "chair"]), basis=st.sampled_from([None, "expertise"]), until=st.none() | days,
         status=st.sampled_from(["appointed", "nominated", "staying_on"])),
    step("replace", mandate=any_mandate, by=st.none() | people, on=days, temporary=st.booleans(), until=st.none() | days,
         because=st.sampled_from([None, "vertrek"])),
    step("end", mandate=any_mandate, on=days, because=st.sampled_from([None, "vertrek"])),
    step("extend", mandate=any_mandate, until=st.none() | days),
    step("confirm", mandate=any_mandate, on=days),
    step("leave", person=people, office=st.integers(0, 2), on=days, stays_on=st.booleans()),
    step("withdraw", partner=partners, on=days),
    step("dissolve", body=bodies, on=days, succeeded_by=st.lists(bodies, max_size=2), take_along=st.none() | bodies),
    step("merge", person=people, into=people),
    step("rename", record=st.sampled_from(sorted(map(str, RECORDS))), to=st.sampled_from(["nieuw", "p-nnnn", "raad", "Fout!"])),
    step("remove", record=st.sampled_from(sorted(map(str, RECORDS)))),
    step("set", record=st.sampled_from(sorted(str(a) for a in RECORDS if a.kind == "partner")), fields=st.just({"short_name": "Kort"})),
    step("add", record=st.sampled_from(["partner/nieuw", "partner/hattem", "partner/Fout"]),
         fields=st.just({"name": "Nieuw", "type": "stichting", "pillar": "society"})),
)  # fmt: skip


def begin() -> Draft:
    return Draft(KINDS, copy.deepcopy(RECORDS))


def tried(draft: Draft, step: dict[str, Any]) -> Draft | None:
    try:
        return operation(step, 1).apply(draft, TODAY).judged(draft, EXAMINER.is_valid)
    except Refused:
        return None


def shape(draft: Draft) -> str:
    parts = (draft.records, draft.changed, draft.moved, draft.unsound)
    return json.dumps(
        [
            {str(key): value for key, value in part.items()} if isinstance(part, dict) else sorted(map(str, part))
            for part in parts
        ],
        sort_keys=True,
        default=str,
    )


@settings(max_examples=250, deadline=None)
@given(st.lists(VERBS, min_size=1, max_size=6))
def test_any_sequence_of_verbs_leaves_sound_records_or_is_refused(steps: list[dict[str, Any]]) -> None:
    draft = begin()
    for each in steps:
        before = shape(draft)
        after = tried(draft, each)
        assert shape(draft) == before, "a draft is never altered in place"
        if after is None:
            continue
        draft = after
        for address, data in draft.changed.items():
            assert data is None or EXAMINER.is_valid(KINDS[address.kind], data), (each, address, data)
    assert draft.records == RECORDS


@settings(max_examples=150, deadline=None)
@given(st.lists(VERBS, min_size=1, max_size=6))
def test_steps_together_do_what_they_do_one_by_one(steps: list[dict[str, Any]]) -> None:
    done, kept = begin(), []
    for each in steps:
        after = tried(done, each)
        if after is not None:
            done, kept = after, [*kept, each]
    together = begin()
    for each in operations(kept):
        together = each.apply(together, TODAY).judged(together, EXAMINER.is_valid)
    assert together.changed == done.changed
    assert together.moved == done.moved
    assert together.delta == done.delta


@settings(max_examples=250, deadline=None)
@given(st.lists(VERBS, min_size=1, max_size=6))
def test_no_seat_has_more_holders_than_places(steps: list[dict[str, Any]]) -> None:
    draft = begin()
    for each in steps:
        if each["op"] not in ("merge", "rename", "set", "remove"):
            draft = tried(draft, each) or draft
    for day in ("2022-06-01", "2023-07-01", TODAY, "2030-01-01"):
        for body, data in draft.of_kind("body"):
            for seat in data["seats"]:
                holding = [
                    str(address)
                    for address, held in draft.of_kind("mandate")
                    if (held["body"], held["seat"]) == (body.id, seat["id"])
                    and held["status"] != "nominated"
                    and "replaces" not in held
                    and held["start_date"] <= day <= held.get("end_date", "9999")
                ]
                assert len(holding) <= seat.get("count", 1), (day, seat["id"], holding, steps)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "role", "name", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
PATHS = [
    "name",
    "seats",
    "seats.hattem",
    "seats.1.role",
    "seats.²",
    "seats.hattem.on_behalf_of",
    "meets.place",
    "meets",
    "pillars",
    "quorum",
    "general_portfolio",
    "x",
    "seats..",
    ".",
    "seats.hattem.x.y",
    "name.x",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(["=", "+=", "-="]), values), min_size=1, max_size=4))
def test_any_value_for_any_field_is_taken_or_refused(given_: list[tuple[str, Any, Any]]) -> None:
    data = RECORDS[Address("body", "raad")]
    before = copy.deepcopy(data)
    with contextlib.suppress(Refused):
        assigned(KINDS["body"], data, [Assignment(*each) for each in given_], by_id)
    assert data == before


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_read_as_an_assignment_or_refused(text: str) -> None:
    try:
        path, sign, value = parse(text)
    except Refused:
        return
    assert text == f"{path}{sign}{value}"


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "op",
                "person",
                "body",
                "on",
                "start",
                "record",
                "fields",
                "mandate",
                "by",
                "until",
                "partners",
                "office",
                "x",
            ]
        ),
        values | st.sampled_from([*OPERATIONS, "body/raad", "2025-01-01", "p-a1b2"]),
        max_size=5,
    )
    | values
)
def test_any_data_is_read_as_a_step_or_refused_with_its_number(data: Any) -> None:
    try:
        made = operation(data, 7)
    except Refused as error:
        assert error.text.values["number"] == 7
        return
    with contextlib.suppress(Refused):
        made.apply(begin(), TODAY)


@pytest.mark.parametrize(
    ("path", "value"), [("seats.hattem.voting", "true"), ("seats.hattem-plv.label", "a=b"), ("tags", "-x"), ("a.b", "")]
)
def test_an_assignment_is_cut_at_its_first_sign(path: str, value: str) -> None:
    assert parse(f"{path}={value}") == (path, "=", value)
    assert parse(f"{path}+={value}") == (path, "+=", value)
    assert parse(f"{path}-={value}") == (path, "-=", value)


def test_a_nominee_whose_nomination_ends_never_held_the_seat() -> None:
    draft = begin()
    for step in (
        {
            "op": "appoint",
            "person": "p-b2c3",
            "body": "raad",
            "start": "2019-01-01",
            "partners": ["deltion"],
            "status": "nominated",
        },
        {"op": "withdraw", "partner": "deltion", "on": "2023-07-01"},
    ):
        draft = tried(draft, step) or draft
    nominated = [
        held
        for _, held in draft.of_kind("mandate")
        if held["person"] == "p-b2c3" and held["start_date"] == "2019-01-01"
    ]
    assert [(held["status"], held["end_date"]) for held in nominated] == [("nominated", "2023-07-01")]
