"""What a terminal would obey is written out or masked; text stays as it is."""

import pytest

from tracker.domain.control_characters import MASK, masked, visible
from tracker.domain.event import Link, Subject, SubjectType
from tracker.domain.grammar.statement import Statement, Verb


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("가 é 🚀\ttab\nline\r\n", "가 é 🚀\ttab\nline\r\n"),
        ("a\x1b[31mred\x07", "a\\x1b[31mred\\x07"),
        ("\x9b2J\x7f\x00", "\\x9b2J\\x7f\\x00"),
        ("over\rwritten", "over\\x0dwritten"),
    ],
)
def test_control_characters_are_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_our_own_colours_may_stay_and_nothing_else() -> None:
    assert visible("\x1b[1mbold\x1b[0m \x1b[2J", keeps_colours=True) == "\x1b[1mbold\x1b[0m \\x1b[2J"


def test_values_are_masked_all_through() -> None:
    statement = Statement(Subject(SubjectType.COMPONENT, "a\x07"), Verb.IS, "1\x1b")
    assert masked((statement, Link("x", "https://a"))) == (
        Statement(Subject(SubjectType.COMPONENT, f"a{MASK}"), Verb.IS, f"1{MASK}"),
        Link("x", "https://a"),
    )
