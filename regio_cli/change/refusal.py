"""Why a change is not made: the request can't be, the moment is wrong, or the registry would break."""

from regio_cli.model.finding import Finding
from regio_cli.model.text import Text
from regio_cli.store.snapshot import Snapshot


class Refused(Exception):
    """What was asked can't be done to these records; says why and what to do."""

    def __init__(self, text: Text, hint: Text | None = None) -> None:
        super().__init__(text.template.format(**text.values) if text.values else text.template)
        self.text, self.hint = text, hint


class NotNow(Refused):
    """The repository is in no state for a change: in the middle of a merge, locked, edited by hand, without a name."""


class Broken(Refused):
    """The registry would have faults that it does not have now: `findings`, in the snapshot `after`."""

    def __init__(self, text: Text, findings: tuple[Finding, ...], after: Snapshot) -> None:
        super().__init__(text)
        self.findings, self.after = findings, after
