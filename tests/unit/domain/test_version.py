"""Versions are read as the world prints them, and ordered by semver on the upstream part."""

import pytest

from tracker.domain.errors import InvalidDataError
from tracker.domain.version import Minor, OpaqueVersion, Version, parse_version


def version(text: str) -> Version:
    parsed = parse_version(text)
    assert isinstance(parsed, Version)
    return parsed


@pytest.mark.parametrize(
    ("text", "minor", "patch", "prerelease", "suffix"),
    [
        ("v1.29.3", Minor(1, 29), 3, "", ""),
        ("1.29", Minor(1, 29), None, "", ""),
        ("1.29+", Minor(1, 29), None, "", "+"),
        ("v1.29.3-eks-036c24b", Minor(1, 29), 3, "", "-eks-036c24b"),
        ("v1.24.17-gke.1", Minor(1, 24), 17, "", "-gke.1"),
        ("v1.28.5+k3s1", Minor(1, 28), 5, "", "+k3s1"),
        ("1.27.1+rke2r1", Minor(1, 27), 1, "", "+rke2r1"),
        ("v1.3.4_coreos.0", Minor(1, 3), 4, "", "_coreos.0"),
        ("0.9.6-rc.2", Minor(0, 9), 6, "rc.2", ""),
        ("v1.30.0-alpha.3", Minor(1, 30), 0, "alpha.3", ""),
        ("v1.28.0-rc.1+k3s1", Minor(1, 28), 0, "rc.1", "+k3s1"),
    ],
)
def test_reads_what_the_world_prints(text: str, minor: Minor, patch: int | None, prerelease: str, suffix: str) -> None:
    assert version(text) == Version(minor, patch, prerelease, suffix)


@pytest.mark.parametrize(
    "text", ["2024-06", "0.10.0.1", "9fceb02", "latest", "v1", "18", "20.04", "1.2.3-rc.01", "1.2.3-rc..1", "1.2.3 4"]
)
def test_keeps_what_is_no_version_as_a_label(text: str) -> None:
    assert parse_version(text) == OpaqueVersion(text)


def test_refuses_an_empty_text() -> None:
    with pytest.raises(InvalidDataError, match="write it like"):
        parse_version("  ")


def test_a_label_has_no_order() -> None:
    with pytest.raises(TypeError):
        assert version("1.2.3") < OpaqueVersion("latest")


@pytest.mark.parametrize(
    "ascending",
    [
        ["0.9.6-rc.2", "0.9.6-rc.10", "0.9.6", "0.9.7-alpha.1", "0.9.7"],
        ["1.9.0", "1.10", "1.10.0-beta.1", "1.10.0", "1.10.1"],
        ["1.28.5", "1.28.5+k3s1", "1.28.5+k3s2", "1.28.6"],
    ],
)
def test_orders_like_semver(ascending: list[str]) -> None:
    versions = [version(text) for text in ascending]
    descending = list(reversed(versions))
    assert sorted(descending) == versions


def test_a_provider_suffix_is_no_prerelease() -> None:
    assert version("v1.29.3-eks-036c24b").same_upstream(version("1.29.3"))


def test_counts_the_minors_between_two_versions() -> None:
    assert version("1.28.9").behind(version("1.31.0")) == 3
    assert version("1.31.0").behind(Minor(1, 30)) == -1


def test_the_distance_across_majors_is_not_defined() -> None:
    with pytest.raises(InvalidDataError, match="major"):
        Minor(1, 31).behind(Minor(2, 0))


def test_the_first_minor_has_none_before_it() -> None:
    assert Minor(1, 0).previous() is None
    assert Minor(1, 9).next() == Minor(1, 10)
