"""Records and their addresses."""

from collections.abc import Mapping
from typing import Any, NamedTuple

Data = Mapping[str, Any]


class Address(NamedTuple):
    """A record's name in the registry: ``partner/hattem``."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Address | None":
        """Return the address that `text` writes as kind/id, or None when it is not of that form."""
        kind, slash, id_ = text.partition("/")
        return cls(kind, id_) if slash and kind and id_ and "/" not in id_ else None


class Period(NamedTuple):
    """A stretch of days as ISO dates, both ends inclusive; None is open."""

    start: str | None
    end: str | None

    def covers(self, day: str) -> bool:
        """Tell whether `day` (YYYY-MM-DD) falls inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two periods have a day in common."""
        return (self.start is None or other.end is None or self.start <= other.end) and (
            other.start is None or self.end is None or other.start <= self.end
        )


def period_of(data: Data) -> Period:
    """Return the days that a mandate, seat, office or record covers by its ``start_date`` and ``end_date``."""
    return Period(data.get("start_date"), data.get("end_date"))
