"""What a plan has to move: the parts of a cluster with their versions, read from its state."""

from dataclasses import dataclass, replace

from tracker.domain.errors import InvalidDataError
from tracker.domain.event import Subject, SubjectType
from tracker.domain.platforms import CONTROL_PLANE, INSTALLERS, KUBERNETES
from tracker.domain.state import Fact, State
from tracker.domain.version import Minor, Version


@dataclass(frozen=True, slots=True)
class Part:
    """One thing with a version."""

    subject: Subject
    version: Version | None
    """None when it is there and its version is unknown or no version."""
    recorded: str
    """The value as recorded; empty when there is none."""
    event_id: str

    @classmethod
    def of(cls, fact: Fact) -> "Part":
        """The part that a fact is about."""
        version = fact.version
        return cls(fact.subject, version if isinstance(version, Version) else None, fact.value or "", fact.event_id)

    def at(self, version: Version) -> "Part":
        """The same part after it has moved."""
        return replace(self, version=version, recorded=str(version))


@dataclass(frozen=True, slots=True)
class Inventory:
    """The parts of a cluster, by what moves together."""

    kubernetes: Part
    """The control plane as a whole."""
    serving: Version
    """What `kubernetes` runs."""
    api_servers: tuple[Part, ...]
    """Instances that are recorded on their own; empty when only `kubernetes` is."""
    controllers: tuple[Part, ...]
    node_pools: tuple[Part, ...]
    kube_proxies: tuple[Part, ...]
    kubectl: Part | None
    etcd: Part | None
    installer: Part | None
    components: tuple[Part, ...]

    @property
    def minor(self) -> Minor:
        """The oldest minor among the API servers: the one that the next hop starts from."""
        return min((self.serving.minor, *(part.version.minor for part in self.api_servers if part.version)))


def take_inventory(state: State, cluster: str) -> Inventory:
    """The inventory of a state.

    Raises:
        InvalidDataError: No Kubernetes version is recorded, or it is none that can be compared.
    """
    platforms = [Part.of(fact) for fact in state.of_type(SubjectType.PLATFORM)]
    kubernetes, serving = _kubernetes(platforms, cluster)
    pools = [Part.of(fact) for fact in state.of_type(SubjectType.NODE_POOL)]
    return Inventory(
        kubernetes=kubernetes,
        serving=serving,
        api_servers=_named(platforms, "kube-apiserver"),
        controllers=_named(platforms, *CONTROL_PLANE[1:]),
        node_pools=(*pools, *_named(platforms, "kubelet")),
        kube_proxies=_named(platforms, "kube-proxy"),
        kubectl=next(iter(_named(platforms, "kubectl")), None),
        etcd=next(iter(_named(platforms, "etcd")), None),
        installer=next(iter(_named(platforms, *INSTALLERS)), None),
        components=tuple(Part.of(fact) for fact in state.of_type(SubjectType.COMPONENT)),
    )


def _kubernetes(platforms: list[Part], cluster: str) -> tuple[Part, Version]:
    for name in (KUBERNETES, "kube-apiserver"):
        for part in _named(platforms, name):
            if part.version is None:
                raise InvalidDataError(
                    f"cluster {cluster}: {name} is recorded as {part.recorded or 'present without a version'!r}, "
                    f"which has no order; record its version with: tracker add --version {name}=1.31.4"
                )
            return part, part.version
    raise InvalidDataError(
        f"cluster {cluster}: no Kubernetes version is recorded; record one with: tracker add 'kubernetes 1.31.4'"
    )


def _named(platforms: list[Part], *names: str) -> tuple[Part, ...]:
    return tuple(part for part in platforms if part.subject.name in names)
