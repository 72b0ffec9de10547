"""Nothing leaves that its audience may not see: every format of the catalogue, on a registry where all of that is marked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regio_cli.exchange.audience import may_see
from regio_cli.exchange.export.catalogue import EXPORTS
from regio_cli.read.registry import open_registry
from tests.conftest import Place
from tests.exports import FUNCTIONAL, FUNCTIONAL_NUMBERS, INTERNAL, INTERNAL_NUMBER, fill, holding

ABOVE_PUBLIC = (INTERNAL, FUNCTIONAL, INTERNAL_NUMBER, *FUNCTIONAL_NUMBERS)
SELECTIONS = ((), ("bestuur",), ("zwolle",), ("mandates",))


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Place:
    from tests.conftest import SMALL

    place = Place(tmp_path_factory.mktemp("marked"))
    for path, content in SMALL.items():
        place.write(path, content)
    place.git("init", "-q", "-b", "main")
    fill(place)
    return place


def values(data: Any, path: tuple[str, ...]) -> Iterator[Any]:
    for item in data if isinstance(data, list) else [data]:
        if path and isinstance(item, dict):
            yield from values(item.get(path[0]), path[1:])
        elif not path and item is not None:
            yield item


def test_every_field_that_is_not_for_everybody_has_a_marked_value(marked: Place) -> None:
    registry = open_registry(marked.root, None, {})
    assert [str(one) for one in registry.findings("2026-01-01")[0] if one.code.startswith("schema")] == []
    for kind in registry.kinds:
        for field in kind.walk():
            if not may_see("public", field.personal):
                found = [str(value).encode() for address, data in registry.snapshot.records.items()
                         if address.kind == kind.name for value in values(data, field.path)]  # fmt: skip
                assert found, f"{kind.name}.{field.dotted}"
                assert all(any(mark in one for mark in ABOVE_PUBLIC) for one in found)


def exported(marked: Place, out: Path, name: str, words: tuple[str, ...], audience: str) -> Path | None:
    """Return what is written, None when the format is refused to that audience; nothing may be there then."""
    done = marked.regio("export", name, *words, "--audience", audience, "-o", str(out))
    if done.code == 0:
        assert out.exists() and not done.out
        return out
    assert done.code == 2 and f"is not for the audience '{audience}'" in done.err, done.err
    assert not out.exists() and INTERNAL not in (done.out + done.err).encode()
    return None


@pytest.mark.parametrize("name", EXPORTS)
def test_no_internal_or_functional_value_leaves_to_the_public(marked: Place, tmp_path: Path, name: str) -> None:
    for number, words in enumerate(SELECTIONS):
        out = exported(marked, tmp_path / str(number), name, words, "public")
        assert out is None or holding(out, *ABOVE_PUBLIC) == [], words


@pytest.mark.parametrize("name", EXPORTS)
def test_no_internal_value_leaves_to_partners(marked: Place, tmp_path: Path, name: str) -> None:
    out = exported(marked, tmp_path / "out", name, (), "partners")
    assert out is None or holding(out, INTERNAL, INTERNAL_NUMBER) == []


def test_the_search_would_find_them(marked: Place, tmp_path: Path) -> None:
    for name in ("csv", "xlsx", "json", "sqlite"):
        out = exported(marked, tmp_path / name, name, (), "bureau")
        assert out and {mark for _, mark in holding(out, INTERNAL, FUNCTIONAL)} == {INTERNAL, FUNCTIONAL}, name


def test_a_schema_of_an_export_has_no_field_that_the_audience_may_not_see(marked: Place) -> None:
    assert '"email"' in marked.regio("export", "json", "persons", "--schema", "--audience", "bureau").out
    public = marked.regio("export", "json", "persons", "--schema").out
    assert '"email": {' not in public.split('"$defs"')[1].split('"common"')[0]


@pytest.mark.parametrize(
    "words",
    [("persons", "--where", "email=x"), ("persons", "--where", "phone="), ("partners", "--where", "note=x"),
     ("mandates", "--where", "person=p-zqinternal"), ("partners", "--where", "contacts.person=p-zqfunctional"),
     ("p-zqinternal",), ("mandates", "p-zqfunctional"), ("partners", "--where", "relation_manager=p-zqinternal")],
)  # fmt: skip
def test_what_is_above_the_audience_is_refused_when_asked_for_by_name(marked: Place, tmp_path: Path, words: tuple[str, ...]) -> None:  # fmt: skip
    done = marked.regio("export", "csv", *words, "-o", str(tmp_path / "out"))
    assert done.code == 2 and "is not for the audience 'public'" in done.err
    assert not (tmp_path / "out").exists() and not done.out


def test_a_condition_tells_nothing_of_what_is_not_seen(marked: Place) -> None:
    """What a mandate says of somebody hidden is not found by asking for it either."""
    for condition in ("end_reason=zqinternalreason", "decision=zqfunctionaldecision", "office=alderman"):
        done = marked.regio("export", "ndjson", "mandates", "--where", condition)
        assert done.code == 0 and done.out.count("\n") == 1, condition


EXPERT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "expert", "type": "object",
    "properties": {"name": {"type": "string", "title": "name", "x-personal": "internal"},
                   "seen_by": {"type": "string", "title": "seen by", "x-ref": "person"}},
    "x-kind": {"names": {"en": ["expert", "experts"]}, "label": ["name"], "list": ["name"], "search": ["name"], "folder": "experts"},
}  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_a_kind_of_the_registry_itself_is_kept_to_its_own_words(place: Place, tmp_path: Path, name: str) -> None:
    """Also where the name of its records is what may not be seen."""
    (place.root / "schemas").mkdir()
    (place.root / "schemas" / "expert.schema.json").write_text(json.dumps(EXPERT))
    place.write("experts/e1.yaml", "name: zqinternal\nseen_by: p-zqinternal\n")
    fill(place)
    out = exported(place, tmp_path / "out", name, (), "public")
    assert out is None or holding(out, *ABOVE_PUBLIC) == []


def test_a_record_that_is_not_as_its_schema_says_shows_nothing_hidden(marked: Place, tmp_path: Path) -> None:
    from tests.conftest import SMALL

    place = Place(tmp_path)
    for path, content in SMALL.items():
        place.write(path, content)
    place.write(
        "persons/p-9z9z.yaml", "name: zqinternal\npublicity: public\nemail:\n  - zqinternal\nextra: zqinternal\n"
    )
    place.write("persons/p-8z8z.yaml", "name:\n  family: zqinternal\npublicity: open\n")
    place.write("persons/p-7z7z.yaml", "name:\n  family: zqinternal\n")
    for name in EXPORTS:
        done = place.regio("export", name, "-o", str(tmp_path / "out" / name))
        if done.code == 0:
            assert holding(tmp_path / "out" / name, INTERNAL) == []
