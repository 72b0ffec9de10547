"""What git knows of commits that an audit asks: who wrote them and when, what each changed against its first parent.

All is read as it was written: objects that are replaced, and parents that are grafted, count for nothing here.
"""

import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from regio_cli.model.zones import day_in, written_at
from regio_cli.store.git import ALL, Blob, Git, GitError, cleaned, contents

_FORMAT = "%x00".join(
    ("%H", "%P", "%an", "%ae", "%at", "%ad", "%cn", "%ce", "%ct", "%cd", "%s", "%b", "%(trailers:only,unfold)")
)
_FIELDS = _FORMAT.count("%x00") + 1
_PLAIN = (
    "-c",
    "log.showSignature=false",
    "-c",
    "log.showRoot=true",
    "-c",
    "log.follow=false",
    "-c",
    "log.mailmap=false",
)
# The head of a commit is small; only who means harm writes a large one.
_COMMIT_BYTES = 1 << 20
_SORTS = ((b"BEGIN SSH", "ssh"), (b"BEGIN PGP", "openpgp"), (b"", "x509"))


class Signed(NamedTuple):
    """Who did something, as git has it, and when: ISO 8601 (empty where that can't be read), and in seconds since 1970."""

    name: str
    email: str
    date: str
    seconds: int

    @property
    def day(self) -> str:
        """Day (YYYY-MM-DD) by the clock of who did it."""
        return self.date[:10] or "1970-01-01"

    def day_in(self, zone: ZoneInfo) -> str:
        """Day (YYYY-MM-DD) on which it was done, in `zone`."""
        return day_in(zone, self.seconds)


class Written(NamedTuple):
    """What a commit says of itself. `trailers` are all there are, as (name, value), in order."""

    id: str
    parents: tuple[str, ...]
    author: Signed
    committer: Signed
    subject: str
    body: str
    trailers: tuple[tuple[str, str], ...]

    @property
    def short(self) -> str:
        """The beginning of the id, long enough to name the commit."""
        return self.id[:10]


class Step(NamedTuple):
    """A file that differs between a commit and its first parent; paths are from the top of the repository."""

    path: str
    before: Blob | None
    after: Blob | None


def as_written(git: Git, nowhere: Path) -> Git:
    """Return git with replaced objects and grafts left out of account; there is no file at `nowhere`."""
    return git._replace(extra={**git.extra, "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": str(nowhere)})


def replaced(git: Git) -> int:
    """Return how many objects other objects stand in for in this clone."""
    return len(git.run("for-each-ref", "--format=x", "refs/replace/").split())


def written(git: Git, head: str, since: str | None) -> list[Written]:
    """Return `head` and all commits before it, newest first; with `since`, those that it does not come after."""
    ends = [head, f"^{since}"] if since else [head]
    out = git.run(*_PLAIN, "log", "-z", "--no-color", "--date=raw", f"--format={_FORMAT}", *ends, "--")
    fields = out.decode("utf-8", "replace").split("\0")
    return [_written(fields[at : at + _FIELDS]) for at in range(0, len(fields) - _FIELDS + 1, _FIELDS)]


def _written(fields: Sequence[str]) -> Written:
    id_, parents, an, ae, at, ai, cn, ce, ct, ci, subject, body, trailers = fields
    author = Signed(an, ae, written_at(ai), _seconds(at))
    committer = Signed(cn, ce, written_at(ci), _seconds(ct))
    return Written(id_, tuple(parents.split()), author, committer, subject, body, tuple(_trailers(trailers)))


def _seconds(text: str) -> int:
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 19 else 0


def _trailers(text: str) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip(), value.strip()


def steps(git: Git, commits: Iterable[tuple[str, str | None]], paths: Sequence[str]) -> dict[str, list[Step]]:
    """Return what each of `commits` (with its first parent, None for a first commit) changed below `paths`.

    `paths` are from git's `cwd`, those of what is returned from the top of the repository.
    """
    asked = "".join(f"{id_} {parent}\n" if parent else f"{id_}\n" for id_, parent in commits)
    plain = (
        "-r",
        "--raw",
        "-z",
        "--root",
        "--always",
        "--no-abbrev",
        "--no-renames",
        "--no-relative",
        ALL,
    )
    out = git.run("diff-tree", "--stdin", *plain, "--", *paths, stdin=asked.encode())
    found: dict[str, list[Step]] = {}
    here: list[Step] = []
    tokens = iter(out.decode("utf-8", "surrogateescape").split("\0"))
    for token in tokens:
        if token.startswith(":"):
            here.append(_step(token, next(tokens)))
        elif token:
            here = found[token.strip("\n")] = []
    return found


def _step(about: str, path: str) -> Step:
    old_mode, mode, old, new, _ = about[1:].split(" ")
    return Step(path, _blob(path, old_mode, old), _blob(path, mode, new))


def _blob(path: str, mode: str, id_: str) -> Blob | None:
    return Blob(path, mode, id_) if id_.strip("0") else None


def files_at(git: Git, commit: str, paths: Sequence[str]) -> list[Blob]:
    """Return all files of a commit below `paths`; these and the paths found are from the top of the repository."""
    out = git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *paths).decode("utf-8", "surrogateescape")
    found = (line.partition("\t") for line in out.split("\0") if line)
    return [Blob(path, about.split(" ")[0], about.split(" ")[2]) for about, _, path in found]


def signature_sorts(git: Git, commits: Sequence[str]) -> dict[str, str]:
    """Return by what each commit is signed: ssh, openpgp or x509; empty text for one that is not."""
    found = contents(git, commits, _COMMIT_BYTES) if commits else iter(())
    return {id_: _sort(content or b"") for id_, _, content in found}


def _sort(commit: bytes) -> str:
    head = commit.partition(b"\n\n")[0]
    _, is_signed, signature = head.partition(b"\ngpgsig")
    return next(sort for mark, sort in _SORTS if mark in signature) if is_signed else ""


def all_before(git: Git, head: str) -> frozenset[str]:
    """Return the ids of `head` and of all commits that it comes after."""
    return frozenset(git.run("rev-list", head, "--").decode().split())


def setting(git: Git, name: str) -> str | None:
    """Return a setting of git that is a path, with ``~`` resolved; None where it is not set."""
    try:
        return git.run("config", "--type=path", "--get", name).decode("utf-8", "surrogateescape").rstrip("\n") or None
    except GitError:
        return None


def keyring(git: Git) -> bytes | None:
    """Return what gpg knows of all keys, with how far each is trusted, expired or revoked now; None without gpg."""
    program = setting(git, "gpg.openpgp.program") or setting(git, "gpg.program") or "gpg"
    listing = [program, "--batch", "--with-colons", "--list-keys"]
    try:
        return subprocess.run(listing, env=cleaned(git.env), capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


Verdict = tuple[str, str, str]


def verified(git: Git, commits: Sequence[str], signers: Path) -> Mapping[str, Verdict]:
    """Return what git says of the signature of each commit: its ``%G?``, who signed, and with which key.

    `signers` is the file of allowed signers for ssh; there need be none.
    """
    if not commits:
        return {}
    asked = ("-c", f"gpg.ssh.allowedSignersFile={signers}")
    form = ("log", "--no-walk=unsorted", "--stdin", "-z", "--no-color", "--format=%H%x00%G?%x00%GS%x00%GK")
    out = git.run(*_PLAIN, *asked, *form, stdin="".join(f"{id_}\n" for id_ in commits).encode())
    fields = out.decode("utf-8", "replace").split("\0")
    return {fields[at]: (fields[at + 1], fields[at + 2], fields[at + 3]) for at in range(0, len(fields) - 3, 4)}
