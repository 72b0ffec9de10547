"""What a registry asks of its own history: the section ``audit`` of ``registry.yaml``."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from regio_cli.model.record import Data, Period, period_of
from regio_cli.model.zones import DEFAULT
from regio_cli.store.gitaudit import Signed

SIGNATURE, REVIEW = "signature", "review"
BACKDATED_DAYS = 30


class Allowed(NamedTuple):
    """Somebody who may change the registry, in a period; without a `name`, under any."""

    email: str
    name: str | None
    period: Period

    def fits(self, who: Signed) -> bool:
        """Tell whether this is who did something, leaving the day aside."""
        return self.email.casefold() == who.email.casefold() and self.name in (None, who.name)


class Settings(NamedTuple):
    """Who may change the registry (None: anybody), from which day, and what each change must have.

    `required` has names of trailers, "signature" and "review". `backdated_days` is how many days back a day may be put.
    `timezone` is the IANA name of the zone in which days begin and end.
    """

    people: tuple[Allowed, ...] | None = None
    since: str | None = None
    required: frozenset[str] = frozenset()
    backdated_days: int = BACKDATED_DAYS
    digest: str = ""
    timezone: str = DEFAULT

    @property
    def trailers(self) -> list[str]:
        """The trailers that every change must have."""
        return sorted(self.required - {SIGNATURE, REVIEW})


def settings_of(data: Data) -> Settings:
    """Return the settings in the data of ``registry.yaml``, which its schema has accepted."""
    audit: Mapping[str, Any] = data.get("audit") or {}
    people = audit.get("people")
    return Settings(
        tuple(Allowed(one["email"], one.get("name"), period_of(one)) for one in people) if people else None,
        audit.get("since"),
        frozenset(audit.get("require", ())),
        audit.get("backdated_days", BACKDATED_DAYS),
        hashlib.sha256(json.dumps(audit, sort_keys=True).encode()).hexdigest() if audit else "",
        data.get("timezone", DEFAULT),
    )
