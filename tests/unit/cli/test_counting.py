"""Counting shows on a terminal, is silent elsewhere, and hands on what it counts."""

from io import StringIO

from tracker.cli.counting import counted


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_counts_on_a_terminal_and_leaves_its_line_empty() -> None:
    out = _Terminal()
    assert list(counted(range(2_500), out)) == list(range(2_500))
    assert out.getvalue() == "1,000 entries read\r2,000 entries read\r\x1b[K"


def test_batches_count_by_their_entries() -> None:
    out = _Terminal()
    assert list(counted(["a" * 1_500, "b"], out, len)) == ["a" * 1_500, "b"]
    assert out.getvalue() == "1,500 entries read\r\x1b[K"


def test_is_silent_in_a_pipe_and_for_what_is_over_at_once() -> None:
    pipe, terminal = StringIO(), _Terminal()
    assert len([*counted(range(5_000), pipe), *counted(range(10), terminal)]) == 5_010
    assert pipe.getvalue() == terminal.getvalue() == ""
