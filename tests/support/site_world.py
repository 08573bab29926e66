"""A small world: the Kubernetes minors 1.2 to 1.9 with their dates, a few patch releases, one provider."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.knowledge.kubernetes import DistributorBuild, EndOfLifeBasis, KubernetesMinor, PatchRelease
from tracker.domain.knowledge.providers import Provider, ProviderSupport
from tracker.domain.version import Minor, Version, parse_version

_READ_ON = date(2026, 8, 22)

_MINORS = """\
1.9 2017-12-15 2018-09-29 1.9.11
1.8 2017-09-28 2018-07-12 1.8.15
1.7 2017-06-30 2018-04-04 1.7.16
1.6 2017-03-28 2017-11-23 1.6.13
1.5 2016-12-12 2017-10-01 1.5.8
1.4 2016-09-26 2017-04-21 1.4.12
1.3 2016-07-01 2016-11-01 1.3.10
1.2 2016-03-16 2016-10-23 1.2.7
"""

_PATCHES = """\
1.8.5 2017-12-07
1.8.4 2017-11-20
1.7.11 2017-11-24
1.7.4 2017-08-17
"""


def _version(text: str) -> Version:
    version = parse_version(text)
    assert isinstance(version, Version)
    return version


def _minor(line: str) -> KubernetesMinor:
    minor, released, ended, final = line.split()
    return KubernetesMinor(
        minor=Minor.parse(minor),
        first_release=_version(f"{minor}.0"),
        released_on=date.fromisoformat(released),
        planned_for=None,
        maintenance_from=None,
        end_of_life=date.fromisoformat(ended),
        end_of_life_basis=EndOfLifeBasis.FINAL_PATCH,
        final_patch=_version(final),
        source="sample",
        retrieved_on=_READ_ON,
    )


class SmallWorld:
    """Answers as a reference edition would, from the tables above."""

    edition = "sample.1"
    as_of = _READ_ON

    def minors(self) -> Sequence[KubernetesMinor]:
        return [_minor(line) for line in _MINORS.splitlines()]

    def minor(self, minor: Minor) -> KubernetesMinor | None:
        return next((row for row in self.minors() if row.minor == minor), None)

    def released_minors(self, on: date) -> Sequence[KubernetesMinor]:
        return [row for row in self.minors() if row.is_released(on)]

    def latest_minor(self, on: date) -> KubernetesMinor | None:
        return next(iter(self.released_minors(on)), None)

    def patches(self, minor: Minor) -> Sequence[PatchRelease]:
        rows = (line.split() for line in _PATCHES.splitlines())
        releases = (
            PatchRelease(
                version=_version(version),
                released_on=date.fromisoformat(day),
                source="sample",
                retrieved_on=_READ_ON,
            )
            for version, day in rows
        )
        return [release for release in releases if release.version.minor == minor]

    def patch(self, version: Version) -> PatchRelease | None:
        return next((row for row in self.patches(version.minor) if row.version == version), None)

    def latest_patch(self, minor: Minor, on: date) -> PatchRelease | None:
        return next((row for row in self.patches(minor) if row.released_on <= on), None)

    def builds(self, version: Version) -> Sequence[DistributorBuild]:
        return ()

    def providers(self) -> Sequence[Provider]:
        return ()

    def provider(self, name: str) -> Provider | None:
        return None

    def support(self, provider: str, minor: Minor) -> ProviderSupport | None:
        return None

    def support_of(self, provider: str, version: str) -> ProviderSupport | None:
        return None

    def supports(self, provider: str) -> Sequence[ProviderSupport]:
        return ()
