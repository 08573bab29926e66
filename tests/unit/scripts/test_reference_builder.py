"""How raw facts become rows: ordering, days of sources, and what overrules what."""

from typing import Any

import pytest

from scripts.reference_builder import apis, changes, policies, rows, schemas, sources


@pytest.mark.parametrize(
    ("source", "day"),
    [
        ("dexidp/dex tags (2026-05-20)", "2026-05-20"),
        ("kubernetes/website data/releases/eol.yaml; endoflife-date/endoflife.date products/x.md", "2026-08-22"),
        ("kubernetes/kubernetes.github.io a.md (first published 2018-12-07, commit 75ed07f716)", "2021-07-22"),
        ("kyverno/kyverno CRD manifests over release tags (newest tag)", "2026-05-01"),
    ],
)
def test_a_source_tells_the_day_of_its_newest_copy(source: str, day: str) -> None:
    assert sources.retrieved_on(source) == day


def test_a_source_of_unknown_age_stops_the_build() -> None:
    with pytest.raises(ValueError, match="no day is known"):
        sources.retrieved_on("somebody told me")


def test_sources_are_joined_without_repeating_a_part() -> None:
    assert sources.join("a; b", None, "b; c") == "a; b; c"


def test_versions_are_ordered_by_their_numbers_and_pre_releases_come_first() -> None:
    versions = ["1.10.0", "1.9.0", "0.9.6-rc.2", "0.9.6", "1.9.0-rc.1", "2"]
    ordered = [each["version"] for each in rows.newest_first([{"version": text} for text in versions], "version")]
    assert ordered == ["2", "1.10.0", "1.9.0", "1.9.0-rc.1", "0.9.6", "0.9.6-rc.2"]


def _lifecycle(version: str, **facts: Any) -> dict[str, Any]:
    blank = dict.fromkeys(
        ("introduced", "first_registered", "last_registered", "deprecated", "removed", "removed_basis", "replacement",
         "replacement_available_since", "note"))  # fmt: skip
    own = {"group": "g.k8s.io", "version": version, "kind": "K", "component": "k8s", "use": "resource",
           "stage": "alpha" if "alpha" in version else "beta" if "beta" in version else "ga",
           "source": "kubernetes/api register.go"}  # fmt: skip
    return {**blank, **own, **facts}


def _rows(*lifecycles: dict[str, Any]) -> dict[str, dict[str, Any]]:
    built = apis.kubernetes({"records": list(lifecycles), "latest_released_minor": "1.30"})
    return {row["version"]: row for row in built if row.get("group") == "g.k8s.io"}


class TestLifecycles:
    @pytest.mark.parametrize(
        ("declared", "registered", "expected"),
        [("1.19", "1.6", "1.6"), ("1.27", "1.29", "1.29"), ("1.20", "1.20", "1.20"), ("1.20", None, "1.20")],
    )
    def test_registration_decides_the_beginning(self, declared: str, registered: str | None, expected: str) -> None:
        row = _rows(_lifecycle("v1", introduced=declared, first_registered=registered))["v1"]
        assert row["introduced_in"] == expected
        assert ("note" in row) == (registered not in (None, declared))

    def test_a_replacement_that_came_after_the_removal_gives_way_to_one_that_was_there(self) -> None:
        late = {"group": "g.k8s.io", "version": "v1", "kind": "K"}
        found = _rows(
            _lifecycle("v1alpha1", introduced="1.18", removed="1.21", replacement=late,
                       replacement_available_since="1.26"),
            _lifecycle("v1beta1", introduced="1.20", removed="1.26"),
            _lifecycle("v1", introduced="1.26"),
        )  # fmt: skip
        assert found["v1alpha1"]["replacement"]["version"] == "v1beta1"
        assert found["v1alpha1"]["replacement_since"] == "1.20"
        assert "the source names v1, which came with 1.26" in found["v1alpha1"]["note"]

    def test_a_webhook_payload_is_not_removed_by_its_declaration(self) -> None:
        row = _rows(
            _lifecycle("v1beta1", use="webhook-payload", last_registered="1.37", removed="1.22",
                       removed_basis="lifecycle", deprecated="1.19")
        )["v1beta1"]  # fmt: skip
        assert "removed_in" not in row
        assert "deprecated_in" not in row
        assert "still sends this version" in row["note"]

    def test_a_removal_after_the_latest_release_is_a_plan(self) -> None:
        found = _rows(
            _lifecycle("v1beta1", introduced="1.20", removed="1.31"),
            _lifecycle("v1beta2", introduced="1.20", removed="1.30"),
        )
        assert found["v1beta1"]["removal_is_planned"] is True
        assert "removal_is_planned" not in found["v1beta2"]

    @pytest.mark.parametrize(
        ("version", "introduced", "expected"),
        [("v1", "1.30", True), ("v1beta1", "1.23", True), ("v1beta1", "1.24", False), ("v1alpha1", "1.20", False),
         ("v1alpha1", "1.5", None)],
    )  # fmt: skip
    def test_what_is_served_without_asking(self, version: str, introduced: str, expected: bool | None) -> None:
        row = _rows(_lifecycle(version, introduced=introduced))[version]
        assert row.get("served_by_default") is expected


def test_a_change_without_a_detection_stops_the_build() -> None:
    with pytest.raises(ValueError, match="changes without detections"):
        changes.breaking({"records": [{"id": "brand-new"}]})


def test_settings_change_with_the_minor() -> None:
    values = {
        (row.get("applies_from"), row["value"]) for row in policies.settings() if row["name"].endswith("GracePeriod")
    }
    assert values == {("1.32", "50s"), (None, "40s")}


def test_schemas_are_those_in_the_data_folder() -> None:
    from tracker import bundled

    folder = bundled.path("data") / "schemas"
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")} == schemas.schemas()
