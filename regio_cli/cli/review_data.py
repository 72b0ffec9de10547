"""A review as scripts read it; docs/output.md describes it."""

from typing import Any

from regio_cli.cli.findings import finding_data
from regio_cli.cli.render import dumps
from regio_cli.cli.telling import sentences_data
from regio_cli.model.text import Text, Translator
from regio_cli.report.values import plain
from regio_cli.review.model import Effect, Review
from regio_cli.store.githistory import Commit


def review_json(review: Review, translate: Translator) -> str:
    """Return `review` as one JSON document."""
    scope, found = review.scope, review.heaps

    def said(text: Text | None) -> str | None:
        return text.render(translate) if text else None

    return dumps({
        "version": 1,
        "base": scope.base, "head": scope.head, "fork": scope.fork, "base_has_moved": scope.has_moved,
        "on": review.on, "known": review.known, "figures_on": review.effect,
        "notes": [said(note) for note in review.notes],
        "commits": [_commit(commit) for commit in review.commits],
        "stakes": [{"kind": s.kind, "text": said(s.text), "records": [str(address) for address in s.records]} for s in review.stakes],
        "changes": [
            {"about": group.key or None, "name": said(group.title), "votes": said(group.votes),
             "sentences": sentences_data(group.sentences, translate)}
            for group in review.groups
        ],
        "figures": [_effect(effect, translate) for effect in review.effects],
        "personal": [{"record": str(p.record), "field": p.field, "sort": p.sort, "value": p.value} for p in review.personal],
        "lookalikes": [{"where": one.where, "field": one.field or None, "text": said(one.text)} for one in review.lookalikes],
        "introduced": [finding_data(finding, translate) for finding in found.introduced],
        "resolved": [finding_data(finding, translate) for finding in found.resolved],
        "standing": [{**finding_data(one.finding, translate), "was": said(one.before)} for one in found.standing],
        "accepted": [finding_data(finding, translate) for finding in found.accepted],
    })  # fmt: skip


def _commit(commit: Commit) -> dict[str, Any]:
    told = {name: getattr(commit, name) or None for name in ("operation", "kind", "reason", "decision", "source")}
    return {"commit": commit.id, "date": commit.date, "author": commit.author, "subject": commit.subject, **told}


def _effect(effect: Effect, translate: Translator) -> dict[str, Any]:
    rows = [
        {
            column.key: {"before": plain(pair.before, translate), "after": plain(pair.after, translate)}
            for column, pair in zip(effect.columns, row, strict=True)
        }
        for row in effect.rows
    ]
    return {"key": effect.key, "title": effect.title.render(translate), "rows": rows}
