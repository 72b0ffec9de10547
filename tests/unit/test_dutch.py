"""Every text that people read is there in Dutch."""

import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from regio_cli.cli.i18n import language_of
from regio_cli.cli.usage import explain
from regio_cli.model.kinds import SUFFIX
from regio_cli.store.schemas import load_schemas, shipped
from regio_cli.store.yamlfile import LIBYAML
from tools.messages import messages

PO = Path(__file__).parents[2] / "regio_cli/locale/nl/LC_MESSAGES/regio.po"


def catalogue() -> dict[str, str]:
    with PO.open("rb") as source:
        return {str(m.id): str(m.string) for m in read_po(source, abort_invalid=True) if m.id and not m.fuzzy}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_every_text_has_a_translation_and_no_translation_is_left_over() -> None:
    dutch = catalogue()
    assert [text for text in messages() if not dutch.get(text)] == []
    assert set(dutch) == set(messages())


def test_translations_have_the_same_values_as_the_texts() -> None:
    assert [text for text, dutch in catalogue().items() if text not in LIBYAML and fields(text) != fields(dutch)] == []


def test_examples_in_dutch_are_those_in_english() -> None:
    for text, dutch in catalogue().items():
        assert text.partition("Example: ")[2] == dutch.partition("Voorbeeld: ")[2]


@pytest.mark.parametrize("file", sorted(path.name for path in shipped("schemas").glob("*" + SUFFIX)))
def test_every_field_is_labelled_and_described_in_both_languages(file: str) -> None:
    kinds = load_schemas({}).kinds
    kind = kinds.by_name.get(file.removesuffix(SUFFIX))
    for field in kind.walk() if kind else ():
        own = field.item or field
        for text in (field.title, field.description if field.description.en else own.description):
            assert text.en and text.nl, f"{file}: {field.dotted}"


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "POSIX"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": ""}, "nl"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "nl_NL.UTF-8"}, "nl"),
        ({"LC_MESSAGES": "nl_NL.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "nl_NL.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "en"),
        ({"LANGUAGE": "nl", "LC_ALL": "C"}, "nl"),
        ({"REGIO_LANG": "nl", "LC_ALL": "C"}, "nl"),
        ({"REGIO_LANG": "en", "LANGUAGE": "nl", "LC_ALL": "nl_NL.UTF-8"}, "en"),
        ({"REGIO_LANG": "de", "LC_ALL": "nl_NL.UTF-8"}, "nl"),
        ({"LC_MESSAGES": "nl_NL.UTF-8", "LANG": "en_GB.UTF-8"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:nl:en"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "REGIO_LANG": "en"}, "en"),
        ({"LANG": "C", "REGIO_LANG": "nl"}, "nl"),
    ],
)
def test_the_language_follows_the_environment(env: dict[str, str], language: str) -> None:
    assert language_of(env) == language


@pytest.mark.parametrize(
    ("message", "template"),
    [
        ("No such command 'lst'. Did you mean 'list'?", "there is no command '{name}'"),
        ("No such option: --foo (Possible options: --format, --on)", "there is no option {name}"),
        ("Missing argument 'KIND'.", "{name} is missing after the command"),
        ("Something nobody has seen", "{what}"),
    ],
)
def test_what_typer_says_is_put_in_our_words(message: str, template: str) -> None:
    assert explain(message)[0].template == template
