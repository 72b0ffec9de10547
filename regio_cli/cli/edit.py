"""``regio edit``: a record in the user's own editor."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from regio_cli.change import integrity
from regio_cli.change.generic import Put
from regio_cli.change.proposal import Proposal, propose
from regio_cli.change.refusal import Refused
from regio_cli.cli.changing import carry_out, found_in
from regio_cli.cli.options import Record, day
from regio_cli.cli.resolve import Words
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.terms import Terms, changes
from regio_cli.model.display import inert
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry, reopened
from regio_cli.store.source import WorkTree


@changes
def edit_(record: Record, *, terms: Terms) -> int:
    """Edit a record in your editor ($VISUAL, $EDITOR); what is not valid is not saved, and your text is kept.

    Example: regio edit regiobestuur
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    address = Words(console, registry).record(record)
    file = registry.snapshot.by_address[address]
    old = registry.snapshot.bytes_of(file)
    draft = _empty_sheet(_drawer(registry), f"{address.kind}-{address.id}")
    draft.write_bytes(old)
    _edit_until_sound(console, registry, address, draft, old)
    step = Put(address, draft.read_bytes())

    def steps(fresh: Registry) -> list[Put]:
        _require_untouched(fresh, address, old)
        return [step]

    try:
        code = carry_out(console, reopened(registry, os.environ), "edit", steps, terms)
    except Refused:
        kept = Text(N_("your text is kept in {file}"), {"file": str(draft)})
        sys.stderr.write(f"{console.translate(N_('note'))}: {inert(kept.render(console.translate))}\n")
        raise
    if not terms.dry_run:
        draft.unlink()
    return code


def _require_untouched(registry: Registry, address: Address, old: bytes) -> None:
    """Raise Refused when the record is not as it was when the editor was opened."""
    file = registry.snapshot.by_address.get(address)
    if file is None or registry.snapshot.bytes_of(file) != old:
        raise Refused(Text(N_("{record} was changed while you edited it"), {"record": str(address)}))


def _drawer(registry: Registry) -> Path:
    """Return the folder where texts being edited are kept: in git's own, where nothing is committed from."""
    if isinstance(registry.source, WorkTree):
        return registry.source.state.git_dir / "regio" / "edit"
    raise Wrong(Text(N_("this registry is not in a git repository, so a change can't be committed")))


def _empty_sheet(drawer: Path, name: str) -> Path:
    """Return a file in `drawer` to edit in: another than those that texts are kept in since earlier."""
    drawer.mkdir(parents=True, exist_ok=True)
    kept = (drawer / f"{name}{number}.yaml" for number in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(file for file in kept if not file.exists())


def _edit_until_sound(console: Console, registry: Registry, address: Address, draft: Path, old: bytes) -> None:
    """Let the user edit until the registry would be sound, or give up. Raises Wrong, naming the kept text, then."""
    while True:
        _run_editor(draft)
        text = draft.read_bytes() if b"\r\n" in old else draft.read_bytes().replace(b"\r\n", b"\n")
        draft.write_bytes(text)
        if text == old:
            draft.unlink()
            raise Wrong(Text(N_("nothing was changed in the editor")))
        faults = _faults(console, registry, address, text)
        if not faults:
            return
        sys.stderr.write(faults)
        if not console.asks or not _again(console):
            raise Wrong(
                Text(N_("not saved: {record} would not be valid"), {"record": str(address)}),
                Text(N_("your text is kept in {file}"), {"file": str(draft)}),
            )


def _faults(console: Console, registry: Registry, address: Address, text: bytes) -> str:
    """Return, for people, what would be wrong; empty when nothing."""
    from regio_cli.store.yamlfile import read

    content = read(text)
    if not isinstance(content.data, dict):
        return "".join(
            f"{problem.span.line}:{problem.span.column}: {problem.text.render(console.translate)}\n"
            for problem in content.problems
        )
    try:
        proposal: Proposal = propose(registry, [Put(address, text)], day(None))
    except Refused as error:
        return error.text.render(console.translate) + "\n"
    errors = [finding for finding in proposal.introduced if finding.severity == "error"]
    errors = errors or list(integrity.errors(registry, proposal))
    return found_in(console, proposal.after, errors) if errors else ""


def _again(console: Console) -> bool:
    from regio_cli.cli.ask import agreed

    return agreed(console.translate(N_("Go on editing?")), console.translate)


def _run_editor(file: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")
    try:
        words = shlex.split(editor, posix=os.name != "nt")
    except ValueError as error:
        text = Text(N_("the editor '{editor}' is no command: a quotation mark is missing"), {"editor": editor})
        raise Wrong(text, Text(N_("set EDITOR to the command of your editor"))) from error
    try:
        code = subprocess.call([*words, str(file)])
    except OSError as error:
        raise Wrong(
            Text(
                N_("the editor '{editor}' can't be started: {what}"), {"editor": editor, "what": error.strerror or ""}
            ),
            Text(N_("set EDITOR to the command of your editor")),
        ) from error
    if code:
        raise Wrong(
            Text(N_("the editor ended with code {code}, so nothing is changed"), {"code": code}),
            Text(N_("your text is kept in {file}"), {"file": str(file)}),
        )
