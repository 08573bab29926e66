"""An admission webhook that fails closed selects kube-system, so its own outage keeps the cluster from healing."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.domain.manifest import ManifestObject
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.loose import as_list, as_mappings
from tracker.rules.readiness.selectors import selects
from tracker.rules.readiness.workloads import Manifests

_KUBE_SYSTEM = {"kubernetes.io/metadata.name": "kube-system"}
"""The label that every API server since 1.21 puts on the namespace."""
_KINDS = ("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")
_NEEDED_TO_HEAL = {"": ("pods", "pods/*", "nodes"), "coordination.k8s.io": ("leases",)}
"""What the cluster creates and changes to keep itself running, by API group."""


def check(facts: Manifests) -> Iterator[Outcome]:
    """One finding a webhook that answers for pods, nodes or leases of kube-system and fails closed."""
    labels = _labels_of_kube_system(facts)
    for configuration in facts.of_kind(*_KINDS):
        for webhook in as_mappings(configuration.get("webhooks")):
            if _blocks_kube_system(configuration, webhook, labels):
                name = str(webhook.get("name", "?"))
                yield RULE.finding(
                    configuration.subject,
                    say(
                        "webhook %(name)s fails closed and is asked about kube-system: while its pods are drained, what"
                        " keeps the cluster running cannot start",
                        name=name,
                    ),
                    advice=say("exclude kube-system by namespaceSelector, or set failurePolicy: Ignore"),
                    evidence=(from_object(configuration),),
                    key=name,
                )


def _labels_of_kube_system(facts: Manifests) -> Mapping[str, Any]:
    for namespace in facts.of_kind("Namespace"):
        if namespace.name == "kube-system":
            return {**namespace.labels, **_KUBE_SYSTEM}
    return _KUBE_SYSTEM


def _blocks_kube_system(configuration: ManifestObject, webhook: Mapping[str, Any], labels: Mapping[str, Any]) -> bool:
    # v1beta1 failed open unless told otherwise, v1 fails closed.
    default = "Ignore" if configuration.api.version == "v1beta1" else "Fail"
    if webhook.get("failurePolicy", default) != "Fail" or not any(map(_is_needed, as_mappings(webhook.get("rules")))):
        return False
    if webhook.get("objectSelector") or webhook.get("matchConditions"):
        # It narrows what is asked about in a way that cannot be judged without the objects.
        return False
    selector = webhook.get("namespaceSelector")
    return not isinstance(selector, Mapping) or selects(selector, labels)


def _is_needed(rule: Mapping[str, Any]) -> bool:
    operations = set(map(str, as_list(rule.get("operations"))))
    groups, resources = set(map(str, as_list(rule.get("apiGroups")))), set(map(str, as_list(rule.get("resources"))))
    if operations.isdisjoint({"*", "CREATE", "UPDATE"}):
        return False
    return any(
        not groups.isdisjoint({"*", group}) and not resources.isdisjoint({"*", "*/*", *needed})
        for group, needed in _NEEDED_TO_HEAL.items()
    )


RULE = Rule(
    code="DRN014",
    title="Webhook fails closed over kube-system",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/",
    check=check,
)
