"""What the rules say in a report, as SARIF 2.1.0."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.reports.outcomes import sarif
from tracker.reports.outcomes.formats import Look
from tracker.reports.readiness.reading import assessment_of


def render(document: Mapping[str, Any], look: Look) -> Iterator[str]:
    """The log of the outcomes that decide."""
    return sarif.render(assessment_of(document), look)
