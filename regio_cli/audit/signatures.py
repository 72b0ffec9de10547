"""Whether commits are signed, and by whom: git's own verdict, remembered for as long as what it rests on stays the same."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from regio_cli.store import gitaudit as ga
from regio_cli.store.git import Git
from regio_cli.store.ledger import Ledger

_REVOKED = "gpg.ssh.revocationFile"
SIGNERS = "gpg.ssh.allowedSignersFile"


class Signers(NamedTuple):
    """The file with the keys that may sign: None when there is none, with why not; `digest` (SHA-256) of its content."""

    file: Path | None
    digest: str
    refused: bool = False


class Signature(NamedTuple):
    """A signature: by what (ssh, openpgp, x509; empty for none), git's ``%G?``, who signed and with which key."""

    sort: str
    state: str
    signer: str = ""
    key: str = ""


NONE = Signature("", "N")


def signers(git: Git, given: Path | None, top: Path) -> Signers:
    """Return the file of allowed signers: `given`, or the one in the user's git settings unless it lies below `top`.

    What lies in the work tree came with the branch, and a branch does not say who may sign it. Raises OSError when the
    file that was given can't be read.
    """
    if given is not None:
        return Signers(given.resolve(), _digest(given.read_bytes()))
    named = ga.setting(git, SIGNERS)
    file = (top / named).resolve() if named else None
    if file is None or not file.is_file():
        return Signers(None, "")
    if file.is_relative_to(top.resolve()):
        return Signers(None, "", refused=True)
    return Signers(file, _digest(file.read_bytes()))


def signatures(
    git: Git, commits: Sequence[str], found: Signers, ledger: Ledger, nowhere: Path
) -> Mapping[str, Signature]:
    """Return the signature of each of `commits`; there is no file at `nowhere`."""
    sorts = _sorts(git, commits, ledger)
    signed = [id_ for id_ in commits if sorts[id_]]
    rests_on = _rests_on(git, {sorts[id_] for id_ in signed}, found)
    keys = {id_: f"{rests_on[sorts[id_]]}:{id_}" for id_ in signed if rests_on.get(sorts[id_])}
    known = ledger.known(keys.values())
    out = {id_: Signature(sorts[id_], *json.loads(known[key])) for id_, key in keys.items() if key in known}
    fresh = ga.verified(git, [id_ for id_ in signed if id_ not in out], found.file or nowhere)
    # Git calls a commit unsigned when the program that would verify it is not there.
    out |= {i: Signature(sorts[i], "E" if v[0] == "N" else v[0], v[1], v[2]) for i, v in fresh.items()}
    sure = [id_ for id_ in fresh if id_ in keys and out[id_].state != "E"]
    ledger.remember({keys[id_]: json.dumps(out[id_][1:]) for id_ in sure})
    return {id_: out.get(id_, Signature(sorts[id_], "E") if sorts[id_] else NONE) for id_ in commits}


def _sorts(git: Git, commits: Sequence[str], ledger: Ledger) -> Mapping[str, str]:
    known = {key.removeprefix("sort:"): sort for key, sort in ledger.known(f"sort:{id_}" for id_ in commits).items()}
    fresh = ga.signature_sorts(git, [id_ for id_ in commits if id_ not in known])
    ledger.remember({f"sort:{id_}": sort for id_, sort in fresh.items()})
    return {**known, **fresh}


def _rests_on(git: Git, sorts: set[str], found: Signers) -> Mapping[str, str]:
    """Return for each sort of signature a digest of what a verdict on it rests on; empty where that can't be told."""
    revoked = ga.setting(git, _REVOKED) if "ssh" in sorts else None
    keys = {"ssh": f"ssh:{_digest(f'{found.digest}:{_content(revoked)}'.encode())}"}
    return {**keys, "openpgp": _keyring(git) if "openpgp" in sorts else ""}


def _content(file: str | None) -> str:
    try:
        return _digest(Path(file).read_bytes()) if file else ""
    except OSError:
        return "unreadable"


def _keyring(git: Git) -> str:
    known = ga.keyring(git)
    return "" if known is None else f"openpgp:{_digest(known)}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
