"""XML from outside: no document type, so no entities, nothing fetched and nothing that grows."""

from collections.abc import Callable
from typing import IO, Any

from regio_cli.change.refusal import Refused
from regio_cli.model.text import N_, Text

Start = Callable[[str, dict[str, str]], None]
_CHUNK = 1 << 16
_DEPTH = 100


def parse(
    stream: IO[bytes], start: Start | None = None, end: Callable[[str], None] | None = None, text: Any = None
) -> None:
    """Read XML from `stream`, calling `start`, `end` and `text` as expat does; names are local, without a prefix.

    Raises Refused for what is not XML, has a document type, or nests more than a hundred deep.
    """
    from xml.parsers import expat

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    depth = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise Refused(Text(N_("the XML nests more than {limit} deep"), {"limit": _DEPTH}))
        if start:
            start(_local(name), attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(_local(name))

    parser.StartElementHandler, parser.EndElementHandler = started, ended
    if text:
        parser.CharacterDataHandler = text
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused(Text(N_("this is no XML that can be read: {what}"), {"what": str(error)})) from error


def local(attributes: dict[str, str]) -> dict[str, str]:
    """Return attributes by their names without a prefix."""
    return {_local(name): value for name, value in attributes.items()}


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_doctype(*_: Any) -> None:
    raise Refused(
        Text(N_("the XML has a document type, which may bring in anything; such a file is not read")),
        Text(N_("take out the <!DOCTYPE …> if you trust the file")),
    )
