"""What the rules say in a report, as JUnit XML."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.reports.outcomes import junit
from tracker.reports.outcomes.formats import Look
from tracker.reports.readiness.reading import assessment_of


def render(document: Mapping[str, Any], look: Look) -> Iterator[str]:
    """A test case for each outcome that decides."""
    return junit.render(assessment_of(document), look)
