"""Whether the pillars are in balance where they are to be: government, business, education, and what a body names besides."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from regio_cli.domain import figures
from regio_cli.model.text import N_, Text, counted
from regio_cli.report.context import Context
from regio_cli.report.model import Bar, Bars, Column, Sign, Table, Value
from regio_cli.report.region import SIGN
from regio_cli.report.wording import change_of_seats, decimal, percent

RULE = "TRI-1"
PILLARS = ("government", "business", "education", "society", "hybrid")
_HYBRID = "hybrid"
_NOTHING = Text(N_("no body names pillars that are to be in balance on this day"))
_BODIES = """
    SELECT balance.body, balance.total, balance.largest, balance.evenness, body.pillars, (
        SELECT json_group_object(pillar, votes) FROM pillar_votes WHERE pillar_votes.body = balance.body) AS votes
    FROM pillar_balance AS balance JOIN active_body AS body ON body.id = balance.body ORDER BY body.name"""


class Balance(NamedTuple):
    """The votes of each pillar in a body, the pillars that are to be in balance there, and how even those are."""

    body: str
    votes: Mapping[str, float]
    named: Sequence[str]
    total: float
    largest: float
    evenness: float | None
    sign: Sign


def balances(context: Context) -> list[Balance]:
    """Return the bodies that name pillars and have votes of any, by name."""
    return [
        Balance(row["body"], json.loads(row["votes"]), json.loads(row["pillars"]), row["total"], row["largest"],
                row["evenness"], context.sign(RULE, f"body/{row['body']}"))
        for row in context.rows(_BODIES)
    ]  # fmt: skip


def body_table(context: Context) -> Table:
    """Return the votes of each pillar, body by body, with how even they are."""
    columns = (
        Column("body", Text(N_("body"))),
        *(Column(pillar, _word(context, pillar), "number") for pillar in PILLARS),
        Column("largest", Text(N_("largest")), "share"),
        Column("evenness", Text(N_("evenness")), "number"),
        SIGN,
    )
    found = balances(context)
    rows: list[tuple[Value, ...]] = [
        (context.name("body", one.body), *(round(one.votes.get(pillar, 0), 2) for pillar in PILLARS),
         round(one.largest / one.total, 4) if one.total else None, None if one.evenness is None else round(one.evenness, 2), one.sign)
        for one in found
    ]  # fmt: skip
    mend = [text for one in found if one.sign == "warn" for text in _mend(context, one)]
    return Table(
        "pillar_bodies", Text(N_("Pillars in each body")), columns, tuple(rows), _note(context, found), tuple(mend), _NOTHING
    )  # fmt: skip


def total_table(context: Context) -> Table:
    """Return the votes of each pillar over all bodies where they are to be in balance."""
    found = balances(context)
    total = sum(one.total for one in found)
    columns = (
        Column("pillar", Text(N_("pillar"))),
        Column("votes", Text(N_("votes")), "number"),
        Column("share", Text(N_("share")), "share"),
        Column("equal", Text(N_("equal parts")), "share"),
        SIGN,
    )
    rows = [_total_row(context, pillar, found, total) for pillar in PILLARS if pillar != _HYBRID and total]
    mend = [text for one in found if one.sign == "warn" for text in _mend(context, one)]
    return Table(
        "pillars", Text(N_("Pillars")), columns, tuple(row for row in rows if row[1] or row[3]), _note(context, found),
        tuple(mend), _NOTHING,
    )  # fmt: skip


def _total_row(context: Context, pillar: str, found: Sequence[Balance], total: float) -> tuple[Value, ...]:
    votes = sum(one.votes.get(pillar, 0) for one in found)
    equal = sum(one.total / len(one.named) for one in found if pillar in one.named)
    out = any(one.sign == "warn" and _is_cause(one, pillar) for one in found)
    return (_word(context, pillar), round(votes, 2), votes / total, equal / total, "warn" if out else "good")


def _is_cause(one: Balance, pillar: str) -> bool:
    """Tell whether a pillar has most of the votes in a body that is out of balance, or none while it is named there."""
    votes = one.votes.get(pillar, 0)
    return votes == one.largest or (pillar in one.named and not votes)


def _mend(context: Context, one: Balance) -> list[Text]:
    evenness, majority = (float(context.parameter(RULE, name)) for name in ("evenness", "majority"))
    votes = {pillar: one.votes.get(pillar, 0) for pillar in one.named}
    added = figures.additions_to_balance(votes, evenness, majority)
    return [
        Text(
            "{body}: {change}",
            {
                "body": context.name("body", one.body),
                "change": Text("{what}", {"what": _change(context, pillar, number)}),
            },
        )
        for pillar, number in added.items()
    ]


def _change(context: Context, pillar: str, number: int) -> Text:
    change = change_of_seats("", number)
    return Text(change.template, {**change.values, "name": _word(context, pillar)})


def _word(context: Context, pillar: str) -> Text:
    found = context.word("partner.pillar", pillar)
    return found if isinstance(found, Text) else Text("{what}", {"what": pillar})


def _note(context: Context, found: Sequence[Balance]) -> Text | None:
    if not found:
        return None
    values = {
        "votes": decimal(sum(one.total for one in found)),
        "well": sum(one.sign == "good" for one in found),
        "evenness": decimal(float(context.parameter(RULE, "evenness")), 2),
        "majority": percent(float(context.parameter(RULE, "majority"))),
    }
    return counted(
        len(found),
        N_("n = {votes} votes in {count} body, {well} of them in balance: each pillar named has a vote, none more than {majority}, evenness at least {evenness}. Hybrid organisations count apart."),
        N_("n = {votes} votes in {count} bodies, {well} of them in balance: each pillar named has a vote, none more than {majority}, evenness at least {evenness}. Hybrid organisations count apart."),
        **values,
    )  # fmt: skip


def bars(context: Context) -> Bars:
    """Return the largest pillar's share of the votes in each body as bars, against what it may have."""
    majority = float(context.parameter(RULE, "majority"))
    found = [
        Bar(
            Text("{what}", {"what": context.name("body", one.body)}),
            round(one.largest / one.total, 4),
            majority,
            one.sign,
        )
        for one in balances(context)
        if one.total
    ]
    return Bars("pillar_bars", Text(N_("Share of the largest pillar, against what it may have")), tuple(found), "share")
