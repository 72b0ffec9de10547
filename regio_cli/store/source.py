"""Where files of a registry come from: the work tree, a revision, or a plain folder without git.

A source lists its files with their git blob ids and gives their content. The id is of the content that git has or
would store, so what is remembered by id is never wrong.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol

from regio_cli.store import git as g
from regio_cli.store.trouble import Trouble, trouble
from regio_cli.store.yamlfile import MAX_BYTES

REGISTRY = "registry"
_INDEX = "regio"
_NO_ID = "0" * 40
# Bytes to read at once: almost every record whole.
_MOST = 8192
# Never follow a link, never wait for a pipe.
_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Entry(NamedTuple):
    """A file below the registry's folder; `path` from that folder. `oddity` names what is not an ordinary file."""

    path: str
    id: str
    oddity: str | None = None


class Source(Protocol):
    """What a snapshot is read from. `key` names exactly this content, None when it can't be told without reading."""

    @property
    def key(self) -> str | None:
        """A name for the whole content: equal keys, equal files."""
        ...

    @property
    def index_folder(self) -> Path | None:
        """The folder for what is remembered, None when there is no place for it."""
        ...

    def entries(self) -> list[Entry]:
        """Return every file, sorted by path."""
        ...

    def read(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, int, bytes | None]]:
        """Yield each entry with its size and content: None when it is larger than a record may be, or (-1) unreadable."""
        ...

    def one(self, path: str) -> bytes | None:
        """Return the content of the one file at `path` below the registry's folder, None when it can't be had."""
        ...

    def own_files(self, folder: str, suffix: str) -> dict[str, bytes]:
        """Return the content of the files in a folder beside the registry's (``schemas``), by name."""
        ...


def find_root(start: Path) -> Path | None:
    """Return the nearest folder at or above `start` that holds a registry, preferring one with ``registry.yaml``."""
    above = [start, *start.parents]
    whole = (folder for folder in above if (folder / REGISTRY / "registry.yaml").is_file())
    return next(whole, next((folder for folder in above if _holds_folders(folder / REGISTRY)), None))


def _holds_folders(folder: Path) -> bool:
    return any((folder / name).is_dir() for name in ("partners", "bodies", "persons", "mandates"))


class Opening:
    """A work tree being opened: git is at work, and `source` waits for it."""

    def __init__(self, root: Path, env: Mapping[str, str]) -> None:
        self._root, self._git = root, g.Git(root, env)
        self._listing: subprocess.Popen[bytes] | None = None
        try:
            self._asked: g.Asked | None = g.Asked(self._git, REGISTRY)
        except g.GitMissing:
            self._asked = None

    @property
    def index_folder(self) -> Path | None:
        """The folder for what is remembered, None without git."""
        common_dir = self._asked.common_dir if self._asked else None
        return common_dir / _INDEX if common_dir else None

    def list_all(self) -> None:
        """Let git already list all files, because they will be read."""
        tree = self._asked.tree if self._asked else None
        self._listing = g.listing(self._git, tree) if tree else None

    def source(self) -> "Source":
        """Return the files as they are now; without git, or outside it, as a plain folder.

        Raises Trouble when they are in a repository that git can't read.
        """
        if self._asked is None:
            return PlainFolder(self._root, trouble(self._root, g.GitMissing("git")))
        try:
            return WorkTree(self._root, self._git, self._asked.state(), self._listing)
        except g.GitError as error:
            found = trouble(self._root, error)
            if found:
                raise found from error
        return PlainFolder(self._root)


def open_revision(root: Path, revision: str, env: Mapping[str, str]) -> Source:
    """Return the source for `root` as it was in `revision`. Raises GitError when there is no such revision."""
    git = g.Git(root, env)
    try:
        commit = g.commit_of(git, revision)
    except g.GitError as error:
        # Without words git says that there is no such revision; without a status it was not asked.
        is_asked = isinstance(error, g.GitMissing) or (error.status is not None and bool(str(error)))
        found = trouble(root, error) if is_asked else None
        raise found or error from error
    return Revision(git, commit, g.tree_of(git, commit, REGISTRY))


def open_tree(git: g.Git, tree: str) -> Source:
    """Return the source for the folder where `git` is, as it is in the whole tree `tree` that no commit need have."""
    return Revision(git, tree, g.folder_in(git, tree, REGISTRY))


@dataclass(frozen=True)
class PlainFolder:
    """Files on disk, without git. Nothing is remembered. `trouble` is why, where there is a repository all the same."""

    root: Path
    trouble: Trouble | None = None
    key: str | None = None
    index_folder: Path | None = None

    def entries(self) -> list[Entry]:
        return sorted(self._walk(self.root / REGISTRY, ""))

    def _walk(self, folder: Path, prefix: str) -> Iterator[Entry]:
        with os.scandir(folder) as found:
            for item in found:
                path = prefix + item.name
                if item.is_symlink():
                    yield Entry(path, _NO_ID, "symlink")
                elif item.is_dir():
                    yield from self._walk(Path(item.path), path + "/")
                else:
                    yield Entry(path, _NO_ID, None if item.is_file() else "special")

    def read(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, int, bytes | None]]:
        for entry in entries:
            yield entry, *read_file(self.root / REGISTRY / entry.path)

    def one(self, path: str) -> bytes | None:
        return _read_small(str(self.root / REGISTRY / path))

    def own_files(self, folder: str, suffix: str) -> dict[str, bytes]:
        return files_in(self.root / folder, suffix)


@dataclass(frozen=True)
class WorkTree:
    """The files in a git work tree. Git says what differs from HEAD; only that is looked at on disk."""

    root: Path
    git: g.Git
    state: g.State
    _listing: "subprocess.Popen[bytes] | None" = field(default=None, compare=False, repr=False)
    _seen: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    @property
    def index_folder(self) -> Path | None:
        return self.state.common_dir / _INDEX

    @property
    def key(self) -> str | None:
        """The tree at HEAD, and the id of every file that differs from it."""
        return self.key_at(self.state.tree)

    def key_at(self, tree: str | None) -> str:
        """Return the key that this would have with `tree` at HEAD, when what differs from it stays the same."""
        return f"{tree}+{self._differs}"

    @cached_property
    def _differs(self) -> str:
        changed = "".join(f"{entry.path}\0{entry.id}\0{entry.oddity}\n" for entry in self._changed.values())
        gone = "".join(f"{change.path}\n" for change in self.state.changes if change.path not in self._changed)
        return g.blob_id((changed + "\0" + gone).encode("utf-8", "surrogateescape"), _NO_ID) if changed + gone else ""

    @cached_property
    def _changed(self) -> dict[str, Entry]:
        """The files on disk that differ from HEAD, by path; what is ignored by git is no part of the registry."""
        found = {}
        for change in sorted(self.state.changes):
            if change.state == "!":
                found[change.path] = Entry(change.path, _NO_ID, "ignored")
            elif change.blob is not None:
                found[change.path] = Entry(change.path, change.blob, oddity(change.mode))
            elif "D" not in change.state or (self.root / REGISTRY / change.path).exists():
                entry = self._on_disk(change.path)
                if entry:
                    found[change.path] = entry
        return found

    def differing(self) -> dict[str, Entry | None]:
        """Return the files that differ from HEAD, by path: as they are on disk, None for those that are gone."""
        return {change.path: self._changed.get(change.path) for change in self.state.changes}

    def _on_disk(self, path: str) -> Entry | None:
        file = self.root / REGISTRY / path
        if file.is_symlink():
            return Entry(path, _NO_ID, "symlink")
        if not file.is_file():
            return Entry(path, _NO_ID, "folder") if file.is_dir() else None
        size, content = read_file(file)
        if content is None:
            return Entry(path, f"{max(size, 0):040x}", "large" if size >= 0 else "unreadable")
        if b"\r\n" in content or not _is_utf8(content):
            content = self._as_git_stores(file, content)
        self._seen[path] = content
        return Entry(path, g.blob_id(content, self.state.tree or _NO_ID))

    def _as_git_stores(self, file: Path, content: bytes) -> bytes:
        """Return `content` as git would store it, when it is set to convert the line ends or the encoding of this file."""
        path = str(file.relative_to(self.root))
        try:
            stored = g.filtered_ids(self.git, [path])[0]
        except g.GitError:
            return content
        encoding = "" if _is_utf8(content) else g.attribute(self.git, "working-tree-encoding", [path]).get(path, "")
        found = (each for each in _conversions(content, encoding) if g.blob_id(each, stored) == stored)
        return next(found, content)

    def filters(self, paths: Sequence[str]) -> dict[str, str]:
        """Return the git filter of each of `paths` (below the registry's folder) that has one."""
        found = g.attribute(self.git, "filter", [f"{REGISTRY}/{path}" for path in paths])
        return {path.removeprefix(f"{REGISTRY}/"): name for path, name in found.items()}

    def entries(self) -> list[Entry]:
        files = {blob.path: Entry(blob.path, blob.id, oddity(blob.mode)) for blob in self._at_head}
        for change in self.state.changes:
            files.pop(change.path, None)
        return sorted([*files.values(), *self._changed.values()])

    @cached_property
    def _at_head(self) -> list[g.Blob]:
        if self._listing:
            return g.listed(self._listing)
        return g.blobs(self.git, self.state.tree) if self.state.tree else []

    def read(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, int, bytes | None]]:
        """Read from disk, which is fastest, but take it only when it is what git says it is; else from git."""
        absent = []
        folder = str(self.root / REGISTRY) + os.sep
        for entry in entries:
            path, id_, oddity = entry
            if oddity and oddity in ("large", "unreadable"):
                yield entry, int(id_, 16) if oddity == "large" else -1, None
                continue
            content = self._seen.get(path)
            if content is None:
                content = _read_small(folder + path)
                if content is None or g.blob_id(content, id_) != id_:
                    absent.append(entry)
                    continue
            yield entry, len(content), content
        yield from _from_git(self.git, absent)

    def one(self, path: str) -> bytes | None:
        return _read_small(str(self.root / REGISTRY / path))

    def own_files(self, folder: str, suffix: str) -> dict[str, bytes]:
        return files_in(self.root / folder, suffix)


@dataclass(frozen=True)
class Revision:
    """The files in a commit, or in a tree not committed yet; `tree` is None when that has no registry."""

    git: g.Git
    commit: str
    tree: str | None

    @property
    def key(self) -> str | None:
        return f"{self.tree}+"

    @cached_property
    def index_folder(self) -> Path | None:
        return g.git_dirs(self.git)[1] / _INDEX

    def entries(self) -> list[Entry]:
        found = g.blobs(self.git, self.tree) if self.tree else []
        return sorted(Entry(blob.path, blob.id, oddity(blob.mode)) for blob in found)

    def read(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, int, bytes | None]]:
        yield from _from_git(self.git, list(entries))

    def one(self, path: str) -> bytes | None:
        try:
            return self.git.run("cat-file", "blob", f"{self.tree}:{path}") if self.tree else None
        except g.GitError:
            return None

    def own_files(self, folder: str, suffix: str) -> dict[str, bytes]:
        tree = g.folder_in(self.git, self.commit, folder)
        found = {blob.path: blob.id for blob in g.blobs(self.git, tree)} if tree else {}
        wanted = {path: id_ for path, id_ in found.items() if path.endswith(suffix) and "/" not in path}
        read = g.contents(self.git, wanted.values(), MAX_BYTES) if wanted else iter(())
        return {path: content or b"" for path, (_, _, content) in zip(wanted, read, strict=True)}


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in content


def _conversions(content: bytes, encoding: str) -> Iterator[bytes]:
    """Yield what git may make of `content`: with LF, and in UTF-8 when the work tree has it in `encoding`."""
    yield content.replace(b"\r\n", b"\n")
    # Git's names that Python does not know begin with a byte order mark.
    name = encoding.removesuffix("-BOM").removesuffix("-bom")
    if name:
        try:
            text = content.decode(name).removeprefix("\ufeff").encode()
        except (LookupError, ValueError):
            return
        yield text
        yield text.replace(b"\r\n", b"\n")


_ODD_MODES = {g.SYMLINK: "symlink", g.SUBMODULE: "submodule"}


def oddity(mode: str) -> str | None:
    """Return what a file of this mode is when it is no ordinary one, None when it is."""
    return _ODD_MODES.get(mode)


def _from_git(git: g.Git, entries: list[Entry]) -> Iterator[tuple[Entry, int, bytes | None]]:
    if entries:
        read = g.contents(git, [entry.id for entry in entries], MAX_BYTES)
        for entry, (_, size, content) in zip(entries, read, strict=True):
            yield entry, size, content


def read_file(file: Path) -> tuple[int, bytes | None]:
    """Return the size of `file` and its content: None when it is larger than a record may be, or (-1) unreadable."""
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
            return (len(content), content) if len(content) <= MAX_BYTES else (file.stat().st_size, None)
    except OSError:
        return -1, None


def _read_small(path: str) -> bytes | None:
    """Return the content of an ordinary file of at most MAX_BYTES, None for anything else."""
    try:
        handle = os.open(path, _OPEN)
    except OSError:
        return None
    try:
        content = os.read(handle, _MOST)
        if len(content) < _MOST:
            return content
        while len(content) <= MAX_BYTES and (more := os.read(handle, _MOST)):
            content += more
        return content if len(content) <= MAX_BYTES else None
    except OSError:
        return None
    finally:
        os.close(handle)


def files_in(folder: Path, suffix: str) -> dict[str, bytes]:
    """Return the content of the ordinary files in `folder` whose names end in `suffix`, by name."""
    if not folder.is_dir() or folder.is_symlink():
        return {}
    files = sorted(file for file in folder.iterdir() if file.name.endswith(suffix) and not file.is_symlink())
    return {file.name: read_file(file)[1] or b"" for file in files if file.is_file()}
