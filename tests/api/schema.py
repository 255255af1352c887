"""Whether a JSON value is what a schema of the description says: the words of JSON Schema that description uses, and no others."""

from datetime import date
from typing import Any

KINDS = {
    "object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float), "null": type(None),
}  # fmt: skip
READ = {
    "$ref", "type", "required", "additionalProperties", "properties", "items", "enum", "format", "minLength", "maxLength",
    "minimum", "maximum", "description", "examples",
}  # fmt: skip


def faults(value: Any, schema: dict, document: dict, at: str = "#") -> list[str]:
    """Every place where the value is not as described; a word of the schema nobody reads here is a fault too."""
    found = [f"{at}: nobody checks “{word}”" for word in set(schema) - READ]
    if "$ref" in schema:
        return found + faults(value, resolved(schema["$ref"], document), document, at)
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", list(KINDS))
    if not any(_is(value, kind) for kind in kinds):
        return [*found, f"{at}: {value!r} is no {' or '.join(kinds)}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: {value!r} is not listed")
    if isinstance(value, str):
        found += _of_text(value, schema, at)
    elif isinstance(value, int) and not isinstance(value, bool):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            found.append(f"{at}: {value} is out of bounds")
    elif isinstance(value, list):
        for place, part in enumerate(value):
            found += faults(part, schema["items"], document, f"{at}/{place}")
    elif isinstance(value, dict):
        found += _of_object(value, schema, document, at)
    return found


def resolved(reference: str, document: dict) -> dict:
    found = document
    for name in reference.removeprefix("#/").split("/"):
        found = found[name.replace("~1", "/").replace("~0", "~")]
    return found


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, KINDS[kind]) and not (isinstance(value, bool) and kind in {"integer", "number"})


def _of_text(value: str, schema: dict, at: str) -> list[str]:
    found = []
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        found.append(f"{at}: {len(value)} characters")
    if schema.get("format") == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            found.append(f"{at}: {value!r} is no date")
    return found


def _of_object(value: dict, schema: dict, document: dict, at: str) -> list[str]:
    known = schema.get("properties", {})
    found = [f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value]
    if schema.get("additionalProperties") is False:
        found += [f"{at}: {name} is not described" for name in value if name not in known]
    for name, part in value.items():
        if name in known:
            found += faults(part, known[name], document, f"{at}/{name}")
    return found
