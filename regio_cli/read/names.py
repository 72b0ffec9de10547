"""Names of records: how they are shown, sorted, found with typos, and how a user's word leads to one record."""

import re
import sqlite3
from typing import NamedTuple

from regio_cli.model.folding import fold as fold
from regio_cli.model.kinds import Kind, Kinds
from regio_cli.model.record import Address

_PREFIX = re.compile(r"^(?:(?:van|von|de|den|der|het|ten|ter|te|la|le|du|in|op|aan|bij|'t|’t)\s+)+", re.IGNORECASE)
_FORMS = re.compile(r"^(?:gemeente|provincie|ministerie van|waterschap)\s+", re.IGNORECASE)


class Named(NamedTuple):
    """A record with the name that people know it by."""

    address: Address
    name: str


def sort_key(name: str) -> tuple[str, str]:
    """Order of names as in Dutch lists: accents, case, and prefixes such as "van der" do not count."""
    plain = fold(name)
    return (_PREFIX.sub("", plain), plain)


def names(kinds: Kinds, database: sqlite3.Connection, kind: Kind | None = None, id_: str | None = None) -> list[Named]:
    """Return every record of `kind`, or of all kinds, with its name; only those called `id_` when that is given."""
    found = []
    for each in [kind] if kind else kinds:
        columns = ", ".join(f'"{label.replace(".", "_")}"' for label in each.label)
        sql = f'SELECT id, {columns} FROM "{each.name}"'
        rows = database.execute(sql) if id_ is None else database.execute(f"{sql} WHERE id = ?", (id_,))
        for this, *parts in rows:
            found.append(Named(Address(each.name, this), " ".join(str(part) for part in parts if part) or this))
    return found


def _has_name(kind: Kind) -> bool:
    """Tell whether records of `kind` have a name of their own: a mandate is known by what it points at."""
    return not all(field.ref for label in kind.label if (field := kind.field(label)))


def candidates(kinds: Kinds, database: sqlite3.Connection, word: str) -> list[Named]:
    """Return the records that `word` may name: by address, path, id or name, else by a part of one of these."""
    plain = word.strip().replace("\\", "/").removeprefix("./").removeprefix("registry/").removesuffix(".yaml")
    folder, slash, id_ = plain.partition("/")
    if slash:
        kind = kinds.by_folder.get(folder) or kinds.named(folder)
        return names(kinds, database, kind, id_) if kind else []
    exact = names(kinds, database, id_=plain)
    if exact:
        return exact
    everything = names(kinds, database)
    wanted = fold(plain)
    exact = [named for named in everything if wanted in (fold(named.name), _FORMS.sub("", fold(named.name)))]
    if exact:
        return exact
    return [named for named in everything if wanted in named.address.id or wanted in fold(named.name)]


def find(kinds: Kinds, database: sqlite3.Connection, text: str, limit: int) -> list[tuple[Named, float]]:
    """Return the records whose names are nearest to `text`, best first, with a score of 0 to 100."""
    from rapidfuzz import fuzz, process

    everything = [named for kind in kinds if _has_name(kind) for named in names(kinds, database, kind)]
    wanted = fold(text)
    choices = [fold(f"{named.name} {named.address.id}") for named in everything]
    scored = process.extract(wanted, choices, scorer=fuzz.WRatio, limit=limit, score_cutoff=70)
    ranked = sorted(scored, key=lambda hit: (wanted not in hit[0], -round(hit[1]), sort_key(everything[hit[2]].name)))
    return [(everything[index], score) for _, score, index in ranked]
