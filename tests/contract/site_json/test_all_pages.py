"""Every page names the JSON file beside it, which is there; and the tests of this folder read every kind of page."""

import posixpath
import re

from tests.support.site_beside import Site
from tests.support.site_reading import read_page

COMPARED = re.compile(
    r"(index|timeline|components|config|incidents|warnings|reports|about)\.html"
    r"|timeline/\d{4}-\d\d(-\d\d(-\d+)?)?\.html"
    r"|clusters/[^/]+(/\d{4})?\.html"
    r"|(components|config|reports|rules)/[^/]+\.html"
)
"""The pages that a test of this folder compares with their files."""


def test_every_page_in_every_language_names_its_file(site: Site) -> None:
    for path in site.paths:
        for localized in (path, f"ko/{path}"):
            tree = read_page((site.folder / localized).read_text())
            named = tree.xpath("//link[@type='application/json']/@href | //footer//a[contains(@href, '.json')]/@href")
            beside = {posixpath.normpath(posixpath.join(posixpath.dirname(localized), each)) for each in named}
            assert (len(named), beside) == (2, {path.removesuffix(".html") + ".json"})
            assert isinstance(site.page(path).said, dict)


def test_every_page_is_compared(site: Site) -> None:
    assert [path for path in site.paths if not COMPARED.fullmatch(path)] == []


def test_no_file_lies_beside_nothing(site: Site) -> None:
    files = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.json")}
    assert files - {path.removesuffix(".html") + ".json" for path in site.paths} == {".tracker-site.json"}
