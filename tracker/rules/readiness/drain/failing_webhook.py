"""An admission webhook that fails closed selects kube-system, so its own outage keeps the cluster from healing."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.facts import DrainFacts

_KUBE_SYSTEM = {"kubernetes.io/metadata.name": "kube-system"}
"""The label that every API server since 1.21 puts on the namespace."""


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """One finding a webhook that answers for pods, nodes or leases of kube-system and fails closed."""
    labels = {**(facts.kube_system or {}), **_KUBE_SYSTEM}
    for webhook in facts.webhooks:
        if webhook.selects(labels):
            yield RULE.finding(
                webhook.subject,
                say(
                    "webhook %(name)s fails closed and is asked about kube-system: while its pods are drained, what"
                    " keeps the cluster running cannot start",
                    name=webhook.name,
                ),
                advice=say("exclude kube-system by namespaceSelector, or set failurePolicy: Ignore"),
                evidence=(webhook.evidence,),
                key=webhook.name,
            )


RULE = Rule(
    code="DRN014",
    title="Webhook fails closed over kube-system",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/",
    check=check,
)
