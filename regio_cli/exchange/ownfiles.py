"""Which files in a folder are of an earlier site or export: a marker there lists them, so that what somebody else put there stays."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class Marker(NamedTuple):
    """The file that lists what a `maker` made: a site or an export."""

    maker: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return f".regio-{self.maker}"

    def write(self, folder: Path, paths: Iterable[str]) -> None:
        """List `paths`, from `folder` and with forward slashes, as its files."""
        lines = "".join(f"{path}\n" for path in sorted(paths))
        file = folder / self.name
        if file.is_symlink():
            # Where it leads to is somebody else's.
            file.unlink()
        file.write_text(self._head + lines, encoding="utf-8", newline="\n")

    def listed(self, folder: Path) -> frozenset[str]:
        """Return the paths that are listed, with the marker's own; none without a marker of ours. Whether they are there is not told."""
        file = folder / self.name
        if file.is_symlink() or not file.is_file():
            return frozenset()
        text = file.read_text(encoding="utf-8", errors="replace")
        if not text.startswith(self._head):
            return frozenset()
        return frozenset((self.name, *filter(None, text.removeprefix(self._head).split("\n"))))

    @property
    def _head(self) -> str:
        return f"# regio {self.maker}: these files are made anew each time\n"


SITE, EXPORT = Marker("site"), Marker("export")


def paths(folder: Path, prefix: str = "") -> Iterator[str]:
    """Yield what is in a folder, by the path from it; a link and an empty folder count as a file."""
    with os.scandir(folder) as found:
        items = sorted(found, key=lambda item: item.name)
    if prefix and not items:
        yield prefix.rstrip("/")
    for item in items:
        if item.is_dir(follow_symlinks=False):
            yield from paths(Path(item.path), f"{prefix}{item.name}/")
        else:
            yield prefix + item.name
