"""Parts of Popolo that all its things have."""

import re
from typing import Any

from regio_cli.model.record import Data

_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def pruned(**keys: Any) -> dict[str, Any]:
    """Return the keys that have a value, in the order given."""
    return {key: value for key, value in keys.items() if value not in (None, "", [], {})}


def sources(data: Data) -> list[Data] | None:
    """Return where a record is from, as a link, when its `source` is one; what is not a URL is no link."""
    source = data.get("source")
    return [{"url": source}] if is_url(source) else None


def rest(data: Data, *told: str) -> dict[str, Any]:
    """Return the fields of a record that are not told in Popolo's own words."""
    left = {key: value for key, value in data.items() if key not in told}
    if is_url(left.get("source")):
        del left["source"]
    return left


def is_url(value: object) -> bool:
    """Tell whether a value is a web address and nothing else."""
    return isinstance(value, str) and _URL.fullmatch(value) is not None
