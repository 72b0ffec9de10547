"""Pages of a site as a browser and a crawler see them."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VOID = {"meta", "br", "hr", "img", "input", "link"}
# What makes a browser fetch something; a link only does when a person follows it.
LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "object": "data",
    "image": "href",
    "use": "href",
    "source": "src",
}


class Page(HTMLParser):
    """A page: its ids, where it leads, what it loads, and its texts; fails for an element that is not closed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.leads: list[str] = []
        self.loads: list[str] = []
        self.texts: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append(tag)
        self._take(tag, dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._take(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def _take(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.elements.append((tag, attributes))
        if attributes.get("id"):
            self.ids.append(str(attributes["id"]))
        if tag in ("a", "form"):
            self.leads.append(str(attributes.get("href") or attributes.get("action") or ""))
        if tag == "link":
            kept = self.loads if attributes.get("rel") == "stylesheet" else self.leads
            kept.append(str(attributes["href"]))
        if tag in LOADING and attributes.get(LOADING[tag]):
            self.loads.append(str(attributes[LOADING[tag]]))


def pages(site: Path) -> dict[str, Page]:
    """Return the pages of a site by their path."""
    return {file.relative_to(site).as_posix(): Page(file.read_text(encoding="utf-8")) for file in sorted(site.rglob("*.html"))}  # fmt: skip


def broken(site: Path, found: dict[str, Page]) -> list[str]:
    """Return what leads to, or loads, what is not in the site."""
    faults = []
    for path, page in found.items():
        for target in (*page.leads, *page.loads):
            parts = urlsplit(target)
            if parts.scheme in ("http", "https"):
                continue
            there = (site / path).parent / unquote(parts.path) if parts.path else site / path
            inside = there.resolve().is_relative_to(site.resolve())
            name = there.resolve().relative_to(site.resolve()).as_posix() if inside else ""
            is_there = there.is_file() and (not parts.fragment or parts.fragment in found[name].ids)
            if not is_there or parts.scheme or target.startswith("/"):
                faults.append(f"{path}: {target}")
    return faults


def browser() -> str:
    """Return Chromium; skip the test without it."""
    if not CHROMIUM:
        pytest.skip("Chromium is not here")
    return CHROMIUM


def opened(address: str, profile: Path, dark: bool = False) -> str:
    """Return the page at `address` as Chromium has it in the end."""
    command = [browser(), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
               "--virtual-time-budget=20000", "--dump-dom"]  # fmt: skip
    command += ["--blink-settings=preferredColorScheme=0"] if dark else []
    done = subprocess.run([*command, address], check=True, capture_output=True, timeout=120)
    return done.stdout.decode()


def axe() -> str:
    """Return axe-core as a script that, once the page is there, puts what it finds against WCAG 2.2 AA into the title."""
    library = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    told = "r.violations.map(v => [v.id, v.nodes.map(n => n.html)])"
    # Without a rule that fits the page, nothing could fail.
    run = (f"axe.run({{runOnly: {LEVELS}}}).then(r => {{document.title = r.passes.length > 10"
           f" ? 'axe:' + JSON.stringify({told}) : 'axe found nothing to test'}})")  # fmt: skip
    return f"{library};addEventListener('load', () => {run});"


def title_of(source: str) -> str:
    found = re.search(r"<title>(.*?)</title>", source, re.DOTALL)
    return found[1] if found else ""
