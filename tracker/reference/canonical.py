"""The one way in which a table of reference data is written: a row to a line, so that a diff shows facts.

{"table": "releases/kubernetes-minors",
 "rows": [
{"minor": "1.36", …},
…
]}
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def table_text(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """The text of a table's file."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f'{{"table":{json.dumps(name)},"rows":[\n{lines}\n]}}\n'


def edition_document(edition: str, as_of: str, texts: Mapping[str, str]) -> str:
    """The text of ``edition.json``: what the edition is called, how old it is, and the checksum of each table."""
    document = {
        "edition": edition,
        "as_of": as_of,
        "tables": {name: checksum(text) for name, text in sorted(texts.items())},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def contents_digest(checksums: Mapping[str, str]) -> str:
    """SHA-256 over the checksums of all tables, which tells contents apart whatever an edition calls itself."""
    return checksum("".join(f"{table}{digest}" for table, digest in sorted(checksums.items())))


def checksum(text: str) -> str:
    """SHA-256 of a table's text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
