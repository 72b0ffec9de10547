"""Text that a person will read, kept apart from its language until it is shown."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol


class Translator(Protocol):
    """What shows texts in one language: gettext for templates, `language` ('en', 'nl') for labels of schemas."""

    @property
    def language(self) -> str:
        """The language it translates to."""
        ...

    def __call__(self, template: str) -> str:
        """Return `template` in that language."""
        ...


def N_(template: str) -> str:
    """Mark `template` for translation and return it unchanged."""
    return template


class Text(NamedTuple):
    """An English template with its values, such as ``unknown {kind} '{value}'``.

    A value is text, a number, a mapping {en, nl} as schemas give for labels, or again a Text.
    """

    template: str
    values: Mapping[str, Any] = {}

    def render(self, translate: Translator) -> str:
        """Return the text in the language of `translate`."""
        template = translate(self.template)
        if not self.values:
            return template
        return template.format(**{k: _in_language(v, translate) for k, v in self.values.items()})


def counted(number: int, one: str, many: str, **values: Any) -> Text:
    """Return the template for one or for many, with the number in it as ``count``."""
    return Text(one if number == 1 else many, {"count": number, **values})


class Bilingual(NamedTuple):
    """A label that a schema gives in both languages."""

    en: str
    nl: str

    def get(self, language: str) -> str:
        """Return the label in `language`; English for any language but Dutch."""
        return self.nl if language == "nl" else self.en


def _in_language(value: Any, translate: Translator) -> Any:
    if isinstance(value, Mapping):
        return value.get(translate.language, value.get("en"))
    # A Text that went through JSON is a list.
    return Text(*value).render(translate) if isinstance(value, Text | list) else value
