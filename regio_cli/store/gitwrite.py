"""What regio writes with git: objects, a commit, a branch that moves only from where it was, entries of the index.

All by git's own plumbing, with an index of our own for the tree, so that nothing the user has staged takes part.
Objects and references are flushed to disk before the branch moves.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from regio_cli.store.git import Git, GitDied, GitError, require_done

_FLUSHED = ("-c", "core.fsync=objects,reference")
# In the place of a blob, for a path that holds no file. No id is like it, whatever the object format.
ABSENT = ""
# More blobs than this go into one pack: flushing each by itself would wait for the disk as often.
_MANY = 50
FILE, EXECUTABLE = "100644", "100755"
_UNDER_WAY = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}


class Staged(NamedTuple):
    """A path from the top of the work tree with the blob it shall have, ABSENT for one that goes; `mode` as git writes it."""

    path: str
    blob: str
    mode: str = FILE


def under_way(git_dir: Path) -> str | None:
    """Return the name of what git is in the middle of (merge, rebase, cherry-pick, revert), None when of nothing."""
    return next((word for name, word in _UNDER_WAY.items() if (git_dir / name).exists()), None)


def is_on(git: Git, branch: str) -> bool:
    """Tell whether HEAD is on `branch` (its full name); on "HEAD" it is when it is detached."""
    try:
        on = git.run("symbolic-ref", "-q", "HEAD").decode("utf-8", "surrogateescape").strip()
    except GitError as error:
        if error.status != 1:
            raise
        on = "HEAD"
    return on == branch


def has_identity(git: Git) -> bool:
    """Tell whether git knows a name and address to commit with, told by somebody and not made up by git."""
    # A date in the environment that git can't read says nothing of who somebody is.
    git = git._replace(extra={**git.extra, "GIT_AUTHOR_DATE": "@0 +0000", "GIT_COMMITTER_DATE": "@0 +0000"})
    try:
        git.run("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
        git.run("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
    except GitError:
        return False
    return True


def signs(git: Git) -> bool:
    """Tell whether commits here are to be signed."""
    return _setting(git, "commit.gpgsign") == "true"


def _setting(git: Git, name: str) -> str | None:
    try:
        return git.run("config", "--type=bool", name).decode().strip()
    except GitError:
        return None


def write_blobs(git: Git, files: Sequence[Path]) -> list[str]:
    """Store the content of `files` as blobs and return their ids, in order."""
    if not files:
        return []
    if len(files) > _MANY:
        return _write_pack(git, files)
    listed = "".join(f"{file}\n" for file in files).encode("utf-8", "surrogateescape")
    return git.run(*_FLUSHED, "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=listed).decode().split()


def _write_pack(git: Git, files: Sequence[Path]) -> list[str]:
    """Store the content of `files` as blobs in one pack, which is flushed to disk once, and return their ids."""
    marks = files[0].with_name("marks")
    contents = [file.read_bytes() for file in files]
    stream = b"".join(b"blob\nmark :%d\ndata %d\n%b\n" % (n, len(c), c) for n, c in enumerate(contents, 1))
    git.run(
        *_FLUSHED,
        "-c",
        "fastimport.unpackLimit=0",
        "fast-import",
        "--quiet",
        f"--export-marks={marks}",
        stdin=stream + b"done\n",
    )
    ids = dict(line.split(" ") for line in marks.read_text(encoding="ascii").splitlines())
    return [ids[f":{number}"] for number in range(1, len(files) + 1)]


def folder_at(git: Git, commit: str, path: str) -> str:
    """Return the id of the folder at `path` (from the top) in `commit`."""
    return git.run("rev-parse", "--verify", "-q", f"{commit}:{path}").decode().strip()


def with_index(git: Git, index: Path) -> Git:
    """Return `git` working with the index file `index` in place of the user's."""
    return git._replace(extra={**git.extra, "GIT_INDEX_FILE": str(index)})


class Treeing:
    """A tree in the making: git reads a commit into an index of its own while other work is done."""

    def __init__(self, git: Git, base: str) -> None:
        """Let git read commit `base`; `git` must have an index of its own (`with_index`)."""
        self._git = git
        self._reading = git.start(["read-tree", base])

    def made_with(self, staged: Sequence[Staged]) -> str:
        """Return the id of the tree of the commit with `staged` put into it. Raises GitError when it can't be made."""
        _, error = self._reading.communicate()
        require_done(self._reading, error)
        stage(self._git, staged)
        return tree_of_index(self._git)


def tree_of_index(git: Git) -> str:
    """Return the tree that the index of `git` makes."""
    return git.run(*_FLUSHED, "write-tree").decode().strip()


def stage(git: Git, staged: Sequence[Staged]) -> None:
    """Put these paths, and no others, into the index of `git`."""
    no_blob = no_id(git) if any(entry.blob == ABSENT for entry in staged) else ""
    lines = "".join(
        f"0 {no_blob}\t{entry.path}\0" if entry.blob == ABSENT else f"{entry.mode} {entry.blob}\t{entry.path}\0"
        for entry in staged
    )
    git.run("update-index", "-z", "--index-info", stdin=lines.encode("utf-8", "surrogateescape"))


def no_id(git: Git) -> str:
    """Return the id that git writes for no object: zeros, as many as the repository's object format has digits."""
    return "0" * len(git.run("hash-object", "-t", "blob", "--stdin", stdin=b"").strip())


class Indexed(NamedTuple):
    """What the index holds of a path.

    `hidden` is git's mark skip-worktree, which a sparse checkout gives to what it leaves out of the work tree;
    `unchecked` is its mark assume-unchanged. Of both git does not report edits.
    """

    blob: str
    mode: str
    hidden: bool
    unchecked: bool = False


def entries(git: Git, paths: Sequence[str]) -> dict[str, Indexed]:
    """Return what the index holds of those of `paths` (from the top of the work tree) that it has."""
    found: dict[str, Indexed] = {}
    for few in in_lots(paths):
        listed = git.run("ls-files", "-s", "-v", "-z", "--full-name", "--", *few)
        for line in listed.decode("utf-8", "surrogateescape").split("\0"):
            if line:
                about, _, path = line.partition("\t")
                tag, mode, blob, _ = about.split(" ")
                found[path] = Indexed(blob, mode, tag in ("S", "s"), tag.islower())
    return found


def in_lots(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield `paths` in lots that fit on a command line anywhere."""
    for start in range(0, len(paths), 200):
        yield paths[start : start + 200]


def hide(git: Git, paths: Sequence[str]) -> None:
    """Mark `paths` in the index as left out of the work tree."""
    git.run("update-index", "--skip-worktree", "--", *paths)


def mark_again(git: Git, known: Mapping[str, Indexed], paths: Sequence[str]) -> None:
    """Give `paths` in the index the marks that they had according to `known`, which git takes away when it stages them."""
    marks = (("--skip-worktree", "hidden"), ("--assume-unchanged", "unchecked"))
    for option, name in marks:
        marked = [path for path in paths if path in known and getattr(known[path], name)]
        for few in in_lots(marked):
            git.run("update-index", option, "--", *few)


def differing(git: Git, index: Path, known: Mapping[str, Indexed], paths: Sequence[str]) -> list[str]:
    """Return those of `paths` whose file is not what the index holds according to `known`, whatever marks these have.

    Git compares contents, as its filters store them, by an index of our own in the file `index`: that has no marks and
    no times. The user's settings that keep git from looking are set aside.
    """
    own = with_index(git, index)
    looking = ("-c", "core.ignoreStat=false", "-c", "core.fsmonitor=false", "-c", "core.fileMode=false")
    lines = "".join(f"{known[path].mode} {known[path].blob}\t{path}\0" for path in paths)
    own.run(*looking, "update-index", "-z", "--index-info", stdin=lines.encode("utf-8", "surrogateescape"))
    # It fails when a file differs, which is what is asked next.
    refreshing = own.start([*looking, "update-index", "-q", "--refresh"])
    refreshing.communicate()
    found = own.run(*looking, "diff-files", "-z", "--name-only").decode("utf-8", "surrogateescape")
    return [path for path in found.split("\0") if path]


def has_hook(hooks: Path, name: str) -> bool:
    """Tell whether the folder `hooks` has a hook called `name` that git would run."""
    file = hooks / name
    return file.is_file() and (os.name == "nt" or os.access(file, os.X_OK))


def run_hook(git: Git, name: str, *arguments: str) -> None:
    """Run the hook called `name`. Raises GitError, with what it printed, when it says no."""
    try:
        git.run("hook", "run", "--ignore-missing", name, *(("--", *arguments) if arguments else ()))
    except GitDied as error:
        # Git ends as its hook does.
        raise GitError(str(error), error.status) from error


def write_commit(git: Git, tree: str, parents: Sequence[str], message: Path, sign: bool) -> str:
    """Store a commit and return its id; no branch moves. Raises GitError when it can't be signed."""
    of = [option for parent in parents for option in ("-p", parent)]
    known = ("-c", "user.useConfigOnly=true")
    return (
        git.run(*_FLUSHED, *known, "commit-tree", tree, *of, "-F", str(message), *(("-S",) if sign else ()))
        .decode()
        .strip()
    )


def authored(git: Git, commit: str) -> Mapping[str, str]:
    """Return the variables that make git write a commit with the author and date of `commit`, as they are written there."""
    line = _headers(git, commit)[b"author"]
    who, _, date = line.rpartition(b"> ")
    name, _, mail = who.partition(b" <")
    # For git an @ says that these are seconds; without it, it takes short numbers for something else.
    given = {"NAME": name, "EMAIL": mail, "DATE": b"@" + date}
    return {f"GIT_AUTHOR_{key}": value.decode("utf-8", "surrogateescape") for key, value in given.items()}


def rewrite_commit(git: Git, commit: str, tree: str, parent: str) -> str:
    """Store `commit` anew with another tree and parent, and return its id; author, date and message stay byte for byte.

    It is not signed. Raises GitError when git does not know who commits.
    """
    committer = git.run("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT").strip()
    headers = _headers(git, commit)
    lines = [b"tree " + tree.encode(), b"parent " + parent.encode(), b"author " + headers[b"author"]]
    lines.append(b"committer " + committer)
    if b"encoding" in headers:
        lines.append(b"encoding " + headers[b"encoding"])
    message = git.run("cat-file", "commit", commit).partition(b"\n\n")[2]
    # Literally: what git would not write today (an author without a name, a date to come) was written once.
    storing = ("hash-object", "-t", "commit", "-w", "--stdin", "--literally")
    return git.run(*_FLUSHED, *storing, stdin=b"\n".join(lines) + b"\n\n" + message).decode().strip()


def _headers(git: Git, commit: str) -> dict[bytes, bytes]:
    """Return the headers of a commit by name, of those on one line."""
    head = git.run("cat-file", "commit", commit).partition(b"\n\n")[0]
    pairs = (line.partition(b" ") for line in head.split(b"\n") if not line.startswith(b" "))
    return {name: value for name, _, value in pairs}


def move(git: Git, reference: str, new: str, old: str, why: str) -> None:
    """Move `reference` (a branch, or HEAD itself) from the commit `old` to `new`; the moment a change is made.

    Raises GitError when it is no longer at `old`.
    """
    detached = ("--no-deref",) if reference == "HEAD" else ()
    git.run(*_FLUSHED, "update-ref", *detached, "-m", why, reference, new, old)


def smudged(git: Git, blobs: Sequence[tuple[str, str]]) -> list[bytes]:
    """Return the content of each (blob, path) as git writes it to the work tree: with this path's line ends and filters."""
    if not blobs:
        return []
    lines = [f"{blob} {path}\n".encode("utf-8", "surrogateescape") for blob, path in blobs]
    # The size that git tells is that from before the filters. So an object that is not there is asked for behind each.
    end = hashlib.sha1(b"".join(lines), usedforsecurity=False).hexdigest().encode()
    out = git.run("cat-file", "--batch", "--filters", stdin=b"".join(line + end + b"\n" for line in lines))
    answers = out.split(b"\n" + end + b" missing\n")[:-1]
    return [answer.partition(b"\n")[2] for answer in answers]
