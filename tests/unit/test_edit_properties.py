"""What holds for every edit of every file, however it is laid out."""

import copy
import random
import re
from typing import Any, NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st

from regio_cli.model.kinds import Field, Kind
from regio_cli.store.canonical import dump, format_text, format_with
from regio_cli.store.changes import Step, fields_steps, items_steps, same
from regio_cli.store.edit import _edited, rewrite
from regio_cli.store.edit import _record as record_form
from regio_cli.store.schemas import load_schemas
from regio_cli.store.yamlfile import Node, compose, read
from tests.unit.test_canonical import PATH, PIECES, REGISTRY, STEADY, Scribe, kind, of_field, records

WORDS = (
    *(
        "x",
        "Hattem",
        "een twee",
        "a-b",
        "é",
        "2024-01-01",
        "x/y#z",
        "a: b",
        "'q'",
        '"',
        "a,b",
        "[x]",
        "-",
        "# no",
        "yes",
    ),
    *("l1\nl2", "l1\n\n  l2\n", " l1\nl2\n"),
)
PLAIN = ("x", "Hattem", "een twee", "a-b", "é", "2024-01-01", "x/y#z", "l1\nl2", "l1\n\n  l2\n")
NAMES = ("name", "type", "seats", "meets", "end_date", "note", "programmes", "zz", "yy")
INNER = ("id", "role", "label", "voting", "name", "zz", "yy")


class Author:
    """Makes up data and changes them, at random."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def record(self) -> dict[str, Any]:
        names = self.chance.sample(NAMES, self.chance.randrange(1, 7))
        return {name: self.value(1, INNER, PLAIN) for name in names}

    def value(self, depth: int, names: tuple[str, ...], words: tuple[str, ...]) -> Any:
        kind_of = self.chance.random() if depth < 4 else 1.0
        if kind_of < 0.2:
            return [self.value(depth + 1, names, words) for _ in range(self.chance.randrange(4))]
        if kind_of < 0.45:
            chosen = self.chance.sample(names, self.chance.randrange(4))
            return {name: self.value(depth + 1, names, words) for name in chosen}
        return self.chance.choice((None, True, False, 0, 7, *words))

    def changed(self, value: Any, names: tuple[str, ...] = NAMES, depth: int = 0) -> Any:
        if depth and self.chance.random() < 0.1:
            return self.value(depth, names, WORDS)
        if isinstance(value, dict):
            return self._changed_fields(dict(value), names, depth)
        if isinstance(value, list):
            return self._changed_items(list(value), depth)
        return self.value(depth, names, WORDS)

    def _changed_fields(self, value: dict[str, Any], names: tuple[str, ...], depth: int) -> dict[str, Any]:
        for _ in range(self.chance.choice((1, 1, 1, 2, 3))):
            way = self.chance.random()
            if value and way < 0.55:
                name = self.chance.choice(list(value))
                value[name] = self.changed(value[name], INNER, depth + 1)
            elif value and way < 0.75:
                del value[self.chance.choice(list(value))]
            else:
                value[self.chance.choice((*names, "w w"))] = self.value(depth + 1, INNER, WORDS)
        return value

    def _changed_items(self, value: list[Any], depth: int) -> list[Any]:
        for _ in range(self.chance.choice((1, 1, 2))):
            way = self.chance.random()
            if value and way < 0.5:
                at = self.chance.randrange(len(value))
                value[at] = self.changed(value[at], INNER, depth + 1)
            elif value and way < 0.7:
                del value[self.chance.randrange(len(value))]
            elif way < 0.8:
                self.chance.shuffle(value)
            else:
                value.insert(self.chance.randrange(len(value) + 1), self.value(depth + 1, INNER, WORDS))
        return value


def laid_out(data: dict[str, Any], chance: random.Random) -> str:
    """Return `data` as a careless author writes them."""
    scribe = Scribe(chance)
    scribe.between("")
    scribe.block(data, "")
    scribe.between("")
    text = "\n".join(scribe.lines) + "\n"
    return f"# yaml-language-server: $schema=x\n{text}" if chance.random() < 0.3 else text


# --------------------------------------------------------------------------------------------------------------------
# Which lines may change, told another way than by the code that changes them


class Allowed(NamedTuple):
    """Lines of a file, from 0: those that may `change` or go, and those whose comments may go with them."""

    change: set[int]
    comments: set[int]


class Surveyor:
    """Finds the lines that a change of data may touch; `moves` and `removals` tell what it met."""

    def __init__(self, text: str, root: Node, form: Field, back: bool = False) -> None:
        self.back = back
        self.lines = text.replace("\r", "").split("\n")
        self.root = root
        self.form = form
        self.change: set[int] = set()
        self.comments: set[int] = set()
        self.removals = False

    def allowed(self, new: Any) -> Allowed:
        self.value(0, self.root, new, self.form)
        return Allowed(self.change, self.comments)

    def value(self, start: int, node: Node, new: Any, form: Field | None) -> None:
        if same(node.value, new):
            return
        last = self.last(node)
        if node.entries and new and type(node.value) is type(new) and not node.flow:
            self.block(start, node, new, form)
        elif node.entries and not node.flow:
            end = self.tail(last, node.span.column - 1)
            compact = node.span.line - 1 == start or node is self.root
            self.removals = True
            self.change |= set(range(start, end + 1))
            self.comments |= set(range(start + (not compact), end + 1))
        else:
            self.change |= set(range(start, last + 1))
            if node.flow:
                self.removals = True
                self.comments |= set(range(start, last + 1))

    def block(self, start: int, node: Node, new: Any, form: Field | None) -> None:
        column = node.span.column - 1
        starts = []
        at = start
        for i, (key, value) in enumerate(node.entries):
            at = node.span.line - 1 if i == 0 else key.span.line - 1 if key else self.next(at)
            starts.append(at)
            at = self.last(value, key) + 1
        shared = starts[0] == start and self.lines[start][:column].strip() != ""
        fields = form.fields if form else ()
        steps = self.steps(node.value, new, fields)
        forms = {field.name: field for field in fields}
        stays = [step for step in steps if not step.gone]
        if shared and (stays[0].old != 0 or (self.back and any(step.gone or step.old is None for step in steps))):
            self.change.add(starts[0])
            first = next(
                (step.old for step in steps if step.old is not None and not step.gone and not step.moved), None
            )
            if first is not None:
                self.change.add(starts[first])
        for step in steps:
            if step.old is None or step.moved:
                continue
            value = node.entries[step.old][1]
            if step.gone:
                self.gone(starts[step.old], value, column, any(step.old == other.old for other in stays))
            else:
                below = forms.get(step.key) if step.key else form and form.item
                self.value(starts[step.old], value, step.value, below)

    def steps(self, old: Any, new: Any, fields: tuple[Field, ...]) -> list[Step]:
        if isinstance(new, dict):
            return fields_steps(old, new, fields)
        if not self.back:
            return items_steps(old, new)
        there = items_steps(new, old)
        places = iter(range(len(old)))
        mirrored = []
        for step in there:
            at = None if step.gone else next(places)
            back = Step(at, gone=True) if step.old is None or step.moved else Step(at, new[step.old])
            mirrored.append(back)
        return mirrored

    def gone(self, start: int, node: Node, column: int, moved: bool) -> None:
        self.removals = True
        end = self.last(node)
        if node.entries and not node.flow:
            end = self.tail(end, node.span.column - 1)
        first = start
        while first and self.lines[first - 1].startswith(" " * column + "#"):
            if "yaml-language-server" in self.lines[first - 1]:
                break
            first -= 1
        self.change |= set(range(first, end + 1))
        if not moved:
            self.comments |= set(range(first, end + 1))

    def next(self, at: int) -> int:
        while not self.lines[at].strip() or self.lines[at].lstrip().startswith("#"):
            at += 1
        return at

    def last(self, node: Node, key: Node | None = None) -> int:
        while node.entries and not node.flow:
            node = node.entries[-1][1]
        if node.style == "|":
            return node.span.line - 1 + node.value.removesuffix("\n").count("\n") + 1
        return node.span.end_line - 1

    def tail(self, last: int, column: int) -> int:
        at = end = last
        while at + 1 < len(self.lines):
            at += 1
            line = self.lines[at]
            if line.strip() and (not line.startswith(" " * column) or not line.lstrip().startswith("#")):
                break
            end = at if line.strip() else end
        return end


def is_subsequence(few: list[str], many: list[str]) -> str | None:
    """Return the first of `few` that does not occur in `many` in its turn."""
    rest = iter(many)
    return next((line for line in few if line not in rest), None)


def lines_that_stay(text: str, allowed: Allowed, blanks: bool, loose: bool) -> list[str]:
    lines = [line for i, line in enumerate(text.replace("\r", "").split("\n")) if i not in allowed.change]
    lines = [line for line in lines if blanks or line.strip()]
    return bare(lines) if loose else lines


def bare(lines: list[str]) -> list[str]:
    """Return `lines` with comments at the margin: those below a block of text may have to move to the left."""
    return [line.lstrip() if line.lstrip().startswith("#") else line for line in lines]


def has_blocks(value: Any) -> bool:
    if isinstance(value, dict | list):
        return any(has_blocks(below) for below in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and "\n" in value


def numbers(text: str) -> set[str]:
    return set(re.findall(r"#\s*c(\d+)\.", text))


def check_edit(text: str, new: dict[str, Any], of: Kind) -> str:
    root, problems = compose(text.encode())
    assert root
    assert {problem.code for problem in problems} <= {"yaml-line-ends"}
    shown = f"{text}\n------ {new}\n"
    result = _edited(of, text.encode(), new).decode()
    shown += result
    assert rewrite(of, text.encode(), new).decode() == result, shown
    found = read(result.encode())
    assert same(found.data, new), shown
    assert {problem.code for problem in found.problems} <= {problem.code for problem in problems}, shown
    assert same(read(_edited(of, text.encode(), new, coarse=True)).data, new), shown
    assert same(read(format_with(of, text, new).encode()).data, new), shown
    allowed = Surveyor(text, root, record_form(of))
    lines = allowed.allowed(new)
    stay = lines_that_stay(text, lines, not allowed.removals, has_blocks([root.value, new]))
    after = result.replace("\r", "").split("\n")
    loose = has_blocks([root.value, new])
    after = bare(after) if loose else after
    if not text.endswith("\n"):  # a last block of text without an end may get '-' when something comes below it
        stay, after = [line.replace("|-", "|") for line in stay], [line.replace("|-", "|") for line in after]
    missing = is_subsequence(stay, after)
    assert missing is None, f"{shown}\n------ missing {missing!r}"
    added = Surveyor(result, compose(result.encode())[0] or root, record_form(of), back=True).allowed(root.value)
    fresh = [line for line in lines_that_stay(result, added, False, True) if line.strip() != "-" and line[0] != "#"]
    missing = is_subsequence(
        [line.replace("|-", "|") for line in fresh],
        [line.replace("|-", "|") for line in bare(text.replace("\r", "").split("\n"))],
    )
    assert missing is None, f"{shown}\n------ added {missing!r}"
    may_go = numbers("\n".join(allowed.lines[i] for i in lines.comments))
    assert numbers(text) - numbers(result) <= may_go, f"{shown}\n------ {numbers(text) - numbers(result) - may_go}"
    return result


@settings(STEADY, max_examples=1500)
@given(st.integers(0, 1 << 40), st.sampled_from(("\n", "\r\n")), st.booleans())
def test_an_edit_holds_the_data_and_touches_only_lines_of_what_changed(seed: int, line_end: str, ended: bool) -> None:
    chance = random.Random(seed)
    author = Author(chance)
    text = laid_out(author.record(), chance).replace("\n", line_end)
    text = text if ended else text.rstrip()
    root, problems = compose(text.encode())
    if root is None or any(problem.code != "yaml-line-ends" for problem in problems):
        return
    result = check_edit(text, author.changed(copy.deepcopy(root.value)), kind("body"))
    assert "\r\n" not in text or not re.search(r"[^\r]\n", result)
    assert rewrite(kind("body"), text.encode(), root.value) == text.encode()


@settings(STEADY, max_examples=1500)
@given(st.lists(PIECES, min_size=1, max_size=10).map("".join), st.integers(0, 1 << 40), st.booleans())
@example("? name\n: |+\n  x\n\n? zz\n", 1, False)
@example("--- {name: x, zz: [a: 1]}\n...\n", 2, False)
@example("b: a\n  \t", 0, False)
@example("? a # cb: ", 1, False)
@example("? |2", 1, False)
@example("\n    ", 160, True)
def test_any_readable_text_can_be_edited(text: str, seed: int, framed: bool) -> None:
    text = f"name: x\nyy: {text}\nww: 1\n" if framed else text
    root, problems = compose(text.encode())
    if root is None or problems:
        return
    data = Author(random.Random(seed)).changed(copy.deepcopy(root.value))
    result = _edited(kind("body"), text.encode(), data)
    assert same(read(result).data, data), f"{text}\n------ {data}\n{result.decode()}"
    assert rewrite(kind("body"), text.encode(), data) == result


# --------------------------------------------------------------------------------------------------------------------
# Files in canonical form


class Clerk:
    """Makes changes that a schema has room for: other values, optional fields, items that come and go."""

    def __init__(self, chance: random.Random, values: Any) -> None:
        self.chance = chance
        self.values = values

    def changed(self, data: dict[str, Any], of: Kind) -> dict[str, Any]:
        data = copy.deepcopy(data)
        for _ in range(self.chance.choice((1, 1, 2))):
            self.fields(data, of.fields)
        return data

    def fields(self, data: dict[str, Any], fields: tuple[Field, ...]) -> None:
        field = self.chance.choice(fields)
        value = data.get(field.name)
        if isinstance(value, dict) and field.fields:
            self.fields(value, field.fields)
        elif isinstance(value, list) and value:
            self.items(value, field.item)
        elif field.name in data and self.chance.random() < 0.4:
            del data[field.name]
        else:
            data[field.name] = self.values(field)

    def items(self, items: list[Any], item: Field | None) -> None:
        way = self.chance.random()
        at = self.chance.randrange(len(items))
        if way < 0.4 and item and isinstance(items[at], dict) and item.fields:
            self.fields(items[at], item.fields)
        elif way < 0.6 and len(items) > 1:
            del items[at]
        elif item:
            items.insert(at + self.chance.randrange(2), self.values(item))


def test_an_edit_of_a_file_in_canonical_form_leaves_it_so() -> None:
    @settings(STEADY, max_examples=300)
    @given(st.sampled_from(("partner", "body", "mandate", "registry")), st.data(), st.integers(0, 1 << 40))
    def check(of: str, draw: Any, seed: int) -> None:
        before = draw.draw(records(of))
        clerk = Clerk(random.Random(seed), lambda field: draw.draw(of_field(field)))
        text = dump(kind(of), before, PATH)
        after = clerk.changed(read(text.encode()).data, kind(of))
        result = _edited(kind(of), text.encode(), after).decode()
        assert format_text(kind(of), result) == result, f"{text}\n------ {after}\n{result}"

    check()


# --------------------------------------------------------------------------------------------------------------------
# The registry


def test_every_file_of_the_registry_can_be_edited() -> None:
    kinds = load_schemas({}).kinds
    chance = random.Random(20_26)
    words = ("Hattem", "a: b", "l1\nl2\n", "2024-01-01", "x y", "é")

    def value(field: Field) -> Any:
        if field.type == "object" and field.fields:
            chosen = chance.sample(field.fields, chance.randrange(1, len(field.fields) + 1))
            return {below.name: value(below) for below in chosen}
        if field.type == "list":
            return [value(field.item) for _ in range(chance.randrange(1, 3))] if field.item else ["x"]
        if field.format == "date":
            return "2024-02-03"
        return {"integer": 7, "number": 1.5, "boolean": True}.get(field.type, chance.choice(words))

    files = sorted(REGISTRY.rglob("*.yaml"))
    for file in files:
        of = kinds.by_file.get(file.name) or kinds.by_folder.get(file.parent.name)
        if of is None or (file.parent.name in ("mandates", "persons") and chance.random() > 0.1):
            continue
        text = file.read_bytes().decode().replace("\r\n", "\n")
        for _ in range(3):
            data = Clerk(chance, value).changed(read(text.encode()).data, of)
            result = check_edit(text, data, of)
            assert format_text(of, result) == result, f"{file}\n{data}\n{result}"
