"""The export formats by name: a new one is a module beside this and a line here."""

from collections.abc import Mapping

from regio_cli.exchange.export import csv, json, md, schema, xlsx
from regio_cli.exchange.export.model import Export
from regio_cli.model.text import N_, Text

# fmt: off
_ENTRIES = (
    Export("csv", "csv", Text(N_("CSV, a file a kind; --excel-nl as a Dutch Excel opens it")), csv.files, "kinds"),
    Export("xlsx", "xlsx", Text(N_("an Excel workbook, a sheet a kind")), xlsx.files, is_text=False),
    Export("json", "json", Text(N_("JSON: the records as they are, for scripts; --schema describes it")), json.json_files, schema=schema.json_schema),
    Export("ndjson", "ndjson", Text(N_("NDJSON: a record a line, for scripts and streams")), json.ndjson_files, schema=schema.ndjson_schema),
    Export("md", "md", Text(N_("Markdown tables, in words for people")), md.files),
)
# fmt: on
EXPORTS: Mapping[str, Export] = {entry.name: entry for entry in _ENTRIES}
"""The formats by name, in the order in which they are listed."""
