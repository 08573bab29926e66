"""Labels on a line never overlap, whatever the width."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tracker.publish.charts.labels import NEVER, fitting, text_width

_GAP = 8
_places = st.lists(
    st.tuples(st.floats(0, 100, allow_nan=False), st.sampled_from(["1.7.4", "0.9.6-rc.2", "백업"]), st.booleans()),
    max_size=12,
)


@given(_places)
def test_what_is_shown_does_not_overlap(labels: list[tuple[float, str, bool]]) -> None:
    for size, width in enumerate((300, 620, 900)):
        spans = []
        for (x, text, ends_here), fit in zip(labels, fitting(labels), strict=True):
            if fit <= size:
                left = x / 100 * width - (text_width(text) if ends_here else 0)
                spans.append((left, left + text_width(text)))
        spans.sort()
        assert all(one[1] <= two[0] for one, two in pairwise(spans))


def test_the_first_of_two_rivals_stays() -> None:
    assert fitting([(10, "1.5.1", False), (10.5, "1.5.3", False)]) == [0, NEVER]


def test_a_wider_plot_shows_more() -> None:
    assert fitting([(10, "1.5.1", False), (17, "1.5.3", False)]) == [0, 1]


def test_a_label_keeps_off_a_wall() -> None:
    assert fitting([(10, "1.5.1", False)], walls=[12]) == [NEVER]
    assert fitting([(10, "1.5.1", False)], walls=[40]) == [0]


def test_a_syllable_takes_two_digits() -> None:
    assert text_width("백업") > text_width("12")
