"""The language of what people read: chosen once, from REGIO_LANG or the locale."""

import gettext
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("en", "nl")
DOMAIN = "regio"
_FOLDER = Path(__file__).resolve().parent.parent / "locale"


def language_of(env: Mapping[str, str]) -> str:
    """Return the language that the environment asks for; English when it asks for none that we have."""
    for name in ("REGIO_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wanted in env.get(name, "").split(":"):
            code = wanted[:2].lower()
            if code in LANGUAGES:
                return code
            if name == "LC_ALL" and wanted:
                return "en"
    return "en"


class Translate:
    """Translates templates into one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    def __call__(self, template: str) -> str:
        """Return `template` in the language; itself when there is no translation."""
        return self._catalogue.gettext(template) if template else ""


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Return the compiled catalogue; in a source tree where none is compiled, the one made from the text file."""
    if language == "en":
        return gettext.NullTranslations()
    found = gettext.translation(DOMAIN, _FOLDER, [language], fallback=True)
    return found
