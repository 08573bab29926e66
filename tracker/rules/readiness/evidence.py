"""Objects of manifests as evidence."""

from tracker.domain.manifest import HelmRelease, ManifestObject
from tracker.domain.outcome import Evidence, EvidenceKind
from tracker.domain.sentence import Sentence, joined, say


def from_object(item: ManifestObject, text: str = "") -> Evidence:
    """Where an object stands: ``file:line`` for what somebody wrote, the object itself for what a server handed out."""
    kind = EvidenceKind.OBJECT if item.is_live else EvidenceKind.FILE
    said = [text] if text else []
    if item.release:
        said.append(in_release(item.release))
    return Evidence(kind, str(item.place), joined(", ", said))


def in_release(release: HelmRelease) -> Sentence:
    """Of which Helm release an object is."""
    return say("Helm release %(helm_release)s", helm_release=str(release))
