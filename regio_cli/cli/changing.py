"""How every command that changes the registry goes about it: work it out, show it, ask, commit, tell."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from regio_cli.change import integrity
from regio_cli.change.discretion import addresses_in, family_in, named, named_by_own_id, words_of_addresses
from regio_cli.change.guard import require_expected
from regio_cli.change.message import About, message
from regio_cli.change.operations import inner
from regio_cli.change.proposal import Operation, Proposal, propose, require_sound, started
from regio_cli.change.refusal import Refused
from regio_cli.change.requirements import unmet_in
from regio_cli.change.transaction import Done, Leave, commit
from regio_cli.cli.i18n import Translate, registry_language
from regio_cli.cli.options import day
from regio_cli.cli.recovery import desk
from regio_cli.cli.render import dumps
from regio_cli.cli.run import FINDINGS, FINE, Console, Wrong
from regio_cli.cli.terms import Terms
from regio_cli.history.delta import Delta
from regio_cli.history.voice import silenced
from regio_cli.history.words import Sentence, sentences
from regio_cli.model.finding import Finding
from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text
from regio_cli.read.names import spoken
from regio_cli.read.registry import Registry
from regio_cli.store.snapshot import Snapshot

Make = Callable[[Registry], Iterable[Operation]]
# What is said beside a change: worked out from the registry as it was, and whether the change is only tried.
Notes = Callable[[Registry, bool], Sequence[Text]]


def carry_out(
    console: Console,
    registry: Registry,
    verb: str,
    operations: Make,
    terms: Terms,
    sweeping: bool = False,
    detail: Text | None = None,
    undoes: str | None = None,
    notes: Notes | None = None,
) -> int:
    """Make the change that `operations` (worked out from a registry) describe; return the exit code.

    `detail` is the subject of the commit where the sentences of the change would not do, `undoes` the commit it reverses.
    `notes` gives what is said after it. A `sweeping` change takes along records that the user did not name, so on a terminal it is shown and asked for.
    """
    today = day(None)
    about = About(verb, terms.reason, terms.decision, terms.source, terms.correction, detail, undoes)

    def make(fresh: Registry) -> Proposal:
        proposal = propose(fresh, operations(fresh), today)
        _require_discreet(proposal, about)
        return proposal

    said = notes(registry, terms.dry_run) if notes else ()
    if terms.dry_run:
        rehearsed = make(registry)
        _require_unnamed(about, rehearsed, language_of_history(registry))
        return _rehearse(console, registry, rehearsed, terms, said)
    narrows = any(getattr(inner(operation), "only", False) for operation in operations(registry))
    if narrows and not terms.yes:
        _require_voice_given_up(console, registry, make(registry))
    prepare: Callable[[], Proposal] = partial(make, registry)
    expected = terms.expect
    if sweeping and console.asks and not terms.yes and expected is None:
        proposal = make(registry)
        require_sound(proposal)
        prepare, expected = (lambda: proposal), _agreed(console, registry, proposal)

    def say(fresh: Proposal) -> tuple[str, str]:
        require_expected(fresh.delta, fresh.before.records, today, expected)
        told = message(
            about, [s.text for s in _said(fresh, None)], fresh.delta.addresses, language_of_history(registry)
        )
        _require_unnamed(about, fresh, language_of_history(registry))
        return told.subject, told.text

    done = commit(registry, prepare, make, say, Leave(terms.detached, terms.include_dirty), desk(console))
    _tell(console, registry, done, terms, said)
    return FINE


def _require_voice_given_up(console: Console, registry: Registry, proposal: Proposal) -> None:
    """Ask whether partners may lose their voice in a shared seat. Raises Wrong, with their names, when nobody can be asked."""
    lost = [partner for found in silenced(proposal.delta, proposal.data) for partner in found.partners]
    if not lost:
        return
    names = ", ".join(_name_of(proposal, partner) for partner in dict.fromkeys(lost))
    if not console.asks:
        raise Wrong(
            Text(N_("nobody would speak for {partners} in that seat any more"), {"partners": names}),
            Text(N_("add --yes when that is meant, or leave out --only to speak for all")),
        )
    from regio_cli.cli.ask import agreed

    question = Text(N_("Nobody will speak for {partners} in that seat any more. Is that meant?"), {"partners": names})
    if not agreed(question.render(console.translate), console.translate):
        raise Refused(Text(N_("nothing is changed")))


def _name_of(proposal: Proposal, partner: str) -> str:
    data = proposal.data(Address("partner", partner))
    return (_short(data) if data else None) or partner


def language_of_history(registry: Registry) -> Translate:
    """Return the translator into the registry's own language, so that its history is in one, whoever writes it."""
    return registry_language(registry.data(Address("registry", "registry")))


def _said(proposal: Proposal, registry: Registry | None) -> list[Sentence]:
    """Return the change in sentences: with names of people for who looks on (`registry` given), else with their ids."""

    def name(address: Address) -> str | None:
        data = proposal.data(address)
        if address.kind == "person":
            return (spoken(data) or None) if registry and data else address.id
        return _short(data) if data else None

    return sentences(proposal.delta, name, proposal.data, discreet=registry is None)


def _short(data: Data) -> str | None:
    return next((data[key] for key in ("short_name", "name") if isinstance(data.get(key), str)), None)


def _require_discreet(proposal: Proposal, about: About) -> None:
    """Raise Refused when the reason, decision, source or a new id names a person: they stay in git for good."""
    texts = [text for text in (about.reason, about.decision, about.source) if text]
    found = named(texts, proposal.after.records, [*_new_ids(proposal.delta), *words_of_addresses(texts)])
    found |= named_by_own_id({a: data for a, data in proposal.delta.after.items() if a not in proposal.before.records})
    if found:
        listed = ", ".join(sorted(address.id for address in found))
        raise Refused(
            Text(
                N_("a person is named ({ids}) in a text or id that can't be erased from the history later"),
                {"ids": listed},
            ),
            Text(N_("write the person's id, or the office, in place of the name")),
        )


def _new_ids(delta: Delta) -> Iterator[str]:
    """Yield the ids that come with a change: of records, and of what has an id inside one, such as a seat."""
    for address, data in delta.after.items():
        before = delta.before.get(address)
        # A redirect has the former id of another record, which is in the history already.
        if before is None and address.kind != "redirect":
            yield address.id
        yield from _item_ids(data) - _item_ids(before or {})


def _item_ids(data: Data) -> set[str]:
    lists = (value for value in data.values() if isinstance(value, list))
    return {str(item["id"]) for items in lists for item in items if isinstance(item, dict) and "id" in item}


def _without(text: str, values: Sequence[str]) -> Text:
    """Return a sentence without the `values` in it."""
    for value in values:
        text = text.replace(value, "…")
    return Text("{sentence}", {"sentence": text})


def _changed(delta: Delta) -> Iterator[Data]:
    """Yield the records of a change, as they were and as they become."""
    yield from delta.before.values()
    yield from delta.after.values()


def _require_unnamed(about: About, proposal: Proposal, translate: Translate) -> None:
    """Raise Refused, with the name, when the message of the commit would name a person outside an address."""
    sentences = [sentence.text for sentence in _said(proposal, None)]
    addresses = proposal.delta.addresses
    records = {**proposal.before.records, **proposal.after.records}
    found = named([message(about, sentences, addresses, translate).text], records)
    if found:
        # Streets and towns are called as they are, whoever has that name. They are looked for only now: there may be thousands.
        public = sorted(addresses_in(_changed(proposal.delta)), key=len, reverse=True)
        blanked = [_without(sentence.render(translate), public) for sentence in sentences]
        found = named([message(about, blanked, addresses, translate).text], records)
    if found:
        listed = ", ".join(f"{address.id}: '{family_in(records[address])}'" for address in sorted(found))
        raise Refused(
            Text(
                N_("the message of the commit would name a person ({ids}), and could not be erased later"),
                {"ids": listed},
            ),
            Text(
                N_(
                    "take the name out of the fields that change; a person's name stands in the person's own record only"
                )
            ),
        )


def _rehearse(
    console: Console, registry: Registry, proposal: Proposal, terms: Terms, notes: Sequence[Text] = ()
) -> int:
    """Show what would change, in words and as a diff; exit code 1 when it would break something."""
    unkept = integrity.errors(registry, proposal)
    proposal = replace(proposal, introduced=(*proposal.introduced, *unkept))
    broken = any(finding.severity == "error" for finding in proposal.introduced)
    _warn_of_preferences(console, proposal)
    if terms.json:
        console.give(_dumps(_data(console, registry, proposal, None, None, notes)))
        return FINDINGS if broken else FINE
    _show(console, registry, proposal)
    _note(console, notes)
    console.say("\n" + diff(proposal))
    if broken:
        console.say("\n" + console.translate(N_("This would break the registry, so it can't be done.")) + "\n")
    return FINDINGS if broken else FINE


def _note(console: Console, notes: Sequence[Text]) -> None:
    for note in notes:
        console.say(f"  {note.render(console.translate)}\n")


def _show(console: Console, registry: Registry, proposal: Proposal) -> None:
    for sentence in _said(proposal, registry):
        console.say(f"  {sentence.text.render(console.translate)}\n")
    if proposal.introduced:
        console.say("\n" + found_in(console, proposal.after, proposal.introduced))


def found_in(console: Console, snapshot: Snapshot, findings: Sequence[Finding]) -> str:
    """Return findings as `regio validate` shows them, with the lines of `snapshot`."""
    from regio_cli.cli.findings import findings_text

    def line(path: str, number: int) -> str:
        file = snapshot.files.get(path.removeprefix("registry/"))
        lines = snapshot.bytes_of(file).decode("utf-8", "replace").split("\n") if file and file.address else []
        return lines[number - 1] if number <= len(lines) else ""

    return findings_text(findings, line, console.translate)


def diff(proposal: Proposal) -> str:
    """Return the change as a unified diff of the files."""
    out: list[str] = []
    for path in proposal.paths:
        file = proposal.before.files.get(path)
        old = proposal.before.bytes_of(file).decode("utf-8", "replace").splitlines(keepends=True) if file else []
        new = (proposal.files[path] or b"").decode("utf-8", "replace").splitlines(keepends=True)
        names = (f"a/registry/{path}" if file else "/dev/null", f"b/registry/{path}" if new else "/dev/null")
        for line in difflib.unified_diff(old, new, *names):
            out.append(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")
    return "".join(out)


def _agreed(console: Console, registry: Registry, proposal: Proposal) -> int | None:
    """Return the number of records that the user agrees to change, when more goes along than was named."""
    from regio_cli.cli.ask import agreed

    count = len(proposal.delta.addresses)
    if count < 2:
        return None
    _show(console, registry, proposal)
    if not agreed(
        Text(N_("Change these {count} records?"), {"count": count}).render(console.translate), console.translate
    ):
        raise Refused(Text(N_("nothing is changed")))
    return count


def _warn_of_preferences(console: Console, proposal: Proposal) -> None:
    """Warn of new holders who are not what their seats would rather have."""
    new = [a for a in proposal.delta.after if a.kind == "mandate" and a not in proposal.before.records]
    if new:
        for each in unmet_in(started(proposal.after), new, proposal.on):
            if each.is_preference:
                console.warn(each.text)


def _tell(console: Console, registry: Registry, done: Done, terms: Terms, notes: Sequence[Text]) -> None:
    _warn_of_preferences(console, done.proposal)
    if terms.json:
        console.give(_dumps(_data(console, registry, done.proposal, done.commit, done.subject, notes)))
        return
    _show(console, registry, done.proposal)
    _note(console, notes)
    values = {"commit": done.commit[:10], "count": len(done.proposal.delta.addresses)}
    console.say(Text(N_("Committed as {commit} ({count} records)."), values).render(console.translate) + "\n")
    for path in done.left:
        text = Text(N_("{path} was edited meanwhile and is left as it is; the commit has the change"), {"path": path})
        console.warn(text)


def _data(
    console: Console,
    registry: Registry,
    proposal: Proposal,
    commit_: str | None,
    subject: str | None,
    notes: Sequence[Text],
) -> dict[str, Any]:
    from regio_cli.cli.findings import finding_data

    data = change_data(
        commit_,
        subject,
        [str(address) for address in proposal.delta.addresses],
        [sentence.text.render(console.translate) for sentence in _said(proposal, registry)],
        [finding_data(finding, console.translate) for finding in proposal.introduced],
    )
    if notes:
        data["notes"] = [note.render(console.translate) for note in notes]
    return data


def change_data(
    commit_: str | None = None,
    subject: str | None = None,
    records: Sequence[str] = (),
    changes: Sequence[str] = (),
    findings: Sequence[Any] = (),
) -> dict[str, Any]:
    """Return a change as scripts read it; by itself one that changes nothing."""
    return {
        "version": 1,
        "commit": commit_,
        "subject": subject,
        "records": list(records),
        "changes": list(changes),
        "findings": list(findings),
    }


def _dumps(data: Any) -> str:
    return dumps(data)
