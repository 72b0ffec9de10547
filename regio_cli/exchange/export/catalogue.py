"""The export formats by name: a new one is a module beside this and a line here."""

from collections.abc import Mapping

from regio_cli.exchange.export import (
    csv,
    csvw,
    datapackage,
    ical,
    json,
    jsonld,
    mail,
    md,
    organigram,
    popolo,
    schema,
    sqlite,
    vcard,
    xlsx,
)
from regio_cli.exchange.export.model import Export
from regio_cli.model.text import N_, Text

# People in seats are meant where nothing else is said.
_SEATED = ("body",)
_ADDRESSED = ("person.email",)
# fmt: off
_ENTRIES = (
    Export("csv", "csv", Text(N_("CSV, a file a kind; --excel-nl as a Dutch Excel opens it")), csv.files, "kinds", is_exact=True),
    Export("xlsx", "xlsx", Text(N_("an Excel workbook, a sheet a kind")), xlsx.files, is_text=False, is_exact=True),
    Export("json", "json", Text(N_("JSON: the records as they are, for scripts; --schema describes it")), json.json_files, is_exact=True, schema=schema.json_schema),
    Export("ndjson", "ndjson", Text(N_("NDJSON: a record a line, for scripts and streams")), json.ndjson_files, is_exact=True, schema=schema.ndjson_schema),
    Export("sqlite", "sqlite", Text(N_("an SQLite database with keys, as Datasette opens it")), sqlite.files, is_text=False, is_exact=True),
    Export("datapackage", "json", Text(N_("a Data Package (Frictionless): tables with keys and what they hold")), datapackage.files, "folder"),
    Export("csvw", "json", Text(N_("CSV on the Web: tables with keys and what they hold")), csvw.files, "folder"),
    Export("md", "md", Text(N_("Markdown tables, in words for people")), md.files, is_exact=True),
    Export("vcard", "vcf", Text(N_("vCard 4.0: a card a person, a group a body")), vcard.files, kinds=_SEATED),
    Export("ical", "ics", Text(N_("iCalendar: when mandates lapse, and elections")), ical.files),
    Export("mail", "txt", Text(N_("addresses to paste into Bcc, of a body with its counterpart")), mail.address_list, kinds=_SEATED, needs=_ADDRESSED),
    Export("mailmerge", "csv", Text(N_("the same people as CSV for a mail merge")), mail.merge_table, kinds=_SEATED, needs=_ADDRESSED),
    Export("graph", "dot", Text(N_("the organigram in the three forms that follow")), organigram.all_files, "folder"),
    Export("dot", "dot", Text(N_("the organigram for Graphviz")), organigram.dot_file),
    Export("graphml", "graphml", Text(N_("the organigram as GraphML")), organigram.graphml_file),
    Export("mermaid", "mmd", Text(N_("the organigram for Mermaid, in Markdown pages")), organigram.mermaid_file),
    Export("popolo", "json", Text(N_("Popolo: persons, organizations, posts and memberships, as JSON")), popolo.files),
    Export("jsonld", "jsonld", Text(N_("JSON-LD in the W3C Organization Ontology, with TOOI's URIs")), jsonld.files),
)
# fmt: on
EXPORTS: Mapping[str, Export] = {entry.name: entry for entry in _ENTRIES}
"""The formats by name, in the order in which they are listed."""
