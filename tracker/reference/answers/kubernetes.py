"""What upstream released."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from tracker.reference.answers.base import Answers
from tracker.reference.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.domain.knowledge.kubernetes import DistributorBuild, KubernetesMinor, PatchRelease
    from tracker.domain.version import Minor, Version
    from tracker.reference.tables import Row, Tables

_MINORS, _PATCHES, _BUILDS = "releases/kubernetes-minors", "releases/kubernetes-patches", "releases/kubernetes-builds"


class KubernetesAnswers(Answers):
    """Minors, patch releases and builds; patch releases are read minor by minor."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._patches: dict[Minor, tuple[PatchRelease, ...]] = {}

    def minors(self) -> Sequence[KubernetesMinor]:
        """Every minor, planned ones included, newest first."""
        return self._minors

    def minor(self, minor: Minor) -> KubernetesMinor | None:
        """The facts about one minor."""
        return self._minor_by_number.get(minor)

    def released_minors(self, on: date) -> Sequence[KubernetesMinor]:
        """The minors that were out on a day."""
        return tuple(each for each in self._minors if each.is_released(on))

    def latest_minor(self, on: date) -> KubernetesMinor | None:
        """The highest minor that was out on a day."""
        return next((each for each in self._minors if each.is_released(on)), None)

    def patches(self, minor: Minor) -> Sequence[PatchRelease]:
        """Every patch release of a minor, highest number first."""
        if minor not in self._patches:
            from tracker.reference.readers import releases

            rows = self._patch_rows.get(str(minor), ())
            read = (releases.patch_release(Fields(_PATCHES, row)) for row in rows)
            self._patches[minor] = tuple(sorted(read, key=lambda each: each.version, reverse=True))
        return self._patches[minor]

    def patch(self, version: Version) -> PatchRelease | None:
        """The release with the upstream part of `version`."""
        if version.prerelease or version.patch is None:
            return None
        return next((each for each in self.patches(version.minor) if each.version.patch == version.patch), None)

    def latest_patch(self, minor: Minor, on: date) -> PatchRelease | None:
        """The highest public patch number of a minor that was out on a day."""
        return next((each for each in self.patches(minor) if each.public and each.released_on <= on), None)

    def builds(self, version: Version) -> Sequence[DistributorBuild]:
        """Distributors' builds of the upstream part of `version`."""
        return self._builds.get(version.upstream, ())

    @cached_property
    def _minors(self) -> tuple[KubernetesMinor, ...]:
        from tracker.reference.readers import releases

        read = (releases.kubernetes_minor(Fields(_MINORS, row)) for row in self.tables.rows(_MINORS))
        return tuple(sorted(read, key=lambda each: each.minor, reverse=True))

    @cached_property
    def _minor_by_number(self) -> dict[Minor, KubernetesMinor]:
        return {each.minor: each for each in self._minors}

    @cached_property
    def _patch_rows(self) -> dict[str, list[Row]]:
        grouped: dict[str, list[Row]] = defaultdict(list)
        for row in self.tables.rows(_PATCHES):
            grouped[str(row.get("version", "")).rpartition(".")[0]].append(row)
        return grouped

    @cached_property
    def _builds(self) -> dict[Version, tuple[DistributorBuild, ...]]:
        from tracker.reference.readers import releases

        grouped: dict[Version, list[DistributorBuild]] = defaultdict(list)
        for row in self.tables.rows(_BUILDS):
            build = releases.distributor_build(Fields(_BUILDS, row))
            grouped[build.version.upstream].append(build)
        return {version: tuple(builds) for version, builds in grouped.items()}
