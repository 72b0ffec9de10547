"""The export formats by name: a new one is a module beside this and a line here."""

from collections.abc import Mapping

from regio_cli.exchange.export import csv
from regio_cli.exchange.export.model import Export
from regio_cli.model.text import N_, Text

_ENTRIES = (
    Export("csv", "csv", Text(N_("CSV, a file a kind; --excel-nl as a Dutch Excel opens it")), csv.files, "kinds"),
)
EXPORTS: Mapping[str, Export] = {entry.name: entry for entry in _ENTRIES}
"""The formats by name, in the order in which they are listed."""
