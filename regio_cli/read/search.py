"""How a user's word leads to records: to one by address, path, id or name, or to those that are like it."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from regio_cli.model.dutchnames import comparable, is_abbreviated, matches
from regio_cli.model.kinds import Kinds
from regio_cli.model.record import Address
from regio_cli.read.names import Named, fold, has_name, names, short, sort_key, terms

_LIKE = 70
# Beside a name that has the very text in it, only one that is nearly the same is of interest.
_NEARLY = 88
# Beside the nearest name, only those that are not much further off.
_BEHIND = 12
# The score of a name with all the words in it, in any order.
_WORDS = 101


class Hit(NamedTuple):
    """A record that a text may mean; `by` is the term it was found by when that is not its name."""

    named: Named
    by: str | None


class _Known(NamedTuple):
    named: Named
    term: str


def _plain(word: str) -> str:
    return word.strip().replace("\\", "/").removeprefix("./").removeprefix("registry/").removesuffix(".yaml")


def address_in(kinds: Kinds, word: str) -> Address | None:
    """Return the address that `word` writes, as kind/id or as a path, whether or not there is such a record."""
    folder, slash, id_ = _plain(word).partition("/")
    kind = (
        (kinds.by_folder.get(folder) or kinds.named(folder)) if slash and id_ else kinds.by_file.get(f"{folder}.yaml")
    )
    return Address(kind.name, id_ or kind.name) if kind else None


def candidates(kinds: Kinds, database: sqlite3.Connection, word: str, only: str | None = None) -> list[Named]:
    """Return the records (of the kind `only`) that `word` may name: by address, path, id or any name, else by parts.

    Records without a name of their own, such as mandates, only count when nothing else fits.
    """
    plain = _plain(word)
    # The stroke in "Jan v/d Berg" is none of an address.
    if "/" in plain and not is_abbreviated(plain):
        address = address_in(kinds, word)
        found = (_at(kinds, database, address) or _led_on(kinds, database, str(address))) if address else []
        return _only(found, only)
    exact = _only(names(kinds, database, id_=plain) or _led_on(kinds, database, plain), only)
    if exact or not plain:
        return exact
    known = [k for k in _known(kinds, database) if only in (None, k.named.address.kind)]
    wanted = fold(plain)
    return (
        _distinct(k.named for k in known if wanted in (fold(k.term), fold(short(k.term))))
        or _having(known, wanted)
        or _distinct(entry.named for _, entry in _spelled(known, plain))
        or _only([named for named in _nameless(kinds, database) if wanted in named.address.id], only)
    )


def _only(found: list[Named], kind: str | None) -> list[Named]:
    return [named for named in found if kind in (None, named.address.kind)]


def _at(kinds: Kinds, database: sqlite3.Connection, address: Address) -> list[Named]:
    return names(kinds, database, kinds[address.kind], address.id)


def _led_on(kinds: Kinds, database: sqlite3.Connection, former: str) -> list[Named]:
    """Return the records whose address or id was `former` before they were renamed or merged."""
    sql = "SELECT new FROM redirect WHERE old = :former OR substr(old, instr(old, '/') + 1) = :former"
    there = [Address.parse(str(new)) for (new,) in database.execute(sql, {"former": former})]
    return [named for a in there if a and a.kind in kinds.by_name for named in _at(kinds, database, a)]


def find(kinds: Kinds, database: sqlite3.Connection, text: str, limit: int) -> list[Hit]:
    """Return the records known by something like `text`, best first, at most `limit`."""
    known = list(_known(kinds, database))
    wanted = fold(text).strip()
    scores = _scores(wanted, [_comparable(k.term, wanted) for k in known])
    best: dict[Address, tuple[int, _Known]] = {}
    for entry, score in zip(known, scores, strict=True):
        address = entry.named.address
        if score > max(_LIKE - 1, best[address][0] if address in best else 0):
            best[address] = (score, entry)
    for named, entry in _spelled(known, text) if is_abbreviated(text) else ():
        best[named] = max(best.get(named, (0, entry)), (_WORDS, entry), key=lambda scored: scored[0])
    top = max((score for score, _ in best.values()), default=0)
    floor = _NEARLY if top > 100 else top - _BEHIND
    ranked = sorted((-score, sort_key(e.named.name), e) for score, e in best.values() if score >= floor)
    return [
        Hit(e.named, None if e.term in (e.named.name, e.named.address.id) else e.term) for _, _, e in ranked[:limit]
    ]


def _comparable(term: str, wanted: str) -> str:
    """Return `term` as it is compared: who looks for an organisation does not mean all with an address there."""
    return fold(term if "@" in wanted else term.partition("@")[0])


def _scores(wanted: str, choices: list[str]) -> list[int]:
    """Return how well each choice fits: 0 to 100 by likeness, more when it has the very words in it."""
    if not wanted:
        return [0] * len(choices)
    words = wanted.replace(",", " ").split()
    return [_exactness(wanted, words, choice) or _likeness(wanted, choice) for choice in choices]


def _likeness(wanted: str, choice: str) -> int:
    """Return how alike two texts are; a term much shorter than the text is no part of it to go by."""
    from rapidfuzz import fuzz

    alike = fuzz.ratio if 2 * len(choice) < len(wanted) else fuzz.WRatio
    return round(alike(wanted, choice, score_cutoff=float(_LIKE)))


def _exactness(wanted: str, words: list[str], choice: str) -> int:
    if wanted == choice:
        return 106
    if wanted in choice:
        if "@" not in choice and f" {wanted} " in f" {choice} ":
            return 105
        # The beginning of a family name says more than that of a mailbox.
        if "@" not in choice and f" {wanted}" in f" {choice}":
            return 104
        return 103 if choice.startswith(wanted) else 102
    return _WORDS if len(words) > 1 and all(word in choice for word in words) else 0


def _known(kinds: Kinds, database: sqlite3.Connection) -> Iterable[_Known]:
    """Yield each record that has a name, once for each thing it is known by."""
    by_address = {n.address: n for kind in kinds if has_name(kind) for n in names(kinds, database, kind)}
    for named in by_address.values():
        yield _Known(named, named.name)
        yield _Known(named, named.address.id)
    for address, term in terms(kinds, database):
        if address in by_address:
            yield _Known(by_address[address], term)


def _nameless(kinds: Kinds, database: sqlite3.Connection) -> Iterable[Named]:
    return (named for kind in kinds if not has_name(kind) for named in names(kinds, database, kind))


def _having(known: Iterable[_Known], wanted: str) -> list[Named]:
    """Return those known by something with every word of `wanted` in it, in any order: "Berg, Els van der"."""
    words = wanted.replace(",", " ").split()
    return _distinct(k.named for k in known if words and all(w in _comparable(k.term, wanted) for w in words))


def _spelled(known: Iterable[_Known], text: str) -> Iterator[tuple[Address, _Known]]:
    """Yield what is known by the words of `text` when the prefix in one of the two is not written out: "Jan vd Berg"."""
    is_short, wanted = is_abbreviated(text), comparable(text)
    for each in known:
        if (is_short or is_abbreviated(each.term)) and matches(wanted, comparable(each.term)):
            yield each.named.address, each


def _distinct(found: Iterable[Named]) -> list[Named]:
    return list({named.address: named for named in found}.values())
