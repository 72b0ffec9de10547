"""Markdown: a table a kind with the columns that `regio list` shows, in words for people."""

from collections.abc import Iterator

from regio_cli.exchange.export.model import File, Options
from regio_cli.exchange.selection import Selection
from regio_cli.model.display import md_text
from regio_cli.model.kinds import Field, Kind
from regio_cli.model.record import Data
from regio_cli.model.text import N_
from regio_cli.read.namebook import NameBook, Tables
from regio_cli.read.pointing import values_at
from regio_cli.read.words import Words


def files(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one document in the registry's language; nothing in the data is taken for markup."""
    yield File("export.md", (piece.encode("utf-8", "backslashreplace") for piece in _pieces(selection)))


def _pieces(selection: Selection) -> Iterator[str]:
    words = Words(NameBook(selection.kinds, Tables(selection.database), selection.language), selection.translate)
    yield f"# {md_text(selection.origin.registry)}\n\n{md_text(selection.origin.line())}\n"
    for kind in selection.chosen:
        yield from _table(selection, kind, words)


def _table(selection: Selection, kind: Kind, words: Words) -> Iterator[str]:
    columns = [field for name in kind.columns if (field := kind.field(name))]
    yield f"\n## {md_text(kind.title.get(selection.language))}\n\n"
    yield _row(["id", *map(words.label, columns)])
    yield _row(["---"] * (1 + len(columns)))
    empty = True
    for id_, data in selection.each(kind):
        empty = False
        yield _row([md_text(id_), *(md_text(_value(words, field, data)) for field in columns)])
    if empty:
        yield f"\n{selection.translate(N_('There are none.'))}\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _value(words: Words, field: Field, data: Data) -> str:
    found = [words.item(field.item, one) if field.item and field.item.fields else words.value(field, one)
             for one in values_at(data, field.path)]  # fmt: skip
    return ", ".join(found)
