"""By what recorded facts are judged, and beside what.

One place for both ways of judging: the replay of a history (`tracker.services.replay`) and a single state
(`tracker.services.findings`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from tracker.domain import platforms
from tracker.domain.event import Change, Subject, SubjectType
from tracker.domain.outcome import Outcome
from tracker.domain.version import Minor, Version, parse_version
from tracker.rules.facts import KUBERNETES
from tracker.rules.releases import is_kubernetes, is_part
from tracker.services.judges import ChangeKey, ClusterJudge, Judges, SubjectAnswers, Values

_INSTALLERS = tuple(Subject(SubjectType.PLATFORM, name) for name in platforms.INSTALLERS)
_CONTROL_PLANE = (platforms.KUBERNETES, "kube-apiserver")
_GRACE_SETTINGS = frozenset(("nodemonitorgraceperiod", "nodestatusupdatefrequency", "podevictiontimeout"))


class Valued(Protocol):
    """A recorded fact: what it is about, and its value."""

    @property
    def subject(self) -> Subject:
        """What it is about."""
        ...

    @property
    def value(self) -> str | None:
        """None: it is there, its value was never told."""
        ...


ValuedT = TypeVar("ValuedT", bound=Valued)


@dataclass(frozen=True, slots=True)
class Context:
    """What every fact of a cluster is judged beside."""

    provider: str
    kubernetes: Minor | None = None
    installer: str = ""
    """The recorded installer with its version, as ``kube-aws 0.9.8``; what it ships moves with it."""

    @classmethod
    def of(cls, provider: str, state: Mapping[Subject, Valued]) -> "Context":
        """The context that a state gives."""
        fact = state.get(KUBERNETES)
        installer = next((state[subject] for subject in _INSTALLERS if subject in state), None)
        return cls(
            provider, _minor_of(fact), f"{installer.subject} {installer.value or ''}".rstrip() if installer else ""
        )

    def answers(self, subject: Subject, judges: Judges) -> SubjectAnswers:
        """What the rules say of a subject in this context, by its value: the same tuple each time."""
        known = self.known_answers(judges)
        found = known.get(subject)
        if found is None:
            found = known[subject] = self._find_answers(subject, judges)
        return found

    def known_answers(self, judges: Judges) -> dict[Subject, SubjectAnswers]:
        """The answers that were asked for in this context so far."""
        return judges.beside.setdefault((self.provider, self.kubernetes, self.installer), {})

    def _find_answers(self, subject: Subject, judges: Judges) -> SubjectAnswers:
        if subject.type is SubjectType.CONFIG:
            return (judges.settings.about((subject, self.provider, self.kubernetes, "")),)
        if is_kubernetes(subject):
            return (judges.kubernetes.about((subject, self.provider, self.kubernetes, "")),)
        alone = judges.products.about((subject, "", None, ""))
        if not judges.has_limits(subject.name):
            return (alone,)
        return alone, judges.fits.about((subject, "", self.kubernetes, self.installer))


def depends_on_context(subject: Subject, judges: Judges) -> bool:
    """Whether the rules may say something else of a subject in another context."""
    return subject.type is SubjectType.CONFIG or is_kubernetes(subject) or judges.has_limits(subject.name)


def is_context(subject: Subject) -> bool:
    """Whether a subject can be part of the context."""
    return subject == KUBERNETES or _is_installer(subject)


def is_another_context(before: Valued | None, after: Valued | None) -> bool:
    """Whether two facts of a subject that `is_context` give different ones; of Kubernetes the minor counts alone."""
    if before is None or after is None:
        return before is not after
    return before.value != after.value and (before.subject != KUBERNETES or _minor_of(before) != _minor_of(after))


@dataclass(frozen=True, slots=True)
class Panel:
    """Facts that are judged side by side."""

    judge_of: Callable[[Judges], ClusterJudge]
    reads: Callable[[Subject], bool]
    """Whether the rules look at a subject."""
    needs: Callable[[Subject], bool]
    """A subject without which the rules have nothing to say."""
    by_minor: bool = False
    """The rules look at nothing but the minors of Kubernetes' parts: fewer values, so fewer judgements."""

    def values(self, facts: Iterable[Valued]) -> Values:
        """The values of facts that the panel reads; empty when there is nothing to judge."""
        return self.side_by_side([fact for fact in facts if self.reads(fact.subject)])

    def side_by_side(self, read: Sequence[Valued]) -> Values:
        """The same for facts all of which the panel reads."""
        if not any(self.needs(fact.subject) for fact in read):
            return ()
        return tuple([(fact.subject, self._value(fact)) for fact in read])

    def tells_apart(self, before: Valued | None, after: Valued | None) -> bool:
        """Whether the rules see a difference between two facts of one subject, which may be missing."""
        if before is None or after is None:
            return before is not after
        return self._value(before) != self._value(after)

    def _value(self, fact: Valued) -> str | None:
        if not self.by_minor or fact.value is None or not is_kubernetes(fact.subject):
            return fact.value
        return _minor_or_all(fact.value)


def _is_installer(subject: Subject) -> bool:
    return subject.type is SubjectType.PLATFORM and subject.name in platforms.INSTALLERS


def _is_grace_setting(subject: Subject) -> bool:
    return subject.type is SubjectType.CONFIG and subject.name.lower() in _GRACE_SETTINGS


PANELS = (
    Panel(
        lambda judges: judges.skew,
        lambda each: is_part(each) or _is_installer(each),
        is_part,
        by_minor=True,
    ),
    Panel(
        lambda judges: judges.installers,
        lambda each: _is_installer(each) or each == KUBERNETES or each.type is SubjectType.CONFIG,
        _is_installer,
    ),
    Panel(
        lambda judges: judges.grace,
        lambda each: _is_grace_setting(each) or each == KUBERNETES,
        _is_grace_setting,
        by_minor=True,
    ),
)
"""The three groups of facts that are judged side by side."""


def change_key(change: Change, fact: Valued | None, *, was_ever_there: bool) -> ChangeKey:
    """The key of a change that meets a fact."""
    before = fact.value if fact else None
    return (change.subject, change.action, change.to, fact is not None, before, was_ever_there)


def reasons_of(outcome: Outcome, facts: Iterable[ValuedT]) -> tuple[ValuedT, ...]:
    """The facts that an outcome about a cluster rests on: its subject's first, then the control plane's."""
    listed = tuple(facts)
    own = [fact for fact in listed if str(fact.subject) == outcome.subject]
    return (*own, *(fact for fact in listed if fact not in own and is_control_plane(fact.subject)))


def is_control_plane(subject: Subject) -> bool:
    """Whether a subject's version is that of the API servers."""
    return subject.type is SubjectType.PLATFORM and subject.name in _CONTROL_PLANE


def _minor_of(fact: Valued | None) -> Minor | None:
    return _minor(fact.value) if fact is not None and fact.value else None


@lru_cache(maxsize=4096)
def _minor(value: str) -> Minor | None:
    version = parse_version(value)
    return version.minor if isinstance(version, Version) else None


@lru_cache(maxsize=4096)
def _minor_or_all(value: str) -> str:
    minor = _minor(value)
    return str(minor) if minor else value
