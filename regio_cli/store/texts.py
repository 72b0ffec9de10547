"""Every text in a registry, wherever its kinds have one: a view made of the tables, so that no rule needs a list of fields."""

from collections.abc import Iterator

from regio_cli.model.kinds import Field, Kinds
from regio_cli.store.database import Column, Table, tables

_STEPS = """replace(replace(replace(substr(tree.fullkey, 2), '[', '.'), ']', ''), '"', '')"""


def text_view(kinds: Kinds, is_kept: bool = False) -> str:
    """Return the SQL of the view ``text_value``: every text that somebody wrote in a record, a row each.

    Its columns are `record` (an address), `kind`, `field` (the way to the text, with positions in lists), `path` (the same
    without positions), `value`, and `is_code` (1 for identifiers and numbers, which stand between quotes). References, choices
    and dates are not among them: what these may say is in the schema. With `is_kept` it is made as a table, for many queries.
    """
    selects = [select for table in tables(kinds) for column in table.columns for select in _selects(table, column)]
    return f"CREATE TEMP {'TABLE' if is_kept else 'VIEW'} text_value AS\n" + "\nUNION ALL ".join(selects)


def _selects(table: Table, column: Column) -> Iterator[str]:
    field = column.field
    if field is None or _is_bound(field) or (field.item and _is_bound(field.item)):
        return
    source, path = f'"{table.name}"', ".".join(field.path)
    if field.type == "string":
        yield f"""{_head(table, field)} AS field, '{path}' AS path, "{column.name}" AS value, {int(field.quoted)} AS is_code
FROM {source} WHERE "{column.name}" IS NOT NULL"""
    elif field.type in ("list", "object", "any") and not (table.list_ is None and field.item):
        value = f'{source}."{column.name}"'
        json = f"CASE WHEN json_valid({value}) THEN {value} ELSE json_quote({value}) END"
        yield f"""{_head(table, field)} || {_STEPS} AS field, '{path}' AS path, tree.atom AS value, 0 AS is_code
FROM {source}, json_tree({json}) AS tree WHERE tree.type = 'text'"""


def _is_bound(field: Field) -> bool:
    """Tell whether the schema says what may stand there."""
    return bool(field.ref or field.choices or field.format == "date")


def _head(table: Table, field: Field) -> str:
    """Return the columns that say where a text stands, up to the way to it."""
    kind, way = table.kind.name, ".".join(field.path)
    record = f"SELECT '{kind}/' || \"{table.name}\".\"{table.columns[0].name}\" AS record, '{kind}' AS kind"
    if table.list_ is None:
        return f"{record}, '{way}'"
    listed = ".".join(table.list_.path)
    return f"{record}, '{listed}.' || \"{table.name}\".\"position\" || '{way.removeprefix(listed)}'"
