"""Files and index of the work tree follow the branch to another commit, wholly or not at all."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from regio_cli.change import journal as j
from regio_cli.change.refusal import NotNow
from regio_cli.change.transaction import Desk, Place, moved, step_of
from regio_cli.change.unreported import OnDisk, require_known
from regio_cli.model.text import N_, Text
from regio_cli.store import divergence as d
from regio_cli.store import gitwrite as w

_PLAIN = (w.FILE, w.EXECUTABLE, d.NO_FILE)
_LISTED = 10


def follow(place: Place, reference: str, old: str, new: str, why: str, desk: Desk) -> tuple[str, ...]:
    """Move the branch `reference` from the commit `old` to `new`, and let files and index follow by way of the journal.

    Return the paths that somebody edited meanwhile, left as they are. Raises NotNow when somebody's work is in the way;
    what was prepared is then still there (`transaction.abandon`).
    """
    changes = d.changed(place.top, old, new)
    require_free(place, changes)
    journal = j.Journal(reference, old, new, why, _steps(place, changes))
    return tuple(moved(place, journal, desk))


def _steps(place: Place, changes: Sequence[d.Changed]) -> tuple[j.Step, ...]:
    blobs = {change.path: change.after.blob for change in changes if change.after != d.NOTHING}
    paths = [change.path for change in changes]
    shown = dict(zip(blobs, w.smudged(place.top, [(blob, path) for path, blob in blobs.items()]), strict=True))
    known = w.entries(place.top, paths)
    disk = {path: j.content_of(place.at.top / path) for path in paths}
    require_known(place.top, OnDisk(place.at.top, disk, place.folder / "seen"), known, {})
    asked: dict[str, bool] = {}
    # A file goes before a folder of that name comes.
    ordered = sorted(changes, key=lambda change: (change.after != d.NOTHING, change.path))
    steps = tuple(
        _with_mode(step_of(place, change.path, number, disk[change.path], blobs, shown, known, asked), change)
        for number, change in enumerate(ordered)
    )
    j.flush([place.folder / step.prepared for step in steps if step.prepared])
    return steps


def _with_mode(step: j.Step, change: d.Changed) -> j.Step:
    if change.after == d.NOTHING or change.after.mode == change.before.mode:
        return step
    return replace(step, mode=change.after.mode, old_mode=change.before.mode)


def require_free(place: Place, changes: Sequence[d.Changed]) -> None:
    """Raise NotNow when a file that changes has been edited, or something unknown stands where one is to come."""
    _require_plain(changes)
    edited = d.edited(place.top)
    _require_none(
        [change.path for change in changes if change.path in edited],
        N_("edited but not committed, and the changes of others touch it: {files}"),
        N_("commit that edit or undo it, and sync again"),
    )
    going = {change.path for change in changes if change.after == d.NOTHING}
    coming = [change.path for change in changes if change.before == d.NOTHING]
    _require_none(
        [path for path in coming if _is_taken(place.at.top, path, going)],
        N_("not in git, and the changes of others bring a file of that name: {files}"),
        N_("move it elsewhere, or commit it, and sync again"),
    )


def _require_plain(changes: Sequence[d.Changed]) -> None:
    odd = [c.path for c in changes if c.before.mode not in _PLAIN or c.after.mode not in _PLAIN]
    _require_none(
        odd,
        N_("the changes of others touch links or other repositories, which regio leaves to git: {files}"),
        N_("bring them in once with 'git pull --rebase'"),
    )


def _require_none(paths: Sequence[str], text: str, hint: str) -> None:
    if paths:
        more = [f"… {len(paths)}"] if len(paths) > _LISTED else []
        raise NotNow(Text(text, {"files": ", ".join([*paths[:_LISTED], *more])}), Text(hint))


def _is_taken(top: Path, path: str, going: set[str]) -> bool:
    """Tell whether something that does not go stands at `path`, or is no folder on the way to it."""
    file = top / path
    ways = [folder for folder in file.parents if folder != top and top in folder.parents]
    if any(folder.is_symlink() or (folder.is_file() and _name(top, folder) not in going) for folder in ways):
        return True
    if file.is_dir() and not file.is_symlink():
        inside = [below for below in file.rglob("*") if below.is_symlink() or not below.is_dir()]
        return not inside or any(_name(top, below) not in going for below in inside)
    return file.is_symlink() or file.exists()


def _name(top: Path, file: Path) -> str:
    return file.relative_to(top).as_posix()
