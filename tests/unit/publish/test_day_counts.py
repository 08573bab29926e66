"""Days counted in little room."""

import pickle
from collections import Counter
from datetime import date

from tracker.publish.day_counts import DayCounts

DAYS = [date(2017, 9, 3), date(1, 1, 1), date(2017, 9, 3), date(9999, 12, 31), date(2016, 8, 11), date(2017, 9, 3)]


def test_every_day_has_as_many_as_were_met() -> None:
    assert dict(DayCounts(DAYS).items()) == Counter(DAYS)


def test_the_order_is_that_of_the_first_meeting() -> None:
    assert [day for day, _ in DayCounts(DAYS).items()] == list(dict.fromkeys(DAYS))


def test_it_goes_from_process_to_process_in_little_room() -> None:
    many = DayCounts(date.fromordinal(700_000 + number) for number in range(1000))
    packet = pickle.dumps(many, pickle.HIGHEST_PROTOCOL)
    assert len(packet) < 8_300
    assert list(pickle.loads(packet).items()) == list(many.items())
