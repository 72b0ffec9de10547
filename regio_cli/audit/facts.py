"""What there is to know of one commit whatever is asked of it: kept as JSON, because it never changes."""

import json
from typing import Any, NamedTuple

from regio_cli.model.finding import Finding, finding_from_json
from regio_cli.model.record import Address

# Of what a commit broke, so much is kept; `broken` counts all.
MOST = 20


class Backdated(NamedTuple):
    """A day put into a record that was past when the commit was made: what stands in `field` now."""

    record: str
    field: str
    day: str


class Facts(NamedTuple):
    """What a commit made of the registry.

    `errors` and `warnings` count what is wrong with the whole after it, `broken` the errors that its first parent did not
    have, of which `came` are the first; `records` are those it touched, `others` counts other files. `backdated` are all
    days before the author's. `rules` tells whether it changed the settings of the audit.
    """

    errors: int = 0
    warnings: int = 0
    broken: int = 0
    came: tuple[Finding, ...] = ()
    records: tuple[Address, ...] = ()
    others: int = 0
    backdated: tuple[Backdated, ...] = ()
    rules: bool = False

    @property
    def touched(self) -> bool:
        """Whether the commit touched the registry at all."""
        return bool(self.records or self.others)


def dumped(facts: Facts) -> str:
    """Return facts as `loaded` reads them."""
    return json.dumps(facts if facts.touched else [], ensure_ascii=True, separators=(",", ":"))


def loaded(text: str) -> Facts | None:
    """Return the facts that `dumped` wrote, None for what it did not write."""
    try:
        row: list[Any] = json.loads(text)
        if not row:
            return Facts()
        errors, warnings, broken, came, records, others, backdated, rules = row
        return Facts(errors, warnings, broken, tuple(map(finding_from_json, came)),
                     tuple(Address(*address) for address in records), others,
                     tuple(Backdated(*one) for one in backdated), bool(rules))  # fmt: skip
    except (ValueError, TypeError, AssertionError):
        return None
