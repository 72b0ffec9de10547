"""How the absences of a mandate's holder differ, in words."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from regio_cli.domain.records import Absence, mandate
from regio_cli.model.record import Data
from regio_cli.model.text import N_, Text

FIELD = "absences"


class Words(NamedTuple):
    """What puts a sentence about one mandate together: `about` from a template and values, `name` who stands in by an id."""

    about: Callable[..., Text]
    name: Callable[[str], Any]


def told(words: Words, before: Data, after: Data) -> list[Text] | None:
    """Return a sentence for each absence that differs between two states of a mandate; None when they can't be read."""
    old, new = _absences(before), _absences(after)
    if old is None or new is None:
        return None
    pairs = _paired([each for each in old if each not in new], [each for each in new if each not in old])
    return [text for pair in pairs for text in _differences(words, *pair)]


def _absences(data: Data) -> list[Absence] | None:
    """Return the absences of a mandate, None when not all of them have a first day that can be read."""
    listed = data.get(FIELD, [])
    found = list(mandate("", data).absences)
    if not isinstance(listed, list) or len(found) != len(listed):
        return None
    if any(each.period.start is None for each in found):
        return None
    return found


Pair = tuple[Absence | None, Absence | None]


def _paired(old: list[Absence], new: list[Absence]) -> list[Pair]:
    """Return which absence became which: by its first day, else by its stand-in; None for one that came or went."""
    pairs: list[Pair] = []
    for is_same in (_same_start, _same_stand_in):
        for before in list(old):
            after = next((each for each in new if is_same(before, each)), None)
            if after is not None:
                old.remove(before)
                new.remove(after)
                pairs.append((before, after))
    gone: list[Pair] = [(each, None) for each in old]
    come: list[Pair] = [(None, each) for each in new]
    return [*pairs, *gone, *come]


def _same_start(one: Absence, other: Absence) -> bool:
    return one.period.start == other.period.start


def _same_stand_in(one: Absence, other: Absence) -> bool:
    return one.stand_in is not None and one.stand_in == other.stand_in


def _differences(words: Words, old: Absence | None, new: Absence | None) -> Iterator[Text]:
    if old is None and new is not None:
        yield _begun(words, new)
    elif old is not None and new is None:
        yield _until(
            words.about(N_("{place}: {person} is no longer recorded as absent from {start}"), start=old.period.start),
            old,
        )
    elif old is not None and new is not None:
        yield from _changes(words, old, new)


def _begun(words: Words, new: Absence) -> Text:
    text = _until(words.about(N_("{place}: {person} absent from {start}"), start=new.period.start), new)
    if new.stand_in is None:
        return text
    return Text(N_("{what}; {stand_in} stands in"), {"what": text, "stand_in": words.name(new.stand_in)})


def _until(text: Text, absence: Absence) -> Text:
    return Text(N_("{what} until {end}"), {"what": text, "end": absence.period.end}) if absence.period.end else text


def _changes(words: Words, old: Absence, new: Absence) -> Iterator[Text]:
    days = {"start": new.period.start, "old": old.period.end or "", "new": new.period.end or ""}
    if old.period.start != new.period.start:
        template = N_("{place}: absence of {person} starts on {new} instead of {old}")
        yield words.about(template, old=old.period.start, new=new.period.start)
    if old.period.end != new.period.end:
        yield words.about(_end(old, new), **days)
    if old.stand_in != new.stand_in:
        yield _stand_in(words, old, new)


def _end(old: Absence, new: Absence) -> str:
    """Return what is said of a last day that differs."""
    if old.period.end is None:
        return N_("{place}: absence of {person} from {start} ends on {new}")
    if new.period.end is None:
        return N_("{place}: absence of {person} from {start} no longer ends on {old}")
    return N_("{place}: absence of {person} from {start} ends on {new} instead of {old}")


def _stand_in(words: Words, old: Absence, new: Absence) -> Text:
    if new.stand_in is None:
        return words.about(
            N_("{place}: nobody stands in any more for {person}, absent from {start}"), start=new.period.start
        )
    name = words.name(new.stand_in)
    template = N_("{place}: {stand_in} stands in for {person}, absent from {start}")
    return words.about(template, start=new.period.start, stand_in=name)
