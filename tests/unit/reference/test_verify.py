"""Each kind of contradiction is found, and a whole edition has none."""

from typing import Any

import pytest

from tests.support.reference_tables import APIS, MINORS, PATCHES, SOURCED, Rows, small_tables
from tracker.reference.verify import verify


def _problems(**replaced: Rows) -> list[str]:
    return [f"{each.row}: {each.text}" for each in verify(small_tables(**replaced))]


def _with(rows: Rows, place: int, **fields: Any) -> Rows:
    return [{**row, **fields} if number == place else row for number, row in enumerate(rows)]


def _without(rows: Rows, place: int) -> Rows:
    return [row for number, row in enumerate(rows) if number != place]


def test_a_whole_edition_has_no_problem() -> None:
    assert _problems() == []


def test_a_row_that_cannot_be_read_is_reported_alone() -> None:
    problems = _problems(releases_kubernetes_minors=_with(MINORS, 1, released_on="soon"))
    assert len(problems) == 1
    assert "bad released_on, 'soon'" in problems[0]


def test_an_unknown_field_is_reported() -> None:
    assert any("no field 'eol'" in each for each in _problems(releases_kubernetes_minors=_with(MINORS, 1, eol="x")))


def test_a_row_listed_twice_is_reported() -> None:
    assert "1.2.1: is listed twice" in _problems(releases_kubernetes_patches=[*PATCHES, PATCHES[0]])


class TestReleases:
    @pytest.mark.parametrize(
        ("place", "fields", "expected"),
        [
            (1, {"released_on": "2029-01-01"}, "1.2: released_on 2029-01-01 is before release of 1.1 2029-05-01"),
            (2, {"end_of_life": "2030-02-01"}, "1.1: end_of_life 2030-02-01 is before maintenance_from 2030-03-01"),
            (2, {"promised_end_of_life": "2029-01-01"}, "1.1: promised_end_of_life 2029-01-01 is before"),
            (2, {"end_of_life_basis": None}, "1.1: has an end of life without a basis"),
            (2, {"final_patch": "1.1.9"}, "1.1: final patch 1.1.9, but 1.1.3 is listed"),
            (2, {"skipped_patches": []}, "1.1.3: patch 2 is missing before it and not listed as skipped"),
            (1, {"first_release": "1.2.1"}, "1.2: began with 1.2.1"),
            (0, {"planned_for": None}, "1.3: is neither released nor planned"),
        ],
    )
    def test_contradicting_days_and_numbers(self, place: int, fields: dict[str, Any], expected: str) -> None:
        assert any(
            each.startswith(expected) for each in _problems(releases_kubernetes_minors=_with(MINORS, place, **fields))
        )

    def test_a_missing_minor(self) -> None:
        expected = "1.2: follows 1.0: a minor is missing between them"
        assert expected in _problems(releases_kubernetes_minors=_without(MINORS, 2))

    def test_patches_that_run_backwards(self) -> None:
        problems = _problems(releases_kubernetes_patches=_with(PATCHES, 0, released_on="2030-01-01"))
        assert "1.2.1: released_on 2030-01-01 is before release of 1.2.0 2030-01-10" in problems

    def test_a_missing_patch_unless_the_row_says_so(self) -> None:
        newer = {"version": "1.2.4", "released_on": "2030-05-01", **SOURCED}
        assert _problems(releases_kubernetes_patches=[newer, *PATCHES]) == [
            "1.2.4: patch 2 is missing before it and not listed as skipped"
        ]
        assert _problems(releases_kubernetes_patches=[{**newer, "unlisted_before": 2}, *PATCHES]) == []

    def test_a_release_without_any_patch(self) -> None:
        assert "1.0: is released, but no release of it is listed" in _problems(
            releases_kubernetes_patches=_without(PATCHES, 5)
        )

    def test_something_read_before_it_happened(self) -> None:
        problems = _problems(releases_kubernetes_patches=_with(PATCHES, 0, retrieved_on="2030-01-01"))
        assert problems == ["1.2.1: was read on 2030-01-01, before its day 2030-02-20"]

    def test_phases_of_support_out_of_order(self) -> None:
        row = {"provider": "big-cloud", "version": "1.2", "minor": "1.2", "standard_until": "2031-05-01",
               "extended_until": "2031-04-01", **SOURCED}  # fmt: skip
        assert _problems(releases_provider_windows=[row]) == [
            "big-cloud 1.2: extended_until 2031-04-01 is before standard_until 2031-05-01"
        ]

    def test_a_window_of_nobody_or_of_nothing(self) -> None:
        rows = [{"provider": "nobody", "version": "1.2", **SOURCED},
                {"provider": "big-cloud", "version": "1.9", "minor": "1.9", **SOURCED}]  # fmt: skip
        assert _problems(releases_provider_windows=rows) == [
            "big-cloud 1.9: is about Kubernetes 1.9, which is not listed",
            "nobody: is no listed provider",
        ]

    def test_an_installer_that_ships_what_does_not_exist(self) -> None:
        row = {"version": "0.3.0", "date_basis": "tag", "kubernetes": "1.2.7_coreos.0", **SOURCED}
        assert _problems(releases_kube_aws=[row]) == ["0.3.0: ships Kubernetes 1.2.7_coreos.0, not listed"]


class TestPolicies:
    def test_two_limits_for_the_same_versions_and_day(self) -> None:
        limit = {"subject": "kubelet", "reference": "kube-apiserver", "max_ahead": 0, "formal": True, **SOURCED}
        rows = [{"id": "a", "max_behind": 2, "subject_from": "1.2", **limit},
                {"id": "b", "max_behind": 3, "subject_to": "1.2", **limit},
                {"id": "c", "max_behind": 3, "subject_to": "1.1", "in_force_until": "2020-01-01", **limit}]  # fmt: skip
        assert _problems(policies_version_skew=rows) == [
            "a: covers the same versions and days as b",
            "b: covers the same versions and days as c",
        ]

    def test_two_defaults_for_one_minor(self) -> None:
        default = {"name": "x", "component": "kubelet", "flag": "--x", **SOURCED}
        rows = [{"value": "1s", "applies_from": "1.2", **default}, {"value": "2s", "applies_to": "1.2", **default}]
        assert _problems(policies_settings=rows) == ["x 1s: covers the same minors as 2s"]


class TestApis:
    @pytest.mark.parametrize(
        ("place", "fields", "expected"),
        [
            (1, {"deprecated_in": "1.4"}, "deprecated in 1.4, after its removal in 1.3"),
            (1, {"introduced_in": "1.3"}, "removed in 1.3, but introduced in 1.3"),
            (1, {"removal_is_planned": False}, "removal in 1.3 is called done, the latest minor is 1.2"),
            (2, {"removal_is_planned": True}, "removal in 1.2 is called planned, the latest minor is 1.2"),
            (2, {"replacement_since": "1.3"}, "is replaced by shops.example/v1beta1 Shop of 1.3, after 1.2"),
            (
                1,
                {"replacement": {"group": "shops.example", "version": "v2", "kind": "Shop"}},
                "is replaced by shops.example/v2 Shop, which is not listed",
            ),
            (
                1,
                {"replacement": {"group": "shops.example", "version": "v1alpha1", "kind": "Shop"}},
                "its chain of replacements leads back to itself",
            ),
        ],
    )
    def test_lifecycles_that_cannot_be(self, place: int, fields: dict[str, Any], expected: str) -> None:
        assert any(expected in each for each in _problems(apis_kubernetes=_with(APIS, place, **fields)))


class TestComponentsAndChanges:
    def test_two_components_with_one_name(self) -> None:
        component = {"category": "shop", "has_matrix": False, **SOURCED}
        rows = [{"slug": "carts", "name": "Carts", **component},
                {"slug": "trolleys", "name": "Trolleys", "aliases": ["CARTS"], **component}]  # fmt: skip
        problems = _problems(components_index=rows)
        assert "carts: means several components: carts, trolleys" in problems
        assert "trolleys: has no release lines" in problems

    def test_an_empty_range_and_days_out_of_order(self) -> None:
        row = {"line": "0.1", "date_basis": "tag", "released_on": "2030-02-01", "latest_on": "2030-01-01",
               "kubernetes_min": "1.2", "kubernetes_max": "1.1", "range_kind": "supported", **SOURCED}  # fmt: skip
        assert _problems(components_releases_carts=[row]) == [
            "0.1: supports Kubernetes 1.2 to 1.1: the range is empty",
            "0.1: latest_on 2030-01-01 is before released_on 2030-02-01",
        ]

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"detections": []}, "says nowhere how a use of it shows"),
            ({"detections": [{"evidence": "script", "pattern": "(open"}]}, "the pattern '(open' is not valid"),
            ({"is_planned": True}, "is_planned does not fit 1.2"),
        ],
    )
    def test_changes_that_nobody_can_find(self, fields: dict[str, Any], expected: str) -> None:
        change = {"id": "c", "area": "a", "what": "w", "severity": "breaking", "removed_in": "1.2", **SOURCED}
        detection = {"detections": [{"evidence": "manual", "look": "there"}]}
        problems = _problems(changes_breaking=[{**change, **detection, **fields}])
        assert any(expected in each for each in problems)
