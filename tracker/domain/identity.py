"""Identifiers that sort by the time of their making: UUIDv7 (RFC 9562), strictly increasing within a process."""

import os
import threading
from datetime import UTC, datetime

SHORT = 8
"""How many digits of an identifier people see: its end, because those that were made together begin alike."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class IdentifierSource:
    """Makes UUIDv7 texts; two made by the same source never compare equal or out of order.

    The 12 bits behind the millisecond count within it (RFC 9562, method 1); when they run out, or the clock steps
    back, the millisecond of the last identifier is carried on.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0
        self._now, self._stamp = _EPOCH, 0

    def next(self, now: datetime) -> str:
        """A new identifier made at `now` (an aware instant)."""
        with self._lock:
            if now is not self._now:
                self._now, self._stamp = now, int((now - _EPOCH).total_seconds() * 1000) << 12
            self._last = max(self._stamp, self._last + 1)
            stamp, counter = self._last >> 12, self._last & 0xFFF
        tail = int.from_bytes(os.urandom(8), "big") & (2**62 - 1) | 2**63
        digits = f"{stamp:012x}7{counter:03x}{tail:016x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def short_id(identifier: str) -> str:
    """The part of an identifier that people see, and may type."""
    return identifier[-SHORT:]
