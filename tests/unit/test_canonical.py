import io
import math
import random
import re
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regio_cli.model.kinds import Field, Kind
from regio_cli.store.canonical import dump, format_text
from regio_cli.store.schemas import load_schemas
from regio_cli.store.yamlfile import compose, read

REGISTRY = Path(__file__).parents[2] / "registry"
PATH = "../../schemas/partner.schema.json"
MODELINE = f"# yaml-language-server: $schema={PATH}\n"


@cache
def kind(name: str) -> Kind:
    return load_schemas({}).kinds[name]


def body_of(data: dict[str, Any], of: str = "partner") -> str:
    text = dump(kind(of), data, PATH)
    assert text.startswith(MODELINE)
    return text.removeprefix(MODELINE)


def data_in(text: str) -> Any:
    content = read(text.encode())
    assert content.problems == (), text
    return content.data


def composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {composed(key): composed(below) for key, below in value.items()}
    return [composed(below) for below in value] if isinstance(value, list) else value


# --------------------------------------------------------------------------------------------------------------------
# What dump writes


def test_fields_stand_in_the_order_of_the_schema_and_unknown_ones_last() -> None:
    data = {"zz": 1, "pillar": "government", "aa": 2, "name": "Hattem", "type": "municipality"}
    assert body_of(data) == "name: Hattem\ntype: municipality\npillar: government\nzz: 1\naa: 2\n"


def test_order_holds_in_nested_fields_and_in_lists_of_them() -> None:
    data = {
        "former_identifiers": [{"end_date": "2009-12-31", "value": "0244", "zz": "z", "scheme": "cbs"}],
        "identifiers": {"kvk": "08218173", "tooi": "gm0244"},
    }
    assert body_of(data) == (
        'identifiers:\n  tooi: "gm0244"\n  kvk: "08218173"\n'
        'former_identifiers:\n  - scheme: cbs\n    value: "0244"\n    end_date: 2009-12-31\n    zz: z\n'
    )


def test_items_with_an_id_are_set_apart_by_blank_lines() -> None:
    data = {"name": "Kring", "seats": [{"role": "chair", "id": "a"}, {"id": "b"}], "start_date": "2024-01-01"}
    assert body_of(data, "body") == (
        "name: Kring\n\nseats:\n  - id: a\n    role: chair\n\n  - id: b\n\nstart_date: 2024-01-01\n"
    )


def test_items_without_an_id_follow_each_other() -> None:
    data = {"members": [{"partner": "hattem"}, {"partner": "kampen"}], "website": "https://x.example"}
    assert body_of(data) == "members:\n  - partner: hattem\n  - partner: kampen\nwebsite: https://x.example\n"


def test_no_blank_line_comes_first() -> None:
    assert body_of({"seats": [{"id": "a"}]}, "body") == "seats:\n  - id: a\n"


def test_what_is_empty_stays_in_brackets() -> None:
    assert body_of({"members": [], "identifiers": {}, "zz": [[], {}]}) == (
        "identifiers: {}\nmembers: []\nzz:\n  - []\n  - {}\n"
    )
    assert body_of({}) == "{}\n"


def test_lists_in_lists_begin_on_the_line_of_their_dash() -> None:
    assert body_of({"zz": [["a", ["b"]], [{"k": 1, "m": [2]}]]}) == (
        "zz:\n  - - a\n    - - b\n  - - k: 1\n      m:\n        - 2\n"
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-12, "-12"),
        (119.28, "119.28"),
        (1e16, "1.0e+16"),
        (1.5e-7, "1.5e-07"),
        (math.inf, ".inf"),
        (-math.inf, "-.inf"),
        (math.nan, ".nan"),
    ],
)
def test_what_is_no_text_stands_plain(value: Any, written: str) -> None:
    text = body_of({"zz": value})
    assert text == f"zz: {written}\n"
    assert repr(data_in(text)["zz"]) == repr(value)


UNSAFE = (
    " | a|a |a: b|a:|a #b|#a|- a|-|-a|--- a|...|?|? a|: a|[a]|{a}|]|}|,|&a|*a|!a|>|'a'|%a|@a|`a`|=|<<|~|_1|(a)|"
    "null|Null|true|TRUE|False|yes|No|on|OFF|y|N|.inf|-.INF|.nan|inf|NaN|0|08218173|0x1F|0o17|017|0b1|1_000|1.5|1e3|"
    "1.e+3|.5|+1|-1|1,5|190:20:30|10:30|2024-01-01|2024-1-1|2024-01-01 10:00:00 Z|2024-01-01T10:00:00Z|5 e|2 000"
)


@pytest.mark.parametrize(
    "text",
    [
        "Gemeente Zwolle",
        "https://www.regiozwolle.nl/a?b=c#d",
        "p-7k3d",
        "info@zwolle.nl",
        "Súdwest-Fryslân",
        "2 zetels",
        "2e plaatsvervangend lid",
        "a:b",
        "a#b",
        "Regio Deal (2020, 2024) [oud] {x} & co * !",
        "wethouder 'a' \"b\"",
        "not",
        "yesterday",
        "lang " * 300 + "einde",
    ],
)
def test_text_stands_plain_where_that_is_safe(text: str) -> None:
    assert body_of({"name": text}) == f"name: {text}\n"


@pytest.mark.parametrize("text", ["", *UNSAFE.split("|")])
def test_text_that_a_reader_could_take_for_something_else_is_quoted(text: str) -> None:
    assert body_of({"name": text}) == f'name: "{text}"\n'
    assert data_in(body_of({"name": text})) == {"name": text}


def test_dates_stand_plain_only_in_fields_for_dates() -> None:
    assert body_of({"start_date": "2024-02-30", "name": "2024-02-30", "end_date": "2024"}) == (
        'name: "2024-02-30"\nstart_date: 2024-02-30\nend_date: "2024"\n'
    )


def test_only_what_needs_an_escape_gets_one() -> None:
    text = body_of({"name": 'a: "b" \\ \t é\u200d\U0001f600\x85\x1b\u2028'})
    assert text == 'name: "a: \\"b\\" \\\\ \\t é\u200d\U0001f600\\x85\\x1b\\u2028"\n'


def test_an_accent_does_not_join_the_letter_of_an_escape() -> None:
    text = body_of({"name": "a: \n\u0301 é"} | {"identifiers": {"kvk": "\n\u0301 é"}})
    assert unicodedata.is_normalized("NFC", text)
    assert data_in(text)["identifiers"] == {"kvk": "\n\u0301 é"}


def test_text_is_composed() -> None:
    assert body_of({"name": "Zu\u0308rich", "e\u0301": 1}) == "name: Zürich\né: 1\n"


def test_a_text_of_several_lines_is_a_literal_block() -> None:
    assert body_of({"note": "a\n\n  b: #c\n"}) == "note: |\n  a\n\n    b: #c\n"
    assert body_of({"note": "a\nb"}) == "note: |-\n  a\n  b\n"
    assert body_of({"zz": ["a\nb"]}) == "zz:\n  - |-\n    a\n    b\n"


@pytest.mark.parametrize("text", [" a\nb\n", "\n a\n", "\ta\nb", "\n\nb\n"])
def test_a_block_that_begins_with_space_tells_its_indentation(text: str) -> None:
    assert body_of({"note": text}).startswith("note: |2")
    assert data_in(body_of({"note": text})) == {"note": text}


@pytest.mark.parametrize("text", ["\n", "\n\n", " \n", "a\n\n", "a\n  ", "a\n\t\n", "a\n\x1b", "a\r\nb"])
def test_what_a_block_cannot_hold_or_an_editor_would_trim_is_quoted(text: str) -> None:
    assert body_of({"note": text}).startswith('note: "')
    assert read(body_of({"note": text}).encode()).data == {"note": text}


@pytest.mark.parametrize("value", [{1: 2}, {None: 2}, {"a": object()}, {"a": "\ud800"}, {"k" * 2000: 1}])
def test_what_no_record_can_hold_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"field's name|record holds|half a character"):
        dump(kind("partner"), {"zz": value}, PATH)


def test_names_that_become_the_same_are_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        dump(kind("partner"), {"e\u0301": 1, "é": 2}, PATH)


def test_a_flood_of_accents_is_refused() -> None:
    with pytest.raises(ValueError, match="accents"):
        dump(kind("partner"), {"name": "a" + "\u0315\u0316" * 500_000}, PATH)


# --------------------------------------------------------------------------------------------------------------------
# What format_text keeps and changes


def formatted(text: str, of: str = "partner", schema_path: str | None = None) -> str:
    result = format_text(kind(of), text, schema_path)
    assert format_text(kind(of), result, schema_path) == result
    before, _ = compose(text.encode())
    after, problems = compose(result.encode())
    assert problems == ()
    assert before
    assert after
    assert repr(after.value) == repr(_like(composed(before.value), after.value))
    return result


def _like(value: Any, model: Any) -> Any:
    """Return `value` with its fields in the order of `model`."""
    if isinstance(value, dict) and value.keys() == model.keys():
        return {key: _like(value[key], below) for key, below in model.items()}
    if isinstance(value, list) and len(value) == len(model):
        return [_like(*pair) for pair in zip(value, model, strict=True)]
    return value


def test_the_registry_we_ship_is_in_canonical_form() -> None:
    kinds = load_schemas({}).kinds
    for file in sorted(REGISTRY.rglob("*.yaml")):
        of = kinds.by_file.get(file.name) or kinds.by_folder.get(file.parent.name)
        text = file.read_bytes().decode().replace("\r\n", "\n")
        assert of is None or format_text(of, text) == text, file


def test_comments_travel_with_their_entry() -> None:
    text = "# of the type\n# in two lines\ntype: union  # at its end\n\n# of the name\nname: FNV\n"
    assert formatted(text) == ("# of the name\nname: FNV\n# of the type\n# in two lines\ntype: union  # at its end\n")


def test_comments_set_apart_at_the_top_stay_there() -> None:
    text = "# top\n\n# too\n\n# of the type\ntype: union\nname: FNV\n"
    assert formatted(text) == "# top\n\n# too\n\nname: FNV\n# of the type\ntype: union\n"


def test_comments_at_the_end_stay_there() -> None:
    assert formatted("type: union\nname: FNV\n\n# end\n\n") == "name: FNV\ntype: union\n\n# end\n"


def test_the_line_that_tells_the_schema_comes_first() -> None:
    assert formatted("# top\n\n" + MODELINE + "name: FNV\n") == MODELINE + "# top\n\nname: FNV\n"
    assert formatted("name: FNV\n", schema_path=PATH) == MODELINE + "name: FNV\n"
    assert formatted("name: FNV\n") == "name: FNV\n"
    assert formatted("#yaml-language-server: x\n\nname: FNV\n", schema_path=PATH) == (
        "#yaml-language-server: x\nname: FNV\n"
    )


def test_blank_lines_are_kept_one_at_a_time_and_none_where_a_block_begins() -> None:
    text = "\n\nmembers:\n\n  - partner: a\n\n\n\n  - partner: b\n  - partner: c\n\nwebsite: https://x.example\n\n\n"
    assert formatted(text) == (
        "members:\n  - partner: a\n\n  - partner: b\n  - partner: c\n\nwebsite: https://x.example\n"
    )


def test_blank_lines_below_a_block_of_text_are_between_entries() -> None:
    assert formatted("note: |\n  a\n\n\n  b\n\n\nzz: 1\n") == "note: |\n  a\n\n\n  b\n\nzz: 1\n"
    assert formatted("note: |+\n  a\n\nzz: 1\n") == 'note: "a\\n\\n"\nzz: 1\n'


def test_brackets_become_blocks_and_their_comments_lines() -> None:
    text = "members: [ # why\n  {partner: a}, # first\n  # second\n  {partner: b},\n  # no more\n] # end\n"
    assert formatted(text) == (
        "# why\nmembers:  # end\n  # first\n  - partner: a\n  # second\n  - partner: b\n  # no more\n"
    )


def test_a_pair_without_braces_becomes_a_field() -> None:
    assert formatted("zz: [a: 1, b, {c}, {}]\n") == "zz:\n  - a: 1\n  - b\n  - c: null\n  - {}\n"


def test_a_comment_behind_a_dash_goes_above_it() -> None:
    assert formatted("zz:\n- # dash\n  # own\n  a: 1 # end\n- # lone\n  x\n") == (
        "zz:\n  # dash\n  # own\n  - a: 1  # end\n  - x  # lone\n"
    )


def test_deeper_comments_close_the_block_they_are_lined_up_with() -> None:
    text = (
        "seats:\n  - id: a\n    role: chair\n    # closes the item\n  # closes the list\n"
        "# of the name\nname: Kring\n    # deep\n"
    )
    assert formatted(text, "body") == (
        "# of the name\nname: Kring\n"
        "seats:\n  - id: a\n    role: chair\n    # closes the item\n  # closes the list\n# deep\n"
    )


def test_what_looks_like_a_comment_inside_text_is_none() -> None:
    text = "note: |  # one\n  # two\n  text # three\n# four\nname: \"# five\" # six\nzz: '\n  # seven'\n"
    assert formatted(text) == (
        '# four\nname: "# five"  # six\nnote: |  # one\n  # two\n  text # three\nzz: " # seven"\n'
    )


def test_old_ways_of_writing_become_one() -> None:
    text = "---\n? name\n: 'Hattem'\npillar : !\n...\n".replace(" !", " ~")
    assert formatted(text) == "name: Hattem\npillar: null\n"
    assert formatted("name: Gemeente\n  Hattem\nzz: >-\n  a\n  b\nyy:\n") == (
        "name: Gemeente Hattem\nzz: a b\nyy: null\n"
    )
    assert formatted("zz: True\nname: 'it''s'\n") == "name: it's\nzz: true\n"


def test_a_number_is_left_as_it_was_written() -> None:
    text = "identifiers:\n  kvk: 08218173\nzz:\n  - 0x1F\n  - 1.50\n  - 1e3\n  - 0o17\n"
    assert formatted(text) == text


def test_windows_line_ends_and_loose_accents_are_put_right() -> None:
    assert format_text(kind("partner"), "# e\u0301\r\nname: e\u0301\r\n") == "# é\nname: é\n"
    assert format_text(kind("partner"), 'name: "e\\u0301"\n') == "name: é\n"


@pytest.mark.parametrize(
    "text",
    ["", "# only\n", "- a\n", "a: [\n", "\ufeffa: 1\n", "a: 1\n---\nb: 2\n", "%YAML 1.1\n---\na: 1\n", "a: \ud800\n"],
)
def test_a_text_that_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"yaml-|surrogates"):
        format_text(kind("partner"), text)


@pytest.mark.parametrize(
    "text", ["a: 2", "b: &x 1", "b: *x", "b: !!str 1", "b: ! 1", "b: \x1b", 'b: "\\x1b"', "<<: {b: 1}"]
)
def test_a_text_with_faults_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="yaml-"):
        format_text(kind("partner"), f"a: 1\n{text}\n")


# --------------------------------------------------------------------------------------------------------------------
# What holds for all data and all layouts

TRICKY = (
    "yes no on off y n null ~ true False 0 08 0x1F 0o7 1_0 1e3 .inf .nan 10:30 2024-01-01 - -- --- ... ? : # | > & * "
    "! % @ ` ' \" [ ] { } , = << \\ \\n é e\u0301 ñ € \u2013 \u00a0 \u200d \U0001f600 a a: :a a#b zetel http://x.nl/#a"
)
WORDS = st.sampled_from(TRICKY.split(" "))
TEXT = st.one_of(
    st.lists(st.one_of(WORDS, st.sampled_from([" ", "\n", "\t", "  "])), max_size=6).map("".join),
    st.text(
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"), max_size=12
    ),
    st.sampled_from(["Gemeente Hattem", "een: twee", "regel\nregel\n", "p-7k3d"]),
).filter(lambda text: not re.search("[\u202a-\u202e\u2066-\u2069]", text))
KEYS = st.one_of(st.from_regex("[a-z]{1,4}", fullmatch=True), TEXT).map(lambda text: unicodedata.normalize("NFC", text))
SCALARS = st.one_of(
    TEXT, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.dates().map(date.isoformat)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(KEYS, below, max_size=3)),
    max_leaves=8,
)


def of_field(field: Field) -> st.SearchStrategy[Any]:
    if field.type == "object" and field.fields:
        return of_fields(field.fields)
    if field.type == "list":
        return st.lists(of_field(field.item) if field.item else ANYTHING, max_size=3)
    if field.format == "date":
        return st.dates().map(date.isoformat)
    plain = {"string": TEXT, "integer": st.integers(), "number": st.floats(allow_nan=False), "boolean": st.booleans()}
    return plain.get(field.type, ANYTHING)


def of_fields(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={field.name: of_field(field) for field in fields})


def records(of: str) -> st.SearchStrategy[dict[str, Any]]:
    return of_fields(kind(of).fields)


STEADY = settings(derandomize=True, deadline=None, max_examples=150)


@pytest.mark.parametrize("of", ["partner", "body", "mandate", "registry"])
def test_what_is_dumped_is_read_back_and_is_canonical(of: str) -> None:
    @STEADY
    @given(records(of))
    def check(data: dict[str, Any]) -> None:
        _check_dumped(kind(of), data)

    check()


@settings(STEADY, max_examples=400)
@given(st.dictionaries(KEYS, ANYTHING, max_size=5))
def test_any_data_is_read_back(data: dict[str, Any]) -> None:
    _check_dumped(kind("partner"), data)


def _check_dumped(of: Kind, data: dict[str, Any]) -> None:
    text = dump(of, data, PATH)
    assert data_in(text) == composed(data)
    assert format_text(of, text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@settings(STEADY, max_examples=100)
@given(st.dictionaries(KEYS, st.one_of(st.text(max_size=8), ANYTHING), max_size=3))
def test_control_characters_survive_as_escapes(data: dict[str, Any]) -> None:
    text = dump(kind("partner"), data, PATH)
    assert read(text.encode()).data == composed(data)


def _read_by_ruamel(text: str) -> Any:
    from ruamel.yaml import YAML

    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 1)
    return reader.load(text)


def _read_by_pyyaml(text: str) -> Any:
    return pytest.importorskip("yaml").safe_load(io.StringIO(text))


@pytest.mark.parametrize("reader", [_read_by_ruamel, _read_by_pyyaml])
@pytest.mark.parametrize("of", ["partner", "mandate"])
def test_a_reader_of_yaml_1_1_finds_the_same_data(reader: Any, of: str) -> None:
    @settings(STEADY, max_examples=80)
    @given(st.one_of(records(of), st.dictionaries(KEYS, ANYTHING, max_size=4)))
    def check(data: dict[str, Any]) -> None:
        found = reader(dump(kind(of), data, PATH).replace("\\U0001f600", "\U0001f600"))
        assert _dates_as_text(found) == composed(data)

    check()


def _dates_as_text(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _dates_as_text(below) for key, below in value.items()}
    return [_dates_as_text(below) for below in value] if isinstance(value, list) else value


class Scribe:
    """Writes data as YAML the way careless authors do, with comments numbered as they come."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.count = 0
        self.lines: list[str] = []

    def comment(self) -> str:
        self.count += 1
        return f"#{self.chance.choice(('', ' ', '  '))}c{self.count}.{self.chance.choice(('', ' ', ' # é: [x', '  '))}"

    def end(self) -> str:
        return self.chance.choice((" ", "   ")) + self.comment() if self.chance.random() < 0.25 else ""

    def between(self, pad: str) -> None:
        while self.chance.random() < 0.3:
            if self.chance.random() < 0.5:
                self.lines.append("")
            else:
                self.lines.append(self.chance.choice((pad, pad + "  ", pad[2:], "", pad + " ")) + self.comment())

    def value(self, value: Any, head: str, pad: str) -> None:
        """Write `value` after `head`; what goes on further lines stands deeper than `pad`."""
        if isinstance(value, dict | list) and value and self.chance.random() < 0.8:
            self.lines.append(head + self.end())
            step = self.chance.choice((" ", "  ", "    "))
            if isinstance(value, list) and head.endswith(":") and self.chance.random() < 0.3:
                step = ""
            self.block(value, pad + step)
        elif isinstance(value, dict | list):
            self.flow(value, head + " ", pad + " ")
            self.lines[-1] += self.end()
        elif isinstance(value, str) and "\n" in value:
            self.lines.append(f"{head} |{'' if value.endswith(chr(10)) else '-'}{self.end()}")
            self.lines += [f"{pad}   {line}".rstrip() for line in value.removesuffix("\n").split("\n")]
        elif self.chance.random() < 0.1:
            self.lines.append(head + self.end())
            self.between(pad + " ")
            self.lines.append(f"{pad}  {self.scalar(value)}{self.end()}")
        else:
            self.lines.append(f"{head} {self.scalar(value)}{self.end()}")

    def scalar(self, value: Any) -> str:
        if isinstance(value, bool) or value is None:
            return self.chance.choice({True: ("true", "True"), False: ("false",), None: ("null", "~")}[value])
        if isinstance(value, int):
            return str(value)
        return self.chance.choice((value, f'"{value}"', f"'{value}'"))

    def block(self, value: Any, pad: str) -> None:
        compact = False
        for key, below in value.items() if isinstance(value, dict) else ((None, item) for item in value):
            self.between(pad)
            head = f"{pad}-" if key is None else f"{pad}{key}:"
            compact = key is None and isinstance(below, dict) and bool(below) and self.chance.random() < 0.6
            if compact:
                start = len(self.lines)
                (first, inner), *rest = below.items()
                self.value(inner, f"{pad}- {first}:", pad + "  ")
                assert self.lines[start].startswith(f"{pad}- ")
                if rest:
                    self.block(dict(rest), pad + "  ")
            else:
                self.value(below, head, pad)

    def flow(self, value: Any, head: str, pad: str) -> None:
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        self.lines.append(head + opening)
        self.turn(pad)
        for key, below in value.items() if isinstance(value, dict) else ((None, item) for item in value):
            if key is not None:
                self.lines[-1] += f"{key}: "
            if isinstance(below, dict | list):
                head = self.lines.pop()
                self.flow(below, head, pad)
            else:
                self.lines[-1] += self.scalar(below)
            self.turn(pad)
            self.lines[-1] += ","
            self.turn(pad)
        self.lines[-1] += closing

    def turn(self, pad: str) -> None:
        """Go to a new line, now and then, with or without a comment."""
        if self.chance.random() < 0.4 and self.lines[-1].strip():
            self.lines[-1] += self.end()
            if self.chance.random() < 0.4:
                self.between(pad + " ")
            self.lines.append(pad + " ")


SAFE = st.sampled_from(["x", "Hattem", "een twee", "a-b", "é", "2024-01-01", "x/y#z"])
LAID_OUT = st.recursive(
    st.one_of(SAFE, st.none(), st.booleans(), st.integers(0, 9)),
    lambda below: st.one_of(
        st.lists(below, max_size=3),
        st.dictionaries(st.sampled_from(["name", "id", "type", "zz", "yy"]), below, max_size=4),
    ),
    max_leaves=10,
)
FIELDS = st.sampled_from(["note", "name", "website", "members", "identifiers", "other_names", "type", "zz", "yy"])


@settings(STEADY, max_examples=600)
@given(
    st.dictionaries(FIELDS, LAID_OUT | st.just("een\n# geen c0.\ntwee"), min_size=1, max_size=6),
    st.integers(0, 1 << 32),
)
def test_no_comment_is_lost_or_doubled_however_a_file_is_laid_out(data: dict[str, Any], seed: int) -> None:
    scribe = Scribe(random.Random(seed))
    scribe.between("")
    scribe.block(data, "")
    scribe.between("")
    text = "\n".join(scribe.lines) + "\n"
    root, problems = compose(text.encode())
    assert (problems, root and root.value) == ((), data), text
    result = formatted(text, schema_path=PATH)
    comments = sorted(int(number) for number in re.findall(r"#\s*c(\d+)\.", result) if number != "0")
    assert comments == list(range(1, scribe.count + 1)), f"{text}\n------\n{result}"
    assert "\n\n\n" not in result
    assert not re.search(r"[ \t]$", result, re.MULTILINE)
    assert not re.search(r":\n\n", result)


FRAGMENTS = (
    "a~b: ~name: x~note: |~note: >-~- ~  ~ ~\n~\n~\n  ~\n- ~\n  - ~: ~:~ # c~# d\n~'~\"~[~]~{~}~,~[a, b]~{a: 1}~? "
    "~1~0x1F~null~é~---\n~...\n~|2~\n   x~a: 1\n~zz:\n  - a\n  - b\n~zz:\n- id: a\n~\n\n~\t~\"\\n\"~'it''s'~|+\n  x\n\n"
)
PIECES = st.sampled_from(FRAGMENTS.split("~"))


@settings(STEADY, max_examples=1500)
@given(st.lists(PIECES, min_size=1, max_size=10).map("".join), st.booleans())
def test_any_text_without_faults_keeps_its_data(text: str, framed: bool) -> None:
    text = f"name: x\nyy: {text}\nww: 1\n" if framed else text
    root, problems = compose(text.encode())
    if root is None or problems:
        with pytest.raises(ValueError):
            format_text(kind("partner"), text)
    else:
        formatted(text)
