"""What changed in a registry since a day, read from its history in git."""

from regio_cli.history.diff import difference
from regio_cli.history.past import Past
from regio_cli.history.sentence import Sentence
from regio_cli.model.days import later
from regio_cli.read.registry import Registry
from regio_cli.report.context import Changes
from regio_cli.store import git as g
from regio_cli.store import githistory as gh
from regio_cli.store.source import REGISTRY, Revision, WorkTree
from regio_cli.store.yamlfile import MAX_BYTES

# A change of more files is an import or a renewal: nobody reads it sentence by sentence, and reading it takes seconds.
MOST = 300


def changes(registry: Registry, on: str, since: str) -> Changes | None:
    """Return what changed in `registry` from the day `since` up to the day `on`, both inclusive; None where no history is kept by then.

    Raises NoZone, NoZones.
    """
    # Time zones take as long to import as a small report to make.
    from regio_cli.store.daycommit import known_on

    source = registry.source
    if not isinstance(source, WorkTree | Revision):
        return None
    try:
        head = source.commit if isinstance(source, Revision) else g.commit_of(source.git, "HEAD")
        last = known_on(source.git, head, on, registry.zone)
    except g.GitError:
        return None
    if last is None:
        return None
    # What is not committed yet is the newest there is.
    new = None if last == head and isinstance(source, WorkTree) else last
    return _told(registry, source, last, new, since)


def _told(registry: Registry, source: WorkTree | Revision, last: str, new: str | None, since: str) -> Changes:
    from regio_cli.store.daycommit import day_known, known_on

    old = known_on(source.git, last, later(since, -1), registry.zone)
    begin = old or gh.first(source.git, last)
    trees = [gh.tree_at(source.git, commit, REGISTRY) for commit in (begin, last)]
    files = len(gh.differing(source.git, *trees))
    told = _sentences(registry, source, begin, new) if files <= MOST else []
    return Changes(since if old else day_known(source.git, begin, registry.zone), old is None, begin, files, told)


def _sentences(registry: Registry, source: WorkTree | Revision, old: str, new: str | None) -> list[Sentence]:
    work_tree = source if isinstance(source, WorkTree) else None
    with gh.Objects(source.git, MAX_BYTES) as objects:
        return difference(Past(source.git, registry.kinds, objects), old, new, work_tree, None)
