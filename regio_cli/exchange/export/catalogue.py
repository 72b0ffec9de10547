"""The export formats by name: a new one is a module beside this and a line here."""

from collections.abc import Mapping

from regio_cli.exchange.export import csv, csvw, datapackage, json, md, schema, sqlite, xlsx
from regio_cli.exchange.export.model import Export
from regio_cli.model.text import N_, Text

# fmt: off
_ENTRIES = (
    Export("csv", "csv", Text(N_("CSV, a file a kind; --excel-nl as a Dutch Excel opens it")), csv.files, "kinds"),
    Export("xlsx", "xlsx", Text(N_("an Excel workbook, a sheet a kind")), xlsx.files, is_text=False),
    Export("json", "json", Text(N_("JSON: the records as they are, for scripts; --schema describes it")), json.json_files, schema=schema.json_schema),
    Export("ndjson", "ndjson", Text(N_("NDJSON: a record a line, for scripts and streams")), json.ndjson_files, schema=schema.ndjson_schema),
    Export("sqlite", "sqlite", Text(N_("an SQLite database with keys, as Datasette opens it")), sqlite.files, is_text=False),
    Export("datapackage", "json", Text(N_("a Data Package (Frictionless): tables with keys and what they hold")), datapackage.files, "folder"),
    Export("csvw", "json", Text(N_("CSV on the Web: tables with keys and what they hold")), csvw.files, "folder"),
    Export("md", "md", Text(N_("Markdown tables, in words for people")), md.files),
)
# fmt: on
EXPORTS: Mapping[str, Export] = {entry.name: entry for entry in _ENTRIES}
"""The formats by name, in the order in which they are listed."""
