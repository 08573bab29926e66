"""The sitemap (sitemaps.org): every page in every language. It needs absolute addresses, so a site without one has none."""

from collections.abc import Iterator, Sequence
from functools import partial
from xml.etree.ElementTree import Element

from tracker.publish import urls
from tracker.publish.feeds.xml import child, document
from tracker.publish.page import TextFile, fingerprint

_MOST_PAGES = 10_000
"""Pages in one file; the protocol allows 50,000 addresses, and each page has one in every language."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def files(base_url: str, paths: Sequence[str]) -> Iterator[TextFile]:
    """The sitemap of the pages at `paths`; in several files and an index of them when they are many."""
    if not base_url:
        return
    parts = [paths[start : start + _MOST_PAGES] for start in range(0, len(paths), _MOST_PAGES)]
    if len(parts) == 1:
        yield TextFile("sitemap.xml", fingerprint(base_url, parts[0]), partial(_sitemap, base_url, parts[0]))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield TextFile(name, fingerprint(base_url, part), partial(_sitemap, base_url, part))
    yield TextFile("sitemap.xml", fingerprint(base_url, names), partial(_index, base_url, names))


def _sitemap(base_url: str, paths: Sequence[str]) -> str:
    root = Element("urlset", {"xmlns": _NAMESPACE, "xmlns:xhtml": _XHTML})
    for path in paths:
        for language in urls.LANGUAGES:
            entry = child(root, "url")
            child(entry, "loc", base_url + urls.localized(path, language))
            for other in urls.LANGUAGES:
                address = base_url + urls.localized(path, other)
                child(entry, "xhtml:link", rel="alternate", hreflang=other, href=address)
    return document(root)


def _index(base_url: str, names: Sequence[str]) -> str:
    root = Element("sitemapindex", {"xmlns": _NAMESPACE})
    for name in names:
        child(child(root, "sitemap"), "loc", base_url + name)
    return document(root)
