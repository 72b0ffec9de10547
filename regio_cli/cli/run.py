"""What commands share when they run: the console they write to, and the errors that end them."""

import datetime
import os
import sys
import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regio_cli.cli.i18n import Translate, language_of
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry, open_registry
from regio_cli.store.git import GitError, GitMissing
from regio_cli.store.source import PlainFolder, WorkTree
from regio_cli.store.trouble import Trouble

if TYPE_CHECKING:
    from rich.console import Console as Terminal

    from regio_cli.cli.findings import Lines
    from regio_cli.model.finding import Finding
    from regio_cli.read.words import Line

FINE, FINDINGS, WRONG_USE, ENVIRONMENT = 0, 1, 2, 3
_FEW = 3


def few(names: Sequence[str]) -> str:
    """Return the first of many names, with commas between."""
    return ", ".join([*names[:_FEW], *(["…"] if len(names) > _FEW else [])])


class Wrong(Exception):
    """What the user asked for can't be; says why, and ends the run with `code`."""

    def __init__(self, text: Text, hint: Text | None = None, code: int = WRONG_USE) -> None:
        super().__init__(text.template)
        self.text, self.hint, self.code = text, hint, code


class Console:
    """Where a command writes; knows the language, and whether a person looks on.

    To a terminal it writes in colour and to the width; elsewhere plain text, for which Rich is not imported.
    """

    def __init__(self) -> None:
        self.started = time.perf_counter()

    @cached_property
    def translate(self) -> Translate:
        """The translator into the user's language."""
        return Translate(language_of(os.environ))

    @property
    def width(self) -> int | None:
        """The width of the terminal in characters, None when the output goes elsewhere."""
        return self._terminal.width if self._terminal else None

    @cached_property
    def _terminal(self) -> "Terminal | None":
        if not sys.stdout.isatty():
            return None
        import shutil

        from regio_cli.cli import terminal

        return terminal.console(os.environ, shutil.get_terminal_size((80, 24)).columns)

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks on."""
        return sys.stdout.isatty()

    @property
    def asks(self) -> bool:
        """Whether there is somebody to ask: a person at a terminal."""
        return self.is_terminal and sys.stdin is not None and sys.stdin.isatty()

    def say(self, text: str) -> None:
        """Write text for people to standard output: nothing in it steers a terminal, or the runner whose log it is in."""
        from regio_cli.model.display import inert

        sys.stdout.write(inert(text.replace("\r\n", "\n")))

    def give(self, document: str) -> None:
        """Write what scripts read as it is; to a terminal without anything that would steer it."""
        text = document
        if sys.stdout.isatty():
            from regio_cli.model.display import visible

            text = visible(text.replace("\r\n", "\n"))
        sys.stdout.write(text)

    def warn(self, text: Text, hint: Text | None = None) -> None:
        """Write to standard error what should be known and stops nothing."""
        from regio_cli.model.display import inert

        sys.stderr.write(f"{self.translate(N_('warning'))}: {inert(text.render(self.translate))}\n")
        if hint:
            sys.stderr.write(f"{self.translate(N_('hint'))}: {inert(hint.render(self.translate))}\n")

    def note(self, text: Text) -> None:
        """Write to standard error what belongs to a result that scripts read, and is no part of it."""
        from regio_cli.model.display import inert

        sys.stderr.write(inert(text.render(self.translate)) + "\n")

    def warn_unread(self, paths: Sequence[str]) -> bool:
        """Warn of files that are left out because no record can be read from them; tell whether there are any."""
        if paths:
            many = N_("{count} files can't be read, and their records are left out: {paths}")
            text = many if len(paths) > 1 else N_("{paths} can't be read, and its record is left out")
            self.warn(Text(text, {"count": len(paths), "paths": few(paths)}), Text(N_("'regio validate' tells why")))
        return bool(paths)

    def heading(self, text: str) -> None:
        """Write the heading of what follows."""
        if self._terminal:
            from regio_cli.cli.terminal import say_heading

            say_heading(self._terminal, text)
        else:
            self.say(text.replace("\n", " ") + "\n")

    def fields(self, lines: "Sequence[Line]") -> None:
        """Write the fields of a record."""
        if self._terminal:
            from regio_cli.cli.terminal import say_fields

            say_fields(self._terminal, lines)
        else:
            from regio_cli.cli.render import fields_text

            sys.stdout.write(fields_text(lines))

    def table(self, labels: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Write rows under their headings."""
        if self._terminal:
            from regio_cli.cli.terminal import say_table

            say_table(self._terminal, labels, rows)
        else:
            from regio_cli.cli.render import table_text

            sys.stdout.write(table_text(labels, rows))

    def pieces(self, pieces: Iterable[tuple[str, str]]) -> None:
        """Write pieces of text, each after the style of what it is."""
        if self._terminal:
            from regio_cli.cli.terminal import say_pieces

            say_pieces(self._terminal, pieces)
        else:
            self.say("".join(text for _, text in pieces))

    def findings(self, found: "Sequence[Finding]", lines: "Lines") -> None:
        """Write findings, each with the line that it is about."""
        from regio_cli.cli.findings import findings_text, pieces

        if self._terminal:
            from regio_cli.cli.terminal import say_pieces

            for one in found:
                say_pieces(self._terminal, [*pieces(one, lines, self.translate), ("text", "\n")])
        else:
            self.say(findings_text(found, lines, self.translate) + "\n")

    def open(self, start: Path, revision: str | None) -> Registry:
        """Return the registry at or above `start`; what an interrupted change left is dealt with first.

        Raises Wrong when git has no such revision.
        """
        registry = _opened(start.absolute(), revision)
        if isinstance(registry.source, PlainFolder) and registry.source.trouble:
            text = N_("{what}; its files are read as they are, without history")
            self.warn(Text(text, {"what": registry.source.trouble.text}), registry.source.trouble.hint)
        if isinstance(registry.source, WorkTree) and (registry.source.state.git_dir / "regio" / "change").is_dir():
            from regio_cli.cli.recovery import recovered

            return recovered(self, registry)
        return registry

    def open_to_change(self, start: Path) -> Registry:
        """Return the registry in the work tree at or above `start`, to change it.

        Raises NotNow when its files are not of the schema version that this regio writes.
        """
        from regio_cli.change.version import require_current

        registry = self.open(start, None)
        require_current(registry)
        return registry


def _opened(start: Path, revision: str | None) -> Registry:
    try:
        if revision is None or revision.strip():
            return open_registry(start, revision, os.environ, datetime.date.today().isoformat())
    except (GitMissing, Trouble):
        raise
    except GitError as error:
        raise _no_revision(revision or "") from error
    raise _no_revision(revision)


def _no_revision(revision: str) -> Wrong:
    return Wrong(Text(N_("there is no revision '{value}' here"), {"value": revision}),
                 Text(N_("name a commit, branch or tag; 'git log' lists the commits")))  # fmt: skip
