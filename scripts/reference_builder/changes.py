"""Breaking changes that are no API removals, with detections of our own and corrections after upstream."""

from typing import Any

from scripts.reference_builder import sources
from scripts.reference_builder.command_lines import COMMAND_LINES
from scripts.reference_builder.detections import OBJECTS
from scripts.reference_builder.rows import Row, row, version_key

_DETECTIONS = OBJECTS | COMMAND_LINES
_LATEST = "1.36"
_SEVERITIES = {"planned": "deprecation", "unsupported": "breaking", "unsupported combination": "breaking"}
_MIGRATED = "volumes go on working through the CSI driver {driver}, which must be installed before the upgrade"
_DRIVERS = {
    "intree-awsebs": "ebs.csi.aws.com",
    "intree-azuredisk": "disk.csi.azure.com",
    "intree-azurefile": "file.csi.azure.com",
    "intree-cinder": "cinder.csi.openstack.org",
    "intree-gcepd": "pd.csi.storage.gke.io",
    "intree-portworx": "pxd.portworx.com",
    "intree-vsphere": "csi.vsphere.vmware.com",
}
_PROVIDERS = {"amazon-linux-2": ["amazon-eks"]}

_CORRECTIONS: dict[str, dict[str, Any]] = {
    "intree-azurefile": {
        "deprecated_in": "1.21",
        "removed_in": "1.30",
        "source": "kubernetes/kubernetes#96293; kubernetes/kubernetes#118388; kubernetes/kubernetes#122576",
        "note": "the notes of 1.28 name a removal that was reverted before the release",
    },
    "cloud-aws-credential-provider": {
        "what": "the kubelet's built-in credential provider for ECR is gone",
    },
}
"""Fields in which the fact table repeats a release note that upstream took back."""

_ADDITIONS: tuple[Row, ...] = (
    {
        "id": "cloud-aws",
        "area": "cloud provider",
        "what": "in-tree AWS cloud provider removed",
        "severity": "breaking",
        "removed_in": "1.27",
        "replacement": "external cloud-controller-manager (cloud-provider-aws)",
        "source": "kubernetes/kubernetes#115838; Kubernetes release notes 1.27 (kubernetes/sig-release releases/)",
        "note": "removed together with the EBS volume plugin",
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
    driver = _DRIVERS.get(fact["id"])
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
        note="; ".join(
            note for note in (fact.get("note"), _MIGRATED.format(driver=driver) if driver else None) if note
        ),
        retrieved_on=None if "#" not in fact["source"] else sources.retrieved_on(fact["source"]),
    )


def _is_planned(fact: Row) -> bool:
    turns = [fact.get(name) for name in ("default_off_in", "changed_in", "removed_in")]
    known = [turn for turn in turns if turn]
    return bool(known) and min(map(version_key, known)) > version_key(_LATEST)
