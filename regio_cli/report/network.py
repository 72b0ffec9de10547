"""The report `network`: which people and partners link the bodies, and how few people a body hangs on.

Bodies are nodes; two are linked when the same person (or partner) sits in both (Breiger 1974; betweenness: Freeman 1977).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from regio_cli.model.text import N_, Text, counted
from regio_cli.report.context import Context
from regio_cli.report.model import Column, Passage, Section, Sign, Table, Value
from regio_cli.report.wording import decimal, listed

if TYPE_CHECKING:
    from networkx import Graph

Links = Mapping[tuple[str, str], frozenset[str]]
# Secretaries of the bureau sit everywhere and would make all bodies one.
_PEOPLE = (
    "SELECT DISTINCT person AS who, body FROM holder WHERE role <> 'secretary' AND body IN (SELECT id FROM active_body)"
)
_PARTNERS = "SELECT DISTINCT partner AS who, body FROM holder_partner WHERE role <> 'secretary' AND body IN (SELECT id FROM active_body)"
_VOTES = """
    SELECT body.id, body.quorum, holder.person, count(*) AS votes FROM active_body AS body
    LEFT JOIN holder ON holder.body = body.id AND holder.voting
    WHERE body.quorum IS NOT NULL GROUP BY body.id, holder.person"""
_MOST = 25
_NOTHING = Text(N_("nobody holds a seat on this day"))


def sections(context: Context) -> tuple[Section, ...]:
    """Return how the bodies hang together, what each hangs on, and who links them."""
    people, partners = _memberships(context, _PEOPLE), _memberships(context, _PARTNERS)
    by_people, by_partners = links(people), links(partners)
    return (
        Section(
            "bodies",
            Text(N_("How bodies hang together")),
            (_told(context, by_people), _body_table(context, people, by_people, by_partners)),
        ),
        Section(
            "linking",
            Text(N_("Who links them")),
            (_who_table(context, "person", people, by_people), _who_table(context, "partner", partners, by_partners)),
        ),
    )


def _memberships(context: Context, query: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in context.rows(query):
        found[row["who"]].add(row["body"])
    return {who: frozenset(bodies) for who, bodies in found.items()}


def links(memberships: Mapping[str, frozenset[str]]) -> Links:
    """Return who links each two bodies that anybody links."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for who, bodies in memberships.items():
        for pair in combinations(sorted(bodies), 2):
            found[pair].add(who)
    return {pair: frozenset(who) for pair, who in found.items()}


def graph(context: Context, of: Links) -> "Graph[str]":
    """Return the bodies of the day with their links."""
    import networkx

    made: Graph[str] = networkx.Graph()
    made.add_nodes_from(row["id"] for row in context.rows("SELECT id FROM active_body"))
    made.add_edges_from(of)
    return made


def bus_factors(context: Context) -> dict[str, int]:
    """Return, for each body with a quorum, the fewest people whose leaving puts its votes below it; 0 when they are now."""
    votes: dict[str, list[int]] = defaultdict(list)
    quorum: dict[str, int] = {}
    for row in context.rows(_VOTES):
        quorum[row["id"]] = row["quorum"]
        votes[row["id"]] += [row["votes"]] if row["person"] else []
    return {body: _fewest(votes[body], needed) for body, needed in quorum.items()}


def _fewest(votes: Sequence[int], quorum: int) -> int:
    """Return how many must leave, those with most votes first, before fewer than `quorum` votes are left."""
    left = sum(votes)
    for number, leaving in enumerate(sorted(votes, reverse=True)):
        if left < quorum:
            return number
        left -= leaving
    return len(votes)


def _told(context: Context, by_people: Links) -> Passage:
    import networkx

    parts = sorted(networkx.connected_components(graph(context, by_people)), key=lambda part: (-len(part), min(part)))
    if not parts:
        return Passage("told", Text(N_("there are no bodies on this day")))
    alone = sorted(context.name("body", min(part)) for part in parts if len(part) == 1)
    number = sum(len(part) for part in parts)
    values = {"bodies": number, "largest": len(parts[0]), "alone": listed(alone)}
    if len(parts) == 1:
        return Passage("told", Text(N_("The same people link all {bodies} bodies with each other."), values), "good")
    text = counted(
        len(alone),
        N_("The same people link {largest} of {bodies} bodies with each other; {count} shares nobody with any other: {alone}."),
        N_("The same people link {largest} of {bodies} bodies with each other; {count} share nobody with any other: {alone}."),
        **values,
    ) if alone else Text(N_("The same people link at most {largest} of {bodies} bodies with each other."), values)  # fmt: skip
    return Passage("told", text, "warn" if alone else "none")


def _body_table(context: Context, people: Mapping[str, frozenset[str]], by_people: Links, by_partners: Links) -> Table:
    columns = (
        Column("body", Text(N_("body"))),
        Column("people", Text(N_("people")), "number"),
        Column("degree", Text(N_("linked by people")), "number"),
        Column("partner_degree", Text(N_("by partners")), "number"),
        Column("betweenness", Text(N_("betweenness")), "share"),
        Column("bus_factor", Text(N_("bus factor")), "number"),
        Column("sign", Text(N_("well?")), "sign"),
    )
    note = Text(N_("Betweenness is the part of all shortest ways between bodies that leads past this one. The bus factor is the fewest people whose leaving puts a body with a quorum below it, deputies not counted."))  # fmt: skip
    rows = tuple(_body_rows(context, people, by_people, by_partners))
    return Table("bodies", Text(N_("Bodies, those that link most first")), columns, rows, note, (), _NOTHING)


def _body_rows(
    context: Context, people: Mapping[str, frozenset[str]], by_people: Links, by_partners: Links
) -> Iterator[tuple[Value, ...]]:
    import networkx

    persons, partners = graph(context, by_people), graph(context, by_partners)
    between: Mapping[str, float] = networkx.betweenness_centrality(persons)
    factors = bus_factors(context)
    members: dict[str, int] = defaultdict(int)
    for bodies in people.values():
        for body in bodies:
            members[body] += 1
    for body in sorted(persons, key=lambda one: (-between[one], one)):
        yield (context.name("body", body), members[body], persons.degree[body], partners.degree[body],
               round(between[body], 4), factors.get(body), _sign(factors.get(body)))  # fmt: skip


def _sign(factor: int | None) -> Sign:
    return "none" if factor is None else "bad" if factor == 0 else "warn" if factor == 1 else "good"


def _who_table(context: Context, kind: str, memberships: Mapping[str, frozenset[str]], of: Links) -> Table:
    """Return who sits in most bodies, and how many pairs of bodies nobody else links."""
    label = Text(N_("person") if kind == "person" else N_("partner"))
    columns = (
        Column(kind, label, personal=kind == "person"),
        Column("bodies", Text(N_("bodies")), "number"),
        Column("only_link", Text(N_("only link of")), "number"),
    )
    only = _only(of)
    ranked = sorted(
        (who for who, bodies in memberships.items() if len(bodies) > 1),
        key=lambda who: (-only.get(who, 0), -len(memberships[who]), who),
    )
    rows = [(context.name(kind, who), len(memberships[who]), only.get(who, 0)) for who in ranked[:_MOST]]
    values: dict[str, Any] = {"number": len(ranked), "all": len(memberships), "shown": len(rows)}
    values["mean"] = decimal(sum(map(len, memberships.values())) / len(memberships) if memberships else 0, 2)
    title = Text(N_("People in more than one body") if kind == "person" else N_("Partners in more than one body"))
    note = Text(N_("n = {number} of {all} sit in more than one body, {mean} on average; shown are {shown}. The last column is the pairs of bodies that nobody else links."), values)  # fmt: skip
    return Table(f"{kind}s", title, columns, tuple(rows), note if rows else None, (), _NOTHING)


def _only(of: Links) -> Mapping[str, int]:
    found: dict[str, int] = defaultdict(int)
    for who in of.values():
        if len(who) == 1:
            found[min(who)] += 1
    return found
