"""The errors that a state of the registry has and another has not."""

from collections.abc import Callable

from regio_cli.change.proposal import compared
from regio_cli.model.finding import Finding
from regio_cli.read.registry import Registry


def introduced(after: Registry, before: Callable[[], Registry | None], today: str) -> tuple[Finding, ...]:
    """Return the errors in `after` on the day `today` that the registry `before` has not; asked for only when needed.

    Those that were there do not count: who mends one of two errors must be able to.
    """
    found = _errors(after, today)
    known = before() if found else None
    return compared(_errors(known, today), found)[0] if known else found


def _errors(registry: Registry, today: str) -> tuple[Finding, ...]:
    return tuple(one for one in registry.findings(today)[0] if one.severity == "error" and not one.accepted)
