"""The notions as SQL views."""

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def notions() -> str:
    """Return the SQL of the views that state the notions, each ending in ";\\n"; a view rests only on those before it."""
    return Path(__file__).with_name("views.sql").read_text(encoding="utf-8")
