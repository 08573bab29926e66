"""The formats of a readiness report: one module each, imported when it is asked for. All of them read the document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from tracker.reports.outcomes.formats import Look


class Renderer(Protocol):
    """Writes a report as text."""

    def __call__(self, document: Mapping[str, Any], look: Look) -> Iterator[str]:
        """The text in pieces that end with a line feed."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a report."""

    name: str
    """What people type after ``--format``."""
    module: str
    suffixes: tuple[str, ...]
    """Endings of file names for which it is meant when nobody names a format."""
    summary: str

    def render(self, document: Mapping[str, Any], look: Look | None = None) -> Iterator[str]:
        """The report as text, in pieces that end with a line feed."""
        renderer: Renderer = import_module(self.module).render
        return renderer(document, look or Look())


FORMATS: Mapping[str, Format] = {
    format_.name: format_
    for format_ in (
        Format("table", "tracker.reports.readiness.terminal", (".txt",), "for people at a terminal"),
        Format("markdown", "tracker.reports.readiness.markdown", (".md", ".markdown"), "for a pull request"),
        Format("html", "tracker.reports.readiness.html", (".html", ".htm"), "one file to read, print and sign"),
        Format("json", "tracker.reports.readiness.json_text", (".json",), "for programs; has a published schema"),
        Format("sarif", "tracker.reports.readiness.sarif", (".sarif",), "SARIF 2.1.0, for code scanning"),
        Format("junit", "tracker.reports.readiness.junit", (".xml",), "JUnit XML, for the test report of a pipeline"),
    )
}
"""By name, in the order in which help lists them."""


def format_for(file_name: str) -> str:
    """The format that the ending of a file's name asks for; the one for terminals when it asks for none."""
    lower = file_name.lower()
    return next((name for name, format_ in FORMATS.items() if lower.endswith(format_.suffixes)), "table")
