"""What a review is made of, before it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from regio_cli.history.sentence import Sentence
from regio_cli.model.finding import Finding
from regio_cli.model.record import Address
from regio_cli.model.text import N_, Text
from regio_cli.report.model import Column
from regio_cli.report.tabular import Row
from regio_cli.review.scope import Scope
from regio_cli.store.githistory import Commit

StakeKind = Literal[
    "governing",
    "chair",
    "votes",
    "voice",
    "share",
    "backdated",
    "rewritten",
    "closed",
    "deleted",
    "deviation",
    "outside",
]
STAKES: dict[StakeKind, str] = {
    "governing": N_("what judges the registry changes"),
    "chair": N_("a chair changes"),
    "votes": N_("voting seats change"),
    "voice": N_("partners lose their voice in a shared seat"),
    "share": N_("a large part of a body changes"),
    "backdated": N_("starts or ends in the past"),
    "rewritten": N_("changed instead of ended"),
    "closed": N_("the history of a closed period is rewritten"),
    "deleted": N_("records are deleted"),
    "deviation": N_("a deviation is added or prolonged"),
    "outside": N_("files outside the registry change"),
}
"""What makes a change one of high stakes, in the order in which it is told."""


class Stake(NamedTuple):
    """A change of high stakes: of what sort, in words, and the records that it is about."""

    kind: StakeKind
    text: Text
    records: tuple[Address, ...] = ()


class Personal(NamedTuple):
    """Personal data that enters: the record, the field and its sort (x-personal); the value only where all may know it."""

    record: Address
    field: str
    label: Text
    sort: str
    value: str | None


class Lookalike(NamedTuple):
    """Characters that look like others, or like nothing: where they stand, and which they are."""

    where: str
    field: str
    text: Text


class Group(NamedTuple):
    """What changes in one body or for one partner; `votes` is how the votes in it stand before and after."""

    key: str
    title: Text
    sentences: tuple[Sentence, ...]
    votes: Text | None = None


class Effect(NamedTuple):
    """The rows of a report's table that change; each cell before and after."""

    key: str
    title: Text
    columns: tuple[Column, ...]
    rows: Sequence[Row]


class Standing(NamedTuple):
    """A finding that was there already; `before` is how it was said, when that changes."""

    finding: Finding
    before: Text | None = None


class Heaps(NamedTuple):
    """Findings: those that the branch brings, those that it takes away, and those that were there or that time brought.

    `accepted` are those brought that a deviation accepts.
    """

    introduced: tuple[Finding, ...]
    resolved: tuple[Finding, ...]
    standing: tuple[Standing, ...]
    accepted: tuple[Finding, ...]


@dataclass(frozen=True)
class Review:
    """A branch reviewed. Days are YYYY-MM-DD: `on` is that of the findings, `known` that from which the past is reckoned,
    `effect` that of the figures.
    """

    scope: Scope
    on: str
    known: str
    effect: str
    commits: tuple[Commit, ...]
    groups: tuple[Group, ...]
    stakes: tuple[Stake, ...]
    personal: tuple[Personal, ...]
    lookalikes: tuple[Lookalike, ...]
    effects: tuple[Effect, ...]
    heaps: Heaps
    notes: tuple[Text, ...]
