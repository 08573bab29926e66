"""Labels on a line never overlap, whatever the width."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tracker.publish.charts.labels import NEVER, Anchor, fitting, text_width

_SHARES = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}
_places = st.lists(
    st.tuples(
        st.floats(0, 100, allow_nan=False), st.sampled_from(["1.7.4", "0.9.6-rc.2", "백업"]), st.sampled_from(Anchor)
    ),
    max_size=12,
)


@given(_places)
def test_what_is_shown_does_not_overlap(labels: list[tuple[float, str, Anchor]]) -> None:
    for size, width in enumerate((300, 620, 900)):
        spans = []
        for (x, text, anchor), fit in zip(labels, fitting(labels), strict=True):
            if fit <= size:
                left = x / 100 * width - text_width(text) * _SHARES[anchor]
                spans.append((left, left + text_width(text)))
        spans.sort()
        assert all(one[1] <= two[0] for one, two in pairwise(spans))


def test_the_first_of_two_rivals_stays() -> None:
    assert fitting([(10, "1.5.1", Anchor.START), (10.5, "1.5.3", Anchor.START)]) == [0, NEVER]


def test_a_wider_plot_shows_more() -> None:
    assert fitting([(10, "1.5.1", Anchor.START), (17, "1.5.3", Anchor.START)]) == [0, 1]


def test_a_label_keeps_off_a_wall() -> None:
    assert fitting([(10, "1.5.1", Anchor.START)], walls=[12]) == [NEVER]
    assert fitting([(10, "1.5.1", Anchor.START)], walls=[40]) == [0]


def test_a_label_covers_no_mark_but_stands_beside_its_own() -> None:
    label = (10, "1.5.1", Anchor.START)
    assert fitting([label], marks=[10], away=9) == [0]
    assert fitting([label], marks=[10, 40], away=9) == [0]
    assert fitting([label], marks=[10, 12], away=9) == [NEVER]
    assert fitting([label], marks=[10, 20], away=9) == [1]


def test_a_syllable_takes_two_digits() -> None:
    assert text_width("백업") > text_width("12")
