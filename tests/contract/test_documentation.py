"""The documentation holds together: links lead somewhere, every page can be reached, every rule is listed."""

import re
from pathlib import Path

import pytest

from tracker.rules import catalogue

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs" / "manual"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def links(page: Path) -> set[Path]:
    """Where the relative links of a page lead; what stands in code is no link."""
    return {(page.parent / target).resolve() for target in _LINK.findall(_CODE.sub("", page.read_text()))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [str(target) for target in links(page) if not target.exists()] == []


def test_the_manual_lists_each_of_its_pages() -> None:
    pages = {*MANUAL.glob("*.md"), *(MANUAL / "commands").glob("*.md")} - {MANUAL / "README.md"}
    assert pages - links(MANUAL / "README.md") == set()


def test_the_index_of_rules_is_the_catalogue() -> None:
    """`scripts/list_rules` writes it anew."""
    index = (MANUAL / "rules" / "README.md").read_text()
    rows = re.findall(r"^\| \[(\w+)\]\(\1\.md\) \| (.+?) \| (.+?) \|$", index, re.MULTILINE)
    assert rows == [(rule.code, rule.title, rule.severity.label) for rule in catalogue.RULES]
