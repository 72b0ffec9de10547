"""What an export format is: a row in `catalogue` and a function from a selection to files, written piece by piece."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from regio_cli.exchange.audience import Audience, require_field
from regio_cli.exchange.selection import Selection
from regio_cli.model.kinds import JsonSchema, Kind, Kinds
from regio_cli.model.text import N_, Text

Shape = Literal["file", "folder", "kinds"]


class Options(NamedTuple):
    """What may be asked of formats besides what is selected; a format takes no notice of what is not its own.

    `outlook` asks for semicolons between addresses, as Outlook takes them; `name` is that of the file that an export of one file is written to, empty when it goes elsewhere.
    """

    excel_nl: bool = False
    outlook: bool = False
    name: str = ""


class TooLong(ValueError):
    """A value is longer than the format can hold; nothing is cut off."""

    def __init__(self, where: str, most: int) -> None:
        super().__init__(where)
        values = {"where": where, "most": most}
        self.text = Text(N_("a value in '{where}' is longer than the {most} characters that a cell can hold"), values)
        self.hint = Text(N_("csv, json and sqlite hold any length"))


class File(NamedTuple):
    """A file of an export: its name (with slashes, below the folder) and its content in pieces, made while they are read."""

    name: str
    pieces: Iterator[bytes]


Files = Callable[[Selection, Options], Iterator[File]]
"""What a format owes: the same selection gives the same bytes, in any place, time zone and language; nothing is read but the
selection; where it comes from (`selection.origin`) stands in it as the format allows; big things come in pieces."""


Schema = Callable[[Kinds, Sequence[Kind], Audience], JsonSchema]
"""A JSON Schema of what a format makes of the chosen kinds, which are as the audience sees them."""


class Export(NamedTuple):
    """A format: its name, the ending of its files, what it is in words, and what makes it.

    Its shape: one file, a folder, or a file a kind (a folder when several kinds are chosen). After one file may come others
    to stand beside it, when it is written under a name. `kinds` are those it is about
    when none are asked for (empty: all). `needs` are fields (``person.email``) without which it makes no sense: it is
    refused to an audience that may not see them. `is_text` tells whether it may go to a terminal, `is_exact` whether it has
    values as they stand, also those that are not as their schema has them. `schema` describes it.
    """

    name: str
    suffix: str
    about: Text
    files: Files
    shape: Shape = "file"
    kinds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    is_text: bool = True
    is_exact: bool = False
    schema: Schema | None = None

    def is_folder(self, selection: Selection) -> bool:
        """Tell whether the export of a selection is a folder of files."""
        return self.shape == "folder" or (self.shape == "kinds" and len(selection.chosen) != 1)

    def require_for(self, kinds: Kinds, audience: Audience) -> None:
        """Raise AboveAudience when the audience may not see what the format is for; `kinds` are those of the registry."""
        for needed in self.needs:
            kind, _, dotted = needed.partition(".")
            if kind in kinds.by_name:
                require_field(kinds[kind], dotted, audience)
