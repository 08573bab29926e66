"""A dead node is noticed later than its pods are allowed to wait for it."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.configuration.durations import in_words, seconds
from tracker.rules.configuration.settings import duration, kubernetes_minor, recorded
from tracker.rules.facts import ClusterFacts

_TOLERATION = 300.0
"""Since 1.27 each pod tolerates an unreachable node for 300 seconds by default; before, the flag had that default."""


def check(facts: ClusterFacts) -> Iterator[Outcome]:
    """The lesson: 600 seconds end the false alarms, and a node that is really dead costs a quarter of an hour."""
    minor = kubernetes_minor(facts)
    for subject, value in recorded(facts, "nodeMonitorGracePeriod"):
        grace = seconds(value)
        if grace is None:
            continue  # CFG001 says so.
        timeout = duration(facts, "podEvictionTimeout", minor) if minor else None
        limit = timeout.seconds if timeout else _TOLERATION
        if grace > limit:
            yield RULE.finding(
                str(subject),
                say(
                    "%(setting)s of %(grace)s is longer than the %(limit)s that pods wait for an unreachable node:"
                    " pods of a dead node move after %(sum)s",
                    setting=subject,
                    grace=in_words(grace),
                    limit=in_words(limit),
                    sum=in_words(grace + limit),
                ),
                advice=say(
                    "Keep it under %(limit)s, and cure the network or the API's address instead.", limit=in_words(limit)
                ),
            )


RULE = Rule(
    code="CFG002",
    title="Dead nodes are noticed too late",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/architecture/nodes/#node-heartbeats",
    check=check,
)
