"""A region large enough to show all that `regio show` tells, and a registry in which something happens."""

from pathlib import Path

import pytest

from tests.acceptance.changes import Desk, desk_in
from tests.clones import Shared, shared
from tests.conftest import Place

DAY = ["--on", "2026-11-24"]
BODY = """\
name: Bestuur
short_name: RB
level: executive
type: regional_board
counterpart: ambtelijk
succeeds:
  - oud
seats:
  - id: voorzitter
    role: chair
    basis: representation
    on_behalf_of:
      - zwolle
    voting: true
  - id: leden
    role: member
    basis: representation
    on_behalf_of:
      - hattem
      - overijssel
    voting: true
    count: 3
  - id: plv-leden
    role: deputy
    basis: representation
    on_behalf_of:
      - hattem
    voting: false
    deputy_of: leden
  - id: adviseurs
    role: advisory_member
    basis: expertise
    voting: false
    count: 4
    minimum: 0
"""
PERSON = "name:\n  given: {}\n  family: {}\npublicity: public\nfictitious: true\n"
OFFICES = "offices:\n  - office: alderman\n    partner: hattem\n    start_date: 2022-06-01\n    end_date: 2027-01-31\n"
MANDATE = "person: {}\nbody: {}\nseat: {}\nstatus: {}\nstart_date: {}\nlapses_with: {}\n"


@pytest.fixture
def region(place: Place) -> Place:
    """A body with a counterpart and a predecessor; three seats of members, two held; a deputy; one to come."""
    place.write("partners/hattem.yaml", "name: Gemeente Hattem\nshort_name: Hattem\ntype: municipality\npillar: government\n"
                "province: overijssel\nstatistics:\n  - as_of: 2026-01-01\n    inhabitants: 12822\n")  # fmt: skip
    place.write("bodies/bestuur.yaml", BODY)
    place.write("bodies/ambtelijk.yaml", "name: Ambtelijk overleg\nlevel: civil_service\ntype: civil_service_meeting\n")
    place.write("bodies/oud.yaml", "name: Regiegroep\nlevel: executive\ntype: regional_board\nend_date: 2022-04-30\n")
    for id_, given, family in (("p-2222", "Anna", "Aal"), ("p-3333", "Bert", "Bos"), ("p-4444", "Cato", "Cox"),
                               ("p-5555", "Daan", "Dam")):  # fmt: skip
        place.write(f"persons/{id_}.yaml", PERSON.format(given, family) + (OFFICES if id_ == "p-2222" else ""))
    for name, fields in {
        "aal": ("p-2222", "bestuur", "leden", "appointed", "2024-01-01", "office"),
        "bos": ("p-3333", "bestuur", "leden", "staying_on", "2022-06-01", "municipal"),
        "cox": ("p-4444", "bestuur", "plv-leden", "appointed", "2024-01-01", "provincial"),
        "dam": ("p-5555", "bestuur", "plv-leden", "nominated", "2026-01-01", "nothing"),
    }.items():
        place.write(f"mandates/{name}.yaml", MANDATE.format(*fields))
    place.write("mandates/oud.yaml", MANDATE.format("p-2222", "bestuur", "leden", "ended", "2022-06-01", "office")
                + "end_date: 2023-12-31\n")  # fmt: skip
    for kind, day, new in (("municipal", "2026-03-18", "2026-04-01"), ("provincial", "2027-03-17", "2027-03-31")):
        place.write(f"elections/{kind}.yaml", f"kind: {kind}\ndate: {day}\nnew_council: {new}\n")
    place.write(
        "deviations/a.yaml",
        "rule: TEG-1\nrecord: body/bestuur\nreason: proef\ndecided_by: Bestuur\nuntil: 2030-01-01\n",
    )
    assert place.regio("validate", *DAY).out.startswith("All ")
    return place


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The registry as it begins; never changed."""
    made = desk_in(tmp_path_factory.mktemp("begun") / "Regio Ééndracht")
    assert made.regio("validate", "--strict").code == 0
    return made


@pytest.fixture
def desk(begun: Desk, tmp_path: Path) -> Desk:
    """A copy of it to change, in a path with a space and accents."""
    return begun.copy(tmp_path / begun.root.name)


@pytest.fixture
def common(tmp_path: Path) -> Shared:
    """A registry that several clones share."""
    return shared(tmp_path)


@pytest.fixture
def anna(common: Shared) -> Place:
    """A clone of it."""
    return common.clone("anna")


@pytest.fixture
def bert(common: Shared) -> Place:
    """Another clone of it."""
    return common.clone("bert")
