"""What a Kubernetes minor was released with, held against what is recorded."""

from tracker.domain.knowledge.components import KubernetesDependency
from tracker.domain.knowledge.reference import Reference
from tracker.domain.knowledge.said import dependency_said
from tracker.domain.sentence import Sentence, say
from tracker.domain.version import Minor, Version


def told(row: KubernetesDependency, version: Version) -> Sentence:
    """What a row says of the highest version that it names."""
    return say("%(kind)s: %(version)s", kind=dependency_said(row.kind), version=version)


def released_with(reference: Reference, component: str, minor: Minor) -> tuple[KubernetesDependency, Version] | None:
    """The row and the highest version that a minor names; for a minor without a row, that of the nearest lower one."""
    while True:
        for row in reference.dependencies(minor):
            versions = [version for version in row.versions if isinstance(version, Version)]
            if row.component == component and versions:
                return row, max(versions)
        lower = minor.previous()
        if lower is None:
            return None
        minor = lower
