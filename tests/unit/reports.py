"""A report with every block and nasty values, and one to compare it with."""

from dataclasses import replace

from regio_cli.model.text import Text
from regio_cli.report.model import (
    Bar,
    Bars,
    Column,
    HeatMap,
    Passage,
    Report,
    Section,
    Table,
    Trend,
    Value,
)

NASTY = (
    "<script>alert(1)</script> & <b>",
    "=1+1",
    "+31 38",
    "-2",
    "@SUM(A1)",
    "\tTAB",
    "\x1b[31mrood\x07",
    "\u202eomgekeerd",
    "a|b *c* _d_ [e](f) `g` $h$ &amp; #1",
    "twee\nregels",
    "北京市政府",
    "heel lang " * 30,
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3,
    "{accolade} {{ jinja }} {% raw %}",
    "]]>--></svg>",
)


def label(en: str, nl: str) -> Text:
    return Text("{what}", {"what": {"en": en, "nl": nl}})


def table(*rows: tuple[Value, ...], key: str = "provinces") -> Table:
    columns = (
        Column("province", label("Province", "Provincie")),
        Column("seats", label("Seats", "Zetels"), "number"),
        Column("share", label("Share", "Aandeel"), "share"),
        Column("quota", label("Quota", "Quotum"), "number"),
        Column("since", label("Since", "Sinds"), "day"),
        Column("sign", label("Standing", "Stand"), "sign"),
    )
    note = label(
        "n = 24 seats; quota by inhabitants on 2026-01-01", "n = 24 zetels; quotum naar inwoners op 2026-01-01"
    )
    return Table(key, label("Seats by province", "Zetels per provincie"), columns, rows, note,
                 (label("Drenthe: 1 seat more", "Drenthe: 1 zetel meer"),))  # fmt: skip


def report() -> Report:
    return Report(
        "balance", label("Balance", "Balans"), "2026-11-24", "a" * 40, "Regio Zwolle", (first(), second(), third())
    )


def first() -> Section:
    rows = (
        ("Overijssel", 12, 0.5, 11.25, "2024-01-01", "good"),
        ("Gelderland", 11, 0.4583, 10.5, "2024-01-01", "warn"),
        ("Drenthe", 0, 0.0, 1.2, None, "bad"),
        ("Flevoland", 12_345, None, float("nan"), "2026-05-01", "none"),
    )
    return Section(
        "balance",
        label("Balance", "Balans"),
        (
            Passage("fine", label("Every partner has a seat.", "Elke partner heeft een zetel."), "good"),
            Passage("mind", label("Two seats lapse within 120 days; " * 4, "Twee zetels vervallen binnen 120 dagen; " * 4), "warn"),
            Passage("plain", label("1. No judgement", "1. Geen oordeel")),
            table(*rows),
            Bars("bars", label("Share of seats", "Aandeel zetels"), (
                Bar(label("Overijssel", "Overijssel"), 0.5, 0.47, "good"),
                Bar(label("Gelderland", "Gelderland"), 0.4583, 0.4, "warn"),
                Bar(label("Drenthe", "Drenthe"), 0.0, 0.05, "bad"),
                Bar(label("Flevoland", "Flevoland"), 0.0417, None),
            ), "share", label("reference: share of inhabitants", "referentie: aandeel inwoners")),
        ),
    )  # fmt: skip


def second() -> Section:
    return Section(
        "matrix",
        label("Representation", "Vertegenwoordiging"),
        (
            HeatMap("map", label("Partners and bodies", "Partners en overleggen"),
                    (Text("Zwolle"), Text("Hattem"), label("Province of Overijssel", "Provincie Overijssel")),
                    (label("Regional board", "Regiobestuur"), Text("Economic Board"), Text("KOG")),
                    ((1, 2, None), (0, 1.5, 4), (8, None, 3)), Text("n = 18")),
            Trend("line", label("Seats held", "Bezette zetels"),
                  (("2024-01-01", 100.0), ("2025-01-01", 120.0), ("2026-01-01", 90.0)), "count"),
        ),
    )  # fmt: skip


def third() -> Section:
    empty = Table("none", label("Vacancies", "Vacatures"), (Column("seat", label("Seat", "Zetel")),), (),
                  empty=label("No vacancies.", "Geen vacatures."))  # fmt: skip
    bare = Table("bare", Text("="), (Column("seat", label("Seat", "Zetel")),), ())
    people = (
        Column("body", label("Body", "Overleg")),
        Column("person", label("Person", "Persoon"), personal=True),
        Column("yes", Text("?")),
    )
    rows = (("Regiobestuur", "Els van der Bérg", True), ("Economic Board", None, False))
    return Section("rest", label("The rest", "De rest"), (
        empty,
        bare,
        Table("people", label("People", "Mensen"), people, rows),
        Bars("no-bars", label("No bars", "Geen balken"), (), "count"),
        Trend("no-line", label("No line", "Geen lijn"), (), "share"),
        HeatMap("no-map", label("No map", "Geen kaart"), (), (), ()),
    ))  # fmt: skip


def nasty() -> Report:
    """Everything that can be text is something that a format could take for something else."""
    columns = (Column("what", Text("=cmd|<i>")), Column("value", Text("\u202e*v*"), "number"))
    rows = tuple((text, place / 3) for place, text in enumerate(NASTY))
    texts = tuple(Text("{what}", {"what": text}) for text in NASTY)
    title = texts[0]
    blocks = (
        *(Passage(f"p{place}", text, "bad" if place % 2 else "none") for place, text in enumerate(texts)),
        Table("t", title, columns, rows, title, texts),
        Bars("b", title, tuple(Bar(text, place, 3) for place, text in enumerate(texts)), "count", title),
        HeatMap("h", title, texts, texts, tuple(tuple(range(len(texts))) for _ in texts), title),
        Trend("l", title, (("2026-01-01", 1.0), ("geen dag", 2.0)), "count", title),
    )
    return Report(
        "nasty", title, "2026-11-24", None, "Regio </title>", (Section("s", title, blocks),), notices=texts[:3]
    )


def compared() -> Report:
    """The report beside another: values that changed, a row that is no more and one that is new."""
    old = table(("Overijssel", 10, 0.5, 11.25, "2024-01-01", "warn"), ("Gelderland", 11, 0.4583, 10.5, "2024-01-01", "warn"),
                ("Utrecht", 1, 0.04, 1.0, None, "good"))  # fmt: skip
    balance = first()
    section = replace(balance, blocks=(
        replace(balance.blocks[0], text=label("No partner has a seat.", "Geen partner heeft een zetel.")),
        old,
        Bars("bars", Text(""), (Bar(label("Overijssel", "Overijssel"), 0.4),), "share"),
    ))  # type: ignore[arg-type]  # fmt: skip
    matrix = second()
    maps = HeatMap("map", Text(""), (Text("Zwolle"),), (Text("KOG"), Text("Economic Board")), ((2, 2),))
    before = Report("balance", label("Balance", "Balans"), "2026-01-01", "b" * 40, "Regio Zwolle",
                    (section, replace(matrix, blocks=(maps,))))  # fmt: skip
    return replace(report(), compared=before)
