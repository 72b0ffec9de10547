"""A checked change becomes one commit, wholly or not at all.

1. Under the lock: what an interrupted change left is finished or cleared away; the registry is read again if it moved.
2. Blobs, a tree made in an index of our own, and the commit are stored; hooks are asked. Nothing of the user's is touched.
   Meanwhile the rules of integrity are asked about the records as they will be.
3. The journal is written; the branch moves from the commit it was at to the new one. This is the moment of the change.
   From just before that, git's own lock on the index keeps other gits away until 4 is done.
4. The files of the work tree and their entries in the user's index follow. If this is cut off, the next run does it.
"""

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from regio_cli.change import journal as j
from regio_cli.change.integrity import Judging
from regio_cli.change.ownkinds import require_committed
from regio_cli.change.proposal import Proposal, require_sound
from regio_cli.change.refusal import NotNow, Refused
from regio_cli.change.unreported import OnDisk, require_known, require_unfiltered
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry, Reopening, keep
from regio_cli.store import git as g
from regio_cli.store import gitwrite as w
from regio_cli.store import indexlock
from regio_cli.store.git import Git, GitDied, GitError, is_ancestor
from regio_cli.store.lock import Held, Owner, locked
from regio_cli.store.source import REGISTRY, PlainFolder, WorkTree

LOCK = "lock"
# Tells a hook which tree is checked already.
CHECKED = "REGIO_CHECKED"
FOLDER = "regio"
_PATIENCE = 60.0


@dataclass(frozen=True)
class Desk:
    """What a change needs from the world around it: environment, who asks, how to wait, and whom to tell of a wait."""

    env: Mapping[str, str]
    me: Owner
    pause: Callable[[float], None]
    waiting: Callable[[Owner | None], None]
    recovered: Callable[[j.Outcome], None]
    patience: float = _PATIENCE


@dataclass(frozen=True)
class Leave:
    """What the user allows: to commit on a detached HEAD, and to take along a touched file's own uncommitted edits."""

    detached: bool = False
    dirty: bool = False


class Done(NamedTuple):
    """A change that was made: its commit, subject, and the files that somebody was editing and that were left as they are."""

    commit: str
    subject: str
    proposal: Proposal
    left: tuple[str, ...]


class Place(NamedTuple):
    """The work tree that is changed; `top` is git at its top folder, `folder` where the change is prepared."""

    top: Git
    at: g.State
    folder: Path


Make = Callable[[Registry], Proposal]
Say = Callable[[Proposal], tuple[str, str]]


def commit(registry: Registry, prepare: Callable[[], Proposal], make: Make, say: Say, leave: Leave, desk: Desk) -> Done:
    """Make the change of `registry` that `prepare` gives; when the registry has moved since, `make` works it out again.

    `say` gives the subject and the whole message of the commit. Raises NotNow when the repository is in no state for
    it, Broken when the registry would break, Refused when `prepare` or `make` does; then nothing is changed.
    """
    place = place_of(registry, desk.env)
    try:
        with locked(place.at.git_dir / FOLDER / LOCK, desk.me, desk.patience, desk.waiting, desk.pause) as handle:
            place = place._replace(top=place.top._replace(shared=() if os.name == "nt" else (handle,)))
            settle(place, desk)
            fresh, proposal = _worked_out(registry, prepare, make, desk)
            require_sound(proposal)
            return _commit(fresh, place, proposal, Judging(fresh, proposal), say, leave, desk)
    except Held as error:
        raise held(error.owner) from error


def _worked_out(
    registry: Registry, prepare: Callable[[], Proposal], make: Make, desk: Desk
) -> tuple[Registry, Proposal]:
    """Return the registry as it is now and the change of it, worked out while git looks whether it has moved."""
    looking = Reopening(registry, desk.env)
    try:
        proposal = prepare()
    except Refused:
        fresh = looking.registry()
        if fresh is registry:
            raise
        return fresh, make(fresh)
    fresh = looking.registry()
    return fresh, proposal if fresh is registry else make(fresh)


def recover(registry: Registry, desk: Desk) -> None:
    """Finish or clear away what an interrupted change left, and tell `desk` of it; does nothing while one is at work.

    Raises NotNow or OSError when that can't be done now.
    """
    if isinstance(registry.source, WorkTree) and (registry.source.state.git_dir / FOLDER / j.FOLDER).is_dir():
        place = place_of(registry, desk.env)
        try:
            with locked(place.at.git_dir / FOLDER / LOCK, desk.me, 0, desk.waiting, desk.pause):
                settle(place, desk, 0)
        except Held:
            return


def place_of(registry: Registry, env: Mapping[str, str]) -> Place:
    """Return where `registry` is changed. Raises NotNow without git and outside a work tree."""
    if isinstance(registry.source, PlainFolder) and registry.source.trouble:
        raise registry.source.trouble
    if not isinstance(registry.source, WorkTree):
        raise NotNow(
            Text(N_("this registry is not in a git repository, so a change can't be committed")),
            Text(N_("run 'git init' and commit what there is; or begin with 'regio init'")),
        )
    at = registry.source.state
    return Place(Git(at.top, env), at, at.git_dir / FOLDER / j.FOLDER)


def settle(place: Place, desk: Desk, patience: float = j.INDEX_PATIENCE) -> None:
    """Deal with what an interrupted change left, waiting `patience` seconds for the index. Raises NotNow when it can't."""
    try:
        outcome = j.recover(_in_journal(place), desk.pause, patience)
    except j.Unreadable as error:
        text = Text(N_("what an interrupted change wrote down can't be read: {file}"), {"file": str(error)})
        hint = N_("see with 'git log -1' and 'git status' whether it is in, then move the folder {folder} elsewhere")
        raise NotNow(text, Text(hint, {"folder": str(place.folder)})) from error
    except (OSError, GitError, GitDied) as error:
        text = Text(N_("an interrupted change can't be finished now: {what}"), {"what": str(error)})
        raise NotNow(text, Text(N_("mend that and try again; regio will finish it first"))) from error
    if outcome:
        desk.recovered(outcome)


def _commit(
    registry: Registry, place: Place, proposal: Proposal, judging: Judging, say: Say, leave: Leave, desk: Desk
) -> Done:
    head = _require_ready(registry, place, proposal, leave)
    subject, text = say(proposal)
    assert head.commit
    try:
        place.folder.mkdir(parents=True, exist_ok=True)
        treeing = w.Treeing(w.with_index(place.top, place.folder / "index"), head.commit)
        steps = _prepared(registry, place, proposal)
        new = _stored(place, head.commit, treeing, steps, text)
        judging.require_sound()
        journal = j.Journal(head.branch or "HEAD", head.commit, new, subject, steps)
        left = moved(place, journal, desk)
    except (GitError, GitDied) as error:
        abandon(place)
        raise NotNow(Text(N_("git says: {what}"), {"what": _words(error)})) from error
    except BaseException:
        abandon(place)
        raise
    _require_kept(place, journal)
    if not left:
        _remember(registry, place, proposal, judging, new)
    _told(place)
    return Done(new, subject, proposal, tuple(left))


def _words(error: GitError | GitDied) -> str:
    return str(error) or f"exit status {error.status}"


def moved(place: Place, journal: j.Journal, desk: Desk) -> list[str]:
    """Move the branch as `journal` says and let files and index follow; return the files that are left as they are.

    Git's lock on the index keeps other gits away meanwhile. Raises NotNow, GitError or GitDied; whether the change is
    in then, `abandon` finds out.
    """
    j.write(place.folder, journal)
    indexlock.take(place.at.git_dir, j.INDEX_PATIENCE, desk.pause)
    _require_as_before(place, journal)
    try:
        w.move(place.top, journal.reference, journal.new, journal.old, f"regio: {journal.subject}")
    except (GitError, GitDied) as error:
        # A git that is killed may have moved the branch before that.
        if not _is_made(place, journal, error):
            raise _unmoved(error) from error
    return _finished(place, journal)


def _require_as_before(place: Place, journal: j.Journal) -> None:
    """Raise NotNow when HEAD is on another branch by now, or git in the middle of a rebase or the like."""
    _require_nothing_under_way(place.at.git_dir)
    if not _is_still_on(place, journal.reference):
        text = Text(N_("another branch was checked out while the change was made"))
        raise NotNow(text, Text(N_("nothing is changed; try again")))


def _is_still_on(place: Place, reference: str) -> bool:
    with contextlib.suppress(OSError, ValueError):
        if (place.at.git_dir / "HEAD").read_text(encoding="utf-8").strip() == f"ref: {reference}":
            return True
    return w.is_on(place.top, reference)


def _is_made(place: Place, journal: j.Journal, why: Exception) -> bool:
    """Whether the branch moved although git failed. Raises NotNow when that can't be found out; the journal stays."""
    try:
        return j.is_made(place.top, journal)
    except (GitError, GitDied) as error:
        values = {"commit": journal.new[:10], "what": str(why) or str(error)}
        text = Text(N_("git broke off, and whether the change is made ({commit}) is not known: {what}"), values)
        raise NotNow(text, Text(N_("the next regio finds out and says so"))) from why


def _unmoved(error: GitError | GitDied) -> NotNow:
    """Return why a branch did not move: it is elsewhere by now, or a git keeps it, perhaps one that is no more."""
    values = {"what": _words(error)}
    if ".lock'" in str(error):
        hint = Text(N_("nothing is changed; try again, and when no git is at work remove the .lock file that it names"))
        return NotNow(Text(N_("git can't move the branch: {what}"), values), hint)
    if isinstance(error, GitDied):
        return NotNow(Text(N_("git can't move the branch: {what}"), values), Text(N_("nothing is changed; try again")))
    text = Text(N_("the branch moved while the change was made: {what}"), values)
    return NotNow(text, Text(N_("nothing is changed; try again")))


def _finished(place: Place, journal: j.Journal) -> list[str]:
    """Let files and index follow the commit. Raises NotNow when they can't now; the next run does it then."""
    own = _in_journal(place)
    try:
        left = j.finish(own, journal.steps)
        j.drop(own)
    except (OSError, GitError, GitDied) as error:
        values = {"commit": journal.new[:10], "what": str(error)}
        text = Text(N_("the change is made ({commit}), but its files can't be written: {what}"), values)
        raise NotNow(text, Text(N_("mend that; the next regio will finish it"))) from error
    return left


def _require_kept(place: Place, journal: j.Journal) -> None:
    """Raise NotNow when somebody has moved the branch back meanwhile, so that it lost the change."""
    try:
        if _tip_on_disk(place, journal.reference) == journal.new:
            return
        if is_ancestor(place.top, journal.new, journal.reference):
            return
    except (GitError, GitDied):
        # The change is made; only that nobody undid it since can't be seen.
        return
    values = {"commit": journal.new[:10]}
    text = Text(N_("the change was made ({commit}), but another git moved the branch back at once"), values)
    raise NotNow(text, Text(N_("'git cherry-pick {commit}' makes it again"), values))


def _tip_on_disk(place: Place, reference: str) -> str | None:
    """Return the commit in the file of `reference`, None when git keeps it otherwise: reading it costs no process."""
    folder = place.at.git_dir if reference == "HEAD" else place.at.common_dir
    with contextlib.suppress(OSError, ValueError):
        return (folder / reference).read_text(encoding="ascii").strip()
    return None


def _remember(registry: Registry, place: Place, proposal: Proposal, judging: Judging, new: str) -> None:
    """Keep what is known of the registry after the change; that it can't be kept is no failure of the change."""
    with contextlib.suppress(OSError, GitError, GitDied):
        if None in proposal.files.values():
            registry.forget_removed(proposal.after)
        tree = w.folder_at(place.top, new, f"{place.at.prefix}{REGISTRY}")
        keep(registry, proposal.after, proposal.paths, proposal.found, proposal.on, tree, judging.tables)


def abandon(place: Place) -> None:
    """Clear away what was prepared, unless the branch did move, or may have: then the journal stays for the next run."""
    if not place.folder.is_dir():
        return
    try:
        journal = j.read(place.folder)
        if journal and j.is_made(place.top, journal):
            return
        j.drop(_in_journal(place))
    except (OSError, GitError, GitDied, j.Unreadable):
        return


def _in_journal(place: Place) -> j.Place:
    return j.Place(place.top, place.at.top, place.at.git_dir, place.folder)


def _require_ready(registry: Registry, place: Place, proposal: Proposal, leave: Leave) -> g.Head:
    """Return where HEAD is. Raises NotNow when the repository is in no state for this change."""
    head = require_still(registry)
    if head.branch is None and not leave.detached:
        raise NotNow(
            Text(N_("HEAD is on no branch, so a change made now is easily lost")),
            Text(N_("go to a branch ('git switch main'), or say --detached")),
        )
    _require_clean(registry, place, proposal, leave)
    require_committed(registry, list(proposal.delta.after))
    _require_inside(place, proposal)
    return head


def require_still(registry: Registry) -> g.Head:
    """Return where HEAD is. Raises NotNow in the middle of a merge or the like, and before the first commit."""
    assert isinstance(registry.source, WorkTree)
    _require_nothing_under_way(registry.source.state.git_dir)
    head = registry.source.state.head
    if head.commit is None:
        raise NotNow(Text(N_("this repository has no commit yet")), Text(N_("commit the registry once with git first")))
    return head


def _require_nothing_under_way(git_dir: Path) -> None:
    word = w.under_way(git_dir)
    if word:
        raise NotNow(
            Text(N_("git is in the middle of a {what}"), {"what": word}),
            Text(N_("finish it ('git {what} --continue') or drop it ('git {what} --abort') first"), {"what": word}),
        )


def _require_clean(registry: Registry, place: Place, proposal: Proposal, leave: Leave) -> None:
    assert isinstance(registry.source, WorkTree)
    states = {change.path: change.state for change in registry.source.state.changes}
    dirty = [path for path in proposal.paths if path in states]
    if dirty and (not leave.dirty or any(states[path] == "UU" for path in dirty)):
        listed = ", ".join(f"{REGISTRY}/{path}" for path in dirty)
        _require_edited(registry.source, place, dirty)
        raise NotNow(
            Text(N_("edited but not committed, and this change touches it: {files}"), {"files": listed}),
            Text(N_("commit or undo that edit first, or say --include-dirty to commit it along")),
        )


def _require_edited(source: WorkTree, place: Place, paths: Sequence[str]) -> None:
    """Raise NotNow, which says so, when of all `paths` only the mode differs (chmod) and the content is as in the index."""
    root = f"{place.at.prefix}{REGISTRY}/"
    if any(change.path in paths and not change.state.startswith(".") for change in source.state.changes):
        # An edit that is staged is an edit, although the file is as the index has it.
        return
    known, differing = w.entries(place.top, [root + path for path in paths]), source.differing()
    for path in paths:
        entry, indexed = differing.get(path), known.get(root + path)
        if entry is None or indexed is None or entry.id != indexed.blob:
            return
    listed = ", ".join(f"{REGISTRY}/{path}" for path in paths)
    text = Text(
        N_("made executable or not (chmod) but not committed, and this change touches it: {files}"), {"files": listed}
    )
    raise NotNow(text, Text(N_("let git leave modes alone: git config core.fileMode false")))


def _require_inside(place: Place, proposal: Proposal) -> None:
    """Raise NotNow when a folder on the way to a file is a link: what is written there would land elsewhere."""
    root = place.at.top / place.at.prefix / REGISTRY
    for path in proposal.paths:
        folder = (root / path).parent
        if any(each.is_symlink() for each in (folder, root)):
            raise NotNow(Text(N_("{folder} is a link, not a folder"), {"folder": str(folder)}))


def _prepared(registry: Registry, place: Place, proposal: Proposal) -> tuple[j.Step, ...]:
    """Store the new files as blobs, keep them ready as the work tree will have them, and say what is to follow.

    Raises NotNow when a file on disk is not what git says, or a filter of git stands between.
    """
    assert isinstance(registry.source, WorkTree)
    root = f"{place.at.prefix}{REGISTRY}/"
    files = {f"{root}{path}": content for path, content in proposal.files.items()}
    there = [path for path in sorted(files) if files[path] is not None]
    require_unfiltered(place.top, there)
    known = w.entries(place.top, sorted(files))
    disk = {path: j.content_of(place.at.top / path) for path in files}
    taken = {root + path: entry.id if entry else None for path, entry in registry.source.differing().items()}
    require_known(place.top, OnDisk(place.at.top, disk, place.folder / "seen"), known, taken)
    drafts = [place.folder / f"{number}.blob" for number in range(len(there))]
    for file, path in zip(drafts, there, strict=True):
        file.write_bytes(files[path] or b"")
    blobs = dict(zip(there, w.write_blobs(place.top, drafts), strict=True))
    shown = dict(zip(there, w.smudged(place.top, [(blobs[path], path) for path in there]), strict=True))
    asked: dict[str, bool] = {}
    steps = tuple(
        step_of(place, path, number, disk[path], blobs, shown, known, asked)
        for number, path in enumerate(sorted(files))
    )
    j.flush([place.folder / step.prepared for step in steps if step.prepared])
    return steps


def step_of(
    place: Place,
    path: str,
    number: int,
    old: bytes | None,
    blobs: Mapping[str, str],
    shown: Mapping[str, bytes],
    known: Mapping[str, w.Indexed],
    asked: dict[str, bool],
) -> j.Step:
    """Return the step for one path, its file prepared as `number`, but not yet flushed to disk.

    `old` is the content on disk, which is known to be what git has (`unreported.require_known`). `blobs` and `shown` are what the paths will hold, in git and in the work tree; `known` what the index has now,
    `asked` which folders that are not there a sparse checkout leaves out, as far as git was asked.
    """
    entry = known.get(path)
    hidden = old is None and (entry.hidden if entry else _is_left_out(place, path, asked))
    prepared = f"{number}.file" if path in shown and not hidden else None
    if prepared:
        (place.folder / prepared).write_bytes(shown[path])
    return j.Step(
        path,
        prepared,
        j.digest(old),
        j.digest(shown.get(path)),
        entry.blob if entry else w.ABSENT,
        blobs.get(path, w.ABSENT),
        entry.mode if entry else w.FILE,
        hidden,
    )


def _is_left_out(place: Place, path: str, asked: dict[str, bool]) -> bool:
    """Tell whether a new file is in a folder that a sparse checkout leaves out; `asked` is what is known of folders."""
    folder = path.rpartition("/")[0]
    if (place.at.top / folder).exists():
        return False
    # Git is asked once a folder: an import may bring a thousand files to one that is not there yet.
    if folder not in asked:
        asked[folder] = any(entry.hidden for entry in w.entries(place.top, [folder]).values())
    return asked[folder]


def _stored(place: Place, parent: str, treeing: w.Treeing, steps: tuple[j.Step, ...], text: str) -> str:
    """Store the commit and return its id; hooks have agreed and it is signed if commits here are."""
    tree = treeing.made_with([w.Staged(step.path, step.new_blob, step.mode) for step in steps])
    message = place.folder / "message"
    message.write_text(text, encoding="utf-8", newline="\n")
    _ask_hooks(place, w.with_index(place.top, place.folder / "index"), tree, message)
    sign = w.signs(place.top)
    try:
        return w.write_commit(place.top, tree, [parent], message, sign)
    except GitError as error:
        raise not_committed(place, error, sign) from error


def _ask_hooks(place: Place, own: Git, tree: str, message: Path) -> None:
    editing = own._replace(extra={**own.extra, "GIT_EDITOR": ":", CHECKED: tree})
    asked = (("pre-commit",), ("prepare-commit-msg", str(message), "message"), ("commit-msg", str(message)))
    for name, *arguments in asked:
        if w.has_hook(place.at.hooks, name):
            try:
                w.run_hook(editing, name, *arguments)
            except GitError as error:
                text = Text(
                    N_("the hook {name} says no, so nothing is changed:\n{what}"), {"name": name, "what": str(error)}
                )
                raise NotNow(text) from error
            if name == "pre-commit" and w.tree_of_index(own) != tree:
                raise NotNow(
                    Text(N_("the hook pre-commit changed files, so what was checked is not what would be committed")),
                    Text(N_("let the hook check only, or run 'regio fmt' and commit that first")),
                )


def not_committed(place: Place, error: GitError, sign: bool) -> NotNow:
    """Return why git would not write a commit, in words."""
    if "invalid date" in str(error):
        return NotNow(
            Text(N_("git can't read the date in the environment: {what}"), {"what": str(error)}),
            Text(N_("remove GIT_AUTHOR_DATE and GIT_COMMITTER_DATE from the environment, or write 2026-01-31T12:00")),
        )
    if not w.has_identity(place.top):
        return NotNow(
            Text(N_("git does not know who you are, and every change says who made it")),
            Text(N_('run: git config --global user.name "Your Name"; git config --global user.email you@example.org')),
        )
    if sign:
        return NotNow(
            Text(N_("the commit can't be signed, so nothing is changed: {what}"), {"what": str(error)}),
            Text(N_("see 'git config user.signingkey', or whether the key is at hand")),
        )
    return NotNow(Text(N_("git says: {what}"), {"what": str(error)}))


def _told(place: Place) -> None:
    """Run the hook that hears of a commit; the change is made, whatever it says."""
    if w.has_hook(place.at.hooks, "post-commit"):
        try:
            w.run_hook(place.top._replace(shared=()), "post-commit")
        except GitError:
            return


def held(owner: Owner | None) -> NotNow:
    """Return that `owner` holds the lock, in words."""
    if owner is None:
        text = Text(N_("another regio is changing this registry"))
    else:
        text = Text(
            N_("another regio (process {pid} on {host}) is changing this registry"),
            {"pid": owner.pid, "host": owner.host},
        )
    return NotNow(text, Text(N_("wait until it is done, and try again")))
