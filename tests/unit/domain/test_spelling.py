"""Names that are one slip of the pen apart."""

import pytest

from tracker.domain.spelling import is_one_edit_away


@pytest.mark.parametrize(
    "slip", ["cert-manger", "cert-maanager", "cert-manaper", "cert-maanger", "cert-manage", "xcert-manager"]
)
def test_one_letter_is_a_slip(slip: str) -> None:
    assert is_one_edit_away(slip, "cert-manager")
    assert is_one_edit_away("cert-manager", slip)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("cert-manager", "cert-manager"),
        ("cert-mangr", "cert-manager"),
        ("kafka-1", "kafka-2"),
        ("kafka", "kafka2"),
        ("nats", "nat"),
        ("velero", "vector"),
        ("trivy", "falco"),
    ],
)
def test_others_are_other_names(name: str, other: str) -> None:
    assert not is_one_edit_away(name, other)
