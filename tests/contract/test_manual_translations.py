"""Every rule has its page in every language of the site, made from the English page as it is now."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from scripts import manual, messages
from tracker.rules.catalogue import RULES

_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"\]\(([^)\s]+)\)|<(https?://[^>]+)>")
_ALIKE = {"code blocks": _FENCED, "code": _CODE}
PAIRS = [
    pytest.param(language, manual.PAGES / f"{rule.code}.md", manual.PAGES / language / f"{rule.code}.md", id=rule.code)
    for language in manual.OTHERS
    for rule in RULES
]


def test_none_is_missing_or_stale() -> None:
    """Translate it, then name it: `scripts/manual.py CODE`."""
    assert list(manual.untranslated()) == []


def test_a_page_that_changes_makes_its_translations_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for rule in RULES:
        (tmp_path / f"{rule.code}.md").write_text(f"# {rule.code}\n")
        for language in manual.OTHERS:
            (tmp_path / language).mkdir(exist_ok=True)
            (tmp_path / language / f"{rule.code}.md").write_text(f"# {rule.code}\n")
    monkeypatch.setattr(manual, "PAGES", tmp_path)
    assert manual.main([rule.code for rule in RULES]) == 0
    (tmp_path / "SUP001.md").write_text("# SUP001\n\nAnother text.\n")
    (tmp_path / "ko" / "SUP002.md").unlink()
    assert list(manual.untranslated()) == [
        "ko/SUP001.md was translated from another SUP001.md",
        "ko/SUP002.md is missing",
    ]
    assert manual.main(["SUP001"]) == 1, "SUP002 is still missing"
    assert list(manual.untranslated()) == ["ko/SUP002.md is missing"]
    assert (tmp_path / "ko" / "SUP001.md").read_text().count("translated from") == 1


def test_no_rule_is_translated_that_is_not_there() -> None:
    codes = {rule.code for rule in RULES}
    for language in manual.OTHERS:
        assert {path.stem for path in (manual.PAGES / language).glob("*.md")} == codes


@pytest.mark.parametrize(("language", "english", "translated"), PAIRS)
class TestPages:
    def test_code_stays_as_it_is(self, language: str, english: Path, translated: Path) -> None:
        for what, pattern in _ALIKE.items():
            ours, theirs = (sorted(pattern.findall(page.read_text())) for page in (english, translated))
            assert set(ours) == set(theirs), what

    def test_links_lead_to_the_same_places(self, language: str, english: Path, translated: Path) -> None:
        assert set(_targets(translated, english.parent)) == set(_targets(english, english.parent))

    def test_it_has_the_same_parts(self, language: str, english: Path, translated: Path) -> None:
        def shape(page: Path) -> list[int]:
            return [len(part.split("\n\n")) for part in _FENCED.sub("", page.read_text()).split("\n## ")[1:]]

        assert shape(translated) == shape(english)

    def test_it_is_called_what_the_catalogue_calls_it(self, language: str, english: Path, translated: Path) -> None:
        title = english.read_text().splitlines()[0].partition(": ")[2]
        with (messages.LOCALE / language / "LC_MESSAGES" / "rules.po").open("rb") as file:
            message = read_po(file).get(title)
        assert message is not None
        assert translated.read_text().splitlines()[2] == f"# {english.stem}: {message.string}"


def _targets(page: Path, folder: Path) -> list[str]:
    """Where the links of a page lead; pages of other rules by their codes, whatever the language."""
    found = []
    for relative, absolute in _LINK.findall(page.read_text()):
        rule = folder / Path(relative).name
        found.append(absolute or (rule.stem if rule.exists() else str((page.parent / relative).resolve())))
    return found
