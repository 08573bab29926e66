"""Waiting for what another process or thread does: for as long as it takes, and never for ever."""

import time
from collections.abc import Callable

LONGEST = 60.0
"""Seconds. A busy machine is no failure; whatever takes longer has not happened."""


def wait_until(condition: Callable[[], object], seconds: float = LONGEST) -> bool:
    """Wait until something is so; whether it is."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
