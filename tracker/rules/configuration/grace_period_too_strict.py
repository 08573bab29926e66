"""Nodes are given up after fewer missed status updates than Kubernetes' own defaults allow."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.configuration.durations import in_words, seconds
from tracker.rules.configuration.settings import duration, kubernetes_minor, recorded
from tracker.rules.evidence import from_row
from tracker.rules.facts import ClusterFacts

_GRACE, _FREQUENCY = "nodeMonitorGracePeriod", "nodeStatusUpdateFrequency"


def check(facts: ClusterFacts) -> Iterator[Outcome]:
    """The lesson: with a grace period of 15 seconds, every hiccup of the network is an outage."""
    minor = kubernetes_minor(facts)
    for subject, value in recorded(facts, _GRACE):
        grace = seconds(value)
        if grace is None:
            yield RULE.undecided(
                str(subject), say("%(value)s is no duration such as 40s", value=repr(value)), key="value"
            )
            continue
        if minor is None:
            yield RULE.undecided(str(subject), say("the cluster's Kubernetes version is not recorded"), key="version")
            continue
        default = facts.world.reference.setting_default(_GRACE, minor)
        usual_frequency = facts.world.reference.setting_default(_FREQUENCY, minor)
        frequency = duration(facts, _FREQUENCY, minor)
        usual = seconds(default.value) if default else None
        every = seconds(usual_frequency.value) if usual_frequency else None
        if default is None or usual is None or every is None or frequency is None:
            yield RULE.undecided(
                str(subject),
                say("the defaults of %(grace)s and %(frequency)s are not known", grace=_GRACE, frequency=_FREQUENCY),
                key="default",
            )
            continue
        updates, enough = grace / frequency.seconds, usual / every
        if updates < enough:
            yield RULE.finding(
                str(subject),
                say(
                    "%(setting)s of %(grace)s allows %(updates)s status updates of %(frequency)s each before a node is"
                    " given up; Kubernetes' own defaults allow %(enough)s",
                    setting=subject,
                    grace=in_words(grace),
                    updates=f"{updates:.2g}",
                    frequency=in_words(frequency.seconds),
                    enough=f"{enough:g}",
                ),
                advice=say(
                    "Set it to %(least)s or more, so that a short break of the network is no outage.",
                    least=in_words(enough * frequency.seconds),
                ),
                evidence=(from_row(f"settings/{_GRACE}", say("default %(value)s", value=default.value), default),),
            )


RULE = Rule(
    code="CFG001",
    title="Nodes are given up too soon",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/architecture/nodes/#node-heartbeats",
    check=check,
)
