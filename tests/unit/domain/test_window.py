"""Windows include both of their ends."""

from datetime import date

from tracker.domain.window import Window

MARCH = Window(date(2017, 3, 1), date(2017, 3, 31))
TODAY = date(2017, 4, 10)


def test_both_ends_belong_to_it() -> None:
    assert date(2017, 3, 1) in MARCH
    assert date(2017, 3, 31) in MARCH
    assert date(2017, 4, 1) not in MARCH
    assert MARCH.days(TODAY) == 31


def test_an_open_window_lasts_until_today() -> None:
    assert Window(date(2017, 4, 10)).days(TODAY) == 1
    assert date(2099, 1, 1) in Window(date(2017, 4, 10))


def test_windows_that_share_a_day_overlap() -> None:
    assert MARCH.overlaps(Window(date(2017, 3, 31)))
    assert not MARCH.overlaps(Window(date(2017, 4, 1)))
