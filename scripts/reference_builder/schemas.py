"""JSON Schemas of the tables, written from one line for each field, so that a reader finds them all in one place."""

import json
from typing import Any

from scripts.reference_builder import schema_fields as known

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """The text of every schema by its file name below ``data/schemas/``."""
    texts = {file_name(table): _table(table, fields) for table, fields in known.TABLES.items()}
    texts["edition.schema.json"] = _EDITION
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in texts.items()}


def file_name(table: str) -> str:
    """The name of a table's schema; all tables of release lines share one."""
    return f"{table.replace('/', '-')}.schema.json"


def _table(table: str, fields: dict[str, known.Field]) -> Schema:
    described = fields | known.SOURCED
    return {
        "$schema": _DIALECT,
        "$id": f"urn:tracker:reference:{table}",
        "title": table,
        "type": "object",
        "properties": {
            "table": {"type": "string", "pattern": f"^{table}(/[a-z0-9-]+)?$"},
            "rows": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "properties": {name: field.schema() for name, field in described.items()},
                    "required": [name for name, field in described.items() if field.required],
                    "additionalProperties": False,
                },
            },
        },
        "required": ["table", "rows"],
        "additionalProperties": False,
    }


_EDITION: Schema = {
    "$schema": _DIALECT,
    "$id": "urn:tracker:reference:edition",
    "title": "edition",
    "type": "object",
    "properties": {
        "edition": {"type": "string", "pattern": "^[0-9A-Za-z.+-]+$"},
        "as_of": known.DAY.schema(),
        "tables": {"type": "object", "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
    },
    "required": ["edition", "as_of", "tables"],
    "additionalProperties": False,
}
