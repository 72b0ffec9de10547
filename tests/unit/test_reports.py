"""Reports on small registries: what is out of balance and what would mend it, and what they say when there is nothing."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from regio_cli.change.ending import End
from regio_cli.change.operations import operation, operations
from regio_cli.change.refusal import Refused
from regio_cli.change.seats import Appoint
from regio_cli.model.finding import Finding, Place
from regio_cli.model.record import Data
from regio_cli.model.text import Text
from regio_cli.read.registry import open_registry
from regio_cli.report.catalogue import REPORTS, Options, build, compare, made
from regio_cli.report.model import HeatMap, Report, Table
from regio_cli.report.opening import of_records
from regio_cli.report.whatif import steps, whatif
from tests.conftest import Place as Folder
from tests.reports import block, blocks, context, mends, report, rows, said
from tests.rules import TODAY, addressed, kinds, region

Records = dict[str, Data]
EMPTY: Records = {"registry/registry": {"name": "Leeg"}}
# Four provinces of a municipality each, with a centre; one partner in each other pillar.
REGION: Records = {
    "registry/registry": {"name": "Proef", "region": {"name": "Proef", "centre": "a1"}},
    **{f"partner/{p}": {"name": p.upper(), "type": "province", "pillar": "government"} for p in "abcd"},
    **{
        f"partner/{p}1": {
            "name": f"{p.upper()}1", "type": "municipality", "pillar": "government", "province": p,
            "statistics": [{"as_of": "2026-01-01", "inhabitants": number, "source": "telling; geschat"}],
        }
        for p, number in {"a": 55_000, "b": 17_000, "c": 15_000, "d": 13_000}.items()
    },
    "partner/firma": {"name": "Firma", "type": "business_association", "pillar": "business"},
    "partner/school": {"name": "School", "type": "hbo", "pillar": "education"},
}  # fmt: skip


def seat(id_: str, *partners: str, **more: Any) -> Data:
    return {
        "id": id_,
        "role": "member",
        "basis": "representation",
        "voting": True,
        "on_behalf_of": list(partners),
        **more,
    }


def body(held: Iterable[Data], **more: Any) -> Data:
    return {"name": "Tafel", "level": "executive", "type": "table", "seats": list(held), **more}


def mandate(person: str, seat_: str, **more: Any) -> Data:
    period = {"start_date": "2024-01-01", "lapses_with": "nothing"}
    return {"person": person, "body": "tafel", "seat": seat_, "status": "appointed", **period, **more}


def table(*held: Data, **more: Any) -> Records:
    return {**REGION, "body/tafel": body(held, **more)}


def member(*partners: str) -> Data:
    return seat("-".join(partners), *partners)


DRENTHE_MISSES = table(member("a1"), member("b1"), member("c1"), general_portfolio=True)
DEVIATION = {"rule": "SPR-1", "record": "body/tafel", "reason": "klein", "decided_by": "bestuur", "until": "2027-01-01"}


@pytest.mark.parametrize("on", ["1990-01-01", "2009-06-30", "2026-11-24", "2051-12-31", "2090-12-31"])
@pytest.mark.parametrize("name", list(REPORTS))
@pytest.mark.parametrize("records", [EMPTY, {}, REGION, region()], ids=["empty", "nothing", "no-bodies", "shipped"])
def test_every_report_works_on_any_day_and_says_what_is_missing(records: Records, name: str, on: str) -> None:
    for one in blocks(report(name, records, on)):
        if isinstance(one, Table):
            assert one.rows or one.empty
            assert all(len(row) == len(one.columns) for row in one.rows)
        if isinstance(one, HeatMap):
            assert len(one.cells) == len(one.rows) and all(len(line) == len(one.columns) for line in one.cells)
            assert one.rows or one.note


@pytest.mark.parametrize("name", list(REPORTS))
def test_no_two_blocks_of_a_section_have_the_same_key(name: str) -> None:
    for section in report(name, region()).sections:
        keys = [one.key for one in section.blocks]
        assert len(keys) == len(set(keys))


def test_a_province_without_a_seat_in_a_body_is_told_with_the_seat_that_mends_it() -> None:
    made_ = report("today", DRENTHE_MISSES)
    assert {row["part"]: row["sign"] for row in rows(made_, "provinces")} == {
        "A": "good", "B": "good", "C": "good", "D": "warn",
    }  # fmt: skip
    assert "Tafel: D: 1 seat more" in mends(made_, "provinces")
    mended = report("today", table(*(member(f"{p}1") for p in "aabcd"), general_portfolio=True))
    assert mends(mended, "provinces") == []


def test_an_accepted_deviation_is_neither_well_nor_to_be_mended_and_is_listed() -> None:
    made_ = report("balance", {**DRENTHE_MISSES, "deviation/een": DEVIATION})
    assert {row["part"]: row["sign"] for row in rows(made_, "bodies")}["D"] == "none"
    assert mends(made_, "bodies") == []
    listed = rows(report("today", {**DRENTHE_MISSES, "deviation/een": DEVIATION}), "deviations")
    assert [(row["rule"], row["record"], row["reason"]) for row in listed] == [("SPR-1", "Tafel", "klein")]
    assert rows(report("today", {**DRENTHE_MISSES, "deviation/een": DEVIATION}, "2027-01-02"), "deviations") == []


def test_the_note_names_the_reference_with_its_day_and_source() -> None:
    note = said(block(report("today", DRENTHE_MISSES), "provinces").note)
    assert note.startswith(
        "n = 3 voting seats on representation for municipalities, in 1 body with a general portfolio."
    )
    assert "Inhabitants as of 2026-01-01 (telling)." in note


def test_a_municipality_that_nobody_hears_is_named() -> None:
    assert "D1" in said(block(report("balance", DRENTHE_MISSES), "silent").text)


def test_a_pillar_with_most_votes_is_told_with_the_seats_of_the_others_that_mend_it() -> None:
    made_ = report(
        "balance", table(member("a1"), member("b1"), member("firma"), pillars=["government", "business", "education"])
    )
    assert [row["sign"] for row in rows(made_, "pillar_bodies")] == ["warn"]
    assert mends(made_, "pillar_bodies") == ["Tafel: education: 1 seat more"]


def test_a_centre_municipality_with_half_the_votes_is_to_give_some_to_others() -> None:
    seats = [seat("een", "a1"), seat("twee", "a1"), seat("drie", "b1"), seat("vier", "c1")]
    made_ = report("balance", table(*seats))
    assert [row["sign"] for row in rows(made_, "centre")] == ["warn"]
    assert mends(made_, "centre") == ["Tafel: 1 of the votes of A1 to another partner"]


def test_an_executive_body_without_a_counterpart_comes_first_with_the_command() -> None:
    civil = body([member("a1")], level="civil_service", name="Ambtelijk", meets={"days_before_counterpart": 14})
    records = {
        **table(member("a1"), member("b1"), counterpart="ambtelijk"),
        "body/ambtelijk": civil,
        "body/zonder": body([member("c1")], name="Zonder"),
        "mandate/een": mandate("p-1", "a1"),
        "mandate/twee": mandate("p-2", "b1"),
        "mandate/drie": {**mandate("p-3", "a1"), "body": "ambtelijk"},
    }
    made_ = report("counterparts", records)
    found = rows(made_, "pairs")
    assert [(row["executive"], row["coverage"], row["missing"], row["sign"]) for row in found] == [
        ("Zonder", None, None, "warn"), ("Tafel", 0.5, "B1", "warn"),
    ]  # fmt: skip
    assert mends(made_, "pairs") == [
        "Zonder gets a counterpart: regio set body/zonder counterpart=…", "Ambtelijk: 1 seat more, for B1",
    ]  # fmt: skip


def test_a_partner_that_sits_nowhere_comes_first_and_one_heard_through_a_coalition_after_it() -> None:
    coalition = {"name": "Koepel", "type": "coalition", "pillar": "education", "members": [{"partner": "school"}]}
    made_ = report("representation", {**table(seat("een", "koepel"), member("a1", "b1")), "partner/koepel": coalition})
    found = rows(made_, "nowhere")
    assert [(row["partner"], row["through"], row["sign"]) for row in found][-1] == ("School", "Koepel", "good")
    assert all(row["sign"] == "warn" for row in found[:-1])
    seats = {row["partner"]: row["voting"] for row in rows(made_, "partners")}
    assert (seats["A1"], seats["B1"], seats["Koepel"], seats["C1"]) == (1, 1, 1, 0)


def test_a_place_is_vacant_since_the_day_after_its_last_holder() -> None:
    records = {
        **table(seat("drie", "a1", count=3), seat("plv", "a1", role="deputy", deputy_of="drie", voting=False)),
        "mandate/a": mandate("p-1", "drie", end_date="2025-05-31"),
        "mandate/b": mandate("p-2", "drie", end_date="2026-06-30"),
        "mandate/c": mandate("p-3", "drie"),
        "mandate/d": mandate("p-4", "plv"),
        "mandate/e": mandate("p-5", "drie", status="nominated", start_date="2026-12-01"),
        "person/p-4": {"name": {"given": "Els", "family": "Berg"}},
    }
    found = rows(report("vacancies", records), "places")
    assert [(row["since"], row["days"]) for row in found] == [("2025-06-01", 541), ("2026-07-01", 146)]
    assert {(row["deputies"], row["nominated"]) for row in found} == {("Els Berg", "p-5")}
    assert found[0]["command"] == "regio appoint … --to tafel --seat drie --for a1"


def test_a_place_that_nobody_ever_had_is_vacant_since_the_seat_or_body_began() -> None:
    (row,) = rows(report("vacancies", table(member("a1"), start_date="2020-02-01")), "places")
    assert row["since"] == "2020-02-01"
    (row,) = rows(report("vacancies", table(member("a1"))), "places")
    assert (row["since"], row["days"]) == (None, None)


def test_what_should_have_ended_comes_first_with_the_command_that_renews_it() -> None:
    election = {"kind": "municipal", "date": "2026-03-18", "new_council": "2026-04-01"}
    records = {
        **table(member("a1"), member("b1")),
        "election/municipal-2026": election,
        "mandate/een": mandate("p-1", "a1", lapses_with="municipal"),
        "mandate/twee": mandate("p-2", "b1", end_date="2026-12-31"),
    }
    found = rows(report("lapsing", records), "events")
    assert [(row["last_day"], row["sign"], row["command"]) for row in found] == [
        ("2026-03-31", "bad", "regio renew --election municipal-2026"),
        ("2026-12-31", "warn", "regio replace twee --by … --on 2027-01-01"),
    ]


def test_a_clerk_who_is_secretary_of_the_sounding_board_is_no_council_heard() -> None:
    clerk = seat("griffier", "a1", role="secretary", voting=False)
    records = {
        **table(clerk, member("b1"), member("d1"), type="sounding_board", level="assembly"),
        "mandate/een": mandate("p-1", "griffier"),
        "mandate/twee": mandate("p-2", "b1"),
    }
    made_ = report("councils", records)
    heard = {row["partner"]: row["sign"] for row in rows(made_, "each")}
    assert (heard["A1"], heard["B1"], heard["D1"]) == ("warn", "good", "warn")
    assert {row["partner"]: row["command"] for row in rows(made_, "each")}[
        "D1"
    ] == "regio appoint … --to tafel --seat d1 --for d1"
    assert mends(made_, "councils") == ["ask a member of: A1, C1, D1, A, B, C, D"]


def test_a_body_hangs_on_few_people_and_people_link_bodies() -> None:
    records = {
        **table(member("a1"), member("b1"), member("c1"), quorum=2),
        "body/ander": body([member("a1")], name="Ander"),
        "body/los": body([member("d1")], name="Los"),
        "mandate/een": mandate("p-1", "a1"), "mandate/twee": mandate("p-1", "b1"), "mandate/drie": mandate("p-2", "c1"),
        "mandate/vier": {**mandate("p-1", "a1"), "body": "ander"},
    }  # fmt: skip
    made_ = report("network", records)
    found = {row["body"]: (row["degree"], row["bus_factor"], row["sign"]) for row in rows(made_, "bodies")}
    assert found == {"Tafel": (1, 1, "warn"), "Ander": (1, None, "none"), "Los": (0, None, "none")}
    assert [(row["person"], row["bodies"], row["only_link"]) for row in rows(made_, "persons")] == [("p-1", 2, 1)]
    assert "Los" in said(block(made_, "told").text)


def test_quality_tells_how_old_confirmations_are_and_what_lacks_a_source() -> None:
    confirmed = ["2026-11-01", "2026-02-01", "2020-01-01", None]
    partners = {
        f"partner/p{n}": {
            "name": f"P{n}",
            "type": "hbo",
            "pillar": "education",
            **({"confirmed_on": day} if day else {}),
        }
        for n, day in enumerate(confirmed)
    }
    partners["partner/p0"]["source"] = "besluit"
    made_ = report("quality", {**EMPTY, **partners})
    (row,) = rows(made_, "confirmed")
    assert [row[key] for key in ("records", "half_year", "year", "longer", "never")] == [4, 1, 1, 1, 1]
    (row,) = rows(made_, "sources")
    assert (row["with"], row["without"], row["command"]) == (
        0.25,
        3,
        "regio list partner --where source= --on 2026-11-24",
    )
    filled = {row["field"]: row["filled"] for row in rows(made_, "fields")}
    assert filled["confirmed on (confirmed_on)"] == 3


def test_errors_come_before_warnings_and_what_is_accepted_is_left_out() -> None:
    found = [Finding(code, severity, Place("x"), Text(code), f"body/{code}") for code, severity in
             (("E1", "error"), ("W1", "warning"), ("I1", "info"))]  # type: ignore[arg-type] # fmt: skip
    found.append(found[1]._replace(record="body/accepted", accepted="deviation/een"))
    made_ = made(REPORTS["today"], of_records(kinds(), addressed(REGION), TODAY, lambda _: found))
    assert [(row["record"], row["sign"], row["command"]) for row in rows(made_, "findings")] == [
        ("body/E1", "bad", "regio edit body/E1"), ("body/W1", "warn", "regio edit body/W1"),
    ]  # fmt: skip


def test_rules_that_are_not_kept_are_counted_and_what_time_broke_is_told_apart() -> None:
    one = Finding("DAT-34", "warning", Place("x"), Text("oud"), "mandate/a", since="2025-01-01")
    found = [one, one._replace(record="mandate/b"), one._replace(code="TEG-1", since=None)]
    made_ = made(REPORTS["today"], of_records(kinds(), addressed(REGION), TODAY, lambda _: found))
    assert [(row["rule"], row["times"], row["by_time"]) for row in rows(made_, "rules")] == [
        ("DAT-34", 2, 2), ("TEG-1", 1, 0),
    ]  # fmt: skip


def test_only_reports_that_rank_people_are_internal_and_names_stand_in_personal_columns() -> None:
    assert {name for name, entry in REPORTS.items() if entry.internal} == {"people", "network"}
    people = [data["name"] for address, data in region().items() if address.startswith("person/")]
    names = {" ".join(filter(None, (n.get("given"), n.get("prefix"), n["family"]))) for n in people}
    for name in REPORTS:
        for one in blocks(report(name, region())):
            if isinstance(one, Table):
                public = [n for n, column in enumerate(one.columns) if not column.personal]
                assert not names & {said(row[n]) for row in one.rows for n in public}


def test_settings_of_the_registry_move_what_is_well() -> None:
    lenient = {**REGION["registry/registry"], "rules": {"TRI-1": {"evenness": 0.1, "majority": 0.9}}}
    records = table(
        *(seat(f"s{n}", p) for n, p in enumerate(("a1", "b1", "c1", "firma"))), pillars=["government", "business"]
    )
    assert [row["sign"] for row in rows(report("balance", records), "pillar_bodies")] == ["warn"]
    made_ = report("balance", {**records, "registry/registry": lenient})
    assert [row["sign"] for row in rows(made_, "pillar_bodies")] == ["good"]


# --------------------------------------------------------------------------------------------------------------------
# From a registry in git.


MUNICIPALITY = "name: Gemeente {}\ntype: municipality\npillar: government\nprovince: overijssel\n"


def test_a_report_of_a_registry_tells_what_changed_since_a_day(
    bare: Callable[[], Folder], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = bare()
    small.git("init", "-q")
    committed(small, "2026-01-10", monkeypatch)
    small.write("partners/raalte.yaml", MUNICIPALITY.format("Raalte"))
    committed(small, "2026-11-01", monkeypatch)
    small.write("partners/ommen.yaml", MUNICIPALITY.format("Ommen"))
    assert changed(small, "2026-11-24") == ["Since 2026-08-26:", "Gemeente Ommen", "Gemeente Raalte"]
    assert changed(small, "2026-11-24", "2026-11-10") == ["Since 2026-11-10:", "Gemeente Ommen"]
    assert changed(small, "2026-11-24", "2020-01-01")[0] == "Since 2026-01-10, when the history begins:"
    assert changed(small, "2026-02-01") == ["Nothing changed since 2026-01-10."]
    assert changed(small, "2025-01-01") == ["No history is kept of this registry, or it begins later."]


def committed(place: Folder, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", f"{day}T12:00:00")
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00")
    place.git("add", "-A")
    place.git("commit", "-qm", "Change")


def changed(place: Folder, on: str, since: str | None = None) -> list[str]:
    """What the report says has changed; of a sentence only the name of the partner in it."""
    found = build("today", opened(place), on, Options(since)).sections[-1].blocks
    told = [said(one.text) for one in found]  # type: ignore[union-attr]
    names = [name for name in ("Gemeente Ommen", "Gemeente Raalte") if any(name in text for text in told[1:])]
    return [told[0], *names]


def opened(place: Folder) -> Any:
    return open_registry(place.root, None, dict(os.environ))


def test_a_folder_without_git_has_reports_too(bare: Callable[[], Folder]) -> None:
    assert changed(bare(), TODAY) == ["No history is kept of this registry, or it begins later."]


def test_what_if_shows_the_report_with_a_change_and_without_it_and_writes_nothing(place: Folder) -> None:
    before = files(place.root)
    step = {"op": "end", "mandate": "bestuur-voorzitter-2022", "on": "2026-10-31", "because": "nieuwe baan"}
    assert steps(["end bestuur-voorzitter-2022 --on 2026-10-31 --because 'nieuwe baan'"]) == [step]
    ended = End("bestuur-voorzitter-2022", "2026-10-31", "nieuwe baan")
    assert operation(step, 1) == ended
    found = whatif("vacancies", opened(place), [ended], TODAY, TODAY)
    assert [row["since"] for row in rows(found, "places")] == ["2026-11-01"]
    assert isinstance(found.compared, Report) and rows(found.compared, "places") == []
    assert said(found.notices[0]) == "as if 1 record had changed; nothing is written"
    assert files(place.root) == before and place.git("status", "--porcelain") == ""


def files(root: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted((root / "registry").rglob("*.yaml"))}


def test_what_would_break_the_registry_is_said(place: Folder) -> None:
    done = operations(steps(["set partner/zwolle province=nergens"]))
    found = whatif("today", opened(place), done, TODAY, TODAY)
    assert "this would be an error [reference-unknown] partner/zwolle" in said(found.notices[1])


@pytest.mark.parametrize(
    "line",
    [
        "",
        "fire p-1",
        "end",
        "end een twee drie vier",
        "end 'een",
        "end een --on 2026-01-01 --why x",
        "set partner/a naam",
    ],
)
def test_words_that_are_no_operation_are_refused(line: str) -> None:
    with pytest.raises(Refused):
        operations(steps([line]))


def test_words_are_read_as_the_commands_read_them() -> None:
    found, extend = steps(
        ["appoint p-1 --to bestuur --for a1 --for b1 --from 2026-12-01 --lapses-with office", "extend een --until open"]
    )
    assert operation(found, 1) == Appoint("p-1", "bestuur", "2026-12-01", partners=("a1", "b1"), lapses_with="office")
    assert extend["until"] is None


def test_a_report_is_compared_with_the_same_at_another_day() -> None:
    now, then = report("balance", region()), report("balance", region(), "2018-06-01")
    assert compare(now, then).compared == then and compare(now, then).sections == now.sections


def test_there_is_no_report_of_another_name(place: Folder) -> None:
    with pytest.raises(KeyError):
        build("morgen", opened(place), TODAY)


def test_signs_are_those_of_the_rules() -> None:
    made_ = context(DRENTHE_MISSES)
    assert made_.sign("SPR-1", "body/tafel") == "warn" and made_.sign("SPR-1", "body/ander") == "good"
