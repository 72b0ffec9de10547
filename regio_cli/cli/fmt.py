"""``regio fmt``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from regio_cli.cli.options import HERE, Root
from regio_cli.cli.run import FINDINGS, FINE, Console
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry
from regio_cli.store import wholefile
from regio_cli.store.canonical import format_text
from regio_cli.store.snapshot import File


def fmt_(
    paths: Annotated[list[Path] | None, typer.Argument(help="Only these files or folders.", metavar="[PATH]…")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 when something would change.")
    ] = False,
    root: Root = HERE,
) -> int:
    """Write records in canonical form: order of fields, quotes and blank lines; comments are kept.

    Example: regio fmt --check
    """
    console = Console()
    registry = console.open(root, None) if check else console.open_to_change(root)
    wanted = [path.absolute() for path in paths or ()]
    changed = broken = 0
    for file in registry.snapshot.files.values():
        on_disk = registry.root / file.path
        if not file.address or (wanted and not any(on_disk == w or w in on_disk.parents for w in wanted)):
            continue
        if not on_disk.is_file():
            # A sparse checkout leaves it out; whoever has it formats it.
            continue
        kind = registry.kinds[file.address.kind]
        try:
            # What git stores counts: the line ends and encoding that it gives a work tree are its own business.
            old = registry.snapshot.bytes_of(file)
            new = format_text(kind, old.decode(), kind.schema_path).encode()
        except ValueError:
            broken += 1
            _say(console, N_("{path} can't be read; 'regio validate' tells why"), {"path": file.path})
            continue
        if new == old:
            continue
        if not check and not _rewrite(registry, file, old, new):
            broken += 1
            _say(
                console,
                N_("{path} is edited on disk, which git does not report; it is left as it is"),
                {"path": file.path},
            )
            continue
        changed += 1
        console.say(file.path + "\n")
    text = N_("{count} files would change.") if check else N_("{count} files changed.")
    _say(console, text, {"count": changed})
    return FINDINGS if broken or (check and changed) else FINE


def _say(console: Console, template: str, values: Mapping[str, object]) -> None:
    console.say(Text(template, values).render(console.translate) + "\n")


def _rewrite(registry: Registry, file: File, old: bytes, new: bytes) -> bool:
    """Write `new` in place of `old`, as the work tree has it; False when the file on disk is not that of `old`."""
    on_disk = registry.root / file.path
    now = on_disk.read_bytes()
    if now == old:
        content = new
    elif now.replace(b"\r\n", b"\n") == old:
        content = new.replace(b"\n", b"\r\n")
    else:
        return False
    wholefile.write_own(on_disk, content)
    return True
