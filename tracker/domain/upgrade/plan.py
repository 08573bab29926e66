"""A plan as values: hops of one minor version, and the steps of each hop in the order that the skew policy demands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.event import Change
from tracker.domain.knowledge.apis import ApiLifecycle
from tracker.domain.knowledge.changes import BreakingChange
from tracker.domain.outcome import Evidence
from tracker.domain.version import Minor, Version


class Direction(StrEnum):
    """Where a plan leads."""

    UPGRADE = "upgrade"
    SAME = "same"
    ROLLBACK = "rollback"


class StepKind(StrEnum):
    """What a step moves, in the order of an upgrade."""

    CATCH_UP = "catch up"
    """A node pool or kube-proxy that would fall out of the policy once the API servers have moved."""
    ADD_ON_BEFORE = "add-on before"
    INSTALLER = "installer"
    ETCD = "etcd"
    API_SERVER = "API server"
    CONTROLLER = "controller"
    NODE_POOL = "node pool"
    KUBE_PROXY = "kube-proxy"
    ADD_ON_AFTER = "add-on after"
    KUBECTL = "kubectl"


class Necessity(StrEnum):
    """Whether a hop is complete without the step."""

    REQUIRED = "required"
    MAY_WAIT = "may wait"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to move."""

    kind: StepKind
    subject: str
    current: str
    """A version, or empty when it is not recorded."""
    target: str
    reason: str
    necessity: Necessity = Necessity.REQUIRED
    may_wait_until: Minor | None = None
    """The last control-plane minor beside which the subject may stay as it is."""
    evidence: tuple[Evidence, ...] = ()
    changes: tuple[Change, ...] = ()
    """What the store will know once the step is done; empty when the state says nothing about the subject."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that the plan cannot know from here."""

    subject: str
    missing: str
    """Completes the sentence "unknown because …"."""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Blocker:
    """Something for which no release or path exists that would let the hop happen."""

    subject: str
    message: str
    advice: str = ""
    evidence: tuple[Evidence, ...] = ()
    waits_on_upstream: bool = False


@dataclass(frozen=True, slots=True)
class Hop:
    """One minor version further."""

    current: Minor
    target: Minor
    patch: Version | None
    """The patch release to go to; None when none is known."""
    is_projection: bool
    """Later hops rest on what is known today and will look different when their turn comes."""
    end_of_life: date | None
    """The last day of upstream support of the target."""
    provider_until: date | None
    """The last day on which the cluster's provider supports the target, paid phases included; None: not known."""
    steps: tuple[Step, ...]
    removed_apis: tuple[ApiLifecycle, ...] = ()
    """Resources of Kubernetes' own that the target no longer serves and the current version does."""
    breaking_changes: tuple[BreakingChange, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    unknowns: tuple[Unknown, ...] = ()

    def days_of_support(self, today: date) -> int | None:
        """Days of support left after `today`, the provider's where it is known, else upstream's.

        Negative when it has ended, None when the end is unknown.
        """
        until = self.provider_until or self.end_of_life
        return (until - today).days if until else None


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole way from the recorded state to the target."""

    cluster: str
    current: Minor
    target: Minor
    direction: Direction
    today: date
    hops: tuple[Hop, ...]
    unknowns: tuple[Unknown, ...] = ()
    """What is unknown about the cluster as a whole."""
    unlisted: tuple[str, ...] = ()
    """Components that the reference data does not know, such as a company's own: only their manifests can be judged."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step of every hop, in order."""
        return tuple(step for hop in self.hops for step in hop.steps)

    @property
    def blockers(self) -> tuple[Blocker, ...]:
        """What stands in the way of any hop."""
        return tuple(blocker for hop in self.hops for blocker in hop.blockers)

    @property
    def all_unknowns(self) -> tuple[Unknown, ...]:
        """The unknowns of the cluster and of every hop, each once."""
        found = (*self.unknowns, *(unknown for hop in self.hops for unknown in hop.unknowns))
        return tuple(dict.fromkeys(found))
