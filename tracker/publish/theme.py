"""Where the site's sources are (templates, assets, message catalogues), and a fingerprint of all that shapes a page."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tracker import bundled


@dataclass(frozen=True)
class Theme:
    """The folders that a site is dressed from."""

    folder: Path

    @classmethod
    def bundled(cls) -> "Theme":
        """The one that comes with tracker."""
        return cls(bundled.path("site"))

    @property
    def templates(self) -> Path:
        """Where the templates are."""
        return self.folder / "templates"

    @cached_property
    def assets(self) -> dict[str, bytes]:
        """The content of every asset by its path on the site: ``assets/js/search.js``."""
        root = self.folder / "assets"
        return {f"assets/{path}": (root / path).read_bytes() for path in sorted(_files(root))}

    def fingerprint(self) -> str:
        """Changes when a template, a catalogue or the program does: from names, sizes and times, not from contents."""
        digest = hashlib.sha256()
        for root in (self.folder, Path(__file__).resolve().parent.parent):
            for path in sorted(_files(root)):
                status = (root / path).stat()
                digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
        return digest.hexdigest()


def asset_address(path: str, content: bytes) -> str:
    """The path with a mark of the content, so that a browser that cached an older one asks again."""
    return f"{path}?v={hashlib.sha256(content).hexdigest()[:10]}"


def _files(root: Path, below: str = "") -> Iterator[str]:
    """The paths of the files under a folder; what Python and editors leave there does not count."""
    with os.scandir(root / below) as entries:
        for entry in entries:
            if entry.name.startswith((".", "__pycache__")) or entry.name.endswith((".pyc", "~")):
                continue
            path = f"{below}{entry.name}"
            if entry.is_dir():
                yield from _files(root, f"{path}/")
            else:
                yield path
