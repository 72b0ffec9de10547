"""What there is to show of a record: its fields, and what points at it, in sections of rows."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from regio_cli.model.kinds import Kind
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Translator

SOON_DAYS = 120
_PERSON = (
    "trim(coalesce(person.name_given, '') || ' ' || coalesce(person.name_prefix || ' ', '') || person.name_family)"
)
_FOR = "(SELECT group_concat(value, ', ') FROM json_each(coalesce(mandate.on_behalf_of, seat.on_behalf_of, '[]')))"
_JOINED = f"""
    SELECT body.name AS body, mandate.seat AS seat, seat.role AS role, {_PERSON} AS person, {_FOR} AS on_behalf_of,
           mandate.status AS status, mandate.start_date AS start_date, mandate.end_date AS end_date
    FROM mandate
    LEFT JOIN body ON body.id = mandate.body
    LEFT JOIN seat ON seat.body = mandate.body AND seat.id = mandate.seat
    LEFT JOIN person ON person.id = mandate.person"""
_NOW = "mandate.start_date <= on_date() AND (mandate.end_date IS NULL OR mandate.end_date >= on_date())"
_PAST = "mandate.end_date < on_date()"
_COMING = "mandate.start_date > on_date()"
_SOON = f"{_NOW} AND mandate.end_date <= date(on_date(), '+{SOON_DAYS} days')"
_OF_PARTNER = """EXISTS (SELECT 1 FROM json_each(coalesce(mandate.on_behalf_of, seat.on_behalf_of, '[]')) AS partner
                 WHERE partner.value = :id) AND """


class Section(NamedTuple):
    """Rows under a title (an English text, for translation); `columns` are their names."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


_SECTIONS = {
    "partner": (
        (N_("Seats now"), f"{_JOINED} WHERE {_OF_PARTNER} {_NOW} ORDER BY body.name, mandate.seat"),
        (N_("Ends within 120 days"), f"{_JOINED} WHERE {_OF_PARTNER} {_SOON} ORDER BY mandate.end_date"),
        (N_("Coming"), f"{_JOINED} WHERE {_OF_PARTNER} {_COMING} ORDER BY mandate.start_date"),
        (N_("Seats before"), f"{_JOINED} WHERE {_OF_PARTNER} {_PAST} ORDER BY mandate.end_date DESC"),
        (
            N_("Seats that speak for it"),
            "SELECT body.name AS body, seat.id AS seat, seat.role AS role, seat.basis AS basis FROM active_seat AS seat "
            "JOIN active_body AS body ON body.id = seat.body WHERE EXISTS (SELECT 1 FROM json_each(seat.on_behalf_of) "
            "AS partner WHERE partner.value = :id) ORDER BY body.name, seat.position",
        ),
    ),
    "body": (
        (
            N_("Seats and holders"),
            f"SELECT seat.id AS seat, seat.role AS role, seat.voting AS voting, coalesce({_PERSON}, '—') AS holder, "
            f"{_FOR} AS on_behalf_of, mandate.status AS status, mandate.end_date AS end_date "
            f"FROM active_seat AS seat LEFT JOIN mandate ON mandate.body = seat.body AND mandate.seat = seat.id AND {_NOW} "
            f"LEFT JOIN person ON person.id = mandate.person WHERE seat.body = :id ORDER BY seat.position, mandate.id",
        ),
        (
            N_("Counterpart"),
            "SELECT other.id AS body, other.name AS name, other.level AS level FROM body JOIN body AS other "
            "ON other.id = body.counterpart WHERE body.id = :id",
        ),
        (N_("Held before"), f"{_JOINED} WHERE mandate.body = :id AND {_PAST} ORDER BY mandate.end_date DESC"),
    ),
    "person": (
        (N_("Mandates now"), f"{_JOINED} WHERE mandate.person = :id AND {_NOW} ORDER BY body.name"),
        (N_("Coming"), f"{_JOINED} WHERE mandate.person = :id AND {_COMING} ORDER BY mandate.start_date"),
        (N_("Mandates before"), f"{_JOINED} WHERE mandate.person = :id AND {_PAST} ORDER BY mandate.end_date DESC"),
    ),
}


def sections(database: sqlite3.Connection, address: Address) -> Iterator[Section]:
    """Yield what points at the record, as the bureau asks for it of its kind; empty sections are left out."""
    for title, sql in _SECTIONS.get(address.kind, ()):
        cursor = database.execute(sql, {"id": address.id})
        columns = tuple(column[0] for column in cursor.description)
        rows = cursor.fetchall()
        if rows:
            yield Section(title, columns, rows)


def lines(kind: Kind, data: Data, translate: Translator) -> Iterator[tuple[str, str]]:
    """Yield (label, value) for each field that the record has; a list of objects as the number of its items."""
    for field in kind.walk():
        value: Any = data
        for step in field.path:
            value = value.get(step) if isinstance(value, dict) else None
        if value is None or field.fields:
            continue
        label = field.title.get(translate.language)
        if field.item and field.item.fields:
            yield label, str(len(value)) if isinstance(value, list) else str(value)
        else:
            values = value if isinstance(value, list) else [value]
            choices = field.choices or (field.item.choices if field.item else None) or {}
            yield label, ", ".join(_shown(v, choices, translate) for v in values)


def _shown(value: Any, choices: Any, translate: Translator) -> str:
    if isinstance(value, str) and value in choices:
        return str(choices[value].get(translate.language))
    if isinstance(value, bool):
        return translate(N_("yes") if value else N_("no"))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
