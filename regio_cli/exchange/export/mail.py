"""Addresses for a mail: a list to paste into Bcc, or a table for a mail merge."""

import re
from collections.abc import Iterable, Iterator

from regio_cli.exchange.export.csv import BOM, line
from regio_cli.exchange.export.model import File, Options
from regio_cli.exchange.export.recipients import Recipient, recipients
from regio_cli.exchange.export.sound import sound
from regio_cli.exchange.selection import Selection

# What RFC 5322 lets stand without quotes between spaces, and beyond ASCII (RFC 6532) what is a letter or digit.
_ATOMS = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+( [\w!#$%&'*+/=?^`{|}~-]+)*")
# An address that stands as it is; a hostile one could end it, and begin another.
_ADDRESS = re.compile(r"[\w!#$%&'*+/=?^`{|}~.-]+@[\w.-]+")
_QUOTED = re.compile(r'["\\]')
_HEADS = ("name", "title", "given", "initials", "prefix", "family", "email", "roles", "bodies", "partners", "origin")
_NAME_PARTS = ("title", "given", "initials", "prefix", "family")


def address_list(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one file: ``Name <address>`` a line with commas after all but the last, as RFC 5322 has them, in UTF-8; with `outlook` semicolons.

    An address stands there once. Who has none can't be written to, and is only in the table. Where it comes from can't stand
    in it: all of it is pasted.
    """
    found = {
        one.email.casefold(): one for one in reversed(recipients(sound(selection))) if _ADDRESS.fullmatch(one.email)
    }
    lines = [mailbox(one.name, one.email) for one in reversed(found.values())]
    between = ";\n" if options.outlook else ",\n"
    yield File("mail.txt", iter([(between.join(lines) + "\n").encode()] if lines else []))


def merge_table(selection: Selection, options: Options) -> Iterator[File]:
    """Yield one CSV file: a line a person, also without address; more roles, bodies or partners have semicolons between.

    With `excel_nl` as a Dutch Excel opens it.
    """
    found = recipients(sound(selection))
    yield File("mailmerge.csv", _table(found, selection.origin.line(), options.excel_nl))


def mailbox(name: str, address: str) -> str:
    """Return ``Name <address>`` so that the name is only a name, whatever is in it."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    if not plain:
        return address
    quoted = plain if _ATOMS.fullmatch(plain) else '"' + _QUOTED.sub(r"\\\g<0>", plain) + '"'
    return f"{quoted} <{address}>"


def _table(found: Iterable[Recipient], origin: str, excel_nl: bool) -> Iterator[bytes]:
    yield BOM if excel_nl else b""
    yield line(_HEADS, excel_nl)
    for one in found:
        name = one.person.get("name") or {}
        parts = [str(name.get(part) or "") for part in _NAME_PARTS]
        joined = ["; ".join(each) for each in (one.roles, one.bodies, one.partners)]
        yield line([one.name, *parts, one.email, *joined, origin], excel_nl)
