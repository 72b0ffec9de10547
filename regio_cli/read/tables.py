"""The tables that questions in SQL are asked of, described column by column."""

from collections.abc import Iterator

from regio_cli.model.kinds import Kinds
from regio_cli.model.text import N_, Text, Translator
from regio_cli.store.database import Column, Table, tables


def described(kinds: Kinds, translate: Translator) -> str:
    """Return the tables as SQL that makes them, with what each column means behind it."""
    return "\n".join([*_head(translate), *("\n".join(_table(table, translate)) for table in tables(kinds))]) + "\n"


def _head(translate: Translator) -> Iterator[str]:
    for text in (
        N_("on_date() is the day of --on, today without it; fold(text) is text in lower case."),
        N_("Yes and no are 1 and 0; a list is JSON, for json_each(), and a table of its own as well."),
    ):
        yield f"-- {translate(text)}"


def _table(table: Table, translate: Translator) -> Iterator[str]:
    of = table.list_ or table.kind
    yield f"\n-- {of.description.get(translate.language)}"
    if table.period:
        values = {"view": f"active_{table.name}"}
        yield f"-- {Text(N_('{view} has the same columns, of what is in force on on_date().'), values).render(translate)}"
    yield f'CREATE TABLE "{table.name}" ('
    last = len(table.columns) - 1
    width = max(len(column.name) for column in table.columns) + 2
    for number, column in enumerate(table.columns):
        declared = f'"{column.name}"'.ljust(width) + f" {column.type}{'' if number == last else ','}"
        yield f"    {declared:{width + 10}} -- {_meaning(table, column, translate)}"
    yield ");"


def _meaning(table: Table, column: Column, translate: Translator) -> str:
    """Return what a column means, and what it points at."""
    field = column.field
    if field is None:
        if column.name == "position":
            return translate(N_("place in the list, from 0"))
        return Text(N_("id of the {kind}"), {"kind": table.kind.title._asdict()}).render(translate)
    text = field.description.get(translate.language) or field.title.get(translate.language)
    ref = field.ref or (field.item.ref if field.item else None)
    return f"{text} → {ref.kind}{'.' + ref.items if ref.items else ''}" if ref else text
