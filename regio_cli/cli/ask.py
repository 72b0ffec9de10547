"""Questions to a person at a terminal, with choices and completion. Never called when there is nobody to ask."""

from collections.abc import Sequence
from typing import Any


def agreed(question: str) -> bool:
    """Return whether the user says yes; no is what Enter means."""
    import questionary

    return bool(_answer(questionary.confirm(question, default=False)))


def chosen(question: str, options: Sequence[tuple[str, str]]) -> str:
    """Return the value that the user picks of `options` (value, what it is)."""
    import questionary

    choices = [questionary.Choice(f"{value}  {what}".rstrip(), value) for value, what in options]
    return str(_answer(questionary.select(question, choices, use_search_filter=len(choices) > 10, use_jk_keys=False)))


def told(question: str, options: Sequence[str] = (), default: str = "") -> str:
    """Return what the user types, with `options` completed on Tab; empty when nothing."""
    import questionary

    if options:
        asked = questionary.autocomplete(question, list(options), default=default, ignore_case=True, match_middle=True)
    else:
        asked = questionary.text(question, default=default)
    return str(_answer(asked)).strip()


def _answer(question: Any) -> Any:
    """Return the answer; Ctrl-C ends the run as it does anywhere else."""
    return question.unsafe_ask()
