"""The files by which a host checks the registry and reviews what is proposed: one a sort of host, shipped with regio."""

from pathlib import Path, PurePosixPath

from regio_cli.store import wholefile

_TEMPLATES = Path(__file__).resolve().parent / "templates"
# By the names of `hosts.HOSTS`: where the host looks for its file, from the top of the repository.
PLACES = {
    "github": PurePosixPath(".github/workflows/registry.yml"),
    "gitlab": PurePosixPath(".gitlab-ci.yml"),
    "forgejo": PurePosixPath(".forgejo/workflows/registry.yml"),
    "azure": PurePosixPath("azure-pipelines.yml"),
}
_ROOT = 'REGIO_ROOT: "."'


def workflow(host: str, prefix: str) -> str:
    """Return the file for `host`, for the registry in the folder `prefix` below the top (empty: the top itself)."""
    text = (_TEMPLATES / f"{host}.yml").read_text(encoding="utf-8")
    inside = prefix.rstrip("/").replace("\\", "\\\\").replace('"', '\\"')
    return text.replace(_ROOT, f'REGIO_ROOT: "{inside}"') if inside else text


def write(host: str, top: Path, prefix: str) -> Path:
    """Write the file for `host` into the repository whose top is `top`; return where. Raises Linked or OSError when that can't be."""
    file = top / PLACES[host]
    wholefile.write_own(file, workflow(host, prefix).encode())
    return file
