"""How far a long piece of work is, in one line of a terminal that disappears when it is done."""

import shutil
import time
from typing import TextIO

_WIDTH = 30
_EVERY = 0.05
"""Seconds between two drawings; more often only costs time."""


class ProgressBar:
    """Draws ``pages ██████░░░░ 1,200 of 2,400`` over itself."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._drawn_at = 0.0

    def show(self, what: str, done: int, total: int) -> None:
        """Draw how much is done; nothing is left on the line when all of it is."""
        now = time.monotonic()
        if done < total and now - self._drawn_at < _EVERY:
            return
        self._drawn_at = now
        self._out.write("\r\x1b[K" if done >= total else f"\r\x1b[K{_line(what, done, total)}")
        self._out.flush()


def _line(what: str, done: int, total: int) -> str:
    filled = done * _WIDTH // total
    bar = "█" * filled + "░" * (_WIDTH - filled)
    return f"{what} {bar} {done:,} of {total:,}"[: shutil.get_terminal_size().columns - 1]
