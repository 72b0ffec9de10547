"""Which person is meant by a name: the one who is recorded already, or really another one."""

import secrets

from regio_cli.change.likeness import Like, name_from, same_person
from regio_cli.cli.resolve import Words
from regio_cli.cli.run import Console, Wrong
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.read.names import spoken
from regio_cli.store.snapshot import Snapshot

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 5
_ANOTHER = "+"


def opaque_id(snapshot: Snapshot) -> str:
    """Return an id for a person that says nothing and that nobody has or had."""
    while True:
        address = Address("person", "p-" + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)))
        if address not in snapshot.by_address and address not in snapshot.led_away:
            return address.id


def alike(snapshot: Snapshot, wanted: Data) -> list[Like]:
    """Return the persons in the registry that `wanted` may be."""
    return same_person(wanted, ((a, data) for a, data in snapshot.records.items() if a.kind == "person"))


def recorded(console: Console, snapshot: Snapshot, wanted: Data) -> str | None:
    """Return the id of the person that `wanted` turns out to be; None when it is really another one, or nobody is like it.

    Asks on a terminal. Raises Wrong, with those it may be, where nobody can be asked.
    """
    likes = alike(snapshot, wanted)
    if not likes:
        return None
    options = [(like.address.id, spoken(snapshot.records[like.address])) for like in likes]
    if console.asks:
        from regio_cli.cli.ask import chosen

        other = (_ANOTHER, console.translate(N_("another person with this name")))
        picked = chosen(console.translate(N_("Is it one of these?")), [*options, other], console.translate)
        return None if picked == _ANOTHER else picked
    listed = "\n".join(f"  person/{id_}  {name}" for id_, name in options)
    raise Wrong(
        Text(N_("this may be somebody who is recorded already:\n{listed}"), {"listed": listed}),
        Text(N_("give that id, or say --new when it is really another person")),
    )


def person_of(console: Console, words: Words, word: str, new: bool) -> tuple[str, dict[str, str] | None]:
    """Return the id of the person that `word` names, and the name to record when that is somebody new.

    Raises Wrong when nobody is called so and `new` does not say that it is somebody new.
    """
    if not new:
        try:
            return words.id("person", word), None
        except Wrong as error:
            unknown = error
        if len(word.split()) < 2:
            raise unknown
    name = name_from(word)
    known = None if new else recorded(console, words.snapshot, {"name": name})
    if known:
        return known, None
    if not new and not console.asks:
        hint = Text(
            N_("say --new to record a new person; 'regio find {value}' looks for names like it"), {"value": word}
        )
        raise Wrong(unknown.text, hint)
    return opaque_id(words.snapshot), name
