"""The git hosts that are known, each a row: how it is recognised, where a pull request is opened, by which tool."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from regio_cli.hosting.address import WebAddress

# Browsers and hosts take longer addresses, but not all of them.
_LONGEST_URL = 4000


class Request(NamedTuple):
    """A pull request to be opened: from `branch` to `base` (short names), with a title and a text in Markdown."""

    branch: str
    base: str
    title: str
    text: str
    draft: bool = False


@dataclass(frozen=True)
class Host:
    """A sort of git host.

    `domains` are the hosts that are surely of this sort, with those below them; `words` tell it in the name of another.
    `page`, `fields` and `draft_field` make the address of a new pull request; `tool` and `draft` are the arguments of its
    command-line tool (``{body}`` is the text, which some read from standard input: `stdin`). `draft_title` stands before
    the title of a draft, where that is how one is told. A text may have `most` characters.
    """

    name: str
    title: str
    domains: tuple[str, ...]
    words: tuple[str, ...]
    page: str
    fields: tuple[tuple[str, str], ...]
    tool: tuple[str, ...]
    draft: tuple[str, ...] = ()
    draft_title: str = ""
    stdin: bool = False
    most: int = 60_000


# Options are written as one argument with their value, so that no value is taken for an option.
HOSTS = (
    Host(
        "github",
        "GitHub",
        ("github.com",),
        ("github",),
        "{repository}/compare/{base}...{branch}",
        (("quick_pull", "1"), ("title", "{title}"), ("body", "{body}")),
        ("gh", "pr", "create", "--repo={name}", "--base={base}", "--head={branch}", "--title={title}", "--body-file=-"),
        ("--draft",),
        stdin=True,
    ),
    Host(
        "gitlab",
        "GitLab",
        ("gitlab.com",),
        ("gitlab",),
        "{repository}/-/merge_requests/new",
        (
            ("merge_request[source_branch]", "{branch}"),
            ("merge_request[target_branch]", "{base}"),
            ("merge_request[title]", "{title}"),
            ("merge_request[description]", "{body}"),
        ),
        (
            "glab",
            "mr",
            "create",
            "--yes",
            "--repo={url}",
            "--target-branch={base}",
            "--source-branch={branch}",
            "--title={title}",
            "--description={body}",
        ),
        draft_title="Draft: ",
        most=20_000,
    ),
    Host(
        "forgejo",
        "Forgejo",
        ("codeberg.org", "gitea.com"),
        ("forgejo", "gitea"),
        "{repository}/compare/{base}...{branch}",
        (("title", "{title}"), ("body", "{body}")),
        (
            "tea",
            "pulls",
            "create",
            "--repo={path}",
            "--base={base}",
            "--head={branch}",
            "--title={title}",
            "--description={body}",
        ),
        draft_title="WIP: ",
        most=20_000,
    ),
    Host(
        "azure",
        "Azure DevOps",
        ("dev.azure.com", "visualstudio.com"),
        (),
        "{repository}/pullrequestcreate",
        (("sourceRef", "{branch}"), ("targetRef", "{base}")),
        (
            "az",
            "repos",
            "pr",
            "create",
            "--detect=true",
            "--source-branch={branch}",
            "--target-branch={base}",
            "--title={title}",
            "--description={body}",
        ),
        ("--draft=true",),
        most=4_000,
    ),
)
NAMES = tuple(host.name for host in HOSTS)


def host_of(address: WebAddress, settings: Iterable[str]) -> Host | None:
    """Return what sort of host `address` is on, None when that can't be told.

    `settings` are the values of git's ``regio.host``: ``SORT``, or ``NAME=SORT`` for the host NAME only; they go first.
    """
    domain = address.host.rpartition(":")[0] or address.host if address.host[-1:] != "]" else address.host
    told = [_told(setting, domain, address.host) for setting in settings]
    named = next((sort for sort in told if sort), None)
    if named:
        return next(host for host in HOSTS if host.name == named)
    sure = (host for host in HOSTS if any(domain == known or domain.endswith(f".{known}") for known in host.domains))
    return next(sure, next((host for host in HOSTS if any(word in domain for word in host.words)), None))


def _told(setting: str, *names: str) -> str | None:
    name, equals, sort = setting.rpartition("=")
    applies = not equals or name.strip().lower() in names
    return sort.strip() if applies and sort.strip() in NAMES else None


def new_request_url(host: Host, address: WebAddress, request: Request) -> str:
    """Return the address of the page where `request` is opened; title and text filled in where it stays short enough."""
    page = host.page.format(repository=address.url, base=_part(request.base), branch=_part(request.branch))
    values = {**_values(host, address, request), "body": request.text}
    for fields in (host.fields, [field for field in host.fields if field[1] != "{body}"]):
        asked = "&".join(f"{quote(key)}={quote(value.format_map(values), safe='')}" for key, value in fields)
        if len(page) + len(asked) < _LONGEST_URL:
            break
    return f"{page}?{asked}"


def tool_arguments(host: Host, address: WebAddress, request: Request) -> tuple[str, ...]:
    """Return the command, a word each, by which the host's own tool opens `request`."""
    values = {**_values(host, address, request), "body": shortened(host, request.text)}
    draft: Sequence[str] = host.draft if request.draft else ()
    return tuple(argument.format_map(values) for argument in (*host.tool, *draft))


def shortened(host: Host, text: str) -> str:
    """Return `text` as long as `host` takes it, cut at a line."""
    if len(text) <= host.most:
        return text
    return text[: host.most - 4].rpartition("\n")[0] + "\n\n…\n"


def _values(host: Host, address: WebAddress, request: Request) -> dict[str, str]:
    before = host.draft_title if request.draft else ""
    return {
        "url": address.url,
        "name": f"{address.host}/{address.path}",
        "path": address.path,
        "branch": request.branch,
        "base": request.base,
        "title": request.title if request.title.startswith(before) else before + request.title,
    }


def _part(name: str) -> str:
    return quote(name, safe="/")
