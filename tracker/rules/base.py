"""What a rule is: a code that never changes, a severity, a source, and a pure generator of outcomes.

A rule module holds one sentence of docstring, a `check` and a `RULE`::

    def check(facts: ClusterFacts) -> Iterator[Outcome]:
        ...
        yield RULE.finding("workers", say("kubelet %(version)s trails ...", version=pool.kubelet))

    RULE = Rule(code="SKEW001", ..., check=check)

`check` yields nothing when it looked and all was well, findings when something is out of policy, and undecided when a
fact is missing. The type of its argument says what the rule judges (see `tracker.rules.facts`): a cluster's state, one
fact of it, a recorded change, an incident, a silence; the readiness rules bring facts of their own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tracker.domain.outcome import Disposition, Evidence, Finding, Outcome, Severity, Undecided
from tracker.domain.sentence import NOTHING, Sentence
from tracker.domain.version import Minor

FactsT = TypeVar("FactsT")


@dataclass(frozen=True, slots=True)
class Rule(Generic[FactsT]):
    """One rule; `RULE` of its module."""

    code: str
    """Family and number: ``SKEW001``. Never reused, so that waivers and baselines stay true."""
    title: str
    """What is wrong when it speaks, in a few words without a full stop."""
    severity: Severity
    """The severity of its findings unless a finding says otherwise; never more than this."""
    source: str
    """URL of the policy or the lesson that it enforces."""
    check: Callable[[FactsT], Iterator[Outcome]]
    since: Minor | None = None
    """First Kubernetes minor for which it matters, inclusive; None: always did."""
    until: Minor | None = None
    """Last such minor, inclusive; None: still does."""
    min_days: int = 0
    """It cannot speak before the facts have held for so many days; replay skips shorter spans."""

    @property
    def family(self) -> str:
        """The letters of the code: ``SKEW``."""
        return self.code.rstrip("0123456789")

    def matters_for(self, minor: Minor | None) -> bool:
        """Whether a Kubernetes minor lies between `since` and `until`; an unknown one does."""
        if minor is None:
            return True
        return (self.since is None or self.since <= minor) and (self.until is None or minor <= self.until)

    def finding(
        self,
        subject: str,
        message: Sentence,
        *,
        severity: Severity | None = None,
        advice: Sentence = NOTHING,
        evidence: tuple[Evidence, ...] = (),
        disposition: Disposition = Disposition.ACTIONABLE,
        key: str = "",
    ) -> Finding:
        """A finding of this rule; whoever runs the rule adds the cluster, the events and the days."""
        return Finding(
            code=self.code,
            severity=severity or self.severity,
            subject=subject,
            message=message,
            advice=advice,
            evidence=evidence,
            source=self.source,
            disposition=disposition,
            key=key,
        )

    def undecided(
        self,
        subject: str,
        missing: Sentence,
        *,
        advice: Sentence = NOTHING,
        evidence: tuple[Evidence, ...] = (),
        key: str = "",
    ) -> Undecided:
        """What this rule would have to know; `missing` completes "unknown because …"."""
        return Undecided(self.code, subject, missing, advice=advice, evidence=evidence, key=key)


AnyRule = Rule[Any]
"""A rule whatever it judges: what listings and reports work with."""
