"""Which versions the parts of a control plane and its nodes run, read from a cluster's facts.

``kubernetes`` stands for every part that is not recorded on its own: the API servers, and with an installer that moves
nodes and control plane together the kubelets as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.domain import platforms
from tracker.domain.event import SubjectType
from tracker.domain.sentence import Sentence, say
from tracker.domain.version import Version
from tracker.rules.facts import ClusterFacts, parsed

API_SERVER = "kube-apiserver"


@dataclass(frozen=True, slots=True)
class Part:
    """One running part: its name for a person, what sort it is, and its version as far as it is known."""

    label: str
    kind: str
    value: str | None
    pool: str = ""
    """The node pool that it runs on; empty when the record names none."""

    @property
    def version(self) -> Version | None:
        """The version when it has an order; None when it is unknown or an opaque label."""
        version = parsed(self.value) if self.value else None
        return version if isinstance(version, Version) else None

    @property
    def doubt(self) -> Sentence:
        """Why `version` is None."""
        if self.value is None:
            return say("the version of %(part)s is not recorded", part=self.label)
        return say(
            "%(value)s, recorded for %(part)s, is no version that can be compared",
            value=repr(self.value),
            part=self.label,
        )


def api_servers(facts: ClusterFacts) -> tuple[Part, ...]:
    """The API servers: each recorded instance, else the one version of the control plane; empty when none is known."""
    recorded = tuple(_parts(facts, API_SERVER))
    if recorded:
        return recorded
    value = facts.value(SubjectType.PLATFORM, platforms.KUBERNETES)
    present = any(True for _ in facts.of_platform(platforms.KUBERNETES))
    return (Part("kubernetes", API_SERVER, value),) if present else ()


def oldest_and_newest(parts: Sequence[Part]) -> tuple[Version, Version] | None:
    """The ends of the versions of some parts; None when one of them is unknown or there are none."""
    versions = [part.version for part in parts]
    known = [version for version in versions if version is not None]
    if not known or len(known) < len(versions):
        return None
    return min(known), max(known)


def kubelets(facts: ClusterFacts) -> tuple[Part, ...]:
    """The kubelets: one for each node pool, and those that are recorded as a platform."""
    pools = (
        Part(subject.name, "kubelet", value, pool=subject.name)
        for subject, value in facts.of_type(SubjectType.NODE_POOL)
    )
    return (*pools, *_parts(facts, "kubelet"))


def components(facts: ClusterFacts, name: str) -> tuple[Part, ...]:
    """Every record of another part, such as kube-proxy."""
    return tuple(_parts(facts, name))


def _parts(facts: ClusterFacts, name: str) -> Iterator[Part]:
    for subject, value in facts.of_platform(name):
        yield Part(str(subject), name, value, pool=subject.scope)
