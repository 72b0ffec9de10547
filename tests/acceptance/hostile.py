"""Registries to export, one with names that try to be more than a name, and exports as bytes."""

import json

from tests.conftest import Place

DAY = ["--on", "2026-11-24"]
EVERY = ("jsonld", "popolo", "vcard", "ical", "mail", "mailmerge", "dot", "graphml", "mermaid")
NAMES = (
    'Kat "de Kater", Zn; & <b>vet</b>',
    "O'Brien\\nEND:VCARD",
    "x\u2028END:VEVENT\u2028BEGIN:VEVENT",
    "משה כהן",
    "\u202eomgekeerd",
    "é🎉" * 120,
    '"] --> n1; subgraph x["',
    "#quot; %%{init: {}}%% ]]>",
    '\\" ]; evil -> node [label="\\N \\',
    "=HYPERLINK(1)",
    "end",
    "Jansen <kwaad@elders.example>, Piet",
)


def exported(place: Place, format_: str, *what: str, audience: str = "bureau", on: list[str] = DAY) -> bytes:
    """Return what `regio export` writes."""
    file = place.root / "out" / format_
    given = [] if "--on" in what else on
    done = place.regio("export", format_, *what, *given, "--audience", audience, "-o", str(file))
    assert done.code == 0, done.err
    return file.read_bytes()


def text(value: str) -> str:
    """Return a value as YAML has it in quotes."""
    return json.dumps(value, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u202e", "\\u202e")


def fill(place: Place, names: tuple[str, ...] = NAMES) -> None:
    """Give the registry a body, a partner and a member of the board for each name."""
    seats = "".join(f"  - id: z{n}\n    role: member\n    label: {text(name)}\n    basis: expertise\n    on_behalf_of:\n      - q{n}\n    voting: true\n" for n, name in enumerate(names))  # fmt: skip
    place.write("bodies/bestuur.yaml", f"name: Bestuur\nlevel: executive\ntype: regional_board\nseats:\n{seats}")
    for n, name in enumerate(names):
        place.write(f"partners/q{n}.yaml", f"name: {text(name)}\ntype: foundation\npillar: society\n")
        place.write(f"bodies/b{n}.yaml", f"name: {text(name)}\nlevel: external\ntype: table\nparent: bestuur\n")
        place.write(f"persons/p-h{n:03}.yaml", f"name:\n  given: Jan\n  family: {text(name)}\nemail: h{n}@x.example\npublicity: public\n")  # fmt: skip
        place.write(f"mandates/h{n}.yaml", f"person: p-h{n:03}\nbody: bestuur\nseat: z{n}\nstatus: appointed\nstart_date: 2024-01-01\nlapses_with: \"2027-0{n % 9 + 1}-01\"\n")  # fmt: skip
