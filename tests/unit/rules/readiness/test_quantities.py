"""Quantities and shares are read as Kubernetes reads them."""

from decimal import Decimal

import pytest

from tracker.rules.readiness.quantities import parse_quantity, parse_share


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("600m", "0.6"),
        ("1", "1"),
        (2, "2"),
        (0.5, "0.5"),
        ("1.5Gi", str(Decimal(3) * 2**29)),
        ("128974848", "128974848"),
        ("129e6", "129000000"),
        ("129M", "129000000"),
        ("100n", "1e-7"),
    ],
)
def test_reads_quantities_exactly(text: object, number: str) -> None:
    assert parse_quantity(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "much", "1.5 Gi", None, True, [], "{{ .Values.cpu }}"])
def test_anything_else_is_none(text: object) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("value", "total", "share"),
    [
        (1, 3, 1),
        ("50%", 3, 2),
        ("0%", 3, 0),
        ("100%", 3, 3),
        ("34%", 3, 2),
        ("2", 3, 2),
        ("half", 3, None),
        (True, 3, None),
    ],
)
def test_percentages_are_rounded_up(value: object, total: int, share: int | None) -> None:
    assert parse_share(value, total) == share
