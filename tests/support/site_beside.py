"""The pages of a built site, each with the JSON file beside it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.site_reading import Element, read_page


@dataclass(frozen=True, slots=True)
class Page:
    """A page in English and the file beside it."""

    path: str
    tree: Element
    said: Any
    """What the JSON file says."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site."""

    name: str
    folder: Path
    _read: dict[str, Any] = field(default_factory=dict)

    @property
    def paths(self) -> list[str]:
        """Of all pages in English, in order."""
        pages = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return sorted(path for path in pages if not path.startswith("ko/"))

    def pages(self, pattern: str) -> Iterator[Page]:
        """The pages whose paths have a form, a regular expression; there is one at least."""
        found = [path for path in self.paths if re.fullmatch(pattern, path)]
        assert found, f"the site {self.name} has no {pattern}"
        return map(self.page, found)

    def page(self, path: str) -> Page:
        """A page."""
        return Page(path, read_page((self.folder / path).read_text()), self.said(path.removesuffix(".html") + ".json"))

    def said(self, path: str) -> Any:
        """What a JSON file says."""
        if path not in self._read:
            self._read[path] = json.loads((self.folder / path).read_text())
        return self._read[path]
