"""What an import would do, as people read it before it is done."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regio_cli.model.record import Address, Data
from regio_cli.model.text import N_, Text, Translator
from regio_cli.read.names import spoken

if TYPE_CHECKING:
    from regio_cli.exchange.import_.plan import Doubt, Plan

_LISTED, _FEW = 200, 10
_WIDE = 60


def plan_text(plan: "Plan", name: str, records: Mapping[Address, Data], translate: Translator) -> str:
    """Return a plan in words: notes on the source, then what is new, changed, the same, missing in it, in doubt.

    `records` are those of the registry, for what they are called.
    """
    every = {**records, **plan.new}
    lines = [Text(N_("In {name}:"), {"name": name}).render(translate)]
    lines += [f"  - {note.render(translate)}" for note in plan.notes]
    lines += _heap(Text(N_("new: {count}"), {"count": len(plan.new)}), _new(plan, every, translate), _LISTED, translate)
    changed = _changed(plan, every, translate)
    lines += _heap(Text(N_("changed: {count}"), {"count": len(plan.changed)}), changed, _LISTED, translate)
    lines += _heap(Text(N_("the same: {count}"), {"count": len(plan.same)}), [], 0, translate)
    if plan.missing:
        missing = [f"{address}  {_called(every[address], every)}".rstrip() for address in plan.missing]
        lines += _heap(
            Text(N_("in the registry and not in the file, left as they are: {count}"), {"count": len(missing)}),
            missing,
            _FEW,
            translate,
        )
    if plan.doubts:
        # Where nothing else is wrong, the import stops at them, and tells which they are.
        doubts = [_doubt(doubt, translate) for doubt in plan.doubts] if plan.faults else []
        lines += _heap(Text(N_("in doubt: {count}"), {"count": len(plan.doubts)}), doubts, _LISTED, translate)
    return "\n".join(lines) + "\n\n"


def _heap(head: Text, lines: Sequence[str], limit: int, translate: Translator) -> list[str]:
    more = [f"    … {len(lines) - limit}"] if len(lines) > limit else []
    return [f"  {head.render(translate)}", *(f"    {line}" for line in lines[:limit]), *more]


def _new(plan: "Plan", records: Mapping[Address, Data], translate: Translator) -> list[str]:
    return [_head(plan, address, records, translate) for address in plan.new]


def _head(plan: "Plan", address: Address, records: Mapping[Address, Data], translate: Translator) -> str:
    place = plan.places[address].render(translate) if address in plan.places else ""
    told = [str(address), _called(records[address], records), f"({place})" if place not in ("", str(address)) else ""]
    return "  ".join(part for part in told if part)


def _changed(plan: "Plan", records: Mapping[Address, Data], translate: Translator) -> list[str]:
    lines: list[str] = []
    for address, data in plan.changed.items():
        lines.append(_head(plan, address, records, translate))
        lines += [f"  {path}: {what}" for path, what in _steps(plan.before[address], data, "")]
    return lines


def _steps(before: Mapping[str, Any], after: Mapping[str, Any], way: str) -> Iterator[tuple[str, str]]:
    """Yield where something differs, and how: from what to what, of a list what goes and what comes."""
    for name in after:
        old, new = before.get(name), after[name]
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _steps(old, new, f"{way}{name}.")
        elif isinstance(old, list) and isinstance(new, list):
            yield from ((f"{way}{name}", f"- {_short(item)}") for item in old if item not in new)
            yield from ((f"{way}{name}", f"+ {_short(item)}") for item in new if item not in old)
        elif old != new:
            yield f"{way}{name}", f"{_short(old)} → {_short(new)}"


def _short(value: Any) -> str:
    text = "–" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"


def _doubt(doubt: "Doubt", translate: Translator) -> str:
    there = ", ".join(str(address) for address, _ in doubt.candidates)
    return f"{doubt.name} ({there})  ({doubt.place.render(translate)})"


def _called(data: Data, records: Mapping[Address, Data]) -> str:
    """Return what a record is called: its name, or of a mandate that of its person with the seat."""
    if "person" in data and "seat" in data:
        who = spoken(records.get(Address("person", str(data["person"])), {}))
        return " · ".join(part for part in (who, str(data["seat"])) if part)
    return spoken(data) or (data["name"] if isinstance(data.get("name"), str) else "")
