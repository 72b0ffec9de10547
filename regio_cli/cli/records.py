"""``regio add``, ``set``, ``rename`` and ``remove``: changes that any kind of record takes."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from regio_cli.change.fields import Assignment, assigned, parse, value_of
from regio_cli.change.generic import Add, Remove, Rename, Set
from regio_cli.cli.changing import carry_out
from regio_cli.cli.options import Record, later
from regio_cli.cli.resolve import Words
from regio_cli.cli.run import Console, Wrong
from regio_cli.cli.tables import named_kind
from regio_cli.cli.terms import Terms, changes
from regio_cli.model.kinds import Field, Kind
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.read.names import fold
from regio_cli.read.registry import Registry


@changes
def add_(
    kind: Annotated[
        str, typer.Argument(help="The kind of record to add.", metavar="KIND", autocompletion=later("kinds"))
    ],
    fields: Annotated[
        list[str] | None,
        typer.Argument(help="Its id, if you choose one, and its fields.", metavar="[ID] FIELD=VALUE…"),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="It is really another person than those with a name like it.")
    ] = False,
    *,
    terms: Terms,
) -> int:
    """Add a record; what it must have and you do not give is asked for on a terminal.

    Example: regio add partner ijsselmuiden name="Ondernemers IJsselmuiden" type=business_circle pillar=business
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    found = named_kind(registry.kinds, kind)
    words = Words(console, registry)
    id_, given = _id_and_fields(fields or [])
    assignments = _completed(console, found, words, resolved(found, [parse(text) for text in given], words))
    data = assigned(found, {}, assignments, words.id)
    if found.name == "person" and not new:
        from regio_cli.cli.people import recorded

        known = recorded(console, words.snapshot, data)
        if known:
            raise Wrong(Text(N_("that is {record}, who is recorded already"), {"record": f"person/{known}"}))
    address = Address(found.name, id_ or _new_id(registry, found, data))
    return carry_out(console, registry, "add", lambda _: [Add(address, tuple(assignments))], terms)


@changes
def set_(
    record: Record,
    fields: Annotated[
        list[str],
        typer.Argument(help="Fields and their new values; nothing after = removes.", metavar="FIELD=VALUE…"),
    ],
    *,
    terms: Terms,
) -> int:
    """Change fields of a record: name.family=Berg, tags+=x, tags-=x, end_date= to remove.

    Example: regio set regiobestuur quorum=8 --reason "besluit van het Regiobestuur"
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    words = Words(console, registry)
    address = words.record(record)
    assignments = resolved(registry.kinds[address.kind], [parse(text) for text in fields], words)
    return carry_out(console, registry, "set", lambda _: [Set(address, tuple(assignments))], terms)


@changes
def rename_(
    record: Record,
    new_id: Annotated[str, typer.Argument(help="The id it gets.", metavar="NEW-ID")],
    *,
    terms: Terms,
) -> int:
    """Give a record another id; all that points at it follows, and the old id leads to the new one.

    Example: regio rename body/kernteam bestuurlijk-kernteam
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    address = Words(console, registry).record(record)
    return carry_out(console, registry, "rename", lambda _: [Rename(address, new_id)], terms, sweeping=True)


@changes
def remove_(record: Record, *, terms: Terms) -> int:
    """Remove a record that was never right to have; refused while something points at it.

    What was right once is ended, not removed: regio end, regio dissolve, regio withdraw.

    Example: regio remove partner/proef --correction --reason "dubbel ingevoerd"
    """
    console = Console()
    registry = console.open_to_change(terms.root)
    address = Words(console, registry).record(record)
    return carry_out(console, registry, "remove", lambda _: [Remove(address)], terms)


def _id_and_fields(given: list[str]) -> tuple[str | None, list[str]]:
    if given and "=" not in given[0]:
        return given[0], given[1:]
    return None, given


def resolved(kind: Kind, assignments: list[Assignment], words: Words) -> list[Assignment]:
    """Return the assignments with names of records turned into ids, as operations know them."""
    return [_resolved(kind, each, words) for each in assignments]


def _resolved(kind: Kind, assignment: Assignment, words: Words) -> Assignment:
    field = _field(kind, assignment.path)
    leads = field and (field.ref or (field.item and field.item.ref))
    if field is None or not leads or not assignment.value:
        return assignment
    value = value_of(field, assignment.value, words.id)
    return assignment._replace(value=value)


def _field(kind: Kind, path: str) -> Field | None:
    """Return the field that a path leads to; a step into a list (an id, or a position) is no field of its own."""
    fields = kind.fields
    found: Field | None = None
    for step in path.split("."):
        inside = found.item.fields if found and found.item else found.fields if found else fields
        step_field = next((field for field in inside if field.name == step), None)
        if step_field is None and found and found.item:
            continue
        if step_field is None:
            return None
        found = step_field
    return found


def _missing(kind: Kind, data: Any) -> Iterator[Field]:
    """Yield the fields that the record must have and has not, those inside fields with it."""
    yield from _missing_of(kind.fields, data)


def _missing_of(fields: tuple[Field, ...], data: Any) -> Iterator[Field]:
    for field in fields:
        value = data.get(field.name) if isinstance(data, dict) else None
        if field.fields and (field.required or value is not None):
            yield from _missing_of(field.fields, value or {})
        elif field.required and value is None:
            yield field


def _completed(console: Console, kind: Kind, words: Words, assignments: list[Assignment]) -> list[Assignment]:
    """Return the assignments with those for required fields that were not given, asked for on a terminal.

    Raises Wrong, naming them all, where nobody can be asked.
    """
    missing = list(_missing(kind, assigned(kind, {}, assignments, words.id)))
    if missing and not console.asks:
        listed = ", ".join(field.dotted for field in missing)
        hint = Text(N_("give each as field=value; 'regio schema {kind}' tells what they mean"), {"kind": kind.name})
        raise Wrong(Text(N_("a {kind} must also have: {fields}"), {"kind": kind.name, "fields": listed}), hint)
    return [*assignments, *(_asked(console, words, field) for field in missing)]


def _asked(console: Console, words: Words, field: Field) -> Assignment:
    from regio_cli.cli.ask import chosen, told

    language = console.translate.language
    question = f"{field.title.get(language)} ({field.description.get(language)})"
    if field.choices:
        answer = chosen(
            question, [(choice, label.get(language)) for choice, label in field.choices.items()], console.translate
        )
        return Assignment(field.dotted, "=", answer)
    ref = field.ref or (field.item.ref if field.item else None)
    ids = [address.id for address in words.snapshot.by_address if ref and address.kind == ref.kind and not ref.items]
    answer = told(question, ids)
    return Assignment(field.dotted, "=", value_of(field, answer, words.id))


def _new_id(registry: Registry, kind: Kind, data: Any) -> str:
    """Return an id for a new record: opaque for a person, else made of its name."""
    if kind.name == "person":
        from regio_cli.cli.people import opaque_id

        return opaque_id(registry.snapshot)
    parts = [str(value) for label in kind.label if (value := _at(data, label)) is not None]
    slug = re.sub(r"[^a-z0-9]+", "-", fold(" ".join(parts))).strip("-")[:80]
    if not slug:
        raise Wrong(Text(N_("give the record an id: regio add {kind} ID …"), {"kind": kind.name}))
    return slug


def _at(data: Any, dotted: str) -> Any:
    for step in dotted.split("."):
        data = data.get(step) if isinstance(data, dict) else None
    return data
