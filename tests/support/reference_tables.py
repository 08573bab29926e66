"""Small tables of reference data, written as rows, for tests that need rows rather than values."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tracker.reference.edition_file import DocumentTables, checksums
from tracker.reference.known import KnownWorld
from tracker.reference.tables import Edition

Rows = Sequence[Mapping[str, Any]]

SOURCED = {"source": "invented for a test (2030-06-01)", "retrieved_on": "2030-06-01"}

MINORS: Rows = (
    {"minor": "1.3", "planned_for": "2030-09-01", "support_months": 14, **SOURCED},
    {
        "minor": "1.2",
        "first_release": "1.2.0",
        "released_on": "2030-01-10",
        "end_of_life": "2031-03-10",
        "end_of_life_basis": "policy",
        "support_months": 14,
        **SOURCED,
    },
    {
        "minor": "1.1",
        "first_release": "1.1.0",
        "released_on": "2029-05-01",
        "maintenance_from": "2030-03-01",
        "end_of_life": "2030-07-05",
        "end_of_life_basis": "documented",
        "promised_end_of_life": "2030-05-01",
        "final_patch": "1.1.3",
        "skipped_patches": ["1.1.2"],
        "support_months": 14,
        **SOURCED,
    },
    {
        "minor": "1.0",
        "first_release": "1.0.0",
        "released_on": "2028-09-01",
        "end_of_life": "2029-02-01",
        "end_of_life_basis": "final-patch",
        "support_months": 9,
        **SOURCED,
    },
)
PATCHES: Rows = (
    {"version": "1.2.1", "released_on": "2030-02-20", **SOURCED},
    {"version": "1.2.0", "released_on": "2030-01-10", **SOURCED},
    {"version": "1.1.3", "released_on": "2029-12-01", **SOURCED},
    {"version": "1.1.1", "released_on": "2029-06-01", **SOURCED},
    {"version": "1.1.0", "released_on": "2029-05-01", **SOURCED},
    {"version": "1.0.0", "released_on": "2028-09-01", **SOURCED},
)


def _api(version: str, kind: str, introduced: str, **more: Any) -> dict[str, Any]:
    stage = "alpha" if "alpha" in version else "beta" if "beta" in version else "ga"
    row = {"group": "shops.example", "version": version, "kind": kind, "component": "kubernetes", "use": "resource"}
    return {**row, "stage": stage, "introduced_in": introduced, **more, **SOURCED}


def named(version: str, kind: str) -> dict[str, str]:
    """An API of the invented group, as a replacement names it."""
    return {"group": "shops.example", "version": version, "kind": kind}


APIS: Rows = (
    _api("v1", "Shop", "1.2"),
    _api("v1beta1", "Shop", "1.1", deprecated_in="1.2", removed_in="1.3", removal_is_planned=True,
         replacement=named("v1", "Shop"), replacement_since="1.2", removal_basis="lifecycle"),
    _api("v1alpha1", "Shop", "1.0", deprecated_in="1.1", removed_in="1.2", replacement=named("v1beta1", "Shop"),
         replacement_since="1.1", removal_basis="release-notes"),
    _api("v1beta1", "Stall", "1.0", removed_in="1.2"),
)  # fmt: skip

_TABLES: Mapping[str, Rows] = {
    "releases/kubernetes-minors": MINORS,
    "releases/kubernetes-patches": PATCHES,
    "releases/kubernetes-builds": ({"version": "1.1.1+coreos.0", "released_on": "2029-06-05", **SOURCED},),
    "releases/providers": (
        {"slug": "big-cloud", "name": "Big Cloud Kubernetes", "aliases": ["bck"], **SOURCED},
        {"slug": "small-k", "name": "Small K", "follows_upstream": True, **SOURCED},
    ),
    "releases/provider-windows": (
        {"provider": "big-cloud", "version": "1.2", "minor": "1.2", "released_on": "2030-03-01",
         "standard_until": "2031-05-01", "extended_until": "2032-05-01", **SOURCED},
        {"provider": "small-k", "version": "1.2", "minor": "1.2", "upstream_until": "2031-03-10", **SOURCED},
    ),
    "releases/kube-aws": (
        {"version": "0.2.0", "date_basis": "tag", "released_on": "2030-01-20", "kubernetes": "1.2.0", **SOURCED},
        {"version": "0.2.0-rc.1", "date_basis": "tag", "released_on": "2030-01-12", "kubernetes": "1.2.0",
         "images": {"dex": "quay.example/dex:v2.4.0"},
         "settings": {"nodeMonitorGracePeriod": {"example": "40s"}}, **SOURCED},
    ),
    "policies/version-skew": (
        {"id": "kubelet-two", "subject": "kubelet", "reference": "kube-apiserver", "max_behind": 2, "max_ahead": 0,
         "in_force_from": "2030-01-01", "formal": True, **SOURCED},
        {"id": "kubelet-one", "subject": "kubelet", "reference": "kube-apiserver", "max_behind": 1, "max_ahead": 0,
         "in_force_until": "2029-12-31", "formal": True, **SOURCED},
    ),
    "policies/upgrades": ({"id": "one-step", "subject": "kube-apiserver", "applies_from": "1.1", "max_step": 1,
                           "text": "do not skip a minor", "binding": True, **SOURCED},),
    "policies/support": ({"id": "fourteen", "applies_from": "1.1", "months": 14, "maintenance_months": 2,
                          "concurrent_minors": 3, **SOURCED},),
    "policies/settings": ({"name": "gracePeriod", "component": "kubelet", "flag": "--grace-period", "value": "40s",
                           "applies_to": "1.1", **SOURCED},),
    "apis/kubernetes": APIS,
    "apis/third-party": (
        {"group": "carts.example", "version": "v1beta1", "kind": "Cart", "component": "carts",
         "use": "custom-resource", "stage": "beta", "introduced_in": "0.3", "removed_in": "0.9",
         "replacement": {"group": "carts.example", "version": "v1", "kind": "Cart"}, **SOURCED},
    ),
    "components/index": (
        {"slug": "carts", "name": "Shopping Carts", "aliases": ["trolley"], "category": "shop", "has_matrix": True,
         "minimum_by_kubernetes": {"1.2": "0.9"}, **SOURCED},
    ),
    "components/releases/carts": (
        {"line": "0.10", "first": "0.10.0", "date_basis": "tag", "released_on": "2030-02-01", "kubernetes_min": "1.1",
         "kubernetes_max": "1.2", "range_kind": "supported", **SOURCED},
        {"line": "0.1", "first": "0.1.0", "date_basis": "tag", "released_on": "2029-02-01", "kubernetes_min": "1.0",
         "range_kind": "minimum", **SOURCED},
    ),
    "components/kubernetes-dependencies": (
        {"minor": "1.2", "component": "etcd", "kind": "validated versions", "versions": ["3.1.5"], **SOURCED},
    ),
    "changes/breaking": (
        {"id": "old-flag", "area": "kubelet flags", "what": "--old is gone", "severity": "breaking",
         "deprecated_in": "1.1", "removed_in": "1.2",
         "detections": [{"evidence": "command-line", "kinds": ["kubelet"], "pattern": "^--old(=|$)"}], **SOURCED},
        {"id": "new-default", "area": "node", "what": "a default changes", "severity": "behaviour", "changed_in": "1.3",
         "is_planned": True, "detections": [{"evidence": "manual", "look": "ask somebody"}], **SOURCED},
    ),
}  # fmt: skip


def small_tables(**replaced: Rows) -> DocumentTables:
    """A small edition of 2030-06-01 without contradictions.

    Args:
        **replaced: Rows instead of those of a table, by its name with ``_`` for ``/`` and ``-``:
            ``releases_kubernetes_minors=[…]``.
    """
    keys = {table.replace("/", "_").replace("-", "_"): table for table in _TABLES}
    contents = {**_TABLES, **{keys[key]: rows for key, rows in replaced.items()}}
    return DocumentTables(Edition("2030-06-01.test", date(2030, 6, 1), checksums(contents)), contents)


def small_world(**replaced: Rows) -> KnownWorld:
    """The reference over `small_tables`."""
    return KnownWorld(small_tables(**replaced))
