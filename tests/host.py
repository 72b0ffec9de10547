"""A git host that is played: `gh` and `curl` on PATH that keep its comments in a file. Run as ``host.py gh|curl FOLDER …``."""

import json
import subprocess
import sys
from pathlib import Path

# Seconds. This file is run by itself, on the PATH of a played machine, where tests/ cannot be imported.
LIMIT = 60

ME = {"id": 7, "login": "github-actions[bot]", "username": "regio-bot"}


def main() -> None:
    tool, folder, *words = sys.argv[1:]
    state = Path(folder) / "comments.json"
    comments = json.loads(state.read_text(encoding="utf-8"))
    with (Path(folder) / "calls").open("a", encoding="utf-8") as calls:
        calls.write(json.dumps([tool, *words]) + "\n")
    (_gh if tool == "gh" else _curl)(comments, words, Path(folder))
    state.write_text(json.dumps(comments), encoding="utf-8")


def _option(words: list[str], name: str) -> str | None:
    return words[words.index(name) + 1] if name in words else None


def _gh(comments: list[dict], words: list[str], folder: Path) -> None:
    method, field = _option(words, "--method"), _option(words, "-F")
    if field:
        text = Path(field.removeprefix("body=@")).read_text(encoding="utf-8")
        _put(comments, words, text, method or "")
        return
    data = json.dumps([{"id": c["id"], "user": {"login": c["by"]}, "body": c["body"]} for c in comments])
    done = subprocess.run(
        ["jq", "-r", str(_option(words, "--jq"))], input=data.encode(), capture_output=True, check=True, timeout=LIMIT
    )
    sys.stdout.write(done.stdout.decode())


def _curl(comments: list[dict], words: list[str], folder: Path) -> None:
    url = words[-1]
    method = _option(words, "--request")
    if method:
        _put(comments, words, _body(words), method)
    elif url.endswith("/user"):
        sys.stdout.write(json.dumps(ME))
    elif url.endswith("connectionData"):
        sys.stdout.write("\ufeff" + json.dumps({"authenticatedUser": {"id": "7"}}))
    elif "/threads" in url:
        sys.stdout.write(json.dumps({"value": [_thread(c) for c in comments]}))
    else:
        sys.stdout.write(json.dumps([_note(c) for c in comments] if "page=2" not in url else []))


def _note(c: dict) -> dict:
    return {"id": c["id"], "author": {"id": c["by_id"]}, "user": {"login": c["by"]}, "body": c["body"]}


def _thread(c: dict) -> dict:
    comment = {"id": 1, "author": {"id": str(c["by_id"])}, "content": c["body"]}
    return {"id": c["id"], "comments": [{"id": 9, "author": {"id": "0"}}, comment]}


def _body(words: list[str]) -> str:
    encoded = _option(words, "--data-urlencode")
    if encoded:
        return Path(encoded.removeprefix("body@")).read_text(encoding="utf-8")
    data = json.loads(Path(str(_option(words, "--data")).removeprefix("@")).read_text(encoding="utf-8"))
    return str(data.get("body") or data.get("content") or data["comments"][0]["content"])


def _put(comments: list[dict], words: list[str], text: str, method: str) -> None:
    """Add a comment with POST; else change the one whose id stands in the address."""
    if method == "POST":
        comments.append({"id": 100 + len(comments), "by": "BOT", "by_id": 7, "body": text})
        return
    address = next(
        word
        for word in words
        if "/" in word
        and not word.startswith(("-", "@", "body", "Authorization"))
        and ("comments/" in word or "notes/" in word or "threads/" in word)
    )
    steps = address.split("?")[0].split("/")
    id_ = steps[steps.index("threads") + 1] if "threads" in steps else steps[-1]
    next(c for c in comments if c["id"] == int(id_))["body"] = text


if __name__ == "__main__":
    main()
