"""Only files of the current schema version are changed; those of an earlier one are upgraded first."""

from regio_cli.change.refusal import NotNow
from regio_cli.migrate.versions import CURRENT, is_earlier
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry


def require_current(registry: Registry) -> None:
    """Raise NotNow when the files of `registry` are not of the schema version that this regio writes."""
    values = {"version": registry.version, "known": CURRENT}
    if is_earlier(registry.version):
        text = Text(N_("the registry is of schema version {version}, and this regio writes version {known}"), values)
        raise NotNow(text, Text(N_("upgrade it first: regio upgrade")))
    if registry.version > CURRENT:
        raise newer(registry.version)


def newer(version: int) -> NotNow:
    """Return the refusal of a registry of a later schema `version` than this regio knows."""
    values = {"version": version, "known": CURRENT}
    text = Text(N_("the registry is of schema version {version}; this regio knows up to version {known}"), values)
    return NotNow(text, Text(N_("upgrade regio")))
