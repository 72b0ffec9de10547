"""The formats that a report is shown in, by name: each a pure function of a report, a translator and an audience."""

from collections.abc import Callable, Mapping

from regio_cli.model.text import Translator
from regio_cli.report.audience import Audience
from regio_cli.report.formats.csv import report_csv
from regio_cli.report.formats.html import report_html
from regio_cli.report.formats.json import report_json
from regio_cli.report.formats.md import report_md
from regio_cli.report.formats.svg import report_svg
from regio_cli.report.formats.text import report_text
from regio_cli.report.formats.xlsx import report_xlsx
from regio_cli.report.model import Report

Format = Callable[[Report, Translator, Audience], str | bytes]

FORMATS: Mapping[str, Format] = {
    "text": report_text,
    "md": report_md,
    "html": report_html,
    "csv": report_csv,
    "json": report_json,
    "xlsx": report_xlsx,
    "svg": report_svg,
}
