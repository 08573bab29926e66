"""The bar fits its terminal, shows no more than that terminal can, and is gone in the end."""

import io
import os

import pytest

from tracker.cli.progress_bar import progress_bar


class Terminal(io.TextIOWrapper):
    """A terminal of a width, in an encoding."""

    def __init__(self, columns: int = 80, encoding: str = "utf-8") -> None:
        self.columns = columns
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return -self.columns

    @property
    def drawn(self) -> list[str]:
        """What the line showed, one after the other, from its first to its last state."""
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding).split("\r\x1b[K")


@pytest.fixture(autouse=True)
def _each_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("tracker.cli.progress_bar._EVERY", 0)
    monkeypatch.setattr(os, "get_terminal_size", lambda descriptor: os.terminal_size((-descriptor, 24)))


def test_grows_and_disappears() -> None:
    out = Terminal(200)
    with progress_bar(out) as show:
        for done in (0, 500, 1_000):
            show("pages", done, 1_000)
    assert out.drawn == ["", f"pages {30 * '░'}     0 of 1,000", f"pages {15 * '█'}{15 * '░'}   500 of 1,000", ""]


@pytest.mark.parametrize("columns", [2, 12, 20, 40, 80, 200])
@pytest.mark.parametrize("total", [3, 1_000_000])
def test_never_reaches_the_end_of_the_line(columns: int, total: int) -> None:
    """Also where a block takes two columns, as it may in a terminal that is set up for Korean."""
    out = Terminal(columns)
    with progress_bar(out) as show:
        show("clusters", total - 1, total)
        assert out.drawn[-1]
        assert sum(1 + (letter in "█░") for letter in out.drawn[-1]) < columns
    assert out.drawn[-1] == ""


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_leaves_an_empty_line_to_the_message_of_an_error(error: type[BaseException]) -> None:
    out = Terminal()

    def fail() -> None:
        with progress_bar(out) as show:
            show("pages", 1, 2)
            raise error

    with pytest.raises(error):
        fail()
    assert "1 of 2" in out.drawn[-2]
    assert out.drawn[-1] == ""


def test_is_drawn_in_letters_that_the_terminal_has() -> None:
    out = Terminal(encoding="ascii")
    with progress_bar(out) as show:
        show("pages", 1, 3)
    assert out.drawn[1] == f"pages {10 * '#'}{20 * '-'} 1 of 3"


def test_is_silent_in_a_pipe_and_where_a_line_cannot_be_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe, dumb = io.StringIO(), Terminal()
    with progress_bar(pipe) as show:
        show("pages", 1, 2)
    monkeypatch.setenv("TERM", "dumb")
    with progress_bar(dumb) as show:
        show("pages", 1, 2)
    assert pipe.getvalue() == ""
    assert dumb.drawn == [""]


def test_is_drawn_now_and_then_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.cli.progress_bar._EVERY", 3_600)
    monkeypatch.setattr("time.monotonic", lambda: 10_000)
    out = Terminal()
    with progress_bar(out) as show:
        for done in range(1, 100):
            show("pages", done, 100)
    assert len(out.drawn) == 3
