"""``regio fmt``."""

from pathlib import Path
from typing import Annotated

import typer

from regio_cli.cli.options import HERE, Root
from regio_cli.cli.run import FINDINGS, FINE, Console
from regio_cli.model.text import N_, Text
from regio_cli.store import wholefile
from regio_cli.store.canonical import format_text


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
        kind = registry.kinds[file.address.kind]
        try:
            old = on_disk.read_bytes()
            new = format_text(kind, old.decode(), kind.schema_path).encode()
        except ValueError:
            broken += 1
            console.say(
                Text(N_("{path} can't be read; 'regio validate' tells why"), {"path": file.path}).render(
                    console.translate
                )
                + "\n"
            )
            continue
        if new != old:
            changed += 1
            console.say(file.path + "\n")
            if not check:
                wholefile.write_own(on_disk, new)
    text = N_("{count} files would change.") if check else N_("{count} files changed.")
    console.say(Text(text, {"count": changed}).render(console.translate) + "\n")
    return FINDINGS if broken or (check and changed) else FINE
