"""The schema versions there are, and the steps between them."""

import re
from functools import cache
from typing import Any

from regio_cli.migrate.step import Documents, Migrated, Records, SetOn, Step, Told, unknown
from regio_cli.model.record import Address, Data

CURRENT = 2
FIELD = "schema_version"
REGISTRY = Address("registry", "registry")
# The version as every regio writes it: plain, at the start of a line. Any other way of writing it is left to a YAML parser.
_PLAIN = re.compile(rb"^schema_version:[ \t]+([1-9][0-9]{0,8})[ \t]*(?:[ \t]#[^\n]*)?\r?$", re.MULTILINE)


@cache
def steps() -> dict[int, Step]:
    """Return the steps by the version that each leads to; few runs need any."""
    from regio_cli.migrate import to_2

    return {2: to_2.STEP}


def version_of(data: Any) -> int:
    """Return the schema version that the data of registry.yaml gives; CURRENT when it gives none that can be one."""
    version = data.get(FIELD) if isinstance(data, dict) else None
    is_version = isinstance(version, int) and not isinstance(version, bool) and version >= 1
    return version if is_version and isinstance(version, int) else CURRENT


def plain_version(content: bytes) -> int | None:
    """Return the schema version in the text of registry.yaml when it is written plainly, None when that takes a parser."""
    found = _PLAIN.findall(content)
    if len(found) == 1 and content.count(b"schema_version") == 1:
        return int(found[0])
    return None if b"schema_version" in content else CURRENT


def is_earlier(version: int) -> bool:
    """Whether files of `version` must be migrated to be understood."""
    return version < CURRENT


def documents_at(documents: Documents, version: int) -> Documents:
    """Return the built-in schemas of `version`, made from the current ones."""
    for step in range(CURRENT, version, -1):
        documents = steps()[step].earlier(documents)
    return documents


def migrated(records: Records, version: int, set_on: SetOn = unknown) -> Migrated:
    """Return `records`, written at `version`, as they are at the current version.

    The registry's own record keeps the version that its file gives. `set_on` gives the day on which a record got a
    value that has no place in a later version.
    """
    told: list[Told] = []
    for step in range(version + 1, CURRENT + 1):
        done = steps()[step].migrate(records, set_on)
        records = done.records
        told += done.told
    return Migrated(records, tuple(told))


def concerns(address: Address, data: Data, version: int = 1) -> bool:
    """Whether a record written at `version` or later may be another one at the current version."""
    return any(steps()[step].concerns(address, data) for step in range(version + 1, CURRENT + 1))
