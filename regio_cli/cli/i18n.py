"""The language of what people read: chosen once, from REGIO_LANG or the locale."""

import gettext
import os
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from regio_cli.model.record import Data

LANGUAGES = ("en", "nl")
DOMAIN = "regio"
_FOLDER = Path(__file__).resolve().parent.parent / "locale"
_DUTCH_ON_WINDOWS = 0x13  # LANG_DUTCH, the low ten bits of a language identifier


def language_of(env: Mapping[str, str]) -> str:
    """Return the language that the environment asks for; English when it asks for none that we have."""
    for name in ("REGIO_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wanted in env.get(name, "").split(":"):
            code = wanted[:2].lower()
            if code in LANGUAGES:
                return code
            if name == "LC_ALL" and wanted:
                return "en"
    return _windows_language()


def _windows_language() -> str:
    if sys.platform != "win32":
        return "en"
    import ctypes

    return "nl" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _DUTCH_ON_WINDOWS else "en"


def speak(language: str) -> None:
    """Let Typer, which asks gettext itself, speak `language` too."""
    if language != "en":
        os.environ["LANGUAGE"] = language
        gettext.bindtextdomain(DOMAIN, str(_FOLDER))
        gettext.textdomain(DOMAIN)


class Translate:
    """Translates templates into one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    def __call__(self, template: str) -> str:
        """Return `template` in the language; itself when there is no translation."""
        return self._catalogue.gettext(template) if template else ""


def registry_language(registry: Data) -> Translate:
    """Return the translator into the first language of the record `registry`, so that what all share is in one."""
    languages = registry.get("languages")
    first = languages[0] if isinstance(languages, list) and languages else "en"
    return Translate(first if isinstance(first, str) else "en")


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, _FOLDER, [language], fallback=True)
