"""The choices of fields as SKOS concepts, with their labels in both languages."""

from collections.abc import Iterator
from typing import Any

from regio_cli.exchange.export.jsonld_terms import Terms
from regio_cli.exchange.selection import Selection

# The fields whose values are concepts, and what these are besides.
_FIELDS = (
    ("partner", "type", "skos:Concept"),
    ("partner", "pillar", "skos:Concept"),
    ("body", "type", "skos:Concept"),
    ("body", "level", "skos:Concept"),
    ("body", "seats.role", "org:Role"),
    ("person", "offices.office", "org:Role"),
)


def concepts(selection: Selection, terms: Terms) -> Iterator[dict[str, Any]]:
    """Yield every value that the fields may have, in the order of their schema."""
    for kind, dotted, type_ in _FIELDS:
        field = selection.kinds[kind].field(dotted)
        for value, label in ((field.choices if field else None) or {}).items():
            yield {
                "@id": terms.concept(kind, dotted, value),
                "@type": ["skos:Concept"] if type_ == "skos:Concept" else ["skos:Concept", type_],
                "notation": value,
                "prefLabel": {"en": label.en, "nl": label.nl},
            }
