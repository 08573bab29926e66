"""Breaking changes that are no API removals, with detections of our own and corrections after upstream."""

from typing import Any

from scripts.reference_builder import sources
from scripts.reference_builder.command_lines import COMMAND_LINES
from scripts.reference_builder.detections import OBJECTS
from scripts.reference_builder.rows import Row, row, version_key

_DETECTIONS = OBJECTS | COMMAND_LINES
_LATEST = "1.36"
_SEVERITIES = {"planned": "deprecation", "unsupported": "breaking", "unsupported combination": "breaking"}
_GATES = "kubernetes/website content/en/docs/reference/command-line-tools-reference/feature-gates"
_MIGRATED = "from {since} on by default all operations go to the CSI driver {driver}: install it before that upgrade"
_MIGRATIONS = {
    "intree-awsebs": ("ebs.csi.aws.com", "1.17", "1.23"),
    "intree-azuredisk": ("disk.csi.azure.com", "1.19", "1.23"),
    "intree-azurefile": ("file.csi.azure.com", "1.21", "1.24"),
    "intree-cinder": ("cinder.csi.openstack.org", "1.16", "1.21"),
    "intree-gcepd": ("pd.csi.storage.gke.io", "1.17", "1.23"),
    "intree-portworx": ("pxd.portworx.com", "1.25", "1.31"),
    "intree-vsphere": ("csi.vsphere.vmware.com", "1.19", "1.25"),
}
"""The CSI driver that takes over an in-tree volume, the minor that deprecates it and the one that redirects to it."""
_PROVIDERS = {"amazon-linux-2": ["amazon-eks"]}

_CORRECTIONS: dict[str, dict[str, Any]] = {
    "intree-azurefile": {
        "removed_in": "1.30",
        "source": "kubernetes/kubernetes#96293; kubernetes/kubernetes#118388; kubernetes/kubernetes#122576",
        "note": "the notes of 1.28 name a removal that was reverted before the release",
    },
    "intree-portworx": {"note": None},
    "cloud-aws-credential-provider": {"what": "the kubelet's built-in credential provider for ECR is gone"},
    "kubectl-prune-whitelist": {
        "deprecated_in": "1.26",
        "replacement": "--prune-allowlist",
        "source": "kubernetes/kubernetes#113116; kubernetes/kubernetes#120246; "
        "Kubernetes release notes 1.30 (kubernetes/sig-release releases/)",
    },
}
"""Fields in which the fact table is incomplete, or repeats a release note that upstream took back."""

_ADDITIONS: tuple[Row, ...] = (
    {
        "id": "cloud-aws",
        "area": "cloud provider",
        "what": "in-tree AWS cloud provider removed",
        "severity": "breaking",
        "removed_in": "1.27",
        "replacement": "external cloud-controller-manager (cloud-provider-aws)",
        "source": "kubernetes/kubernetes#115838; kubernetes/kubernetes#118899",
        "note": "removed together with the EBS volume plugin; the first edition of the release notes did not say so",
    },
    {
        "id": "apiserver-cloud-provider-flags",
        "area": "kube-apiserver flags",
        "what": "--cloud-provider and --cloud-config gone from the API server",
        "severity": "breaking",
        "deprecated_in": "1.29",
        "removed_in": "1.33",
        "source": "kubernetes/kubernetes#120903; kubernetes/kubernetes#130162",
        "note": "also --cloud-provider=external stops the API server from starting",
    },
)


def breaking(facts: Row) -> list[Row]:
    """Rows of ``changes/breaking``, by id.

    Raises:
        ValueError: A change has no detection, or a detection has no change.
    """
    records = [each | _CORRECTIONS.get(each["id"], {}) for each in facts["records"]] + list(_ADDITIONS)
    unmatched = {each["id"] for each in records} ^ _DETECTIONS.keys()
    if unmatched:
        raise ValueError(f"changes without detections, or detections without a change: {sorted(unmatched)}")
    return sorted((_change(each) for each in records), key=lambda each: str(each["id"]))


def _change(fact: Row) -> Row:
    fact, driver = _with_migration(fact)
    return row(
        fact["source"],
        id=fact["id"],
        area=fact["area"],
        what=fact["what"],
        severity=_SEVERITIES.get(fact["severity"], fact["severity"]),
        deprecated_in=fact.get("deprecated_in"),
        default_off_in=fact.get("default_off_in"),
        changed_in=fact.get("changed_in"),
        removed_in=fact.get("removed_in"),
        is_planned=_is_planned(fact) or None,
        providers=_PROVIDERS.get(fact["id"]),
        replacement=f"CSI driver {driver}" if driver else fact.get("replacement"),
        detections=_DETECTIONS[fact["id"]],
        note=fact.get("note"),
    )


def _with_migration(fact: Row) -> tuple[Row, str | None]:
    """The facts of an in-tree volume with those of its migration to CSI, and the driver that takes it over."""
    if fact["id"] not in _MIGRATIONS:
        return fact, None
    driver, deprecated, since = _MIGRATIONS[fact["id"]]
    said = _MIGRATED.format(since=since, driver=driver)
    return fact | {
        "deprecated_in": deprecated,
        "changed_in": since,
        "source": sources.join(fact["source"], _GATES),
        "note": "; ".join(note for note in (said, fact.get("note")) if note),
    }, driver


def _is_planned(fact: Row) -> bool:
    turns = [fact.get(name) for name in ("default_off_in", "changed_in", "removed_in")]
    known = [turn for turn in turns if turn]
    return bool(known) and min(map(version_key, known)) > version_key(_LATEST)
