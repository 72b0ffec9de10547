"""A rule of governance or integrity, read from one `.sql` file: a query for the records that break it, under a head that says
what it is. The head is YAML in comments, up to the first line that is none; docs/rules.md lists its fields.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from regio_cli.domain.statements import notions
from regio_cli.model.finding import SEVERITIES, Finding, Place, Severity
from regio_cli.model.text import N_, Bilingual, Text

SUFFIX = ".sql"
FOLDER = "rules"
_SHIPPED = Path(__file__).resolve().parent.parent / FOLDER
_VIEWS = "views.sql"
_REQUIRED = ("id", "severity", "title", "message", "why", "source")
_KNOWN = frozenset((*_REQUIRED, "mend", "command", "seed", "parameters", "fault"))
Settings = Mapping[str, Mapping[str, Any]]


class RuleFault(ValueError):
    """A file that is no rule; the message says why."""


@dataclass(frozen=True)
class Parameter:
    """A number or word that a registry may set (`rules:` in registry.yaml); `default` holds without that."""

    name: str
    default: int | float | str
    meaning: Bilingual


@dataclass(frozen=True)
class Fault:
    """What breaks a rule on purpose, to prove that it fires: `pick` is a query whose first row names what to break.

    `changes` are records (addresses) and what becomes of each: None for one that goes, else fields to set (None removes),
    with ``{column}`` filled in from the row. `fires_on` is the record that the rule must then find.
    """

    pick: str
    changes: Mapping[str, Mapping[str, Any] | None]
    fires_on: str


@dataclass(frozen=True)
class Rule:
    """A rule. Its query gives `record` (an address) of each record that breaks it, and may give `field` (the way to what
    is wrong: ``seats.voorzitter.role``), `also` (the address of another record that it concerns), `since` (the day from which it
    is broken by the passing of time); its other columns are values for the message and the command that mends it.
    """

    id: str
    severity: Severity
    title: Bilingual
    message: Bilingual
    why: Bilingual
    source: str
    sql: str
    mend: Bilingual | None = None
    command: str | None = None
    seed: str | None = None
    parameters: tuple[Parameter, ...] = ()
    fault: Fault | None = None

    def values(self, settings: Settings) -> dict[str, Any]:
        """Return the parameters as the registry has them set, else their defaults."""
        own = settings.get(self.id, {})
        return {each.name: own.get(each.name, each.default) for each in self.parameters}


class Unread(NamedTuple):
    """A rule of which only the query is looked at, until `read_rule` reads its `text`."""

    text: str

    @property
    def sql(self) -> str:
        """The query."""
        return _parted(self.text)[1]


@cache
def shipped() -> Mapping[str, Rule]:
    """Return the rules that come with regio, by id; read once."""
    rules = [read_rule(rule.text) for rule in unread()]
    return {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}


def unread(severity: Severity | None = None) -> list[Unread]:
    """Return the rules that come with regio; with `severity` only those."""
    files = sorted(file for file in _SHIPPED.glob(f"*{SUFFIX}") if file.name != _VIEWS)
    texts = (file.read_text(encoding="utf-8") for file in files)
    return [Unread(text) for text in texts if severity is None or f"\n-- severity: {severity}\n" in text]


class Catalogue(NamedTuple):
    """The rules in force by id, what is wrong with the registry's own rule files, and a digest of all rules and views."""

    rules: Mapping[str, Rule]
    findings: tuple[Finding, ...]
    digest: str


def catalogue(own: Mapping[str, bytes]) -> Catalogue:
    """Return the shipped rules together with those in the registry's `own` files (by file name)."""
    rules, findings = {**shipped()}, []
    for name, content in sorted(own.items()):
        try:
            rule = read_rule(content.decode("utf-8"))
            if rule.id in rules:
                raise RuleFault(f"there is a rule {rule.id} already")
            rules[rule.id] = rule
        except ValueError as error:
            text = Text(N_("not a rule that regio can read: {what}"), {"what": str(error)})
            findings.append(Finding("rule-unreadable", "error", Place(f"{FOLDER}/{name}"), text))
    return Catalogue(dict(sorted(rules.items())), tuple(findings), digest_of(own))


def digest_of(own: Mapping[str, bytes]) -> str:
    """Return a digest of all rules and views, the registry's `own` files (by name) among them; none of them is read for it."""
    texts = [views(), *(rule.text for rule in unread())]
    mine = [part for name in sorted(own) for part in (name.encode(), own[name])]
    return hashlib.sha256(b"\0".join([text.encode() for text in texts] + mine)).hexdigest()


Kept = Literal["none", "timeless", "all"]
# The views that say the same on every day, and take long.
_TIMELESS = frozenset(("mandate_office", "mandate_end", "lapse"))
# Views that others ask for one mandate at a time: as tables they need an index, as views they have that of the records.
_ASKED_BY_MANDATE = frozenset(("any_term", "mandate_office", "presence", "mandate_on_day"))
_VIEW = re.compile(r"CREATE TEMP VIEW (\w+) AS")


def views(kept: Kept = "none") -> str:
    """Return the SQL of the views that rules, reports and queries share.

    Those that are `kept` are made as tables, which computes each once: all of them for many queries about one day, the
    timeless ones for queries about many days.
    """
    made = []
    for statement in (notions() + (_SHIPPED / _VIEWS).read_text(encoding="utf-8")).split(";\n"):
        found = _VIEW.search(statement)
        if found and (kept == "all" or (kept == "timeless" and found[1] in _TIMELESS)):
            made.append(statement.replace("CREATE TEMP VIEW", "CREATE TEMP TABLE"))
            if found[1] in _ASKED_BY_MANDATE:
                made.append(f"CREATE INDEX temp.{found[1]}_of_mandate ON {found[1]} (mandate)")
        else:
            made.append(statement)
    return ";\n".join(made)


def read_rule(text: str) -> Rule:
    """Return the rule that `text` holds. Raises RuleFault when its head lacks something or says something unknown."""
    head, sql = _parted(text)
    data = _head(head)
    missing = [name for name in _REQUIRED if name not in data]
    unknown = sorted(set(data) - _KNOWN)
    if missing or unknown:
        raise RuleFault(f"missing: {', '.join(missing)}" if missing else f"unknown: {', '.join(unknown)}")
    if data["severity"] not in SEVERITIES:
        raise RuleFault(f"severity: {data['severity']}")
    if not sql.strip():
        raise RuleFault("there is no query")
    return Rule(
        id=str(data["id"]),
        severity=data["severity"],
        title=_bilingual(data, "title"),
        message=_bilingual(data, "message"),
        why=_bilingual(data, "why"),
        source=str(data["source"]),
        sql=sql,
        mend=_bilingual(data, "mend") if "mend" in data else None,
        command=data.get("command"),
        seed=data.get("seed"),
        parameters=tuple(_parameter(name, about) for name, about in data.get("parameters", {}).items()),
        fault=_fault(data["fault"]) if "fault" in data else None,
    )


def _parted(text: str) -> tuple[str, str]:
    lines = text.replace("\r\n", "\n").split("\n")
    end = next((n for n, line in enumerate(lines) if not line.startswith("--")), len(lines))
    head = "\n".join(line[2:].removeprefix(" ") for line in lines[:end])
    return head + "\n", "\n".join(lines[end:])


def _head(text: str) -> Mapping[str, Any]:
    from regio_cli.store.yamlfile import read

    content = read(text.encode())
    if not isinstance(content.data, dict):
        problem = content.problems[0] if content.problems else None
        what = problem.text.template.format(**problem.text.values) if problem else "no fields"
        raise RuleFault(f"the comment on top is no YAML: {what}")
    return content.data


def _bilingual(data: Mapping[str, Any], name: str) -> Bilingual:
    value = data[name]
    if not isinstance(value, dict) or not isinstance(value.get("en"), str) or not isinstance(value.get("nl"), str):
        raise RuleFault(f"{name}: must have 'en' and 'nl'")
    return Bilingual(value["en"], value["nl"])


def _parameter(name: str, about: Any) -> Parameter:
    if not isinstance(about, dict) or not isinstance(about.get("default"), int | float | str):
        raise RuleFault(f"parameters.{name}: must have 'default', 'en' and 'nl'")
    return Parameter(name, about["default"], _bilingual({name: about}, name))


def _fault(about: Any) -> Fault:
    if (
        not isinstance(about, dict)
        or set(about) != {"pick", "changes", "fires_on"}
        or not isinstance(about["changes"], dict)
    ):
        raise RuleFault("fault: must have 'pick', 'changes' and 'fires_on'")
    return Fault(str(about["pick"]), about["changes"], str(about["fires_on"]))
