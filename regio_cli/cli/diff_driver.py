"""``regio diff-driver``, which git runs as a textconv."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from regio_cli.cli.options import HERE, Root
from regio_cli.cli.run import Console
from regio_cli.history.marks import choices
from regio_cli.model.display import visible
from regio_cli.model.kinds import SUFFIX
from regio_cli.model.text import Translator
from regio_cli.read.facts import facts, kind_of
from regio_cli.read.namebook import Files, NameBook
from regio_cli.read.words import Words
from regio_cli.store.schemas import FOLDER, load_schemas
from regio_cli.store.source import files_in
from regio_cli.store.textmerge import Labels
from regio_cli.store.yamlfile import read


def diff_driver_(
    file: Annotated[Path, typer.Argument(help="The record's file, or a copy of it.", metavar="FILE")],
    root: Root = HERE,
) -> None:
    """Print a record's file in words, a fact a line; a file that can't be read as it is. 'regio drivers install' lets git use it.

    Example: regio diff-driver registry/partners/hattem.yaml
    """
    console = Console()
    content = file.read_bytes()
    facts_of = _Facts(root, console.translate)
    lines = facts_of.conflicting(content) or facts_of.record(content) or _as_it_is(content)
    console.give("".join(f"{line}\n" for line in lines))


class _Facts:
    """Puts files into words, with the names that the work tree in the folder `root` has."""

    def __init__(self, root: Path, translate: Translator) -> None:
        self.root, self.translate = root, translate

    def record(self, content: bytes) -> list[str] | None:
        """Return a record's file in words, None when it can't be read as a record."""
        found = read(content)
        if not isinstance(found.data, dict) or any(each.severity == "error" for each in found.problems):
            return None
        kinds = load_schemas(files_in(self.root / FOLDER, SUFFIX)).kinds
        kind = kind_of(kinds, content, found.data)
        words = Words(NameBook(kinds, Files(self.root), self.translate.language), self.translate)
        return list(facts(words, kind, found.data, content)) if kind else None

    def conflicting(self, content: bytes) -> list[str] | None:
        """Return a record with conflict markers in words, these between the same markers; None when it is no such thing."""
        found = choices(content) if b"<<<<<<<" in content else None
        ours, theirs = (self.record(found.ours), self.record(found.theirs)) if found else (None, None)
        if found is None or ours is None or theirs is None:
            return None
        return list(_side_by_side(ours, theirs, found.labels))


def _side_by_side(ours: list[str], theirs: list[str], labels: Labels) -> Iterator[str]:
    from difflib import SequenceMatcher

    for tag, i, end_i, j, end_j in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ours[i:end_i]
            continue
        yield from (f"{'<' * 7} {visible(labels.ours)}", *ours[i:end_i], "=" * 7)
        yield from (*theirs[j:end_j], f"{'>' * 7} {visible(labels.theirs)}")


def _as_it_is(content: bytes) -> list[str]:
    text = content.decode("utf-8", "backslashreplace").removesuffix("\n")
    return [visible(line.rstrip("\r")) for line in text.split("\n")] if text else []
