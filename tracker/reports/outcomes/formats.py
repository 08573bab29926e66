"""The formats in which outcomes can be written: one module each, imported when it is asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from tracker.services.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader's terminal can do; machine formats ignore it."""

    width: int = 100
    """Columns."""
    is_coloured: bool = False


class Renderer(Protocol):
    """Writes an assessment as text."""

    def __call__(self, assessment: Assessment, look: Look) -> Iterator[str]:
        """The text in pieces that end with a line feed."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write outcomes."""

    name: str
    """What people type after ``--format``."""
    module: str
    summary: str

    def render(self, assessment: Assessment, look: Look | None = None) -> Iterator[str]:
        """The assessment as text, in pieces that end with a line feed."""
        renderer: Renderer = import_module(self.module).render
        return renderer(assessment, look or Look())


FORMATS: Mapping[str, Format] = {
    format_.name: format_
    for format_ in (
        Format("table", "tracker.reports.outcomes.table", "for people at a terminal"),
        Format("json", "tracker.reports.outcomes.json_document", "for programs; has a published schema"),
        Format("markdown", "tracker.reports.outcomes.markdown", "for a comment on a pull request"),
        Format("sarif", "tracker.reports.outcomes.sarif", "SARIF 2.1.0, for code scanning"),
        Format("junit", "tracker.reports.outcomes.junit", "JUnit XML, for the test report of a pipeline"),
        Format("prometheus", "tracker.reports.outcomes.prometheus", "gauges, for a node exporter's textfile collector"),
    )
}
"""By name, in the order in which help lists them."""
