"""An ExternalName service points at a name that is itself an alias, so clients learn of a new address late."""

from collections.abc import Iterator

from tracker.domain.manifest import ManifestObject
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.workloads import Manifests

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


def check(facts: Manifests) -> Iterator[Outcome]:
    """A chain that the manifests show, and names that only DNS can tell about."""
    services = {_address(service): service for service in facts.of_kind("Service")}
    for service in services.values():
        name = _external_name(service)
        if name is None or name.endswith(_PROVIDER_ENDPOINTS):
            continue
        following = services.get(_in_cluster(name))
        alias = _external_name(following) if following else None
        if following is not None and alias is not None:
            yield RULE.finding(
                service.subject,
                say(
                    "%(name)s is the ExternalName service %(service)s, an alias of %(alias)s",
                    name=name,
                    service=following.subject,
                    alias=alias,
                ),
                advice=say("point it at %(alias)s, so that one TTL counts and not two", alias=alias),
                evidence=(from_object(service), from_object(following)),
            )
        elif following is None and not name.endswith(".svc.cluster.local"):
            yield RULE.finding(
                service.subject,
                say("%(name)s may be an alias itself; from here nobody can tell", name=name),
                severity=Severity.NOTE,
                advice=say(
                    "dig %(name)s shows the chain: point the service at its end, so that one TTL counts and not two",
                    name=name,
                ),
                evidence=(from_object(service),),
            )


def _external_name(service: ManifestObject) -> str | None:
    if service.get("spec", "type") != "ExternalName":
        return None
    name = service.get("spec", "externalName")
    return name.rstrip(".").lower() if isinstance(name, str) and name else None


def _address(service: ManifestObject) -> tuple[str, str]:
    return (service.namespace or "default", service.name)


def _in_cluster(name: str) -> tuple[str, str]:
    """Namespace and name of the service that a cluster-internal DNS name means; empty for any other name."""
    parts = name.split(".")
    return (parts[1], parts[0]) if len(parts) >= 3 and parts[2] == "svc" else ("", "")


RULE = Rule(
    code="DRN012",
    title="Alias of an alias",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/services-networking/service/#externalname",
    check=check,
)
