"""``regio rules``: the region's own rules, what they mean, and whether they fire."""

from collections.abc import Sequence
from typing import Annotated

import typer

from regio_cli.check.rule import Catalogue, Rule
from regio_cli.cli.options import HERE, Json, OnDate, Root, TableFormat, day
from regio_cli.cli.run import FINDINGS, FINE, Console, Wrong
from regio_cli.cli.tables import show_rows
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry

_ALL = ("all", "alle")


def rules_(
    rule: Annotated[str | None, typer.Argument(help="The rule to explain.", metavar="[RULE]")] = None,
    selftest: Annotated[
        bool, typer.Option("--selftest", help="Break each rule in a copy in memory, and see that it fires.")
    ] = False,
    root: Root = HERE,
    on: OnDate = None,
    format_: TableFormat = "table",
    json: Json = False,
) -> int:
    """Show the region's own rules, or explain one: what it asks, why, from which source, by which query, and how to mend it.

    'regio validate --rules all' runs them.

    Example: regio rules SPR-1
    """
    console = Console()
    registry = console.open(root, None)
    format_ = "json" if json else format_
    if selftest:
        return _selftest(console, registry, day(on), format_)
    if rule is None:
        _list(console, registry.catalogue, format_)
        return FINE
    _explain(console, _rule(registry.catalogue, rule))
    return FINE


def wanted_rules(registry: Registry, rules: str | None, skip: str | None) -> list[str] | None:
    """Return the ids of the rules that the options name, None for all there are. Raises Wrong for one there is not."""
    if rules in _ALL and not skip:
        return None
    catalogue = registry.catalogue
    named = list(catalogue.rules) if rules is None or rules in _ALL else _ids(catalogue, rules)
    without = _ids(catalogue, skip) if skip else []
    return [id_ for id_ in named if id_ not in without]


def _ids(catalogue: Catalogue, words: str) -> list[str]:
    return [_rule(catalogue, word.strip()).id for word in words.split(",") if word.strip()]


def _rule(catalogue: Catalogue, word: str) -> Rule:
    found = catalogue.rules.get(word.upper())
    if found is None:
        raise Wrong(
            Text(N_("there is no rule '{value}'"), {"value": word}),
            Text(N_("there are: {known}"), {"known": ", ".join(catalogue.rules)}),
        )
    return found


def _list(console: Console, catalogue: Catalogue, format_: str) -> None:
    language = console.translate.language
    rows = [[rule.id, rule.severity, rule.title.get(language), rule.seed or ""] for rule in catalogue.rules.values()]
    labels = [
        console.translate(word) for word in (N_("rule"), N_("severity"), N_("title"), N_("sentence it comes from"))
    ]
    show_rows(console, ["rule", "severity", "title", "seed"], rows, format_, labels)


def _explain(console: Console, rule: Rule) -> None:
    language, translate = console.translate.language, console.translate
    console.heading(f"{rule.id}  {rule.title.get(language)}")
    told: list[tuple[str, str]] = [
        (translate(N_("severity")), rule.severity),
        (translate(N_("why")), rule.why.get(language)),
        (translate(N_("seed")), rule.seed or ""),
        (translate(N_("source")), rule.source),
        (
            translate(N_("how to mend")),
            " ".join([rule.mend.get(language) if rule.mend else "", rule.command or ""]).strip(),
        ),
    ]
    told += [
        (f"{translate(N_('parameter'))} {each.name}", f"{each.meaning.get(language)} ({each.default})")
        for each in rule.parameters
    ]
    width = max(len(label) for label, _ in told)
    for label, text in told:
        if text:
            console.say(f"  {label:{width}}  {text}\n")
    console.say(f"\n{rule.sql.strip()}\n")


def _selftest(console: Console, registry: Registry, on: str, format_: str) -> int:
    from regio_cli.check.rules import settings_of
    from regio_cli.check.selftest import selftest
    from regio_cli.check.tables import tables

    results = list(
        selftest(
            registry.catalogue.rules.values(),
            registry.snapshot.records,
            lambda records: tables(registry.kinds, records, on),
            settings_of(registry.snapshot),
        )
    )
    rows: Sequence[Sequence[str | None]] = [[result.rule, result.verdict, result.record] for result in results]
    labels = [console.translate(word) for word in (N_("rule"), N_("result"), N_("record"))]
    show_rows(console, ["rule", "result", "record"], rows, format_, labels)
    return FINE if all(result.verdict in ("fires", "nothing to break") for result in results) else FINDINGS
