"""The register of Dutch government organisations (exportOO.xml), read as a stream: what it says of each organisation itself.

Only what stands directly in an organisation counts: its parts and the people who work there have addresses of their own.
"""

from dataclasses import dataclass, field
from typing import IO

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_ import safexml
from regio_cli.exchange.import_.grid import Step, unseen
from regio_cli.model.text import N_, Text

_ROOT, _ORGANISATION = "overheidsorganisaties", "organisatie"
_CODES = {
    "KVK-nummer": "kvk", "rsin": "rsin", "OIN": "oin", "Organisatiecode": "cbs", "resourceIdentifierTOOI": "tooi", "systeemId": "roo",
}  # fmt: skip
_CODE = ("identificatiecodes", "resourceIdentifier")
_NAME, _END = ("naam",), ("eindDatum",)
_PHONE = ("contact", "telefoonnummers", "telefoonnummer")
_EMAIL = ("contact", "emailadressen", "emailadres")
_WEBSITE = ("contact", "internetadressen", "internetadres")
_ADDRESS = ("adressen", "adres")
# What an organisation has several of, each with parts of its own.
_ITEMS = (_PHONE, _EMAIL, _WEBSITE, _ADDRESS)
_VISIT, _GENERAL = "bezoekadres", "algemeen"
# All of the register, with everybody who works there; it is read piece by piece.
MAX_BYTES = 1 << 30


@dataclass
class Organisation:
    """An organisation as the register has it; texts as they stand there, `items` of what it has several of."""

    identifiers: dict[str, str]
    texts: dict[tuple[str, ...], str] = field(default_factory=dict)
    items: dict[tuple[str, ...], list[dict[str, str]]] = field(default_factory=dict)

    @property
    def name(self) -> str | None:
        """Its name."""
        return self.texts.get(_NAME)

    @property
    def end(self) -> str | None:
        """The day it ended."""
        return self.texts.get(_END)

    @property
    def email(self) -> str | None:
        """Its e-mail address."""
        return self._general(_EMAIL, "email")

    @property
    def phone(self) -> str | None:
        """Its telephone number."""
        return self._general(_PHONE, "nummer")

    @property
    def website(self) -> str | None:
        """Its website."""
        return self._general(_WEBSITE, "url")

    @property
    def address(self) -> dict[str, str]:
        """Its visiting address: street with number, postcode, city; empty without one."""
        found = next((a for a in self.items.get(_ADDRESS, ()) if a.get("adresType", "").casefold() == _VISIT), {})
        more = found.get("toevoeging", "")
        number = found.get("huisnummer", "") + (f"-{more}" if more and not more.isalpha() else more)
        street = f"{found.get('openbareRuimte', '')} {number}".strip()
        parts = {"street": street, "postcode": found.get("postcode", ""), "city": found.get("woonplaats", "")}
        return {key: value for key, value in parts.items() if value}

    def _general(self, way: tuple[str, ...], part: str) -> str | None:
        """Return a part of the item that is labelled as the general one, else of the first."""
        there = [item for item in self.items.get(way, ()) if part in item]
        general = (item for item in there if item.get("label", "").casefold() == _GENERAL)
        found = next(general, there[0] if there else {})
        return found.get(part)


def read_roo(stream: IO[bytes], step: Step = unseen) -> list[Organisation]:
    """Return the organisations in an export of the register; `step` is told of each. Raises Refused for what is none, or XML that may do harm."""
    reading = _Reading(step)
    safexml.parse(stream, reading.start, reading.end, reading.text)
    if reading.root != _ROOT:
        hint = Text(N_("download exportOO.xml from organisaties.overheid.nl"))
        raise Refused(Text(N_("this is no export of the register of government organisations")), hint)
    return reading.found


class _Reading:
    """Knows where in the document it is; organisations may stand within others."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self.root: str | None = None
        self.found: list[Organisation] = []
        self._path: list[str] = []
        self._open: list[tuple[Organisation, int]] = []
        self._text: list[str] = []
        self._code: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the begin of an element."""
        self.root = self.root or name
        self._path.append(name)
        self._text = []
        if name == _ORGANISATION and (not self._open or self._here()[-2:-1] == ("organisaties",)):
            organisation = Organisation(_identifiers(safexml.local(attributes)))
            self._open.append((organisation, len(self._path)))
            self.found.append(organisation)
            self._step()
        elif self._open and self._here() == _CODE:
            self._code = _CODES.get(safexml.local(attributes).get("naam", ""))
        elif self._open and self._here() in _ITEMS:
            self._open[-1][0].items.setdefault(self._here(), []).append({})

    def text(self, data: str) -> None:
        """Take a piece of text."""
        self._text.append(data)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._open:
            self._close(" ".join("".join(self._text).split()))
        self._path.pop()
        self._text = []

    def _close(self, text: str) -> None:
        organisation, depth = self._open[-1]
        here = self._here()
        if len(self._path) == depth:
            self._open.pop()
        elif here == _CODE and self._code and text:
            organisation.identifiers.setdefault(self._code, text)
        elif here[:-1] in _ITEMS:
            organisation.items[here[:-1]][-1].setdefault(here[-1], text)
        elif text:
            organisation.texts.setdefault(here, text)

    def _here(self) -> tuple[str, ...]:
        """Return where it is within the organisation that is open."""
        return tuple(self._path[self._open[-1][1] :]) if self._open else ()


def _identifiers(attributes: dict[str, str]) -> dict[str, str]:
    known = {"roo": attributes.get("systeemId"), "tooi": attributes.get("resourceIdentifierTOOI")}
    return {name: value for name, value in known.items() if value}
