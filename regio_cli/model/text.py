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

    A value is text, a number, or a mapping {en, nl} as schemas give for labels.
    """

    template: str
    values: Mapping[str, Any] = {}

    def render(self, translate: Translator) -> str:
        """Return the text in the language of `translate`."""
        template = translate(self.template)
        if not self.values:
            return template
        return template.format(**{k: _in_language(v, translate.language) for k, v in self.values.items()})


class Bilingual(NamedTuple):
    """A label that a schema gives in both languages."""

    en: str
    nl: str

    def get(self, language: str) -> str:
        """Return the label in `language`; English for any language but Dutch."""
        return self.nl if language == "nl" else self.en


def _in_language(value: Any, language: str) -> Any:
    return value.get(language, value.get("en")) if isinstance(value, Mapping) else value
