"""CSV on the Web: a CSV file a table, with ``csv-metadata.json`` that says what is in them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from regio_cli.exchange.export.csv import provenance
from regio_cli.exchange.export.model import File, Options
from regio_cli.exchange.export.relational import ForeignKey, Relation, relations
from regio_cli.exchange.export.tablefile import holds, table_file
from regio_cli.exchange.selection import Selection
from regio_cli.store.database import Column

_TYPES = {"text": "string", "whole": "integer", "number": "double", "yes_or_no": "boolean", "day": "date"}
METADATA = "csv-metadata.json"


def files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield the metadata and a file a table. Lists in lists are JSON in their cell."""
    found = relations(selection)
    shown = [one.for_file(may_lack=False) for one in found.relations]
    metadata = _metadata(selection, shown)
    yield File(METADATA, iter([json.dumps(metadata, ensure_ascii=False, indent=2).encode() + b"\n"]))
    for one in shown:
        yield File(_file(one.name), table_file(one, found))


def _file(table: str) -> str:
    return f"{table}.csv"


def _metadata(selection: Selection, shown: list[Relation]) -> Mapping[str, Any]:
    return {**provenance(selection), "tables": [_table(one, selection.language) for one in shown]}


def _table(relation: Relation, language: str) -> Mapping[str, Any]:
    of = relation.table.list_ or relation.table.kind
    return {
        "url": _file(relation.name),
        "dc:title": of.title.get(language),
        "dc:description": of.description.get(language),
        "tableSchema": {
            "columns": [_column(column, relation, language) for column in relation.table.columns],
            "primaryKey": list(relation.key),
            "foreignKeys": [_foreign(key) for key in relation.foreign],
        },
    }


def _column(column: Column, relation: Relation, language: str) -> Mapping[str, Any]:
    out: dict[str, Any] = {"name": column.name, "titles": column.name, "datatype": _TYPES[holds(column)]}
    if column.field and (meaning := column.field.description.get(language)):
        out["dc:description"] = meaning
    if column.name in relation.required:
        out["required"] = True
    return out


def _foreign(key: ForeignKey) -> Mapping[str, Any]:
    reference = {"resource": _file(key.table), "columnReference": list(key.to)}
    return {"columnReference": list(key.columns), "reference": reference}
