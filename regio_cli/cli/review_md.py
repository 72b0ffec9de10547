"""A review as Markdown for a comment on a pull request: nothing in the data is taken for markup, and it always fits."""

from collections.abc import Iterator, Sequence

from regio_cli.cli.review_parts import Grid, Line, Part, parts, summary, title
from regio_cli.model.display import md_shielded
from regio_cli.model.text import N_, Text, Translator
from regio_cli.report.values import RIGHT
from regio_cli.review.model import Review

MARKER = "<!-- regio-review -->"
"""The first line, by which a workflow finds the comment to put a new one in the place of."""
MOST = 60_000
# What stands open before the rest is folded away, and how many lines of a part there are at most, less and less until all fits.
_OPEN = 30
_LINES = (1_000, 300, 100, 30, 8)
_LONGEST, _CELL = 400, 60


def review_md(review: Review, translate: Translator) -> str:
    """Return `review` in at most MOST characters."""
    made = parts(review, translate)
    texts = ("\n".join(_blocks(review, made, translate, lines)) for lines in _LINES)
    return next((text for text in texts if len(text) <= MOST), "") or _cut(review, translate)


def _cut(review: Review, translate: Translator) -> str:
    return f"{MARKER}\n## {_text(title(review, translate))}\n\n{_more(translate, 0)}\n"


def _blocks(review: Review, made: Sequence[Part], translate: Translator, most: int) -> Iterator[str]:
    yield f"{MARKER}\n## {_text(title(review, translate))}\n"
    yield f"**{_text(summary(review, translate))}**\n"
    for note in review.notes[:most]:
        yield f"> {_text(note.render(translate))}\n"
    if not made:
        yield f"{_text(translate(N_('nothing differs')))}\n"
    for part in made:
        yield from _part(part, translate, most)


def _part(part: Part, translate: Translator, most: int) -> Iterator[str]:
    items = [_item(line) for line in part.lines]
    heads = [line.is_head for line in part.lines]
    rows = sum(len(grid.rows) for grid in part.grids)
    head = f"{_text(part.title)} ({len(items)})" if part.is_aside else _text(part.title)
    if part.is_aside:
        yield from _folded(head, [*items[:most], *_left(translate, len(items) - most)])
        return
    yield f"### {head}\n"
    yield from _list(items, _cut_at(heads), translate, most)
    yield from _grids(part.grids, most)
    yield from (f"{line}\n" for line in _left(translate, rows - most))


def _cut_at(heads: Sequence[bool]) -> int:
    """Return how many lines stand open: no head without what it is the head of."""
    if len(heads) <= _OPEN + 3:
        return len(heads)
    return next((number for number in range(_OPEN, 0, -1) if not heads[number - 1]), _OPEN)


def _list(items: Sequence[str], open_: int, translate: Translator, most: int) -> Iterator[str]:
    shown = items[: min(open_, most)]
    if shown:
        yield "\n".join(shown) + "\n"
    rest = items[len(shown) : most]
    if rest:
        label = Text(N_("{count} more"), {"count": len(items) - len(shown)}).render(translate)
        yield from _folded(label, [*rest, *_left(translate, len(items) - most)])
    elif len(items) > len(shown):
        yield from (f"{line}\n" for line in _left(translate, len(items) - len(shown)))


def _left(translate: Translator, number: int) -> list[str]:
    return [f"- {_more(translate, number)}"] if number > 0 else []


def _more(translate: Translator, number: int) -> str:
    if number:
        return _text(
            Text(N_("… and {count} more that do not fit here; 'regio review' shows all"), {"count": number}).render(
                translate
            )
        )
    return _text(translate(N_("This is too much for a comment; 'regio review' shows it.")))


def _folded(label: str, items: Sequence[str]) -> Iterator[str]:
    yield f"<details><summary>{label}</summary>\n"
    yield "\n".join(items) + "\n"
    yield "</details>\n"


def _item(line: Line) -> str:
    text = _text(line.text)
    return f"{'  ' * line.depth}- {f'**{text}**' if line.is_head and text else text}"


def _grids(grids: Sequence[Grid], most: int) -> Iterator[str]:
    left = most
    for grid in grids:
        rows = grid.rows[: max(left, 0)]
        left -= len(grid.rows)
        if rows:
            yield f"#### {_text(grid.title)}\n"
            rule = " | ".join("---:" if holds in RIGHT else "---" for holds in grid.holds)
            yield "\n".join([_row(grid.labels), f"| {rule} |", *map(_row, rows)]) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(md_shielded(_short(cell, _CELL)) for cell in cells) + " |"


def _text(text: str) -> str:
    return md_shielded(_short(text, _LONGEST))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
