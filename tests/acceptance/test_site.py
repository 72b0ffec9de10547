"""The public site as a visitor has it: whole, safe, the same each time, and with nobody's name in it who is not public."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import Place, on_terminal, run
from tests.exports import FUNCTIONAL, FUNCTIONAL_NUMBERS, INTERNAL, INTERNAL_NUMBER, fill, holding
from tests.pages import Page, axe, broken, opened, pages, title_of

ROOT = Path(__file__).parents[2]
DAY = "2026-11-24"
SMALL = {
    "mandates/bestuur-voorzitter-2022.yaml": (
        "person: p-1a2b\nbody: bestuur\nseat: voorzitter\nstatus: appointed\nstart_date: 2022-05-01\nlapses_with: 2027-01-31\n"
    ),
}
TURNED = "\u202e"
HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }}</title>"


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of Regio Zwolle."""
    site = tmp_path_factory.mktemp("site") / "Mijn site"
    done = run("site", str(site), "-C", str(ROOT), "--on", DAY, cwd=ROOT)
    assert (done.code, done.err) == (0, "")
    return site


def made(place: Place, *arguments: str, on: str = DAY, is_whole: bool = True) -> dict[str, Page]:
    done = place.regio("site", "out", "--on", on, *arguments)
    assert (done.code, done.err == "") == ((0, True) if is_whole else (1, False)), done.err
    return pages(place.root / "out")


def digest(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_no_link_of_the_region_is_broken_and_nothing_is_loaded_from_elsewhere(region: Path) -> None:
    found = pages(region)
    assert len(found) > 800 and broken(region, found) == []
    for path, page in found.items():
        assert all(not re.match(r"[a-z]+:|//", target) for target in page.loads), path
        assert all(target.startswith(("https://", "http://")) for target in page.leads if ":" in target), path
        assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on") or name == "style"], path  # fmt: skip
        assert len(page.ids) == len(set(page.ids)), path
        policy = [each["content"] for tag, each in page.elements if each.get("http-equiv") == "Content-Security-Policy"]
        assert len(policy) == 1 and str(policy[0]).startswith("default-src 'none';") and "http" not in str(policy[0])
    for file in (*region.rglob("*.css"), *region.rglob("*.js")):
        source = file.read_text(encoding="utf-8")
        assert not re.search(r"https?://|@import|url\(|fetch\(|XMLHttpRequest|WebSocket|sendBeacon", source), file


def test_every_page_of_the_region_is_light_and_says_where_it_comes_from(region: Path) -> None:
    for file in region.rglob("*.*"):
        assert file.stat().st_size < 100_000, file
    for path, page in pages(region).items():
        said = {str(each["name"]): each["content"] for tag, each in page.elements if tag == "meta" and "name" in each}
        assert (said["regio-date"], said["regio-audience"]) == (DAY, "public"), path
        assert re.fullmatch("([0-9a-f]{40})?", str(said["regio-commit"])), path


def test_there_is_a_page_in_each_language_and_it_leads_to_the_other(region: Path) -> None:
    dutch, english = ({file.relative_to(region / name) for file in (region / name).rglob("*")} for name in ("nl", "en"))
    assert dutch == english
    page = Page((region / "en/partner/hattem.html").read_text(encoding="utf-8"))
    assert "../../nl/partner/hattem.html" in page.leads and "municipality" in page.text
    assert "gemeente" in Page((region / "nl/partner/hattem.html").read_text(encoding="utf-8")).text
    front = Page((region / "index.html").read_text(encoding="utf-8"))
    assert ("html", {"lang": "nl"}) in front.elements and "nl/index.html" in front.leads


def test_the_figures_are_those_of_the_report(region: Path) -> None:
    report = json.loads(run("report", "today", "--json", "--on", DAY, cwd=ROOT).out)
    blocks = {block["key"]: block for section in report["sections"] for block in section["blocks"]}
    page = Page((region / "en/index.html").read_text(encoding="utf-8")).text
    counts = dict(re.findall(r"(partners|bodies|vacant seat|should have ended)\s*([0-9,]+)", page))
    assert counts["vacant seat"] == re.search(r"\d+", blocks["vacancies_told"]["text"])[0]  # type: ignore[index]
    assert counts["should have ended"] == re.search(r"\d+", blocks["lapsing_told"]["text"])[0]  # type: ignore[index]
    table = next(block for block in blocks.values() if block["type"] == "table" and block["title"] == "Provinces")
    for row in table["rows"]:
        assert f"{row['part']} {row['seats']:g}" in page
    assert "Inhabitants as of 16 May 2026" in page


def test_a_seat_is_on_the_pages_of_its_body_its_partner_and_its_holder(place: Place) -> None:
    found = made(place)
    for path in ("body/bestuur", "partner/zwolle"):
        assert "person/p-1a2b.html" in " ".join(found[f"nl/{path}.html"].leads), path
    assert "../body/bestuur.html" in found["nl/person/p-1a2b.html"].leads
    assert "Deze persoon is verzonnen." in found["nl/person/p-1a2b.html"].text
    assert "nl/partner/hattem.html" not in found, "no longer a partner on this day"
    assert "nl/partner/hattem.html" in made(place, on="2024-12-31")


def test_the_calendar_says_what_ends_when_and_why(place: Place) -> None:
    for path, content in SMALL.items():
        place.write(path, content)
    page = made(place)["en/calendar.html"]
    assert "1 mandate ends within a year." in page.text
    assert "31 January 2027: the last day recorded" in page.text and "Els van der Bérg" in page.text
    anchor = next(target for target in page.leads if "#" in target and target != "#content")
    assert anchor.partition("#")[2] in page.ids


def test_the_calendar_says_what_should_have_ended_already(place: Place) -> None:
    for path, content in SMALL.items():
        place.write(path, content.replace("2027-01-31", "2026-01-31"))
    page = made(place)["en/calendar.html"]
    assert "1 mandate ends within a year. 1 of them should have ended already." in page.text
    assert "31 January 2026: the last day recorded 1 mandate should have ended" in page.text


def test_vacant_seats_stand_together_and_home_leads_there(place: Place) -> None:
    assert "No seat is vacant on this day." in made(place)["en/vacant.html"].text
    place.write(
        "mandates/bestuur-voorzitter-2022.yaml",
        SMALL["mandates/bestuur-voorzitter-2022.yaml"] + "end_date: 2026-01-31\n",
    )
    found = made(place)
    assert (
        "body/bestuur.html" in found["en/vacant.html"].leads and "partner/zwolle.html" in found["en/vacant.html"].leads
    )
    assert "vacant.html" in found["en/index.html"].leads and "vacant seat1" in found["en/index.html"].text


def test_words_of_the_registry_are_marked_with_its_language(region: Path) -> None:
    english = Page((region / "en/body/regiobestuur.html").read_text(encoding="utf-8"))
    marked = [(tag, attributes.get("href")) for tag, attributes in english.elements if attributes.get("lang") == "nl"]
    assert ("h1", None) in marked and ("a", "../partner/zwolse8.html") in marked
    source = (region / "en/body/regiobestuur.html").read_text(encoding="utf-8")
    for text in (
        "Regiegroep Regio Zwolle, ingegaan op 2022-04-21",
        "Economie en arbeidsmarkt",
        "hbo, namens de Zwolse8",
    ):
        assert f'<span lang="nl">{text}' in source, text
    assert 'deputy member: <span lang="nl">hbo' in source and '<a href="../person/' in source
    dutch = Page((region / "nl/body/regiobestuur.html").read_text(encoding="utf-8"))
    assert [tag for tag, attributes in dutch.elements if attributes.get("lang") == "nl"] == ["html", "span"]


def test_no_two_pages_have_the_same_title(region: Path) -> None:
    for language in ("nl", "en"):
        titles = [title_of(file.read_text(encoding="utf-8")) for file in (region / language).glob("*.html")]
        assert len(titles) == len(set(titles)), titles


def test_people_stand_by_family_name(place: Place) -> None:
    for id_, given, prefix, family in (
        ("p-2b2b", "Zeno", "", "Asma"),
        ("p-3c3c", "Anna", "ten ", "Cate"),
        ("p-4d4d", "Aad", "", "Zee"),
    ):
        name = f"name:\n  given: {given}\n" + (f"  prefix: {prefix}\n" if prefix else "") + f"  family: {family}\n"
        office = "offices:\n  - office: alderman\n    partner: zwolle\n    start_date: 2020-01-01\n"
        place.write(f"persons/{id_}.yaml", f"{name}{office}publicity: public\nfictitious: true\n")
    found = made(place)
    order = ["p-2b2b", "p-1a2b", "p-3c3c", "p-4d4d"]
    for path, wanted in (("nl/people", order), ("nl/partner/zwolle", [order[0], *order[2:]])):
        people = [Path(target).stem for target in found[f"{path}.html"].leads if "person/" in target]
        assert people[-len(wanted) :] == wanted, path
    assert (
        "Zeno Asma wethouder, Zwolle" in found["nl/people.html"].text
        and "4 vermeldingen, op achternaam" in found["nl/people.html"].text
    )


def test_the_outline_stands_in_as_the_bodies_do(place: Place) -> None:
    place.write("bodies/under.yaml", "name: Onder\nlevel: executive\ntype: table\nparent: bestuur\n")
    made(place)
    source = (place.root / "out/nl/organigram.html").read_text(encoding="utf-8")
    outline = "".join(source[source.index('<ul class="outline">') :].split())
    assert re.search(r'bestuur\.html">Bestuur</a><small>bestuurlijk</small><ul><li><ahref="body/under\.html">', outline)


def test_nothing_that_is_not_public_is_anywhere_in_a_site(place: Place) -> None:
    for number, publicity in enumerate(("functional", "internal")):
        id_ = f"p-zz{number}{number}"
        place.write(
            f"persons/{id_}.yaml",
            f"name:\n  given: MARK\n  prefix: MARK\n  family: MARK\n  initials: MARK\noffices:\n  - office: mayor\n    partner: zwolle\n"
            f"    portfolio: MARK\n    start_date: 2020-01-01\n    end_date: 2027-07-{17 + number}\n    source: MARK\nemail: mark@zwolle.example\n"
            f'phone: "+31384989111"\npublicity: {publicity}\nconfirmed_on: 2026-07-07\nsource: MARK\nnote: MARK\n',
        )
        place.write(
            f"mandates/m-{publicity}.yaml",
            f"person: {id_}\nbody: bestuur\nseat: voorzitter\nstatus: appointed\nstart_date: 2020-01-01\nlapses_with: office\n"
            "office: mayor\ndecision: MARK\nsource: MARK\nnote: MARK\n",
        )
    place.write("mandates/m-mine.yaml", "person: p-1a2b\nbody: bestuur\nseat: voorzitter\nstatus: nominated\nstart_date: 2026-12-31\nlapses_with: nothing\nnote: MARK\n")  # fmt: skip
    place.write("partners/zwolle.yaml", "name: Gemeente Zwolle\ntype: municipality\npillar: government\nprovince: overijssel\n"
                "contacts:\n  - level: executive\n    person: p-zz00\nrelation_manager: p-zz11\nnote: MARK\n")  # fmt: skip
    place.write("persons/p-1a2b.yaml", "name:\n  given: Els\n  family: Bérg\nemail: mark@zwolle.example\nphone: \"+31384989111\"\npublicity: public\nnote: MARK\n")  # fmt: skip
    place.write("deviations/d.yaml", "rule: KLB-1\nrecord: person/p-zz00\nreason: MARK\ndecided_by: MARK\nuntil: 2027-01-01\n")  # fmt: skip
    made(place)
    for file in sorted((place.root / "out").rglob("*")):
        if file.is_file():
            text = file.read_text(encoding="utf-8").lower()
            for value in (
                "mark",
                "31384989111",
                "zwolle.example",
                "p-zz",
                "2027-07-1",
                "2026-07-07",
                "2026-12-31",
                "7 july",
                "8 july",
                "7 juli",
                "8 juli",
                "31 december",
            ):
                assert value not in text and value not in file.name, (file, value)
    body = Page((place.root / "out/en/body/bestuur.html").read_text(encoding="utf-8"))
    assert "Els Bérg, 2 filled, names not public" in body.text
    calendar = Page((place.root / "out/en/calendar.html").read_text(encoding="utf-8"))
    assert "2 mandates end within a year; 0 are listed." in calendar.text


def test_every_field_that_is_marked_as_not_for_everybody_stays_out(place: Place) -> None:
    """The marked registry has a value in each field above the public, so that a new field is looked for too."""
    fill(place)
    made(place)
    marks = (INTERNAL, FUNCTIONAL, INTERNAL_NUMBER, *FUNCTIONAL_NUMBERS)
    assert holding(place.root / "out", *marks) == []
    assert not [file for file in (place.root / "out").rglob("*") if "zq" in file.name]


def test_records_that_are_not_as_their_schema_says_show_nothing_hidden(place: Place) -> None:
    place.write("persons/p-9z9z.yaml", "name: zqinternal\npublicity: public\nemail:\n  - zqinternal\nextra: zqinternal\n")  # fmt: skip
    place.write("persons/p-8z8z.yaml", "name:\n  family: zqinternal\npublicity: open\n")
    place.write("persons/p-7z7z.yaml", "name:\n  family: zqinternal\n")
    for id_ in ("p-9z9z", "p-8z8z", "p-7z7z"):
        place.write(f"mandates/{id_}.yaml", f"person: {id_}\nbody: bestuur\nseat: voorzitter\nstatus: appointed\nstart_date: 2022-05-01\nlapses_with: office\n")  # fmt: skip
    place.write("mandates/m-odd.yaml", "person: [p-1a2b]\nbody: 3\nseat: {a: 1}\nstatus: []\nstart_date: zondag\nlapses_with: 7\n")  # fmt: skip
    place.write("bodies/odd.yaml", "name: [1]\nlevel: 3\ntype: {}\nparent: odd\nmeets: 3\nseats: nee\narea: 4\n")
    place.write("partners/odd.yaml", "name: {a: b}\ntype: 1\npillar: x\nmembers: 3\nwebsite: []\nidentifiers: nee\n")
    place.write("partners/none.yaml", "[]")
    place.write("partners/bad.yaml", "name: 'no end")
    made(place, is_whole=False)
    assert holding(place.root / "out", INTERNAL) == []


def test_a_hostile_name_is_only_a_name(place: Place) -> None:
    quoted = json.dumps(HOSTILE)
    place.write("partners/zwolle.yaml", f"name: {quoted}\ntype: municipality\npillar: government\nprovince: overijssel\nwebsite: javascript:alert(1)\n")  # fmt: skip
    place.write("persons/p-1a2b.yaml", f"name:\n  family: {quoted}\npublicity: public\n")
    place.write("bodies/bestuur.yaml", f"name: {quoted}\nlevel: executive\ntype: regional_board\nseats:\n  - id: voorzitter\n    role: chair\n    label: {quoted}\n    basis: representation\n    on_behalf_of:\n      - zwolle\n    voting: true\n")  # fmt: skip
    place.write("registry.yaml", (place.root / "registry/registry.yaml").read_text().replace("name: Proef", f"name: {quoted}"))  # fmt: skip
    turned = json.dumps(f"Lid{TURNED}")
    place.write("bodies/turned.yaml", f"name: {turned}\nshort_name: {turned}\nlevel: executive\ntype: table\nseats:\n  - id: lid\n    role: member\n    label: {turned}\n    basis: representation\n    on_behalf_of:\n      - zwolle\n    voting: true\n")  # fmt: skip
    found = made(place)
    assert broken(place.root / "out", found) == []
    for path, page in found.items():
        assert TURNED not in page.text, path
        scripts = [each for tag, each in page.elements if tag == "script"]
        assert all(set(each) == {"defer", "src"} for each in scripts), path
        assert not any("javascript:" in target for target in page.leads), path
    for path in ("nl/partner/zwolle.html", "nl/body/bestuur.html", "nl/person/p-1a2b.html", "nl/organigram.html"):
        assert HOSTILE in found[path].text, path
    for file in (place.root / "out/search").iterdir():
        found_ = re.fullmatch(r'regioFound\("\w+",(.*)\)\n', file.read_text())
        assert found_ and json.loads(found_[1])


def test_a_file_with_an_odd_name_does_no_harm(place: Place) -> None:
    for name in ("con", "..weird", "A b", "x" * 200):
        place.write(f"bodies/{name}.yaml", f"name: Raad {name[:9]}\nlevel: executive\ntype: table\n")
    found = made(place)
    assert broken(place.root / "out", found) == []
    names = [Path(path).name for path in found if path.startswith("nl/body/")]
    assert len(names) == 5 and all(re.fullmatch(r"[a-z0-9_-]{1,130}\.html", name) for name in names), names
    assert "con.html" not in names


def test_the_same_commit_and_day_give_the_same_bytes(place: Place) -> None:
    made(place)
    first = digest(place.root / "out")
    shutil.copytree(place.root, place.root.parent / "elsewhere", ignore=shutil.ignore_patterns("out"))
    elsewhere = Place(place.root.parent / "elsewhere")
    env = {"REGIO_LANG": "nl", "LC_ALL": "C", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}
    assert elsewhere.regio("site", "out", "--on", DAY, env=env).code == 0
    assert digest(elsewhere.root / "out") == first
    commit = place.git("rev-parse", "HEAD").strip()
    place.write("partners/zwolle.yaml", "name: Anders\ntype: municipality\npillar: government\n")
    assert place.regio("site", "rev", "--on", DAY, "--rev", commit).code == 0
    assert digest(place.root / "rev") == first
    assert "in geen commit" in made(place)["nl/index.html"].text


def test_pages_of_an_earlier_site_that_are_no_more_go_away(place: Place) -> None:
    assert "nl/person/p-1a2b.html" in made(place)
    place.write("persons/p-1a2b.yaml", "name:\n  family: Weg\npublicity: internal\n")
    assert not [path for path in made(place) if "p-1a2b" in path]
    assert sorted(file.name for file in place.root.iterdir()) == [".git", "out", "registry"]
    assert "en/index.html" not in made(place, "--lang", "nl")


def test_a_folder_with_anything_else_in_it_is_left_as_it_is(place: Place) -> None:
    (place.root / "full").mkdir()
    (place.root / "full/mine.txt").write_text("mine")
    for folder in ("full", ".", "registry/registry.yaml"):
        before = digest(place.root / "registry")
        done = place.regio("site", folder)
        assert done.code == 2 and "is not of an earlier site" in done.err, folder
        assert digest(place.root / "registry") == before
    assert (place.root / "full/mine.txt").read_text() == "mine"
    made(place)
    (place.root / "out/nl/mine.html").write_text("mine")
    done = place.regio("site", "out")
    assert done.code == 2 and "mine.html" in done.err
    assert (place.root / "out/nl/mine.html").read_text() == "mine"


def test_an_empty_folder_may_become_a_site(place: Place) -> None:
    (place.root / "out").mkdir()
    assert "nl/index.html" in made(place)


def test_a_site_that_fails_leaves_the_earlier_one(place: Place) -> None:
    made(place)
    before = digest(place.root / "out")
    done = place.regio("site", "out", "--rev", "nowhere")
    assert done.code == 2 and digest(place.root / "out") == before


def test_who_looks_on_sees_a_bar_that_goes_away(tmp_path: Path) -> None:
    said = on_terminal("site", str(tmp_path / "out"), "-C", str(ROOT), cwd=ROOT, columns=200)
    assert "100%" in said and "index.html" in said.splitlines()[-1]


def test_wrong_use_is_told(place: Place) -> None:
    assert "no language 'de'; there are: en, nl" in place.regio("site", "out", "--lang", "de").err
    assert place.regio("site").code == 2
    assert place.regio("site", "out", "--serve").code == 2


def test_the_organigram_has_each_body_once_also_when_they_go_round(place: Place) -> None:
    for name, above in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        place.write(f"bodies/{name}.yaml", f"name: Raad {name}\nlevel: executive\ntype: table\nparent: {above}\n")
    drawing = (place.root / "out/nl/organigram.html", made(place))[0].read_text(encoding="utf-8")
    svg = re.search(r"<svg.*?</svg>", drawing, re.DOTALL)
    assert svg
    links = re.findall(r'<a href="(.*?)"', svg[0])
    assert sorted(links) == [f"body/{name}.html" for name in ("a", "b", "bestuur", "c", "d")]


@pytest.mark.parametrize("asked", ["hatt", "HÀTTEM", "gemeente hat"])
def test_search_finds_by_the_beginning_of_words_from_disk(region: Path, tmp_path: Path, asked: str) -> None:
    address = f"{(region / 'nl/search.html').as_uri()}?q={asked}"
    page = Page(opened(address, tmp_path / "profile"))
    assert "partner/hattem.html" in page.leads and "Gemeente Hattem partner" in page.text


def test_search_says_when_there_is_nothing(region: Path, tmp_path: Path) -> None:
    address = f"{(region / 'nl/search.html').as_uri()}?q=%3Cimg+src%3Dx%3E+qqq"
    assert "Niets gevonden." in Page(opened(address, tmp_path / "profile")).text


EXPLORED = """
addEventListener("load", () => {
  const sheet = document.querySelector(".sheet"), link = sheet.querySelector("a"), found = {};
  const width = () => Number(document.getElementById("drawing").getAttribute("width"));
  const pointer = (name, x) => sheet.dispatchEvent(new PointerEvent(name, { pointerType: "mouse", button: 0, clientX: x, bubbles: true }));
  const isFollowed = (detail) => {
    let is = null;
    addEventListener("click", (event) => { is = !event.defaultPrevented; event.preventDefault(); }, { once: true });
    link.dispatchEvent(new MouseEvent("click", { detail, bubbles: true, cancelable: true }));
    return is;
  };
  const before = width();
  document.querySelector(".zoom button").click();
  found.larger = width() / before;
  sheet.dispatchEvent(new KeyboardEvent("keydown", { key: "+" }));
  found.byKey = width() / before;
  const left = sheet.scrollLeft;
  pointer("pointerdown", 300);
  pointer("pointermove", 260);
  pointer("pointerup", 260);
  found.dragged = sheet.scrollLeft - left;
  found.afterDrag = isFollowed(1);
  found.byEnter = isFollowed(0);
  pointer("pointerdown", 300);
  pointer("pointerup", 300);
  found.clicked = isFollowed(1);
  document.title = JSON.stringify(found);
});
"""


def test_the_drawing_can_be_zoomed_and_dragged_and_its_links_followed(region: Path, tmp_path: Path) -> None:
    shutil.copytree(region, tmp_path / "site")
    file = tmp_path / "site/nl/organigram.html"
    (tmp_path / "site/explore.js").write_text(EXPLORED)
    file.write_text(file.read_text(encoding="utf-8").replace("</head>", '<script defer src="../explore.js"></script></head>'))  # fmt: skip
    found = json.loads(title_of(opened(file.as_uri(), tmp_path / "profile")))
    assert found == {"larger": 1.25, "byKey": 1.5625, "dragged": 40, "afterDrag": False, "byEnter": True, "clicked": True}  # fmt: skip


def test_no_page_is_wider_than_a_phone(region: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(region / "nl", site / "nl")
    shutil.copy(region / "site.css", site)
    (site / "measure.js").write_text("onload = () => { const top = document.documentElement; parent.postMessage(top.scrollWidth - top.clientWidth, '*'); };")  # fmt: skip
    frames = []
    for name in EVERY:
        file = site / f"nl/{name}.html"
        up = "../" * (name.count("/") + 1)
        file.write_text(file.read_text(encoding="utf-8").replace("</head>", f'<script src="{up}measure.js"></script></head>'), encoding="utf-8")  # fmt: skip
        frames.append(f'<iframe width="320" height="900" style="border: 0" src="nl/{name}.html"></iframe>')
    collect = "const all = []; onmessage = ({data}) => { all.push(data); document.title = JSON.stringify(all); };"
    (site / "frames.html").write_text(f"<!doctype html><title></title><script>{collect}</script>{''.join(frames)}")
    more = json.loads(title_of(opened((site / "frames.html").as_uri(), tmp_path / "profile")))
    assert more == [0] * len(EVERY)


EVERY = ["index", "partners", "bodies", "people", "organigram", "calendar", "figures", "figures-3", "search", "vacant",
         "partner/zwolle", "body/regiobestuur"]  # fmt: skip


@pytest.mark.parametrize(("language", "dark"), [("nl", False), ("en", True)])
@pytest.mark.parametrize("path", [*EVERY, "person"])
def test_axe_finds_no_fault_in_a_page(region: Path, path: str, language: str, dark: bool, tmp_path: Path) -> None:
    name = path if path != "person" else f"person/{min(file.stem for file in (region / language / 'person').iterdir())}"
    site = tmp_path / "site"
    for kept in ("site.css", "search.js", "zoom.js", f"{language}/{name}.html"):
        (site / kept).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(region / kept, site / kept)
    (site / "axe.js").write_text(axe(), encoding="utf-8")
    file = site / f"{language}/{name}.html"
    up = "../" * (name.count("/") + 1)
    file.write_text(file.read_text(encoding="utf-8").replace("</head>", f'<script defer src="{up}axe.js"></script></head>'), encoding="utf-8")  # fmt: skip
    assert title_of(opened(file.as_uri(), tmp_path / "profile", dark)) == "axe:[]"


def test_it_needs_what_draws(place: Place, tmp_path: Path) -> None:
    (tmp_path / "off/vl_convert.py").parent.mkdir()
    (tmp_path / "off/vl_convert.py").write_text("raise ImportError")
    done = place.regio("site", "out", env={"PYTHONPATH": str(tmp_path / "off")})
    assert done.code == 3 and "regio-cli[reports]" in done.err
    assert not (place.root / "out").exists()
