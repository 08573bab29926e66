"""Objects of manifests as evidence."""

from tracker.domain.manifest import ManifestObject
from tracker.domain.outcome import Evidence, EvidenceKind


def from_object(item: ManifestObject, text: str = "") -> Evidence:
    """Where an object stands: ``file:line`` for what somebody wrote, the object itself for what a server handed out."""
    kind = EvidenceKind.OBJECT if item.is_live else EvidenceKind.FILE
    said = ", ".join(part for part in (text, f"Helm release {item.release}" if item.release else "") if part)
    return Evidence(kind, str(item.place), said)
