from typing import Any

import pytest

from regio_cli.store.canonical import format_with
from regio_cli.store.changes import same
from regio_cli.store.edit import _edited, rewrite
from regio_cli.store.yamlfile import read
from tests.unit.test_canonical import kind


def edited(text: str, data: Any, of: str = "partner") -> str:
    """Return `text` with `data`, after a check that it holds them now and that no second way was needed."""
    result = _edited(kind(of), text.encode(), data)
    assert rewrite(kind(of), text.encode(), data) == result
    content = read(result)
    assert same(content.data, data), f"{text}\n------\n{result.decode()}"
    assert {problem.code for problem in content.problems} <= {problem.code for problem in read(text.encode()).problems}
    return result.decode()


def changed(text: str, *path: str | int, to: Any, of: str = "partner") -> str:
    data = read(text.encode()).data
    spot = data
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = to
    return edited(text, data, of)


def without(text: str, *path: str | int, of: str = "partner") -> str:
    data = read(text.encode()).data
    spot = data
    for step in path[:-1]:
        spot = spot[step]
    del spot[path[-1]]
    return edited(text, data, of)


# --------------------------------------------------------------------------------------------------------------------
# Values


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ("name: Hattem  # why", "Kampen", "name: Kampen  # why"),
        ("name: 'Hattem' # why", "it's", "name: 'it''s' # why"),
        ("name: 'Hattem'", "a\nb", "name: |-\n  a\n  b"),
        ("name: 'Hattem'", "a\tb", 'name: "a\\tb"'),
        ('name: "Hattem"', "Kampen", 'name: "Kampen"'),
        ('name: "yes"', "Kampen", "name: Kampen"),
        ("name: Hattem", "yes", 'name: "yes"'),
        ("name:", "Kampen", "name: Kampen"),
        ("name:   # why", "Kampen", "name: Kampen   # why"),
        ("name: ~", 1, "name: 1"),
        ("name: |  # why\n  a\n  b", "Kampen", "name: Kampen  # why"),
        ("name: Kampen  # why", "a\nb\n", "name: |  # why\n  a\n  b"),
        ("name: >-\n  a\n  b", "a c", "name: a c"),
        ("name: Gemeente\n  Hattem # why", "Hattem", "name: Hattem # why"),
        ('name: "Gemeente\n  Hattem"', "Hattem", 'name: "Hattem"'),
        ("name:\n  # why\n  Hattem", "Kampen", "name:\n  # why\n  Kampen"),
        ("name:\n  # why\n  Hattem", "a\nb", "name: |-  # why\n  a\n  b"),
        ("? name\n: Hattem # why", "Kampen", "? name\n: Kampen # why"),
        ("? name # what\n: Hattem # why", "a\nb", "name: |- # what # why\n  a\n  b"),
        ("'name' : Hattem", "Kampen", "'name' : Kampen"),
        ("'name' : Hattem", "a\nb", "'name' : |-\n  a\n  b"),
        ("name: Zürich # é", "Genève", "name: Genève # é"),
        ("name: true", False, "name: false"),
        ("name: 1", 1.0, "name: 1.0"),
        ("name: 1", True, "name: true"),
    ],
)
def test_a_value_changes_and_its_line_keeps_the_rest(old: str, new: Any, written: str) -> None:
    assert changed(f"# top\n{old}\nzz: 1\n", "name", to=new) == f"# top\n{written}\nzz: 1\n"


def test_identifiers_are_quoted_and_dates_are_not() -> None:
    text = "name: x\nidentifiers:\n  kvk: '08218173'\n"
    data = read(text.encode()).data | {"start_date": "2024-01-01", "identifiers": {"kvk": "1", "rsin": "2"}}
    assert edited(text, data) == "name: x\nidentifiers:\n  kvk: '1'\n  rsin: \"2\"\nstart_date: 2024-01-01\n"
    assert changed("start_date: 2024-01-01\n", "start_date", to="2025-02-03") == "start_date: 2025-02-03\n"


def test_the_same_data_give_the_same_bytes() -> None:
    text = "name:  'x' \nzz: [ 1,2 ]"
    assert edited(text, {"zz": [1, 2], "name": "x"}) == text


# --------------------------------------------------------------------------------------------------------------------
# Fields that come and go


def test_a_new_field_stands_where_the_schema_says() -> None:
    text = "# yaml-language-server: x\n# of the type\ntype: union  # end\n\n# Section\n\nzz: 1\n"
    data = read(text.encode()).data
    assert edited(text, {**data, "name": "FNV", "pillar": "society"}) == (
        "# yaml-language-server: x\nname: FNV\n# of the type\ntype: union  # end\npillar: society\n\n# Section\n\nzz: 1\n"
    )


def test_a_new_field_comes_first_in_an_item_on_the_line_of_its_dash() -> None:
    text = "seats:\n- role: chair # c\n  voting: true\n"
    assert changed(text, "seats", 0, "id", to="a", of="body") == (
        "seats:\n- id: a\n  role: chair # c\n  voting: true\n"
    )


def test_a_field_goes_with_the_comments_that_are_its_own() -> None:
    text = "# Section\n\n# own\n# own too\nname: x # end\n  # deep\ntype: union\n"
    assert without(text, "name") == "# Section\n\n  # deep\ntype: union\n"


def test_the_line_that_tells_the_schema_stays_when_the_first_field_goes() -> None:
    text = "# yaml-language-server: $schema=x\n# own\nname: x\n\ntype: union\n"
    assert without(text, "name") == "# yaml-language-server: $schema=x\ntype: union\n"


def test_the_first_field_of_an_item_goes_and_the_next_takes_its_line() -> None:
    text = "zz:\n  - a: 1 # gone\n\n    b: 2\n    c: 3\n"
    assert without(text, "zz", 0, "a") == "zz:\n  - b: 2\n    c: 3\n"
    text = "zz:\n  - a: 1\n    # of b\n    b: 2\n"
    assert without(text, "zz", 0, "a") == "zz:\n  -\n    # of b\n    b: 2\n"


def test_what_is_emptied_is_written_as_empty() -> None:
    text = "members: # c\n  # Section\n\n  - a # gone\nidentifiers:\n  kvk: '1'\n"
    assert edited(text, {"members": [], "identifiers": {}}) == "members: [] # c\n  # Section\nidentifiers: {}\n"
    assert edited("# top\n\nname: x\n# end\n", {}) == "# top\n\n{}\n# end\n"
    assert without("zz:\n- a: 1\n- b\n", "zz", 0, "a") == "zz:\n- {}\n- b\n"


def test_what_was_empty_is_filled() -> None:
    assert changed("members: [] # c\nzz: {}\n", "members", to=[{"partner": "a"}]) == (
        "members: # c\n  - partner: a\nzz: {}\n"
    )
    assert edited("# top\n{} # c\n", {"zz": 1, "name": "x"}) == "# top\n# c\nname: x\nzz: 1\n"
    assert edited("--- {}\n", {"name": "x"}) == "---\nname: x\n"


# --------------------------------------------------------------------------------------------------------------------
# Items of lists


def test_one_field_of_one_item_changes_and_no_other_line() -> None:
    text = "members:\n- partner: a # a\n\n- partner: b # b\n  role: 'x'\n- partner: b\n"
    assert changed(text, "members", 1, "role", to="y") == text.replace("'x'", "'y'")


def test_of_items_without_an_id_those_that_share_most_are_the_same() -> None:
    text = "members:\n- partner: a # a\n  role: x\n- partner: b # b\n  role: 'z'\n  start_date: 2024-01-01\n"
    item = {"partner": "b", "role": "q", "start_date": "2024-01-01"}
    assert changed(text, "members", to=[item]) == (
        "members:\n- partner: b # b\n  role: 'q'\n  start_date: 2024-01-01\n"
    )


def test_an_item_comes_and_goes_at_its_place() -> None:
    text = "zz:\n    # of a\n    - a\n    # of b\n    - b # end\n    - c\n"
    assert edited(text, {"zz": ["a", "c"]}) == "zz:\n    # of a\n    - a\n    - c\n"
    assert edited(text, {"zz": ["x", "a", "b", "q", "c", "z"]}) == (
        "zz:\n    - x\n    # of a\n    - a\n    # of b\n    - b # end\n    - q\n    - c\n    - z\n"
    )


def test_items_with_an_id_are_set_apart_as_their_neighbours_are() -> None:
    text = "seats:\n  - id: a\n\n  - id: b\n\nend_date: 2024-01-01\n"
    new = [{"id": "a"}, {"id": "x"}, {"id": "b"}, {"id": "z", "voting": True}]
    assert changed(text, "seats", to=new, of="body") == (
        "seats:\n  - id: a\n\n  - id: x\n\n  - id: b\n\n  - id: z\n    voting: true\n\nend_date: 2024-01-01\n"
    )
    assert changed("seats:\n- id: a\n- id: b\n", "seats", to=[{"id": i} for i in "abc"], of="body") == (
        "seats:\n- id: a\n- id: b\n- id: c\n"
    )


def test_an_item_with_an_id_moves_with_its_lines() -> None:
    text = "seats:\n  # of a\n  - id: a # a\n    role: 'chair'\n\n  # of b\n  - id: b # b\n\n  - id: c\n"
    data = read(text.encode()).data["seats"]
    assert changed(text, "seats", to=[data[1], data[2], {**data[0], "role": "member"}], of="body") == (
        "seats:\n  # of b\n  - id: b # b\n\n  - id: c\n\n  # of a\n  - id: a # a\n    role: 'member'\n"
    )


def test_an_item_goes_with_the_comments_that_close_it_and_one_blank_line() -> None:
    text = "seats:\n  - id: a\n    # closes a\n\n  - id: b\n    # closes b\n\n  # closes the list\n\nend_date: 2024-01-01\n"
    assert without(text, "seats", 0, of="body") == (
        "seats:\n  - id: b\n    # closes b\n\n  # closes the list\n\nend_date: 2024-01-01\n"
    )
    assert without(text, "seats", 1, of="body") == (
        "seats:\n  - id: a\n    # closes a\n\n  # closes the list\n\nend_date: 2024-01-01\n"
    )
    assert without("seats:\n  - id: a\n\n  - id: b\n", "seats", 1, of="body") == "seats:\n  - id: a\n"
    assert without("name: x\n\ntype: union\n", "type") == "name: x\n"
    assert without("name: x\n\ntype: union\nzz: 1\n", "type") == "name: x\n\nzz: 1\n"


def test_an_item_whose_id_alone_changes_is_the_same_item() -> None:
    text = "seats:\n  - id: a # a\n    role: 'chair' # c\n"
    assert changed(text, "seats", 0, "id", to="b", of="body") == text.replace("id: a", "id: b")


# --------------------------------------------------------------------------------------------------------------------
# Brackets


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ("[a, b]", ["a", "b", "c"], "[a, b, c]"),
        ("[ 'a',b ]", ["a"], "[ 'a' ]"),
        ("[a, b]", ["b"], "[b]"),
        ("[a, b]", ["x", "a", "z"], "[x, a, z]"),
        ("[a, b]", ["a", "x,y"], '[a, "x,y"]'),
        ("[a, b]", ["a", "x\ny"], '[a, "x\\ny"]'),
        ("{b: 1}", {"b": {"c": [1, {}]}}, "{b: {c: [1, {}]}}"),
        ("{b: 'x', c: }", {"b": "y", "c": 1}, "{b: 'y', c: 1 }"),
        ("{b, c: 1}", {"b": 2, "c": 1}, "{b: 2, c: 1}"),
        ('{"b":1}', {"b": "x"}, '{"b": x}'),
        ("[a: 1, b]", [{"a": 2}, "b"], "[a: 2, b]"),
        ("[a: 1, b]", [{"a": 1, "c": 2}, "b"], "[{a: 1, c: 2}, b]"),
        ("[a: 1, b]", [{}, "b"], "[{}, b]"),
        ("[? a : 1]", [{"b": 1}], "[{b: 1}]"),
        ("[\n  a, # a\n  b # b\n  ]", ["a", "b", "c"], "[\n  a, # a\n  b,  # b\n  c\n  ]"),
        ("[\n  a, # a\n  b, # b\n  # c\n  c,\n  ]", ["a", "c"], "[\n  a,  # a\n  # c\n  c,\n  ]"),
        ("[\n  a, # a\n  b # b\n  ]", ["b"], "[\n  b # b\n  ]"),
        ("[\n  a, # a\n  b # b\n  ]", ["a"], "[\n  a  # a\n  ]"),
        ("[ # no\n  ]", [1], " # no\n  - 1"),
    ],
)
def test_what_stands_in_brackets_stays_there(old: str, new: Any, written: str) -> None:
    text = changed(f"name: x\nzz: {old} # end\nyy: 1\n", "zz", to=new)
    assert text.replace(" # end", "") == f"name: x\nzz: {written}\nyy: 1\n".replace("zz:  #", "zz: #")
    assert " # end" in text


# --------------------------------------------------------------------------------------------------------------------
# Ends of lines and of files, and blocks of text


def test_windows_line_ends_stay_and_new_lines_get_them() -> None:
    text = "name: x\r\nzz: |\r\n  a\r\n  b\r\n"
    assert edited(text, {"name": "x", "type": "union", "zz": "c\nd\n"}) == (
        "name: x\r\ntype: union\r\nzz: |\r\n  c\r\n  d\r\n"
    )


def test_a_last_line_without_an_end_stays_so() -> None:
    assert edited("type: x\nzz: 1", {"type": "z", "zz": 1}) == "type: z\nzz: 1"
    assert edited("type: x\nzz: 1", {"type": "x", "zz": 2, "yy": 3}) == "type: x\nzz: 2\nyy: 3"
    assert edited("type: x\nzz: |\n  a", {"type": "z", "zz": "a"}) == "type: z\nzz: |\n  a"
    assert edited("type: x\nzz: |\n  a", {"type": "x", "zz": "a", "yy": 1}) == "type: x\nzz: |-\n  a\nyy: 1"
    assert edited("type: x\nzz: 1", {"type": "x", "zz": "a\nb\n"}) == "type: x\nzz: |\n  a\n  b\n"


def test_a_block_of_text_does_not_swallow_what_comes_to_stand_below_it() -> None:
    assert without("a: |\n  x\nb: 1\n    # deep\nc: 2\n", "b") == "a: |\n  x\n# deep\nc: 2\n"
    assert without("a: |+\n  x\n\nb: 1\n\nc: 2\n", "b") == "a: |+\n  x\n\nc: 2\n"
    assert changed("b: 1\n    # deep\nc: 2\n", "b", to="x\ny\n") == "b: |\n  x\n  y\n# deep\nc: 2\n"


# --------------------------------------------------------------------------------------------------------------------
# What is refused, and the second way


@pytest.mark.parametrize("text", ["", "- a\n", "a: [\n", "a: &x 1\n", "a: 1\na: 2\n", "\ufeffa: 1\n"])
def test_a_file_that_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="yaml-"):
        rewrite(kind("partner"), text.encode(), {"a": 2})


@pytest.mark.parametrize(
    "data", [["a"], {"a": {1: 2}}, {"a": object()}, {"a": "\x1b"}, {"a": "x" * 1_048_576}, {"e\u0301": 1, "é": 2}]
)
def test_data_that_no_record_can_hold_are_refused(data: Any) -> None:
    with pytest.raises(ValueError, match=r"field|record|Unicode|accent"):
        rewrite(kind("partner"), b"a: 1\n", data)


def test_data_nested_without_end_are_refused() -> None:
    data: dict[str, Any] = {}
    data["a"] = data
    with pytest.raises(ValueError, match="deep"):
        rewrite(kind("partner"), b"a: 1\n", data)


def test_text_is_composed_and_what_was_not_stays_until_it_changes() -> None:
    assert rewrite(kind("partner"), b"name: x\n", {"name": "Zu\u0308rich"}).decode() == "name: Zürich\n"
    text = "name: Zu\u0308rich\nzz: 1\n"
    assert rewrite(kind("partner"), text.encode(), {"name": "Zu\u0308rich", "zz": 2}).decode() == text.replace("1", "2")


def test_comments_stay_when_a_file_must_be_written_anew() -> None:
    text = "# top\n\nzz: [ # list\n  1, # one\n  2 # two\n]\nname: 'x' # name\n"
    assert format_with(kind("partner"), text, {"name": "z", "zz": [1, 3, 4]}) == (
        "# top\n\nname: z # name\nzz: # list\n  - 1 # one\n  - 3 # two\n  - 4\n".replace(" #", "  #").replace(
            "  # top", "# top"
        )
    )
