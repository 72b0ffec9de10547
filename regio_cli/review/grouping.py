"""What changed, in sentences, by the body or else the partner that it is about."""

from collections.abc import Callable, Iterable

from regio_cli.history.delta import Delta
from regio_cli.history.sentence import Scene, Sentence, short
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.review.model import Group

_OTHERS = Text(N_("Other records and files"))


def grouped(
    scene: Scene, delta: Delta, told: Iterable[Sentence], votes: Callable[[str], Text | None]
) -> tuple[Group, ...]:
    """Return the sentences `told` about `delta` by body, then by partner, then the rest; in a body those of one partner together.

    A new record's decision is told with it. `votes` says how the votes in a body stand.
    """
    found: dict[str, list[Sentence]] = {}
    for sentence in told:
        found.setdefault(_key(sentence), []).append(_with_decision(sentence, delta))
    groups = [_group(scene, key, sentences, votes) for key, sentences in found.items()]
    return tuple(sorted(groups, key=lambda group: (_rank(group.key), _sorted_as(group.title))))


def _with_decision(sentence: Sentence, delta: Delta) -> Sentence:
    """Return a sentence about a new record with the decision that it names; of one that changes, its fields tell it."""
    fresh = (delta.after[a].get("decision") for a in sentence.records if a in delta.after and a not in delta.before)
    decision = next((found for found in fresh if isinstance(found, str)), None)
    if decision is None:
        return sentence
    values = {"what": sentence.text, "decision": short(decision)}
    return sentence._replace(text=Text(N_("{what}; decision: {decision}"), values))


def _key(sentence: Sentence) -> str:
    if sentence.body:
        return f"body/{sentence.body}"
    return f"partner/{sentence.partners[0]}" if sentence.partners else ""


def _group(scene: Scene, key: str, sentences: list[Sentence], votes: Callable[[str], Text | None]) -> Group:
    address = Address.parse(key)
    if address is None:
        return Group("", _OTHERS, tuple(sentences))
    title = Text("{name}", {"name": scene.written(address)})
    together = sorted(sentences, key=lambda sentence: sentence.partners)
    return Group(key, title, tuple(together), votes(address.id) if address.kind == "body" else None)


def _rank(key: str) -> int:
    return ("body", "partner", "").index(key.partition("/")[0])


def _sorted_as(title: Text) -> str:
    return str(title.values.get("name", "")).casefold()
