"""Columns of a terminal: Latin one, Hangul and emoji two, combining marks none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.text_width import fold, pad, shorten, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [("kubernetes", 10), ("도입", 4), ("백업 job", 8), ("🚀", 2), ("é", 1), ("", 0), ("⚠️", 1)],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_pads_by_columns_and_not_by_characters() -> None:
    assert pad("도입", 6) + "|" == "도입  |"
    assert pad("7", 3, right=True) == "  7"


def test_folds_at_spaces_and_within_words_that_are_too_long() -> None:
    assert list(fold("kube-aws and kubernetes", 12)) == ["kube-aws and", "kubernetes"]
    assert list(fold("쿠버네티스업그레이드", 8)) == ["쿠버네티", "스업그레", "이드"]
    assert list(fold("", 5)) == [""]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])), st.integers(2, 40))
def test_folding_loses_nothing_but_spaces_and_keeps_to_the_width(text: str, columns: int) -> None:
    lines = list(fold(text, columns))
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_shortens_to_the_first_line() -> None:
    assert shorten("two\nlines", 20) == "two…"
    assert shorten("운영환경에 도입했다", 9) == "운영환경…"
