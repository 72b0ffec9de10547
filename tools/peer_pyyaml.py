"""A peer to measure against: PyYAML's C loader with jsonschema, as one would write it in an afternoon."""

import json
import sys
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012


def main(root: Path) -> int:
    schemas = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in (root / "schemas").glob("*.json")}
    resources = [(name, Resource.from_contents(schema, DRAFT202012)) for name, schema in schemas.items()]
    registry = Registry().with_resources(resources)
    faults = 0
    for schema in schemas.values():
        place = schema.get("x-kind", {})
        files = [root / "registry" / place["file"]] if place.get("file") else []
        files += sorted((root / "registry" / place["folder"]).glob("*.yaml")) if place.get("folder") else []
        # Formats too, as the schemas ask: without a checker jsonschema passes days that do not exist. Those that regio adds
        # (check digits) it does not know, and passes.
        checker = Draft202012Validator.FORMAT_CHECKER
        validator = Draft202012Validator(schema, registry=registry, format_checker=checker)
        for file in files:
            loaded = yaml.load(file.read_bytes(), Loader=TextLoader)
            faults += sum(1 for _ in validator.iter_errors(loaded))
    return 1 if faults else 0


class TextLoader(yaml.CSafeLoader):
    """Dates stay text, as the schemas ask."""


TextLoader.yaml_implicit_resolvers = {
    char: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for char, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}

if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
