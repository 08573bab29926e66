"""Breaking changes that come with a Kubernetes minor and are no API removals: flags, fields, defaults, runtimes."""

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.knowledge.sourced import Sourced
from tracker.domain.version import Minor


class ChangeSeverity(StrEnum):
    """What the change does to those who use the thing."""

    BREAKING = "breaking"
    """Something that used it stops working."""
    BEHAVIOUR = "behaviour"
    """It works differently."""
    DEPRECATION = "deprecation"
    """It still works and is announced to go."""


class Evidence(StrEnum):
    """Where a detection looks."""

    OBJECT = "object"
    """A manifest or live object of one of `kinds`, at `path`. For Pod: pod templates of workloads as well."""
    NODE = "node"
    """A Node's status or labels."""
    COMMAND_LINE = "command-line"
    """The arguments of one of the components in `kinds`."""
    CONFIGURATION = "configuration"
    """A configuration file of the kinds in `kinds` (KubeletConfiguration, ClusterConfiguration, a Corefile …)."""
    KUBECONFIG = "kubeconfig"
    SCRIPT = "script"
    """Text of scripts and pipelines that call kubectl."""
    MANUAL = "manual"
    """No machine can see it from here; `look` says how a person can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """How a use of the changed thing shows."""

    evidence: Evidence
    kinds: tuple[str, ...] = ()
    path: str | None = None
    """Field path such as ``spec.volumes[].gitRepo``, relative to the object; for Pod relative to the pod itself
    (``metadata`` and ``spec`` of the template). A trailing ``{}`` means the keys of the mapping."""
    pattern: str | None = None
    """A Python regular expression for `re.search` on each value as text; None: being there is enough."""
    absent: bool = False
    """It shows by nothing matching: the field or flag is missing."""
    look: str | None = None
    """What a person can do to find it, for `Evidence.MANUAL`."""

    def matches(self, text: str) -> bool:
        """Whether one value shows a use (never for an `absent` detection's missing value)."""
        return self.pattern is None or re.search(self.pattern, text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakingChange(Sourced):
    """One change, with the minors in which it begins to matter."""

    id: str
    area: str
    what: str
    severity: ChangeSeverity
    deprecated_in: Minor | None
    default_off_in: Minor | None
    changed_in: Minor | None
    removed_in: Minor | None
    is_planned: bool
    """The minor that matters was not released when this was read."""
    providers: tuple[str, ...]
    """Only clusters of these providers are concerned; empty: all."""
    replacement: str | None
    detections: tuple[Detection, ...]

    @property
    def bites_in(self) -> Minor | None:
        """The first minor in which something stops working or works differently; None for a mere deprecation."""
        turns = [minor for minor in (self.default_off_in, self.changed_in, self.removed_in) if minor is not None]
        return min(turns, default=None)

    def severity_by(self, target: Minor) -> ChangeSeverity:
        """What it does to a cluster that goes no further than `target`: a removal beyond it is only announced yet."""
        has_come = self.bites_in is not None and self.bites_in <= target
        return self.severity if has_come else ChangeSeverity.DEPRECATION

    def announced_for(self, target: Minor) -> Minor | None:
        """The minor in which it bites, when that is beyond `target`; None when it has come by then or has no date."""
        return self.bites_in if self.bites_in is not None and self.bites_in > target else None

    @property
    def turns(self) -> tuple[Minor, ...]:
        """Every minor in which this change does something, ascending."""
        minors = (self.deprecated_in, self.default_off_in, self.changed_in, self.removed_in)
        return tuple(sorted({minor for minor in minors if minor is not None}))
