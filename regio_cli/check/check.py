"""The one entry to all checks: a snapshot in, its findings out."""

from regio_cli.check import layout, references
from regio_cli.model.finding import Finding, at
from regio_cli.store.snapshot import Snapshot


def check(snapshot: Snapshot, on: str) -> tuple[Finding, ...]:
    """Return all that is wrong with `snapshot` on the day `on` (YYYY-MM-DD), by file and place.

    Files are held against the schemas of the version that they are written for.
    """
    snapshot = snapshot.as_written
    found = list(layout.findings(snapshot))
    for file in snapshot.files.values():
        if file.content:
            record = str(file.address) if file.address else None
            found.extend(at(file.path, record, problem) for problem in file.content.problems)
    found.extend(references.findings(snapshot, on))
    return tuple(sorted(found, key=lambda finding: finding.sort_key))
