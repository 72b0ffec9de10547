"""A registry in which every personal value is marked, and what is in the files of an export, packed or not."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import Place

# What a value carries that goes no further than the bureau, or than partners. Lower case, as ids must be.
INTERNAL, FUNCTIONAL = b"zqinternal", b"zqfunctional"
_I, _F = INTERNAL.decode(), FUNCTIONAL.decode()
# Numbers of telephones can't hold letters.
INTERNAL_NUMBER, FUNCTIONAL_NUMBERS = b"384200001", (b"384100001", b"384100002")
_NUMBER_OF = {_I: "384200001", _F: "384100001"}


def _person(word: str, publicity: str, fields: str) -> str:
    """Return a person with `word` in each part of the name, and in what else is said of one."""
    name = "".join(f"  {part}: {word}{part}\n" for part in ("given", "prefix", "family", "initials", "title"))
    offices = f"offices:\n  - office: alderman\n    partner: zwolle\n    portfolio: {word}portfolio\n    source: {word}source\n"
    return f"name:\n{name}{offices}{fields}publicity: {publicity}\nfictitious: true\nsource: {word}source\nnote: {_I}note\n"


def _contact(word: str) -> str:
    return f'email: {word}@zwolle.example\nphone: "+31{_NUMBER_OF[word]}"\n'


def _mandate(person: str, seat: str, word: str) -> str:
    return (f"person: {person}\nbody: bestuur\nseat: {seat}\nstatus: ended\nstart_date: 2022-05-01\nend_date: 2031-05-01\n"
            f"lapses_with: office\noffice: alderman\nend_reason: {word}reason\ndecision: {word}decision\nsource: {word}source\n"
            f"note: {_I}note\n")  # fmt: skip


MARKED = {
    "persons/p-1a2b.yaml": f"name:\n  given: Els\n  family: Berg\nemail: els.{_F}@zwolle.example\nphone: \"+31384100002\"\n"
                           f"publicity: public\nfictitious: true\nnote: {_I}note\n",
    "persons/p-zqfunctional.yaml": _person(_F, "functional", _contact(_F)),
    "persons/p-zqinternal.yaml": _person(_I, "internal", _contact(_I)),
    "mandates/bestuur-lid-2022.yaml": _mandate("p-zqfunctional", "lid", _F),
    "mandates/bestuur-secretaris-2022.yaml": _mandate("p-zqinternal", "secretaris", _I),
    "partners/zwolle.yaml": "name: Gemeente Zwolle\ntype: municipality\npillar: government\nprovince: overijssel\ncontacts:\n"
                            "  - level: executive\n    person: p-zqfunctional\n  - level: civil_service\n    person: p-zqinternal\n"
                            f"relation_manager: p-zqinternal\nnote: {_I}note\n",
    "bodies/bestuur.yaml": "name: Bestuur\nlevel: executive\ntype: regional_board\nseats:\n" + "".join(
        f"  - id: {id_}\n    role: {role}\n    basis: representation\n    on_behalf_of:\n      - zwolle\n    voting: true\n"
        for id_, role in (("voorzitter", "chair"), ("lid", "member"), ("secretaris", "secretary"))) + f"note: {_I}note\n",
    "redirects/person-p-zqinternalb.yaml": f"old: person/p-zqinternalb\nnew: person/p-zqinternal\nnote: {_I}note\n",
    "elections/raad-2026.yaml": f"kind: municipal\ndate: 2026-03-18\nnew_council: 2026-04-01\nnote: {_I}note\n",
    "deviations/sne-1-lid.yaml": f"rule: SNE-1\nrecord: body/bestuur\nreason: zo is het\ndecided_by: Bestuur\nuntil: 2027-01-01\nnote: {_I}note\n",
    "deviations/sne-1-persoon.yaml": f"rule: SNE-1\nrecord: person/p-zqinternal\nreason: {_I}reason\ndecided_by: Bestuur\nuntil: 2027-01-01\n",
}  # fmt: skip
_AUDIT = f"audit:\n  people:\n    - email: {_F}@bureau.example\n      name: {_F}audit\n"


def fill(place: Place) -> None:
    """Make `place` the registry with marked values, committed."""
    for path, content in MARKED.items():
        place.write(path, content)
    registry = place.root / "registry" / "registry.yaml"
    place.write("registry.yaml", registry.read_text() + _AUDIT)
    place.git("add", "-A")
    place.git("commit", "-qm", "Marked")


def parts(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of a file, or of each file in a folder; packed files unpacked too, folded lines also unfolded."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            content = file.read_bytes()
            yield str(file), content
            yield f"{file} unfolded", re.sub(rb"\r?\n[ \t]", b"", content)
            yield from _unpacked(str(file), content)


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.namelist():
                yield f"{name}!{member}", packed.read(member)


def holding(path: Path, *marks: bytes) -> list[tuple[str, bytes]]:
    """Return which parts of an export have which of the marks, in whatever case."""
    return [(name, mark) for name, content in parts(path) for mark in marks if mark in content.lower()]
