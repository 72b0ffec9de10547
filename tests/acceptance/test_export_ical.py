"""iCalendar, read by icalendar and by ics."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import ics
from dateutil.tz import tzical
from icalendar import Calendar, Event

from tests.acceptance.hostile import NAMES, exported, fill
from tests.conftest import Place

MEETING = """{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "meeting", "description": "A meeting.",
"x-kind": {"names": {"en": ["meeting", "meetings"]}, "folder": "meetings", "label": ["name"], "list": ["name"]},
"type": "object", "properties": {"name": {"type": "string"}, "body": {"type": "string", "x-ref": "body"},
"start": {"type": "string"}, "end": {"type": "string"}, "place": {"type": "string"}, "cancelled": {"type": "boolean"}}}"""


def every(content: bytes) -> list[Event]:
    found = Calendar.from_ical(content)
    assert not [error for part in found.walk() for error in part.errors]
    return list(found.walk("VEVENT"))


def events(content: bytes) -> dict[str, Event]:
    return {str(event["SUMMARY"]): event for event in every(content)}


def test_mandates_lapse_on_the_day_before_the_new_council(region: Place) -> None:
    found = [event for event in every(exported(region, "ical")) if "Cato Cox" in event.get("DESCRIPTION", "")]
    assert [(str(event["SUMMARY"]), event.decoded("DTSTART"), event.decoded("DTEND")) for event in found] == [
        ("Mandaat loopt af: Bestuur", date(2027, 3, 30), date(2027, 3, 31))
    ]
    assert str(found[0]["DESCRIPTION"]).endswith("door de verkiezing van 2027-03-17")


def test_both_parsers_read_every_text_as_it_is(place: Place) -> None:
    fill(place)
    content = exported(place, "ical")
    told = [str(event["DESCRIPTION"]) for event in every(content) if "DESCRIPTION" in event]
    others = ics.Calendar(content.decode()).events
    for name in NAMES:
        assert any(f"Jan {name}".replace("\u2028", "\n") in each for each in told)
    assert len(others) == content.count(b"BEGIN:VEVENT\r\n") == len({event.uid for event in others})
    # ics takes an escaped backslash before an n for the end of a line.
    assert {each for each in told if "\\" not in each} <= {event.description for event in others}


def test_lines_are_folded(place: Place) -> None:
    fill(place)
    lines = exported(place, "ical").split(b"\r\n")
    assert max(map(len, lines)) == 75 and not any(b"\n" in line or b"\r" in line for line in lines)


def test_the_zone_is_that_of_amsterdam_in_every_year(place: Place) -> None:
    fill(place, ("Een",))
    text = exported(place, "ical").decode().replace("\r\n", "\n")
    zone = tzical(io.StringIO(text[text.index("BEGIN:VTIMEZONE") : text.index("BEGIN:VEVENT")])).get()
    days = [datetime(1997, 1, 1) + timedelta(days=n) for n in range(40 * 366)]
    for moment in (day.replace(hour=hour) for day in days for hour in (1, 3)):
        wanted = moment.replace(tzinfo=ZoneInfo("Europe/Amsterdam")).utcoffset()
        assert moment.replace(tzinfo=zone).utcoffset() == wanted, moment


def test_an_event_keeps_its_id_when_the_election_is_moved(region: Place) -> None:
    def ids() -> set[tuple[str, str]]:
        found = Calendar.from_ical(exported(region, "ical")).walk("VEVENT")
        return {(str(event["UID"]), str(event.decoded("DTSTART"))) for event in found}

    first = ids()
    region.write("elections/provincial.yaml", "kind: provincial\ndate: 2027-03-18\nnew_council: 2027-04-01\n")
    again = ids()
    assert {uid for uid, _ in first} == {uid for uid, _ in again} and first != again


def test_the_stamp_is_of_source_date_epoch_else_of_the_day(place: Place) -> None:
    fill(place)
    assert b"DTSTAMP:20261124T000000Z" in exported(place, "ical")
    place.regio("export", "ical", "-o", "epoch.ics", env={"SOURCE_DATE_EPOCH": "86400"})
    assert b"DTSTAMP:19700102T000000Z" in (place.root / "epoch.ics").read_bytes()


def test_meetings_are_in_it_when_the_registry_has_them(place: Place) -> None:
    (place.root / "schemas").mkdir()
    (place.root / "schemas/meeting.schema.json").write_text(MEETING)
    place.write("meetings/a.yaml", "body: bestuur\nname: Winter\nstart: \"2027-01-14T14:00\"\nend: \"2027-01-14T16:00\"\nplace: Zwolle\n")  # fmt: skip
    place.write("meetings/b.yaml", 'body: bestuur\nstart: "2027-07-14T14:00"\ncancelled: true\n')
    found = events(exported(place, "ical"))
    winter, summer = found["Winter"], found["Bestuur"]
    assert winter.decoded("DTSTART").utctimetuple()[3] == 13 and winter.decoded("DTEND").utctimetuple()[3] == 15
    assert summer.decoded("DTSTART").utctimetuple()[3] == 12 and summer["STATUS"] == "CANCELLED"
    assert winter["LOCATION"] == "Zwolle"
