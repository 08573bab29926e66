"""The judges of a check, one for each sort of facts, shared by all clusters so that equal values are judged once."""

from dataclasses import dataclass, field
from datetime import date

from tracker.domain.event import Action, Subject
from tracker.domain.knowledge.reference import Reference
from tracker.domain.version import Minor
from tracker.rules import recorded
from tracker.rules.facts import (
    ClusterFacts,
    EventFacts,
    IncidentFacts,
    InventoryFacts,
    RecordedChange,
    SilenceFacts,
    SubjectFacts,
)
from tracker.rules.world import World
from tracker.services.judging import Judge

ChangeKey = tuple[Subject, Action, str | None, bool, str | None, bool]
"""The fields of a `RecordedChange` in their order."""
SubjectKey = tuple[Subject, str | None, str, Minor | None, str]
"""The fields of `SubjectFacts` up to the world."""
ClusterKey = tuple[str, tuple[tuple[Subject, str | None], ...]]
"""The provider, and what is recorded of platforms, node pools and settings."""
InventoryKey = tuple[tuple[str, ...], tuple[str, ...]]
"""Components without a version, and components that the reference data does not know."""
IncidentKey = tuple[str, date, bool]
"""The fields of `IncidentFacts` up to the world."""
SilenceKey = tuple[date, Minor | None]
"""The fields of `SilenceFacts` up to the world."""


@dataclass(frozen=True, slots=True)
class Judges:
    """One judge for each sort of facts."""

    reference: Reference
    events: Judge[tuple[ChangeKey, ...], EventFacts]
    subjects: Judge[SubjectKey, SubjectFacts]
    clusters: Judge[ClusterKey, ClusterFacts]
    inventories: Judge[InventoryKey, InventoryFacts]
    incidents: Judge[IncidentKey, IncidentFacts]
    silences: Judge[SilenceKey, SilenceFacts]
    _known: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, reference: Reference) -> "Judges":
        """Judges for all rules of the recorded."""
        return cls(
            reference,
            Judge(recorded.EVENT_RULES, _event_facts, reference),
            Judge(recorded.SUBJECT_RULES, _subject_facts, reference),
            Judge(recorded.CLUSTER_RULES, _cluster_facts, reference),
            Judge(recorded.INVENTORY_RULES, _inventory_facts, reference),
            Judge(recorded.INCIDENT_RULES, _incident_facts, reference),
            Judge(recorded.SILENCE_RULES, _silence_facts, reference),
        )

    def knows(self, component: str) -> bool:
        """Whether the reference data knows a component of that name."""
        known = self._known.get(component)
        if known is None:
            known = self._known[component] = self.reference.component(component) is not None
        return known


def _event_facts(key: tuple[ChangeKey, ...], world: World) -> EventFacts:
    return EventFacts(tuple(RecordedChange(*change) for change in key), world)


def _subject_facts(key: SubjectKey, world: World) -> SubjectFacts:
    return SubjectFacts(*key, world)


def _cluster_facts(key: ClusterKey, world: World) -> ClusterFacts:
    provider, values = key
    return ClusterFacts(dict(sorted(values)), provider, world)


def _inventory_facts(key: InventoryKey, world: World) -> InventoryFacts:
    return InventoryFacts(*key, world)


def _incident_facts(key: IncidentKey, world: World) -> IncidentFacts:
    return IncidentFacts(*key, world)


def _silence_facts(key: SilenceKey, world: World) -> SilenceFacts:
    return SilenceFacts(*key, world)
