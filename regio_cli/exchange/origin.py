"""Where an export comes from: nothing in it depends on the clock, the machine or the language of who makes it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from regio_cli import __version__
from regio_cli.exchange.audience import Audience
from regio_cli.store.source import Revision, Source, WorkTree


class Origin(NamedTuple):
    """Of which registry an export is, at which commit (None: not as any commit has it), on which day (YYYY-MM-DD), for whom.

    `records` is how many there are; `moment` the time for formats that need one: in UTC, and no time at which anything happened.
    """

    registry: str
    commit: str | None
    on: str
    audience: Audience
    records: int
    moment: datetime
    version: str = __version__

    def told(self) -> Mapping[str, str | int]:
        """Return it as keys and values, to put in a file as its format allows; `commit` is empty without one."""
        return {
            "registry": self.registry,
            "commit": self.commit or "",
            "date": self.on,
            "audience": self.audience,
            "records": self.records,
            "regio": self.version,
        }

    def line(self) -> str:
        """Return it on one line, for a comment."""
        return " · ".join(f"{key} {value}" for key, value in self.told().items() if value != "")


def commit_of(source: Source) -> str | None:
    """Return the commit that the records of `source` are of, None when they are not as a commit has them."""
    if isinstance(source, Revision):
        return source.commit
    if isinstance(source, WorkTree) and not source.state.changes:
        return source.state.head.commit
    return None


def moment_of(on: str, epoch: str | None) -> datetime:
    """Return the time that files are marked with: `epoch` (SOURCE_DATE_EPOCH, seconds in UTC), else the day begun.

    Raises ValueError when `epoch` is no such number.
    """
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.combine(date.fromisoformat(on), time(), UTC)
