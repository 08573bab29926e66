"""How far a long piece of work is, in one line of a terminal that is gone when the work has ended, however it ended."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_WIDEST = 30
_EVERY = 0.05
"""Seconds between two drawings; more often only costs time."""
_USUAL_COLUMNS = 80
"""Of a terminal that does not say how wide it is."""
_CLEAR = "\r\x1b[K"


@contextmanager
def progress_bar(out: TextIO) -> Iterator[Callable[[str, int, int], None]]:
    """What to call with the name of the work, how much of it is done, and how much there is.

    Nothing is drawn but on a terminal that can go back in its line.
    """
    if not out.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _what, _done, _total: None
        return
    bar = _Bar(out)
    try:
        yield bar.show
    finally:
        # An error, or Ctrl-C, is told on an empty line.
        bar.clear()


class _Bar:
    """Draws ``pages ██████░░░░ 1,200 of 2,400`` over itself."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._drawn_at = 0.0
        self._is_drawn = False

    def show(self, what: str, done: int, total: int) -> None:
        """Draw how much is done; nothing is left on the line when all of it is."""
        if done >= total:
            self.clear()
            return
        now = time.monotonic()
        if now - self._drawn_at < _EVERY:
            return
        self._drawn_at = now
        self._is_drawn = True
        self._write(_CLEAR + _line(what, done, total, _columns(self._out), *_blocks(self._out)))

    def clear(self) -> None:
        """Empty the line."""
        if self._is_drawn:
            self._is_drawn = False
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def _line(what: str, done: int, total: int, columns: int, full: str, empty: str) -> str:
    count = f"{done:,}".rjust(len(f"{total:,}"))
    room = columns - 1 - len(f"{what}  {count} of {total:,}")
    # Terminals that are set up for Korean may draw a block two columns wide.
    width = max(0, min(_WIDEST, room // 2))
    filled = done * width // total
    return f"{what} {full * filled}{empty * (width - filled)} {count} of {total:,}"[: columns - 1]


def _columns(out: TextIO) -> int:
    """How wide the terminal is that `out` is, wherever stdout goes."""
    try:
        return os.get_terminal_size(out.fileno()).columns or _USUAL_COLUMNS
    except (OSError, ValueError):
        return _USUAL_COLUMNS


def _blocks(out: TextIO) -> tuple[str, str]:
    """What a bar is made of, done and to do."""
    try:
        "█░".encode(out.encoding or "ascii")
    except UnicodeEncodeError:
        return "#", "-"
    return "█", "░"
