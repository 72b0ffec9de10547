"""Whether two sides of a merge are of different schema versions, as far as one record's file tells."""

from pathlib import Path

from regio_cli.check.schema import Examiner
from regio_cli.history.together import data_of
from regio_cli.migrate.versions import CURRENT, FIELD, REGISTRY
from regio_cli.model.kinds import SUFFIX
from regio_cli.model.record import Address, Data
from regio_cli.store.schemas import FOLDER, load_schemas
from regio_cli.store.snapshot import version_in
from regio_cli.store.source import PlainFolder, files_in


def are_apart(root: Path, address: Address, ours: bytes, theirs: bytes) -> bool:
    """Whether `ours` and `theirs`, files of the record `address`, are written for different schema versions.

    `root` is the registry's work tree. A side that the schemas of its version accept is of that version; one that only
    those of another version accept is of that.
    """
    sides = [data for data in map(data_of, (ours, theirs)) if data is not None]
    if address == REGISTRY:
        return len({str(data.get(FIELD)) for data in sides}) > 1
    here = min(version_in(PlainFolder(root)), CURRENT)
    faulty = [data for data in sides if not _accepts(root, address, data, here)]
    return any(_is_of_another(root, address, data, here) for data in faulty)


def _is_of_another(root: Path, address: Address, data: Data, here: int) -> bool:
    others = [version for version in range(1, CURRENT + 1) if version != here]
    return any(_accepts(root, address, data, version) for version in others)


def _accepts(root: Path, address: Address, data: Data, version: int) -> bool:
    """Whether the schema of `version` accepts the data of a record."""
    kinds = load_schemas(files_in(root / FOLDER, SUFFIX), version).kinds
    kind = kinds.by_name.get(address.kind)
    return kind is not None and Examiner(kinds).is_valid(kind, data)
