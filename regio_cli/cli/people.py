"""Which person is meant by a name: the one who is recorded already, or really another one."""

import secrets
from dataclasses import dataclass, replace

from regio_cli.change.likeness import Like, same_person
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


@dataclass(frozen=True)
class NewPerson:
    """Somebody who is not recorded yet: the parts of the name, and the office held at the partner, where that is known."""

    name: dict[str, str]
    office: str | None = None
    partner: str | None = None


def person_of(
    console: Console, words: Words, word: str, new: bool, office: str | None = None, partner: str | None = None
) -> tuple[str, NewPerson | None]:
    """Return the id of the person that `word` names, and whom to record when that is somebody new.

    On a terminal the user is asked whether it is somebody new, and in which office; `office` is the one given already,
    `partner` the likeliest one. Raises Wrong when nobody is called so and `new` does not say that it is somebody new.
    """
    if new:
        return opaque_id(words.snapshot), NewPerson(_name(word), office)
    try:
        return words.id("person", word), None
    except Wrong as error:
        unknown = error
    if len(word.split()) < 2:
        raise unknown
    name = _name(word)
    if not console.asks:
        recorded(console, words.snapshot, {"name": name})
        hint = Text(
            N_("say --new to record a new person; 'regio find {value}' looks for names like it"), {"value": word}
        )
        raise Wrong(unknown.text, hint)
    known = _known_or_new(console, words, word, name)
    if known is None:
        raise unknown
    if known != _ANOTHER:
        return known, None
    held = NewPerson(name, office) if office else _with_office(console, words, NewPerson(name), partner)
    return opaque_id(words.snapshot), held


def _name(word: str) -> dict[str, str]:
    """Return the parts of the name that `word` is. Raises Refused when it is none, or says more than a name."""
    from regio_cli.exchange.import_.personname import person_of as person_in

    found = person_in(word)
    if found is None:
        raise Wrong(Text(N_("'{value}' is not the name of one person"), {"value": word}))
    return found.name


def _known_or_new(console: Console, words: Words, word: str, name: dict[str, str]) -> str | None:
    """Ask who is meant by a name that nobody has: the id of somebody recorded, _ANOTHER for somebody new, None for nobody."""
    from regio_cli.cli.ask import chosen

    translate = console.translate
    likes = alike(words.snapshot, {"name": name})
    options = [(like.address.id, spoken(words.snapshot.records[like.address])) for like in likes]
    nobody = ("-", translate(N_("nobody: change nothing")))
    somebody = (_ANOTHER, translate(N_("a new person")))
    question = N_("Nobody is called '{name}'. Is it one of these, or a new person?")
    if not options:
        question = N_("Nobody is called '{name}'. Is this a new person?")
    # What Enter means makes nobody new.
    ordered = [*options, somebody, nobody] if options else [nobody, somebody]
    picked = chosen(Text(question, {"name": word}).render(translate), ordered, translate)
    return None if picked == nobody[0] else picked


def _with_office(console: Console, words: Words, person: NewPerson, partner: str | None) -> NewPerson:
    """Ask for the office of somebody new and for the partner where it is held; Enter leaves either out."""
    from regio_cli.cli.ask import chosen, told

    translate = console.translate
    field = words.snapshot.kinds["person"].field("offices.office")
    choices = (field.choices if field else None) or {}
    options = [(value, label.get(translate.language)) for value, label in choices.items()]
    office = chosen(translate(N_("Which office?")), [("-", translate(N_("none, or not known"))), *options], translate)
    if office == "-":
        return person
    named = {_named(words.snapshot.records[a]): a.id for a in words.snapshot.records if a.kind == "partner"}
    likely = next((name for name, id_ in named.items() if id_ == partner), "")
    question = translate(N_("At which partner? (empty: none)"))
    while answer := told(question, list(named), likely):
        try:
            return replace(person, office=office, partner=named.get(answer) or words.id("partner", answer))
        except Wrong as error:
            console.warn(error.text, error.hint)
    return replace(person, office=office)


def _named(partner: Data) -> str:
    return str(partner.get("name", ""))
