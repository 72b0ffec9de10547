"""What is invented in a file of a real organisation or body: put in with a comment that says so, and taken out again."""

from collections.abc import Mapping
from typing import Any

from regio_cli.model.kinds import Kind
from regio_cli.store import edit, yamlfile

_INVENTED = {
    "partner": ("contacts", "relation_manager", "confirmed_on"),
    "body": ("report_to_assemblies",),
}
_SAYS_SO = {
    "partner": "# Fictief: contactpersonen, relatiebeheerder en bevestigingsdag zijn verzonnen.\n",
    "body": "# Fictief: de dag van terugkoppeling is verzonnen.\n",
}


def real(kind: Kind, content: bytes) -> bytes:
    """Return the file `content` of a record of `kind` without what a comment in it says is invented."""
    if _SAYS_SO.get(kind.name, "\0").encode() not in content:
        return content
    data = yamlfile.read(content).data
    return edit.rewrite(kind, content, {k: v for k, v in data.items() if k not in _INVENTED[kind.name]})


def told(kind: Kind, content: bytes, data: Mapping[str, Any]) -> bytes:
    """Return the file `content`, as `real` gives it, with the invented fields of `data` below a comment that says so."""
    text = edit.rewrite(kind, content, data).decode()
    first = next(field for field in _INVENTED[kind.name] if field in data)
    return text.replace(f"\n{first}:", f"\n{_SAYS_SO[kind.name]}{first}:", 1).encode()
