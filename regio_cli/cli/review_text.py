"""A review as text for a terminal, a mail or a log."""

from collections.abc import Iterator, Sequence

from regio_cli.cli.findings import Lines, findings_text
from regio_cli.cli.render import table_text
from regio_cli.cli.review_parts import Grid, Line, Part, parts, summary, title
from regio_cli.model.display import visible
from regio_cli.model.text import N_, Text, Translator
from regio_cli.review.model import Review

# Of what matters less, so many lines.
_ASIDE = 10


def review_text(review: Review, lines: Lines, translate: Translator) -> str:
    """Return `review` as text; `lines` gives a line of a file of the branch, to show what a finding is about."""
    return "\n".join(_blocks(review, lines, translate))


def _blocks(review: Review, lines: Lines, translate: Translator) -> Iterator[str]:
    yield _line(title(review, translate))
    yield from (_line(note.render(translate)) for note in review.notes)
    made = parts(review, translate)
    if not made:
        yield _line(translate(N_("nothing differs")))
    for part in made:
        yield ""
        yield _line(part.title)
        if part.key == "introduced":
            yield findings_text(review.heaps.introduced, lines, translate).rstrip("\n")
        else:
            yield from _part(part, translate)
    yield ""
    yield _line(summary(review, translate)) + "\n"


def _part(part: Part, translate: Translator) -> Iterator[str]:
    shown = part.lines[:_ASIDE] if part.is_aside else part.lines
    yield from map(_item, shown)
    if len(shown) < len(part.lines):
        left = Text(N_("… and {count} more; --json gives all"), {"count": len(part.lines) - len(shown)})
        yield _item(Line(left.render(translate)))
    yield from map(_grid, part.grids)


def _item(line: Line) -> str:
    # No line begins with what is in the data: a runner takes one that begins with two colons for a command.
    return "  " * (line.depth + 1) + ("▸ " if line.is_head else "· ") + _line(line.text)


def _grid(grid: Grid) -> str:
    shown: Sequence[str] = table_text(grid.labels, grid.rows).rstrip("\n").split("\n")
    return "\n".join([f"  {_line(grid.title)}", *(f"    {line}" for line in shown)])


def _line(text: str) -> str:
    return visible(" ".join(text.split()))
