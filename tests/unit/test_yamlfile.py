import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regio_cli.model.finding import Problem, Span
from regio_cli.store.plainfile import read_plain
from regio_cli.store.yamlfile import MAX_BYTES, MAX_DEPTH, compose, read, too_large


def problems(content: str | bytes) -> list[tuple[str, tuple[int, ...]]]:
    """Return the code and span of each problem, after a check that both ways of reading agree on them."""
    found = agreed(content if isinstance(content, bytes) else content.encode())
    return [(problem.code, tuple(problem.span)) for problem in found]


def data(content: str) -> Any:
    return read(content.encode()).data


def agreed(content: bytes) -> tuple[Problem, ...]:
    root, found = compose(content)
    fast = read(content)
    assert repr(fast.data) == repr(root.value if root else None)
    assert fast.problems == found
    assert root is not None or found
    return found


# --------------------------------------------------------------------------------------------------------------------
# Every problem, with its place


@pytest.mark.parametrize(
    ("content", "code", "span"),
    [
        (b"name: x\nb\xff: 1\n", "yaml-encoding", (2, 2, 2, 3)),
        ("name: é".encode("latin-1"), "yaml-encoding", (1, 7, 1, 8)),
        ("é: é\n".encode() + b"\xc3", "yaml-encoding", (2, 1, 2, 2)),
        ("name: x".encode("utf-16"), "yaml-encoding", (1, 1, 1, 1)),
        ("name: x".encode("utf-16-be"), "yaml-control-character", (1, 1, 1, 2)),
        ("\ufeffname: x\n", "yaml-bom", (1, 1, 1, 1)),
        ("a: 1\nb: x\x00\n", "yaml-control-character", (2, 5, 2, 6)),
        ("a: x\x1by\n", "yaml-control-character", (1, 5, 1, 6)),
        ("a: x\x85\n", "yaml-control-character", (1, 5, 1, 6)),
        ("a: x\ry: 1\n", "yaml-control-character", (1, 5, 1, 6)),
        ("a: x\u2028y\n", "yaml-control-character", (1, 5, 1, 6)),
        ("a: x\u202ey\n", "yaml-control-character", (1, 5, 1, 6)),
        ("# \ufeff\na: x\n", "yaml-control-character", (1, 3, 1, 4)),
        ('a: 1\nb: "x\\x1by"\n', "yaml-control-character", (2, 4, 2, 12)),
        ('"x\\0": 1\n', "yaml-control-character", (1, 1, 1, 6)),
        ("a: 1\r\nb: 2\r\n", "yaml-line-ends", (1, 5, 1, 6)),
        ("a: 1\nb: e\u0301\n", "yaml-unicode-form", (2, 5, 2, 6)),
        ("a: fac\u0327ade\n", "yaml-unicode-form", (1, 7, 1, 8)),
        ("a: x\u0315\u0316\n", "yaml-unicode-form", (1, 6, 1, 7)),
        ("a: \u1100\u1161\n", "yaml-unicode-form", (1, 5, 1, 6)),
        ("# e\u0301\na: 1\n", "yaml-unicode-form", (1, 4, 1, 5)),
        ('a: "e\\u0301"\n', "yaml-unicode-form", (1, 4, 1, 13)),
        ("a: [\n", "yaml-syntax", (2, 1, 2, 2)),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> werk\n", "yaml-conflict", (2, 1, 2, 13)),
        ("a: 1\n|||||||\nb: 2\n", "yaml-conflict", (2, 1, 2, 8)),
        ("a: 1\n======\nb: 2\n", "yaml-syntax", (3, 1, 3, 2)),
        ("a: 1\n<<<<<<<< HEAD\nb: 2\n", "yaml-conflict", (2, 1, 2, 14)),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", "git-filter", (1, 1, 1, 1)),
        ("a: b: c\n", "yaml-syntax", (1, 5, 1, 6)),
        ("a: 1\n\tb: 2\n", "yaml-syntax", (2, 1, 2, 2)),
        ("a: 1\n  b: 2\n", "yaml-syntax", (2, 4, 2, 5)),
        ("a: 1\nb\n", "yaml-syntax", (3, 1, 3, 2)),
        ("  a:\n- b\n", "yaml-syntax", (2, 1, 2, 2)),
        ('a: "x\n', "yaml-syntax", (2, 1, 2, 2)),
        ("a: @x\n", "yaml-syntax", (1, 4, 1, 5)),
        ("%FOO\n---\na: 1\n", "yaml-syntax", (1, 5, 1, 6)),
        ("", "yaml-empty", (1, 1, 1, 1)),
        ("# only a comment\n", "yaml-empty", (1, 1, 1, 1)),
        ("%YAML 1.1\n---\na: 1\n", "yaml-directive", (1, 1, 2, 4)),
        ("a: 1\n---\nb: 2\n", "yaml-documents", (2, 1, 2, 4)),
        ("- a\n", "yaml-not-a-record", (1, 1, 2, 1)),
        ("Zwolle\n", "yaml-not-a-record", (1, 1, 1, 7)),
        ("---\n", "yaml-not-a-record", (2, 1, 2, 1)),
        ("a: &x 1\n", "yaml-anchor", (1, 4, 1, 6)),
        ("a: &x\n  b: 1\n", "yaml-anchor", (1, 4, 1, 6)),
        ("a: *x\n", "yaml-alias", (1, 4, 1, 6)),
        ("*x : 1\n", "yaml-alias", (1, 1, 1, 3)),
        ("a: !t 1\n", "yaml-tag", (1, 4, 1, 6)),
        ("a: ! 1\n", "yaml-tag", (1, 4, 1, 5)),
        ("a: !!str 1\n", "yaml-tag", (1, 4, 1, 9)),
        ("a: !!python/object:os.system [x]\n", "yaml-tag", (1, 4, 1, 29)),
        ("<<: {a: 1}\n", "yaml-merge-key", (1, 1, 1, 3)),
        ("a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", (3, 1, 3, 2)),
        ("m:\n  - {x: 1, 'x': 2}\n", "yaml-duplicate-key", (2, 12, 2, 15)),
        ("1: a\n", "yaml-key", (1, 1, 1, 2)),
        ("null: a\n", "yaml-key", (1, 1, 1, 5)),
        (": a\n", "yaml-syntax", (1, 1, 1, 2)),
        ("[a]: 1\n", "yaml-key", (1, 1, 1, 4)),
        ("? {a: 1}\n: 2\n", "yaml-key", (1, 3, 1, 9)),
    ],
)
def test_each_problem_is_told_with_its_place(content: str | bytes, code: str, span: tuple[int, ...]) -> None:
    assert problems(content) == [(code, span)]


def test_nesting_is_told_where_it_becomes_too_deep() -> None:
    text = "a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "\n"
    assert problems(text) == [("yaml-depth", (1, MAX_DEPTH + 3, 1, MAX_DEPTH + 4))]
    assert problems(text.replace("[", "", 1).replace("]", "", 1)) == []


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert problems(b"a: " + b"x" * (MAX_BYTES - 3)) == []
    assert problems(b"a: " + b"x" * (MAX_BYTES - 2)) == [("yaml-too-large", (1, 1, 1, 1))]
    assert too_large(5).text.values == {"size": 5, "limit": MAX_BYTES}


def test_no_code_goes_without_an_example() -> None:
    source = Path(compose.__code__.co_filename).read_text("utf-8")
    here = Path(__file__).read_text("utf-8")
    codes = {word.partition('"')[0] for word in source.split('"yaml-')[1:]}
    assert len(codes) > 15
    assert {code for code in codes if f'"yaml-{code}", (' not in here} == set()


def test_several_problems_are_told_at_once() -> None:
    text = "\r\nb: &x 1\r\nb: *x\r\n"
    assert [code for code, _ in problems(text)] == [
        "yaml-line-ends",
        "yaml-anchor",
        "yaml-alias",
        "yaml-duplicate-key",
    ]
    assert [code for code, _ in problems("\ufeffa: \x00\n")] == ["yaml-bom", "yaml-control-character"]


def test_each_sort_of_problem_in_the_text_is_told_once() -> None:
    assert len(problems('a: e\u0301\nb: o\u0308\nc: "i\\u0301"\n')) == 1
    assert len(problems('a: "e\\u0301"\nb: "e\\u0301"\n')) == 1


# --------------------------------------------------------------------------------------------------------------------
# What a file means


@pytest.mark.parametrize("word", ["08218173", "001900249", "00000001001900249000", "0193"])
def test_an_identifier_without_quotes_is_a_number_and_never_another_text(word: str) -> None:
    found = read(f"kvk: {word}\n".encode()).data["kvk"]
    assert found == int(word)
    assert not isinstance(found, str)
    assert data(f'kvk: "{word}"\n') == {"kvk": word}


@pytest.mark.parametrize(
    "word", ["01VU", "2024-02-30", "2024-01-01", "2024-13-99", "10:30", "1_000", "1,5", "190:20:30"]
)
def test_what_only_old_yaml_takes_for_a_number_or_a_date_is_text(word: str) -> None:
    assert data(f"a: {word}\n") == {"a": word}


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "off", "y", "N", "nan", "inf", "nil", "tRUE", "=", "0b1", "0x", "1e"]
)
def test_only_the_words_of_yaml_1_2_are_more_than_words(word: str) -> None:
    assert data(f"a: {word}\n") == {"a": word}


@pytest.mark.parametrize(
    ("word", "value"),
    [("", None), ("~", None), ("null", None), ("NULL", None), ("true", True), ("False", False), ("0", 0), ("-12", -12)]
    + [("+1", 1), ("0o17", 15), ("0x1F", 31), ("1.50", 1.5), (".5", 0.5), ("1e3", 1000.0), (".inf", float("inf"))]
    + [
        ("-.Inf", float("-inf")),
        ("9" * 30, int("9" * 30)),
        ("1" * 1001, float("inf")),
        ("'1'", "1"),
        ('"null"', "null"),
    ],
)
def test_a_scalar_means_what_yaml_1_2_says(word: str, value: Any) -> None:
    assert repr(data(f"a: {word}\n")) == repr({"a": value})
    assert problems(f"a: {word}\n") == []


def test_windows_line_ends_do_not_change_the_data() -> None:
    text = "name: x\nnote: |\n  a\n  b\nlist:\n  - 1\n"
    assert data(text.replace("\n", "\r\n")) == data(text)


def test_tabs_may_stand_inside_text_only() -> None:
    assert data("a: x\ty\n") == {"a": "x\ty"}
    assert data('a: "x\t"\n') == {"a": "x\t"}
    assert [code for code, _ in problems("a:\n\t- x\n")] == ["yaml-syntax"]


def test_data_with_problems_is_still_data() -> None:
    assert data("a: 1\na: 2\nb: !t x\n") == {"a": 1, "b": "x"}
    assert data("- a\n") is None
    assert data("a: [\n") is None


def test_nodes_tell_where_they_stand() -> None:
    root, _ = compose(b"name: x\nseats:\n  - id: a\n    role: 'b'\n")
    assert root
    found = root.find(("seats", 0, "role"))
    assert found
    key, node = found
    assert key
    assert (key.span, node.span, node.style) == (Span(4, 5, 4, 9), Span(4, 11, 4, 14), "'")
    assert root.find(("seats", 1)) is None
    assert root.find(("seats", 0, 0)) is None
    assert root.find(("name", "x")) is None
    assert root.find(()) == (None, root)


# --------------------------------------------------------------------------------------------------------------------
# Files that are made to hurt. No clocks here: a parser that grows beyond bounds does not come to the end of these.


def test_billion_laughs_are_not_multiplied() -> None:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    tracemalloc.start()
    content = read("\n".join(lines).encode())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert {problem.code for problem in content.problems} == {"yaml-anchor", "yaml-alias"}
    assert content.data["a29"] == [None] * 9
    assert peak < 10_000_000


def test_an_alias_to_what_holds_it_ends() -> None:
    assert [code for code, _ in problems("a: &a [*a]\n")] == ["yaml-anchor", "yaml-alias"]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 10_000,
        "a: " + "[" * 10_000 + "]" * 10_000,
        "a: " + "{a: " * 10_000,
        "- " * 10_000 + "a",
        "? " * 10_000 + "a",
        "".join(f"{' ' * n}a:\n" for n in range(1_000)),
    ],
    ids=["open brackets", "brackets", "braces", "dashes", "question marks", "fields"],
)
def test_ten_thousand_deep_is_told_as_too_deep(text: str) -> None:
    assert [code for code, _ in problems(text)] == ["yaml-depth"]


def test_a_hundred_megabytes_are_not_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    with file.open("wb") as stream:
        stream.truncate(100_000_000)
    content = file.read_bytes()
    tracemalloc.start()
    found = read(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [problem.code for problem in found.problems] == ["yaml-too-large"]
    assert found.problems[0].text.values == {"size": 100_000_000, "limit": MAX_BYTES}
    assert peak < 1_000_000


LONG = 60_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" " * LONG + "\x01", "yaml-control-character"),
        ("a: " + "x " * (LONG // 2) + "\x01", "yaml-control-character"),
        ("- " * 30 + "a: " + "x: " * (LONG // 3), "yaml-syntax"),
        ("a: x" + "#" * LONG + ":", "yaml-syntax"),
        ("a: x" + ":" * LONG, "yaml-syntax"),
        ('a: "' + "x" * LONG, "yaml-syntax"),
        ("a: '" + "x" * LONG, "yaml-syntax"),
        ("a: 1\n" * (LONG // 5) + "!", "yaml-syntax"),
        ("# x\n" * (LONG // 4) + "- a", "yaml-not-a-record"),
        (" \n" * (LONG // 2) + "a", "yaml-not-a-record"),
        ("a: " + "[1, " * 30 + "1, " * (LONG // 3), "yaml-syntax"),
        ("&" + "a" * LONG, "yaml-anchor"),
        ("!" * LONG + " a", "yaml-tag"),
        ("a: e\u0301" + "\u0315\u0316" * (MAX_BYTES // 5), "yaml-unicode-form"),
        ('a: "\\u0301' + "\u0316\u0315" * (MAX_BYTES // 5) + '"', "yaml-unicode-form"),
        ("e\u0301: 1\n" * 1_000, "yaml-unicode-form"),
        ("a: " + "9" * LONG, None),
        ("a: 0x" + "F" * LONG, None),
        ("a: " + "1" * LONG + "e", None),
        ("a: " + "é" * LONG, None),
        ("a: x" + " " * LONG + "y", None),
        ("\n" * LONG + "a: 1", None),
        ("".join(f"k{n}: x\n" for n in range(LONG // 10)), None),
    ],
)
def test_long_lines_and_many_lines_come_to_an_end(text: str, code: str | None) -> None:
    found = problems(text + "\n")
    assert code in [code for code, _ in found] if code else found == []


# --------------------------------------------------------------------------------------------------------------------
# Both ways of reading agree on everything

STEADY = settings(derandomize=True, deadline=None, max_examples=1500)
NAMES = st.sampled_from(["a", "b", "name", "note", "x_1", "y", "null", "true", "no", "n", "inf", "A", "1", "é", "a b"])
VALUES = st.sampled_from(
    ["1", "0", "-1", "00", "08218173", "1.5", "0.50", "-0", "1e3", "9" * 15, "9" * 16, "2024-01-01", "2024-02-30", "x"]
    + ["null", "Null", "~", "true", "TRUE", "yes", "inf", "é", "\u0178", "a b", "a - b", "a, b", "a [b]", "a:b", "a#b"]
    + [
        "a 'b'",
        "'x'",
        '"x"',
        "'a: b'",
        '"a # b"',
        "'1'",
        '""',
        "''",
        "a!",
        "a\u20ac",
        "a\u2013b",
        "x | y",
        "a :b",
        "a:",
    ]
    + ["a #b", "a ", "'it''s'", '"\\n"', "a\u00ad", "a\u00a0b", "e\u0301", "--- x", "...", "=", "<<", "|", ">-", "[a]"]
    + ["{a: 1}", "&a x", "*a", "!t x", "! x", "@a", "%a", "- a", "? a", "#", "a\tb", "x\r", "\x1b", "\ufeff", "\u2028"]
)
NOISE = st.sampled_from(
    [
        "",
        "",
        "# c",
        "  # é",
        "      # c",
        "---",
        "...",
        "%YAML 1.2",
        "  ",
        "\t",
        " a: 1",
        "- z",
        "a",
        "<<: {a: 1}",
        "? a",
    ]
    + [": b", "*a : 1", "  - x", "    y: 1", "- - k: 1", "[", "]", "}", "'", '"', "|", "\ufeff", "\r"]
)


def lines(pad: str = "", deep: int = 2) -> st.SearchStrategy[list[str]]:
    pair = st.tuples(NAMES, VALUES).map(lambda pair: [f"{pad}{pair[0]}: {pair[1]}"])
    item = VALUES.map(lambda value: [f"{pad}- {value}"])
    kinds = [pair, pair, pair, item, NOISE.map(lambda noise: [noise])]
    if deep:
        block = lines(pad + "  ", deep - 1)
        kinds.append(st.tuples(NAMES, block).map(lambda both: [f"{pad}{both[0]}:", *both[1]]))
        kinds.append(block.map(lambda inner: [f"{pad}- {inner[0].strip()}", *inner[1:]]))
    return st.lists(st.one_of(kinds), min_size=1, max_size=4).map(lambda found: sum(found, []))


@STEADY
@given(lines(), st.sampled_from(["\n", "\n", "\n", "\r\n"]), st.booleans())
@example(["  list:", "- a"], "\n", True)
@example(["*a : 1"], "\n", True)
def test_both_ways_of_reading_agree_on_files(found: list[str], end: str, closed: bool) -> None:
    agreed((end.join(found) + (end if closed else "")).encode())


@STEADY
@given(st.lists(st.one_of(NAMES, VALUES, NOISE, st.sampled_from([": ", "\n", "\n  ", "- ", " ", ", "])), max_size=12))
def test_both_ways_of_reading_agree_on_fragments(found: list[str]) -> None:
    agreed("".join(found).encode())


@STEADY
@given(st.binary(max_size=60))
def test_both_ways_of_reading_agree_on_any_bytes(content: bytes) -> None:
    agreed(content)


@STEADY
@given(lines(), st.integers(0), st.binary(min_size=1, max_size=2))
def test_both_ways_of_reading_agree_on_damaged_files(found: list[str], at: int, damage: bytes) -> None:
    content = "\n".join(["name: x", *found, ""]).encode()
    at %= len(content)
    agreed(content[:at] + damage + content[at + 1 :])


PLAIN_VALUES = st.sampled_from(
    [
        "1",
        "0",
        "-1",
        "1.5",
        "-0",
        "-0.0",
        "9" * 15,
        "2024-01-01",
        "2024-02-30",
        "x",
        "null",
        "Null",
        "true",
        "TRUE",
        "yes",
    ]
    + ["inf", "é", "\u0178", "a b", "a - b", "a, b]", "a [b]", "a:b", "a#b", "'x'", '"x"', "'a: b'", '"a # b"', "'1'"]
    + ['""', "a\u20ac", "x | y", "a :b", '"a\'b"', "'a\"b'", "e1", "a\u00b7"]
)


def plain_lines(pad: str = "", deep: int = 3) -> st.SearchStrategy[list[str]]:
    name = st.sampled_from(["a", "b", "c", "name", "y", "n", "null", "true", "True", "NULL", "x_1", "TEG-1", "a-"])
    kinds = [st.tuples(name, PLAIN_VALUES).map(lambda pair: [f"{pad}{pair[0]}: {pair[1]}"])]
    kinds += [name.map(lambda name: [f"{pad}{name}:"]), st.sampled_from([[""], ["# c"], ["    # é"]])]
    if deep:
        block = plain_lines(pad + "  ", deep - 1)
        inside = st.one_of(PLAIN_VALUES.map(lambda value: [value]), block)
        items = st.lists(inside, min_size=1, max_size=3).map(
            lambda items: [line for item in items for line in (f"{pad}  - {item[0].strip()}", *item[1:])]
        )
        kinds += [st.tuples(name, below).map(lambda both: [f"{pad}{both[0]}:", *both[1]]) for below in (block, items)]
    return st.lists(st.one_of(kinds), min_size=1, max_size=4).map(lambda found: sum(found, []))


@STEADY
@given(plain_lines())
def test_both_ways_of_reading_agree_on_plain_files(found: list[str]) -> None:
    agreed(("\n".join(found) + "\n").encode())


def test_the_files_of_a_registry_go_the_fast_way() -> None:
    text = (
        "# yaml-language-server: $schema=../../schemas/partner.schema.json\nname: Súdwest-Fryslân\nidentifiers:\n"
        '  kvk: "08218173"\n\n# waarom\nmembers:\n  - partner: hattem\n    start_date: 2024-01-01\n  - partner: kampen\n'
        "website: https://x.example/a?b#c\nrules:\n  TEG-1:\n    quorum: 0.5\nzz:\n  - 1\n  - true\n"
    )
    assert read_plain(text.encode()) == data(text)
    assert problems(text) == []
