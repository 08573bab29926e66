"""Which words of a kept report's values the public reads."""

import pytest

from tests.support.journal import a_cluster
from tracker.publish.public_reports import public_report


@pytest.mark.parametrize(
    "version",
    [
        "1.8",
        "v1.8.4",
        "0.9.6-rc.2",
        "1.8.4_coreos.0",
        "v1.24.17-gke.1",
        "v1.28.5+k3s1",
        "1.27.1+rke2r1",
    ],
)
def test_versions_are_told_with_the_counters_of_those_who_package_them(version: str) -> None:
    assert public_report({"current": version}, a_cluster(), ())["current"] == version


@pytest.mark.parametrize(
    "value",
    [
        "v1.29.3-eks-036c24b",  # which build somebody runs
        "1.8.4_acme.0",
        "1.8.4-acme",
        "1.8.4+k3sacme",
        "10.20.30.40",
        "123456789012",
    ],
)
def test_what_else_stands_behind_a_number_is_not(value: str) -> None:
    assert public_report({"current": value}, a_cluster(), ())["current"] == "[redacted]"
