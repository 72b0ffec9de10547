"""Random registries for property tests: few days, close together, so that bounds meet."""

from typing import Any

from hypothesis import strategies as st

from regio_cli.model.record import Address, Data

DAYS = [f"2026-03-{day:02}" for day in range(1, 7)]
PARTNERS = ["hattem", "heerde", "drenthe"]
SORTS = ["alderman", "mayor"]
PERSONS = ["p-aaaa", "p-bbbb", "p-cccc"]
days = st.sampled_from(DAYS)


@st.composite
def periods(draw: st.DrawFn, needs_start: bool = False) -> dict[str, str]:
    """A period with open or closed bounds; now and then it ends before it begins, as in a faulty record."""
    found = {}
    start = draw(days if needs_start else st.none() | days)
    end = draw(st.none() | days)
    if start:
        found["start_date"] = start
    if end:
        found["end_date"] = end
    return found


@st.composite
def long_periods(draw: st.DrawFn) -> dict[str, str]:
    """A period of a body or seat: mostly without bounds, for else nobody sits there."""
    return draw(periods()) if draw(st.integers(0, 3)) == 3 else {}


def some_partners(minimum: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(PARTNERS), min_size=minimum, max_size=2, unique=True)


@st.composite
def seats(draw: st.DrawFn, id_: str) -> dict[str, Any]:
    seat: dict[str, Any] = {"id": id_, "role": "member", "basis": "representation", "voting": draw(st.booleans())}
    seat |= draw(long_periods())
    if partners := draw(some_partners(0)):
        seat["on_behalf_of"] = partners
    if count := draw(st.sampled_from([None, 2, 3])):
        seat["count"] = count
    minimum = draw(st.sampled_from([None, 0, 1, 2]))
    if minimum is not None:
        seat["minimum"] = minimum
    if id_ == "b":
        seat["deputy_of"] = "a"
    requirement = draw(
        st.sampled_from(
            [None, {"offices": ["alderman"]}, {"offices": ["alderman"], "preference": True}, {"provinces": ["drenthe"]}]
        )
    )
    if requirement:
        seat["requirements"] = [requirement]
    return seat


@st.composite
def mandates(draw: st.DrawFn, number: int) -> dict[str, Any]:
    mandate: dict[str, Any] = {
        "person": draw(st.sampled_from(PERSONS)),
        "body": draw(st.sampled_from(["x", "x", "x", "y"])),
        "seat": draw(st.sampled_from(["a", "a", "b"])),
        "status": draw(st.sampled_from(["appointed", "appointed", "appointed", "nominated", "staying_on", "ended"])),
        "lapses_with": draw(
            st.sampled_from(["office", "municipal", "municipal", "provincial", "nothing", "2026-03-05"])
        ),
        "start_date": draw(days),
    }
    # An end after the start: what ends before it begins is for the rules, not for these.
    end = draw(st.none() | st.none() | days)
    if end and end >= mandate["start_date"]:
        mandate["end_date"] = end
    if partners := draw(some_partners(0)):
        mandate["on_behalf_of"] = partners
    if office := draw(st.sampled_from([None, None, "alderman"])):
        mandate["office"] = office
    absences = []
    for _ in range(draw(st.integers(0, 2))):
        absence: dict[str, Any] = draw(periods(needs_start=True))
        if stand_in := draw(st.none() | st.integers(0, number - 1)):
            absence["stand_in"] = f"m{stand_in}"
        absences.append(absence)
    if absences:
        mandate["absences"] = absences
    return mandate


@st.composite
def registries(draw: st.DrawFn) -> dict[Address, Data]:
    """Records with mandates in shared, counted and deputy seats; absences, stand-ins, offices and elections."""
    records: dict[Address, Data] = {
        Address("partner", "drenthe"): {"name": "Drenthe", "type": "province", "pillar": "government"},
    }
    for partner in PARTNERS[:2]:
        records[Address("partner", partner)] = {
            "name": partner,
            "type": "municipality",
            "pillar": "government",
            "province": "drenthe",
        }
    for body in ("x", "y"):
        own = [draw(seats("a")), draw(seats("b"))]
        records[Address("body", body)] = {
            "name": body,
            "level": "executive",
            "type": "table",
            "seats": own,
        } | draw(long_periods())
    for person in PERSONS:
        offices = []
        for _ in range(draw(st.integers(0, 3))):
            office = {"office": draw(st.sampled_from(SORTS)), "partner": draw(st.sampled_from(PARTNERS))}
            offices.append(office | draw(periods()))
        records[Address("person", person)] = {"name": {"family": person}, "publicity": "public"} | (
            {"offices": offices} if offices else {}
        )
    number = draw(st.integers(3, 9))
    for position in range(number):
        records[Address("mandate", f"m{position}")] = draw(mandates(number))
    _make_stand_ins(draw, records, number)
    for position in range(draw(st.integers(1, 3))):
        day = draw(days)
        election: dict[str, Any] = {
            "kind": draw(st.sampled_from(["municipal", "municipal", "provincial"])),
            "date": day,
            "new_council": draw(days),
        }
        if partners := draw(some_partners(0)):
            election["partners"] = partners
        records[Address("election", f"e{position}")] = election
    return records


def _make_stand_ins(draw: st.DrawFn, records: dict[Address, Data], number: int) -> None:
    """Let some mandates replace another in its seat; now and then the two do not name each other, as in a faulty record."""
    for position in range(number):
        address = Address("mandate", f"m{position}")
        target = draw(st.none() | st.none() | st.integers(0, number - 1))
        if target is None or target == position:
            continue
        absent = records[Address("mandate", f"m{target}")]
        standing: dict[str, Any] = {**records[address], "replaces": f"m{target}"}
        if draw(st.integers(0, 3)):
            standing |= {"body": absent["body"], "seat": absent["seat"], "status": "appointed"}
        records[address] = standing
        if draw(st.integers(0, 3)):
            absence = {"start_date": draw(days), "stand_in": f"m{position}"}
            records[Address("mandate", f"m{target}")] = {
                **absent,
                "absences": [*absent.get("absences", ()), absence],
            }
