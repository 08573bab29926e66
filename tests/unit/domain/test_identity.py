"""Identifiers sort by the time of their making."""

import uuid
from datetime import UTC, datetime, timedelta

from tracker.domain.identity import IdentifierSource

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def test_is_a_uuid_of_version_7_that_carries_its_millisecond() -> None:
    made = uuid.UUID(IdentifierSource().next(NOW))
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == int(NOW.timestamp() * 1000)


def test_thousands_made_in_one_millisecond_keep_their_order() -> None:
    source = IdentifierSource()
    made = [source.next(NOW) for _ in range(10_000)]
    assert made == sorted(set(made))


def test_a_clock_that_steps_back_does_not_break_the_order() -> None:
    source = IdentifierSource()
    assert source.next(NOW) < source.next(NOW - timedelta(hours=1))
