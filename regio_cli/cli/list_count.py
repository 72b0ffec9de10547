"""The line that ends a list: how many records, with what, on which day, and how to see the rest."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from regio_cli.model.kinds import Kind
from regio_cli.model.text import N_, Text
from regio_cli.read.listing import Listed


class Scope(NamedTuple):
    """The day that a list is of, None for every day; `is_chosen` when the user asked for just that."""

    on: str | None
    is_chosen: bool


def count_of(kind: Kind, where: Sequence[str], listed: Listed, scope: Scope) -> Text:
    """Return how many records of `kind` are listed, on which day, and what option shows those that are left out."""
    count = len(listed.rows)
    found = found_of(kind, where, count)
    if scope.on is None or not (listed.by_day or listed.is_cut):
        return found
    values = {"found": found, "day": scope.on, "total": listed.every}
    if scope.is_chosen or not leaves_out(listed):
        return Text(N_("{found} in force on {day}"), values)
    if listed.every <= count:
        return Text(N_("{found}, with what is in force on {day}; --all shows the rest"), values)
    if count:
        return Text(N_("{found} in force on {day}; --all shows all {total}"), values)
    return Text(N_("{found} in force on {day}; --all shows {total}"), values)


def leaves_out(listed: Listed) -> bool:
    """Whether records or items are left out because they are not in force on the day."""
    return listed.every > len(listed.rows) or listed.is_cut


def found_of(kind: Kind, where: Sequence[str], count: int) -> Text:
    """Return how many records of `kind` meet the conditions `where`: 3 partners with type=municipality."""
    values: dict[str, Any] = {"count": count, "kind": _called(kind, count), "conditions": ", ".join(where)}
    if where:
        return Text(N_("{count} {kind} with {conditions}") if count else N_("no {kind} with {conditions}"), values)
    return Text(N_("{count} {kind}") if count else N_("no {kind}"), values)


def _called(kind: Kind, count: int) -> dict[str, str]:
    """Return the singular or plural of a kind in each language."""
    found = {}
    for language in ("en", "nl"):
        singular, *plurals = kind.names.get(language) or kind.names.get("en") or (kind.name,)
        word = singular if count == 1 or not plurals else plurals[0]
        found[language] = word.replace("_", " ")
    return found
