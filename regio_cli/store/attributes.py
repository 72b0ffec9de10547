"""A file with attributes of paths (``.gitattributes``), one line a pattern: what is not ours stays, byte for byte."""

import re

from regio_cli.store.git import Git

_PLAIN = re.compile(r"[\w/.-]+\Z")


def line(prefix: str, pattern: str, attributes: str) -> str:
    """Return the line that gives `attributes` to the files below the folder `prefix` (empty, or ending in a slash)."""
    literal = re.sub(r"([\\*?\[\]!#])", r"\\\1", prefix)
    whole = literal + pattern
    if _PLAIN.match(prefix) or not prefix:
        return f"{whole} {attributes}"
    quoted = whole.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" {attributes}'


def added(content: bytes, wanted: str) -> bytes:
    """Return `content` with the line `wanted`; unchanged when it has it."""
    if wanted in _lines(content):
        return content
    end = b"\r\n" if b"\r\n" in content else b"\n"
    gap = end if content and not content.endswith(b"\n") else b""
    return content + gap + wanted.encode() + end


def removed(content: bytes, unwanted: str) -> bytes:
    """Return `content` without the line `unwanted`."""
    kept = (each for each in content.splitlines(keepends=True) if each.decode("utf-8", "replace").strip() != unwanted)
    return b"".join(kept)


def _lines(content: bytes) -> list[str]:
    return [each.strip() for each in content.decode("utf-8", "replace").splitlines()]


def of_path(git: Git, path: str, *names: str) -> dict[str, str]:
    """Return what git holds the attributes `names` of `path` (from git's `cwd`) to be."""
    parts = git.run("check-attr", "-z", *names, "--", path).decode("utf-8", "surrogateescape").split("\0")
    return dict(zip(parts[1::3], parts[2::3], strict=False))
