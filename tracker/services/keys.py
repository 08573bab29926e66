"""The values by which recorded facts are judged: two clusters with the same key get the same judgement.

One place for both ways of judging: the replay of a history (`tracker.services.replay`) and a single state
(`tracker.services.findings`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain import platforms
from tracker.domain.event import Change, Subject, SubjectType
from tracker.domain.outcome import Outcome
from tracker.domain.state import Fact
from tracker.domain.version import Minor, Version, parse_version
from tracker.rules.facts import KUBERNETES
from tracker.services.judges import ChangeKey, ClusterKey, SubjectKey

JUDGED_ALONE = frozenset((SubjectType.PLATFORM, SubjectType.COMPONENT, SubjectType.NODE_POOL))
"""The types of facts that are judged one by one."""
JUDGED_TOGETHER = frozenset((SubjectType.PLATFORM, SubjectType.NODE_POOL, SubjectType.CONFIG))
"""The types of facts that are judged side by side."""

_INSTALLERS = tuple(Subject(SubjectType.PLATFORM, name) for name in platforms.INSTALLERS)
_CONTROL_PLANE = (platforms.KUBERNETES, "kube-apiserver")


@dataclass(frozen=True, slots=True)
class Context:
    """What every fact of a cluster is judged beside."""

    provider: str
    kubernetes: Minor | None = None
    installer: str = ""
    """The name of the recorded installer."""

    @classmethod
    def of(cls, provider: str, state: Mapping[Subject, Fact]) -> "Context":
        """The context that a state gives."""
        fact = state.get(KUBERNETES)
        version = parse_version(fact.value) if fact and fact.value else None
        installer = next((subject.name for subject in _INSTALLERS if subject in state), "")
        return cls(provider, version.minor if isinstance(version, Version) else None, installer)

    def key_of(self, fact: Fact) -> SubjectKey:
        """The key of one fact."""
        return (fact.subject, fact.value, self.provider, self.kubernetes, self.installer)


def cluster_key(provider: str, together: Mapping[Subject, Fact]) -> ClusterKey:
    """The key of the facts that are judged side by side."""
    return (provider, tuple((subject, fact.value) for subject, fact in together.items()))


def change_key(change: Change, state: Mapping[Subject, Fact], *, was_ever_there: bool) -> ChangeKey:
    """The key of a change that meets a state."""
    fact = state.get(change.subject)
    before = fact.value if fact else None
    return (change.subject, change.action, change.to, fact is not None, before, was_ever_there)


def reasons_of(outcome: Outcome, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts that an outcome about a cluster rests on: its subject's first, then the control plane's."""
    own = [fact for fact in facts if str(fact.subject) == outcome.subject]
    return (*own, *(fact for fact in facts if fact not in own and _is_control_plane(fact.subject)))


def _is_control_plane(subject: Subject) -> bool:
    return subject.type is SubjectType.PLATFORM and subject.name in _CONTROL_PLANE
