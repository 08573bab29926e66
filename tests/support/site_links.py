"""The links of a built site, followed as a browser resolves them."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from lxml import html


def references(folder: Path, page: Path) -> Iterator[str]:
    """What a page links to or loads, as paths from the root of the site with their fragments."""
    tree = html.document_fromstring(page.read_bytes())
    here = str(page.relative_to(folder))
    for element in tree.iter():
        for name in ("href", "src", "action"):
            target = element.get(name)
            if target and not re.match(r"[a-z]+:|#$", target):
                yield urljoin(f"/{here}", target)[1:]


def broken_links(folder: Path) -> set[tuple[str, str]]:
    """Every link of a page of the site to a file or a place that is not there, with the page."""
    pages = {str(path.relative_to(folder)): path for path in folder.rglob("*.html")}
    anchors = {name: set(re.findall(r'\bid="([^"]+)"', path.read_text())) for name, path in pages.items()}
    broken = set()
    for name, path in pages.items():
        for reference in references(folder, path):
            address, fragment = urldefrag(reference)
            target = address.partition("?")[0]
            if not (folder / target).is_file() or (fragment and target in anchors and fragment not in anchors[target]):
                broken.add((name, reference))
    return broken
