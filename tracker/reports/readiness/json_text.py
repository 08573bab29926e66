"""The document itself, described by ``docs/schemas/readiness.schema.json``."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tracker.reports.outcomes.formats import Look


def render(document: Mapping[str, Any], look: Look) -> Iterator[str]:
    """The document, indented by two."""
    yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"
