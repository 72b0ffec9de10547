"""Writes docs/rules.md from the rules themselves: `python -m tools.rules_page`."""

from pathlib import Path

from regio_cli.check.rule import Rule, shipped

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
HEAD = """# The region's own rules

Written from the rules by `make rules`, not by hand. Each is one query in `regio_cli/rules/`; `regio rules RULE` shows it whole, `regio
validate --rules all` runs them, `regio rules --selftest` breaks each on purpose, in a copy in memory, and sees that it fires. A registry's
own `rules/*.sql` add to these, in the same form; they only read, within bounds. A deviation ("pas toe of leg uit") accepts a warning on one record until
its day; errors are never accepted.
"""


def page() -> str:
    """Return the page."""
    return HEAD + "".join(_section(rule) for rule in shipped().values())


def _section(rule: Rule) -> str:
    lines = [f"\n## {rule.id}: {rule.title.en}\n", f"*{rule.title.nl}* · {rule.severity}", "", rule.why.en, ""]
    lines += [f"- from the seed: {rule.seed}"] if rule.seed else []
    lines += [f"- source: {rule.source}"]
    lines += [f"- parameter `{each.name}`: {each.meaning.en} ({each.default})" for each in rule.parameters]
    mend = " ".join(
        part for part in (rule.mend.en if rule.mend else "", f"`{rule.command}`" if rule.command else "") if part
    )
    lines += [f"- to mend: {mend}"] if mend else []
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
