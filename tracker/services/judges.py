"""The judges of a check, one for each sort of facts, shared by all clusters so that equal values are judged once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import lru_cache

from tracker.domain.event import Action, Subject
from tracker.domain.knowledge.reference import Reference
from tracker.domain.version import Minor
from tracker.rules import recorded
from tracker.rules.compatibility.ranges import has_limits, has_lines_alone, is_judged_by_line
from tracker.rules.facts import (
    ClusterFacts,
    EventFacts,
    IncidentFacts,
    InventoryFacts,
    RecordedChange,
    SilenceFacts,
    SubjectFacts,
    parsed,
)
from tracker.rules.releases import is_kubernetes, is_operating_system
from tracker.rules.world import World
from tracker.services.judging import Answers, Judge

AboutSubject = tuple[Subject, str, Minor | None, str]
"""A subject and what it is judged beside: provider, Kubernetes minor, installer."""
Values = tuple[tuple[Subject, str | None], ...]
"""What is recorded side by side."""
ChangeKey = tuple[Subject, Action, str | None, bool, str | None, bool]
"""The fields of a `RecordedChange` in their order."""
Inventory = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool]
"""The fields of `InventoryFacts` up to the world."""

SubjectAnswers = tuple[Answers[str | None], ...]
"""What the rules say of one subject, by its value; each judge that looks at it has its own."""
SubjectJudge = Judge[AboutSubject, str | None, SubjectFacts]
ClusterJudge = Judge[str, Values, ClusterFacts]


class Gap(Enum):
    """Why a platform or a component cannot be judged."""

    WITHOUT_VERSION = "its version was never told"
    UNKNOWN = "the reference data does not know it"
    WITHOUT_END = "the reference data does not say how long it is supported"


@dataclass(frozen=True, slots=True)
class Judges:
    """One judge for each sort of facts."""

    reference: Reference
    releases: Judge[Subject, str, EventFacts]
    """About a version that an event brings."""
    steps: Judge[None, tuple[ChangeKey, ...], EventFacts]
    """About an event's changes beside what was there."""
    kubernetes: SubjectJudge
    products: SubjectJudge
    fits: SubjectJudge
    settings: SubjectJudge
    skew: ClusterJudge
    """About a provider's cluster, by the values side by side; so are the next two."""
    installers: ClusterJudge
    grace: ClusterJudge
    inventories: Judge[None, Inventory, InventoryFacts]
    incidents: Judge[tuple[str, date, bool], None, IncidentFacts]
    """About the fields of `IncidentFacts` up to the world."""
    silences: Judge[tuple[date, Minor | None], None, SilenceFacts]
    """About the fields of `SilenceFacts` up to the world."""
    beside: dict[tuple[str, Minor | None, str], dict[Subject, SubjectAnswers]] = field(default_factory=dict)
    """Of each subject, by provider, Kubernetes minor and installer: found here at once when a context comes again."""
    _known: dict[str, bool] = field(default_factory=dict)
    _limited: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, reference: Reference) -> "Judges":
        """Judges for all rules on recorded clusters."""
        return cls(
            reference,
            releases=Judge(recorded.RELEASE_RULES, _release_facts, reference),
            steps=Judge(recorded.STEP_RULES, _step_facts, reference),
            kubernetes=Judge(recorded.KUBERNETES_RULES, _subject_facts, reference),
            products=Judge(recorded.PRODUCT_RULES, _subject_facts, reference),
            fits=Judge(recorded.FIT_RULES, _subject_facts, reference, _line_of(reference)),
            settings=Judge(recorded.SETTING_RULES, _subject_facts, reference),
            skew=Judge(recorded.SKEW_RULES, _cluster_facts, reference),
            installers=Judge(recorded.INSTALLER_RULES, _cluster_facts, reference),
            grace=Judge(recorded.GRACE_RULES, _cluster_facts, reference),
            inventories=Judge(recorded.INVENTORY_RULES, _inventory_facts, reference),
            incidents=Judge(recorded.INCIDENT_RULES, _incident_facts, reference),
            silences=Judge(recorded.SILENCE_RULES, _silence_facts, reference),
        )

    def knows(self, subject: Subject) -> bool:
        """Whether the reference data knows a platform or a component."""
        name = subject.name
        known = self._known.get(name)
        if known is None:
            is_installer = name in self.reference.installers()
            known = self._known[name] = is_installer or self.reference.component(name) is not None
        return known

    def gap(self, subject: Subject, value: str | None) -> Gap | None:
        """Why a platform or a component of this version cannot be judged; None when it can be."""
        if not self.knows(subject) and not is_kubernetes(subject):
            return Gap.UNKNOWN
        if not is_operating_system(subject):
            return Gap.WITHOUT_VERSION if value is None else None
        component = self.reference.component(subject.name)
        if component is None or component.retired is not None:
            return None
        if value is None:
            return Gap.WITHOUT_VERSION
        line = self.reference.component_release(component.slug, parsed(value))
        return None if line is not None and line.has_known_end else Gap.WITHOUT_END

    def has_limits(self, product: str) -> bool:
        """Whether anybody says which Kubernetes minors a product goes with; most products do not care."""
        limited = self._limited.get(product)
        if limited is None:
            component = self.reference.component(product)
            limited = self._limited[product] = component is not None and has_limits(component)
        return limited


def _line_of(reference: Reference) -> Callable[[AboutSubject, str | None], str | None]:
    """Reduces a version to its release line, where all of the line goes with the same Kubernetes minors."""

    @lru_cache(maxsize=65_536)
    def line_of(name: str, value: str | None) -> str | None:
        component = reference.component(name)
        if component is None or value is None:
            return value
        line = reference.component_release(component.slug, parsed(value))
        if line is None:
            # No matrix speaks of it: that is the same as a version that was never told.
            return None if has_lines_alone(component) else value
        return line.line if is_judged_by_line(component, line) else value

    # The same versions come again beside every minor of Kubernetes.
    return lambda about, value: line_of(about[0].name, value)


def _release_facts(subject: Subject, value: str, world: World) -> EventFacts:
    return EventFacts((RecordedChange(subject, Action.SET, value, False, None, False),), world)


def _step_facts(_: None, changes: tuple[ChangeKey, ...], world: World) -> EventFacts:
    return EventFacts(tuple(RecordedChange(*change) for change in changes), world)


def _subject_facts(about: AboutSubject, value: str | None, world: World) -> SubjectFacts:
    subject, provider, minor, installer = about
    return SubjectFacts(subject, value, provider, minor, installer, world)


def _cluster_facts(provider: str, values: Values, world: World) -> ClusterFacts:
    return ClusterFacts(dict(sorted(values)), provider, world)


def _inventory_facts(_: None, inventory: Inventory, world: World) -> InventoryFacts:
    return InventoryFacts(*inventory, world)


def _incident_facts(about: tuple[str, date, bool], _: None, world: World) -> IncidentFacts:
    return IncidentFacts(*about, world)


def _silence_facts(about: tuple[date, Minor | None], _: None, world: World) -> SilenceFacts:
    return SilenceFacts(*about, world)
