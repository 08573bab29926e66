"""What rules say on the Korean pages of a real build."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.rules.catalogue import RULES

_SAID = ("message", "missing", "advice")


def _texts(document: Any) -> Iterator[str]:
    """Every text of a rule in a JSON document of the site, which is English."""
    if isinstance(document, dict):
        yield from (document[name] for name in _SAID if document.get(name))
        document = list(document.values())
    if isinstance(document, list):
        for each in document:
            yield from _texts(each)


@pytest.mark.parametrize("page", ["warnings", "clusters/prod", "clusters/stage"])
def test_no_english_sentence_of_a_rule_is_left(site_folder: Path, page: str) -> None:
    english = set(_texts(json.loads((site_folder / f"{page}.json").read_text())))
    assert english, "the page has nothing to say"
    korean, original = (_plain(site_folder / language / f"{page}.html") for language in ("ko", ""))
    assert [text for text in english if text.replace("`", "") in original], "the English page says none of it"
    assert not [text for text in english if text.replace("`", "") in korean]


@pytest.mark.parametrize("page", ["about", *(f"rules/{rule.code.lower()}" for rule in RULES)])
def test_titles_of_rules_are_korean(site_folder: Path, page: str) -> None:
    text = (site_folder / "ko" / f"{page}.html").read_text()
    assert not [rule.title for rule in RULES if rule.title in html.unescape(text)]


@pytest.mark.parametrize("code", [rule.code.lower() for rule in RULES])
def test_pages_of_rules_are_in_the_language_of_the_page(site_folder: Path, code: str) -> None:
    for language, heading, other in (("en", "What to do", "해결 방법"), ("ko", "해결 방법", "What to do")):
        folder = site_folder if language == "en" else site_folder / language
        text = (folder / "rules" / f"{code}.html").read_text()
        assert f'<div class="prose manual" lang="{language}">' in text
        assert f"<strong>{heading}</strong>" in text
        assert other not in text


def _plain(page: Path) -> str:
    text = html.unescape(re.sub(r"<[^>]+>", "", page.read_text()))
    return re.sub(r"\s+", " ", text)
