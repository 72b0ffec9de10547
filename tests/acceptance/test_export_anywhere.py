"""What holds for every one of these formats: the same bytes anywhere, and nothing for who may not have it."""

import json

import pytest

from tests.acceptance.hostile import DAY, EVERY, exported, fill
from tests.conftest import Place

WITH_ADDRESSES = ("mail", "mailmerge")
MARKED = "geheimmerk"


@pytest.mark.parametrize("format_", EVERY)
def test_the_same_records_and_day_give_the_same_bytes_anywhere(region: Place, format_: str) -> None:
    region.git("add", "-A")
    region.git("commit", "-qm", "Alles")
    first = exported(region, format_)
    elsewhere = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "REGIO_LANG": "nl",
        "PYTHONUTF8": "0",
    }
    done = region.regio("export", format_, *DAY, "--audience", "bureau", "-o", "again", env=elsewhere)
    assert done.code == 0, done.err
    assert (region.root / "again").read_bytes() == first
    old = region.regio("export", format_, *DAY, "--rev", "HEAD", "--audience", "bureau", "-o", "rev")
    assert old.code == 0 and (region.root / "rev").read_bytes() == first


@pytest.mark.parametrize("format_", EVERY)
def test_nothing_internal_leaves_for_the_public_nor_the_bureau_s_own_for_partners(place: Place, format_: str) -> None:
    fill(place, ("Eerste", "Tweede", "Derde"))
    for n, publicity in enumerate(("internal", "functional", "public")):
        name = {"given": f"{MARKED}g{publicity}", "family": f"{MARKED}f{publicity}"}
        person = {"name": name, "email": f"{MARKED}{publicity}@x.example", "phone": f"+3138000000{n}",
                  "publicity": publicity, "note": f"{MARKED}note"}  # fmt: skip
        place.write(f"persons/p-h{n:03}.yaml", json.dumps(person))
    for audience, hidden in (("public", ("internal", "functional", "note", "public@", "+3138")), ("partners", ("internal", "note"))):  # fmt: skip
        done = place.regio("export", format_, *DAY, "--audience", audience, "-o", audience)
        if audience == "public" and format_ in WITH_ADDRESSES:
            assert done.code == 2 and not (place.root / audience).exists()
            continue
        content = (place.root / audience).read_text()
        assert not [word for word in hidden if f"{MARKED}{word}" in content or f"{MARKED}f{word}" in content]
        assert "+31380000000" not in content and ("p-h000" not in content)


@pytest.mark.parametrize("format_", [each for each in EVERY if each != "mail"])
def test_each_says_where_it_comes_from(place: Place, format_: str) -> None:
    commit = place.git("rev-parse", "HEAD").strip()
    flat = exported(place, format_, audience="bureau").replace(b"\r\n ", b"")
    assert commit.encode() in flat and b"2026-11-24" in flat and b"bureau" in flat


UNSOUND = {
    "persons/p-1a2b.yaml": "name: Els\npublicity: public\n",
    "persons/p-3c4d.yaml": "name:\n  family: 3\n  given: [a]\nemail: 5\noffices: x\npublicity: public\n",
    "bodies/a.yaml": "name: [1]\nlevel: 3\ntype: 4\nseats: 5\nparent: [x]\ncounterpart: {a: b}\n",
    "bodies/b.yaml": "name: B\nseats:\n  - 5\n  - role: 3\n  - id: z\n    on_behalf_of: q\n    count: x\n",
    "partners/p.yaml": "name: P\nidentifiers: 4\nother_names: 5\nwebsite: 3\n",
    "mandates/m.yaml": "person: p-1a2b\nbody: b\nseat: z\nstart_date: 2020-01-01\nstatus: 4\non_behalf_of: zz\nlapses_with: '2027-99-99'\n",
    "mandates/n.yaml": "person: p-3c4d\nbody: b\nseat: z\nstart_date: 2020-01-01\nend_date: '2027-01-99'\nstatus: appointed\nlapses_with: office\n",
    "elections/e.yaml": "kind: 3\ndate: xx\n",
    "registry.yaml": "schema_version: 2\nname: Proef\nregion: 5\nlanguages: nl\n",
}


@pytest.mark.parametrize("audience", ["public", "bureau"])
@pytest.mark.parametrize("format_", EVERY)
def test_what_is_not_as_its_schema_says_stops_no_export(place: Place, format_: str, audience: str) -> None:
    for path, content in UNSOUND.items():
        place.write(path, content)
    done = place.regio("export", format_, "--audience", audience, "-o", "out")
    assert done.code == (2 if audience == "public" and format_ in WITH_ADDRESSES else 0), done.err
