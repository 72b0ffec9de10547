"""Two changes that can't both be, in words: what others say and what was said here, who said it, and what to do."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from regio_cli.change.clash import Makers, makers, of
from regio_cli.change.doubled import Doubled
from regio_cli.change.rebase import Clashing
from regio_cli.change.replay import Clash
from regio_cli.cli.run import Console
from regio_cli.history.conflict import in_words
from regio_cli.history.sentence import Scene, joined
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.store.divergence import Who
from regio_cli.store.git import Git

_GIT = N_("bring the two together with git ('git rebase {upstream}'), then sync again")
_UNDO = N_(
    "to take what others say: undo yours ({undo}), or set the same value, and sync again; to have yours, set it anew after that"
)


class Told(NamedTuple):
    """A clash in words. `mends` tells whether undoing the change made here ends it."""

    path: str
    record: Address | None
    field: str | None
    what: Text
    upstream: Any
    here: Any
    makers: Makers
    mends: bool


class Teller:
    """Puts clashes into words; `top` is git at the top of the work tree, `folder` the way from there to the records."""

    def __init__(self, scene: Scene, top: Git, folder: str) -> None:
        self.scene, self.top, self.folder = scene, top, folder

    def told(self, clashing: Clashing) -> list[Told]:
        """Return every clash in words."""
        told = [self._clash(clashing, clash) for clash in clashing.clashes]
        return [*told, *(self._doubled(clashing, seat) for seat in clashing.seats)]

    def _clash(self, clashing: Clashing, clash: Clash) -> Told:
        by = of(self.top, clashing.lines, clash)
        if clash.address is None or clash.conflict is None:
            what = Text(N_("{file}: changed on both sides"), {"file": clash.path})
            return Told(clash.path, clash.address, None, what, Text(N_("changed")), Text(N_("changed")), by, False)
        said = in_words(self.scene, clash.address, clash.conflict)
        return Told(clash.path, clash.address, said.field, said.what, said.ours, said.theirs, by, True)

    def _doubled(self, clashing: Clashing, seat: Doubled) -> Told:
        body = self.scene.written(Address("body", seat.body))
        what = Text(N_("{body}: the seat '{seat}' has one holder too many"), {"body": body, "seat": seat.seat})
        upstream, here = (joined([str(address) for address in side]) for side in (seat.upstream, seat.here))
        by = [
            makers(self.top, clashing.lines, f"{self.folder}{self.scene.kinds[side[0].kind].path_of(side[0].id)}")
            for side in (seat.upstream, seat.here)
        ]
        path = self.scene.kinds["body"].path_of(seat.body)
        both = Makers(by[0].upstream, by[1].here)
        return Told(f"{self.folder}{path}", Address("body", seat.body), None, what, upstream, here, both, True)


def text_of(console: Console, told: Sequence[Told]) -> str:
    """Return clashes as lines for people."""
    return "".join(f"{line}\n" for each in told for line in _lines(console, each))


def _lines(console: Console, told: Told) -> Iterator[str]:
    translate = console.translate
    yield "  " + told.what.render(translate)
    for word, side, who in (
        (N_("others"), told.upstream, told.makers.upstream),
        (N_("here"), told.here, told.makers.here),
    ):
        yield f"    {translate(word)}: {_shown(console, side)}{_by(who)}"


def _shown(console: Console, side: Any) -> str:
    return Text("{side}", {"side": side}).render(console.translate)


def _by(who: Who | None) -> str:
    return f"  ({who.author}, {who.day}, {who.commit[:10]} {who.subject})" if who else ""


def hint(told: Sequence[Told], upstream: str) -> Text:
    """Return what ends the clashes."""
    if not all(each.mends for each in told):
        return Text(_GIT, {"upstream": upstream})
    commits = dict.fromkeys(each.makers.here.commit[:10] for each in told if each.makers.here)
    return Text(_UNDO, {"undo": ", ".join(f"'regio undo {commit}'" for commit in commits)})


def data_of(console: Console, told: Sequence[Told]) -> list[dict[str, Any]]:
    """Return clashes for scripts."""
    return [
        {
            "path": each.path,
            "record": str(each.record) if each.record else None,
            "field": each.field,
            "message": each.what.render(console.translate),
            "others": {"says": _shown(console, each.upstream), **_who(each.makers.upstream)},
            "here": {"says": _shown(console, each.here), **_who(each.makers.here)},
        }
        for each in told
    ]


def _who(who: Who | None) -> dict[str, Any]:
    return {"commit": who.commit, "author": who.author, "date": who.day} if who else {}
