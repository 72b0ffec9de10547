"""Compiles the translations when a wheel is built, so that git holds only what people write."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for po in Path(self.root).glob("regio_cli/locale/*/LC_MESSAGES/regio.po"):
            # Moved into its place when it is whole: tests that run meanwhile read it.
            fresh = po.with_suffix(".mo.new")
            with po.open("rb") as source, fresh.open("wb") as target:
                write_mo(target, read_po(source))
            fresh.replace(po.with_suffix(".mo"))
