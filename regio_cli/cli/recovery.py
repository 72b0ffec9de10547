"""What a change needs from the world around it, and what the user is told of one that was interrupted."""

import os
import socket
import sys
import time

from regio_cli.change.journal import Outcome
from regio_cli.change.refusal import NotNow
from regio_cli.change.transaction import Desk, recover
from regio_cli.cli.run import Console, few
from regio_cli.model.display import inert
from regio_cli.model.text import N_, Text
from regio_cli.read.registry import Registry, reopened
from regio_cli.store.lock import Owner


def desk(console: Console) -> Desk:
    """Return what a change needs: the environment, this process, a way to wait, and a voice."""

    def waiting(owner: Owner | None) -> None:
        pid = str(owner.pid) if owner else "?"
        _note(console, Text(N_("waiting for another regio (process {pid}) to be done …"), {"pid": pid}))

    def told(outcome: Outcome) -> None:
        _note(console, _what_became(outcome))
        for path in outcome.left:
            text = Text(
                N_("{path} was edited meanwhile and is left as it is; the commit has the change"), {"path": path}
            )
            _note(console, text)

    me = Owner(os.getpid(), socket.gethostname(), time.time())
    return Desk(os.environ, me, time.sleep, waiting, told)


def _what_became(outcome: Outcome) -> Text:
    if outcome.made and outcome.gone:
        values = {"commit": outcome.commit[:10], "subject": outcome.subject, "files": few(outcome.gone)}
        text = N_(
            "an interrupted change was made ({commit} {subject}), but what is checked out does not have it: {files}"
        )
        return Text(text, values)
    if outcome.made:
        values = {"commit": outcome.commit[:10], "subject": outcome.subject}
        return Text(N_("an interrupted change is in after all: {commit} {subject}"), values)
    return Text(N_("an interrupted change was not made; nothing of it is left"))


def recovered(console: Console, registry: Registry) -> Registry:
    """Return the registry after what an interrupted change left is finished or cleared away; tells of it.

    When it can't be finished now, that is told, and the registry is as its files are.
    """
    try:
        recover(registry, desk(console))
    except NotNow as error:
        _note(console, error.text)
        if error.hint:
            _note(console, error.hint)
    except OSError as error:
        text = Text(N_("an interrupted change can't be finished here: {what}"), {"what": str(error)})
        _note(console, text)
    return reopened(registry, os.environ)


def _note(console: Console, text: Text) -> None:
    sys.stderr.write(f"{console.translate(N_('note'))}: {inert(text.render(console.translate))}\n")
