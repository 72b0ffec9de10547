"""A Data Package (Frictionless, version 1): a CSV file a table, with what each column holds and which tables it points at."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from regio_cli.exchange.export.model import File, Options
from regio_cli.exchange.export.relational import ForeignKey, Relation, Relations, relations
from regio_cli.exchange.export.tablefile import holds, table_file
from regio_cli.exchange.selection import Selection
from regio_cli.store.database import Column

_TYPES = {"text": "string", "whole": "integer", "number": "number", "yes_or_no": "boolean", "day": "date"}


def files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield ``datapackage.json`` and the tables below ``data/``. Lists in lists are JSON in their cell."""
    found = relations(selection)
    shown = [one.for_file(may_lack=True) for one in found.relations]
    package = _package(selection, shown, found)
    yield File("datapackage.json", iter([json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n"]))
    for one in shown:
        yield File(f"data/{one.name}.csv", table_file(one, found))


def _package(selection: Selection, shown: list[Relation], found: Relations) -> Mapping[str, Any]:
    told = selection.origin.told()
    return {
        "profile": "tabular-data-package",
        "name": "regio-export",
        "title": selection.origin.registry,
        "description": selection.origin.line(),
        "created": selection.origin.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "regio": told,
        "resources": [_resource(one, selection.language) for one in shown],
    }


def _resource(relation: Relation, language: str) -> Mapping[str, Any]:
    of = relation.table.list_ or relation.table.kind
    return {
        "profile": "tabular-data-resource",
        "name": relation.name,
        "path": f"data/{relation.name}.csv",
        "title": of.title.get(language),
        "description": of.description.get(language),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column, relation, language) for column in relation.table.columns],
            "primaryKey": list(relation.key),
            "foreignKeys": [_foreign(key, relation) for key in relation.foreign],
            "missingValues": [""],
        },
    }


def _field(column: Column, relation: Relation, language: str) -> Mapping[str, Any]:
    out: dict[str, Any] = {"name": column.name, "type": _TYPES[holds(column)]}
    if column.field:
        out |= {"title": column.field.title.get(language), "description": column.field.description.get(language)}
    if column.name in relation.required:
        out["constraints"] = {"required": True}
    return out


def _foreign(key: ForeignKey, relation: Relation) -> Mapping[str, Any]:
    # A reference of a table to itself has no name in this format.
    resource = "" if key.table == relation.name else key.table
    return {"fields": list(key.columns), "reference": {"resource": resource, "fields": list(key.to)}}
