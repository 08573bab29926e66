"""An ExternalName service points at a name that is itself an alias, so clients learn of a new address late."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.drain.facts import DrainFacts

_PROVIDER_ENDPOINTS = (
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".windows.net",
    ".azure.com",
    ".googleapis.com",
    ".cloud.goog",
    ".mongodb.net",
)
"""Names under these belong to a provider's resource: pointing at them is one alias, as it should be."""


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """A chain that the manifests show, and names that only DNS can tell about."""
    for service in facts.services.values():
        if service is None or service.external_name.endswith(_PROVIDER_ENDPOINTS):
            continue
        name, address = service.external_name, _in_cluster(service.external_name)
        following = facts.services.get(address)
        if following is not None:
            yield RULE.finding(
                service.subject,
                say(
                    "%(name)s is %(service)s, an ExternalName service too and an alias of %(alias)s",
                    name=name,
                    service=following.subject,
                    alias=following.external_name,
                ),
                advice=say("point it at %(alias)s, so that one TTL counts and not two", alias=following.external_name),
                evidence=(service.evidence, following.evidence),
            )
        elif address not in facts.services and not name.endswith(".svc.cluster.local"):
            yield RULE.finding(
                service.subject,
                say("%(name)s may be an alias itself; from here nobody can tell", name=name),
                severity=Severity.NOTE,
                advice=say(
                    "look where `dig %(name)s` leads, and point the service there, so that one TTL counts and not two",
                    name=name,
                ),
                evidence=(service.evidence,),
            )


def _in_cluster(name: str) -> str:
    """``namespace/name`` of the service that a cluster-internal DNS name means; empty for any other name."""
    parts = name.split(".")
    return f"{parts[1]}/{parts[0]}" if len(parts) >= 3 and parts[2] == "svc" else ""


RULE = Rule(
    code="DRN012",
    title="Alias of an alias",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/services-networking/service/#externalname",
    check=check,
)
