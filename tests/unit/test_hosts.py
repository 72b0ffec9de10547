"""Addresses of repositories and the hosts they are on, in a table; and what a proposal is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regio_cli.hosting.address import web_address
from regio_cli.hosting.hosts import HOSTS, Request, host_of, new_request_url, shortened, tool_arguments
from regio_cli.hosting.naming import free_name, one_line, slug

WEB = [
    ("https://github.com/regio/register.git", "https://github.com/regio/register", "github"),
    ("https://jan:geheim@github.com/regio/register", "https://github.com/regio/register", "github"),
    ("git@github.com:regio/register.git", "https://github.com/regio/register", "github"),
    ("ssh://git@github.com:22/regio/register.git", "https://github.com/regio/register", "github"),
    ("ssh://git@ssh.github.com:443/regio/register.git", "https://ssh.github.com/regio/register", "github"),
    ("https://oauth2:tok%40en@gitlab.com/regio/sub/register.git", "https://gitlab.com/regio/sub/register", "gitlab"),
    ("git@gitlab.zwolle.example:regio/register.git", "https://gitlab.zwolle.example/regio/register", "gitlab"),
    (
        "https://gitlab.zwolle.example:8443/regio/register",
        "https://gitlab.zwolle.example:8443/regio/register",
        "gitlab",
    ),
    ("http://gitea.local:3000/regio/register.git/", "http://gitea.local:3000/regio/register", "forgejo"),
    ("git@codeberg.org:regio/register.git", "https://codeberg.org/regio/register", "forgejo"),
    ("ssh://git@forgejo.example:2222/regio/register", "https://forgejo.example/regio/register", "forgejo"),
    (
        "https://org@dev.azure.com/org/Mijn%20Project/_git/reg",
        "https://dev.azure.com/org/Mijn%20Project/_git/reg",
        "azure",
    ),
    ("git@ssh.dev.azure.com:v3/org/project/reg", "https://dev.azure.com/org/project/_git/reg", "azure"),
    ("https://org.visualstudio.com/project/_git/reg", "https://org.visualstudio.com/project/_git/reg", "azure"),
    ("https://git.zwolle.example/regio/register", "https://git.zwolle.example/regio/register", None),
    ("https://notgithub.com.example.nl/x/y", "https://notgithub.com.example.nl/x/y", "github"),
    ("https://[2001:db8::1]:8443/x/y", "https://[2001:db8::1]:8443/x/y", None),
]


@pytest.mark.parametrize(("remote", "url", "host"), WEB)
def test_the_web_address_and_the_host_follow_from_the_remote(remote: str, url: str, host: str | None) -> None:
    address = web_address(remote)
    assert address
    assert address.url == url
    found = host_of(address, [])
    assert (found.name if found else None) == host


@pytest.mark.parametrize(
    "remote",
    [
        "/srv/git/x.git",
        "C:\\git\\x",
        "C:/git/x",
        "../x",
        "file:///srv/x",
        "ext::sh -c x",
        "https://",
        "https://h:x/y",
        "",
    ],
)
def test_what_is_no_host_has_no_web_address(remote: str) -> None:
    assert web_address(remote) is None


@pytest.mark.parametrize(
    ("settings", "host"),
    [
        (["forgejo"], "forgejo"),
        (["git.zwolle.example=gitlab"], "gitlab"),
        (["GIT.zwolle.example = gitlab"], "gitlab"),
        (["git.elders.example=gitlab"], None),
        (["onbekend", "git.zwolle.example=azure"], "azure"),
    ],
)
def test_a_setting_tells_what_sort_a_host_of_ones_own_is(settings: list[str], host: str | None) -> None:
    address = web_address("git@git.zwolle.example:regio/register.git")
    assert address
    found = host_of(address, settings)
    assert (found.name if found else None) == host


REQUEST = Request("hattem-lid", "main", '-x "$(rm)" & <b>', "- tekst\n", draft=True)
GITHUB, GITLAB, FORGEJO, AZURE = HOSTS


@pytest.mark.parametrize(
    ("host", "remote", "url"),
    [
        (GITHUB, "git@github.com:r/r.git",
         "https://github.com/r/r/compare/main...hattem-lid?quick_pull=1&title=-x%20%22%24%28rm%29%22%20%26%20%3Cb%3E&body=-%20tekst%0A"),
        (GITLAB, "git@gitlab.com:a/b/r.git",
         "https://gitlab.com/a/b/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=hattem-lid"
         "&merge_request%5Btarget_branch%5D=main&merge_request%5Btitle%5D=Draft%3A%20-x%20%22%24%28rm%29%22%20%26%20%3Cb%3E"
         "&merge_request%5Bdescription%5D=-%20tekst%0A"),
        (FORGEJO, "git@codeberg.org:r/r.git",
         "https://codeberg.org/r/r/compare/main...hattem-lid?title=WIP%3A%20-x%20%22%24%28rm%29%22%20%26%20%3Cb%3E&body=-%20tekst%0A"),
        (AZURE, "git@ssh.dev.azure.com:v3/o/p/r",
         "https://dev.azure.com/o/p/_git/r/pullrequestcreate?sourceRef=hattem-lid&targetRef=main"),
    ],
)  # fmt: skip
def test_a_new_pull_request_has_an_address_on_each_host(host: object, remote: str, url: str) -> None:
    address = web_address(remote)
    assert address
    found = host_of(address, [])
    assert found is host
    assert new_request_url(found, address, REQUEST) == url


def test_the_address_leaves_out_a_text_that_makes_it_too_long() -> None:
    address = web_address("git@github.com:r/r.git")
    assert address
    url = new_request_url(GITHUB, address, REQUEST._replace(text="lang " * 2000))
    assert "body=" not in url
    assert "title=" in url


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.name)
def test_no_value_is_an_option_of_the_hosts_tool(host: object) -> None:
    address = web_address("git@github.com:r/r.git")
    assert address
    words = tool_arguments(host, address, REQUEST._replace(title="--web", text="--delete {title}"))  # type: ignore[arg-type]
    assert "--web" not in words
    assert not any(word.startswith("--delete") for word in words)
    assert any(word.startswith("--title=") and word.endswith("--web") for word in words)
    if "--description=--delete {title}" not in words:
        assert "--body-file=-" in words


def test_a_text_is_cut_at_a_line_to_what_the_host_takes() -> None:
    text = shortened(AZURE, "- een regel van de wijziging\n" * 1000)
    assert len(text) <= AZURE.most
    assert text.endswith("- een regel van de wijziging\n\n…\n")


@given(st.text(max_size=300))
def test_any_title_gives_a_branch_name_that_git_takes(title: str) -> None:
    name = slug(title)
    assert 0 < len(name) <= 60
    assert not name.startswith("-")
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789-" for char in name)
    assert one_line(title) == one_line(title).strip()
    assert "\n" not in one_line(title)


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free_name("lid", {"main"}) == "lid"
    assert free_name("lid", {"lid", "lid-2"}) == "lid-3"
    assert free_name("lid", {"lid/hattem"}) == "lid-2"
