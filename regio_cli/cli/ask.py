"""Questions to a person at a terminal, with choices and completion. Never called when there is nobody to ask."""

from collections.abc import Sequence
from typing import Any

from regio_cli.model.text import N_, Translator

_FEW = 10


def agreed(question: str, translate: Translator) -> bool:
    """Return whether the user says yes; no is what Enter means."""
    answers = [("n", translate(N_("no"))), ("y", translate(N_("yes")))]
    return chosen(question, answers, translate) == "y"


def chosen(question: str, options: Sequence[tuple[str, str]], translate: Translator) -> str:
    """Return the value that the user picks of `options` (value, what it is)."""
    import questionary

    # A letter is only a handle to pick by, not a word that says anything.
    choices = [
        questionary.Choice(what if len(value) == 1 else f"{value}  {what}".rstrip(), value) for value, what in options
    ]
    searching = len(choices) > _FEW
    how = translate(N_("(arrows, Enter; type to search)") if searching else N_("(arrows, Enter)"))
    asked = questionary.select(question, choices, use_search_filter=searching, use_jk_keys=False, instruction=how)
    return str(_answer(asked))


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
