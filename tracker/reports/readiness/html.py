"""A report as one HTML file that needs nothing else: no script, no font, no address to fetch from.

Everything from events and manifests is escaped by the template; the styles are inline, and a policy in the page forbids
all else.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.reports.outcomes.formats import Look
from tracker.reports.readiness.story import tell

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_QUOTED = re.compile(r"`([^`]+)`")
_FOLDER = Path(__file__).parent / "templates"


def render(document: Mapping[str, Any], look: Look) -> Iterator[str]:
    """The page."""
    styles = (_FOLDER / "report.css").read_text(encoding="utf-8")
    yield from _template().generate(report=tell(document), document=document, styles=styles)
    yield "\n"


@cache
def _template() -> "Template":
    # Imported here: it takes 45 ms, and only this format needs it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["link"] = _safe
    environment.filters["prose"] = _prose
    return environment.get_template("report.html.j2")


def _prose(text: str) -> "Markup":
    """The text, escaped, with what stands between backticks as code."""
    from markupsafe import Markup, escape

    return Markup(_QUOTED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704  escaped right here


def _safe(url: str) -> str:
    """The address if a reader may follow it; nothing for a ``javascript:`` in a document of somebody else's."""
    return url if url.startswith(("https://", "http://")) else ""
