"""Admission webhooks that fail closed and answer for what a cluster creates and changes to keep itself running."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.domain.manifest import ManifestObject
from tracker.domain.outcome import Evidence
from tracker.rules.readiness.evidence import from_object
from tracker.rules.readiness.loose import as_list, as_mappings
from tracker.rules.readiness.selectors import selects

_NEEDED_TO_HEAL = {"": ("pods", "pods/*", "nodes"), "coordination.k8s.io": ("leases",)}
"""What the cluster creates and changes to keep itself running, by API group."""


@dataclass(frozen=True, slots=True)
class ClosedWebhook:
    """A webhook whose outage stops pods, nodes or leases in the namespaces that it selects."""

    subject: str
    """The configuration that it belongs to."""
    evidence: Evidence
    name: str
    namespace_selector: Mapping[str, Any] | None
    """None: it answers for every namespace."""

    def selects(self, labels: Mapping[str, Any]) -> bool:
        """Whether it is asked about a namespace with these labels."""
        return self.namespace_selector is None or selects(self.namespace_selector, labels)


def closed_webhooks(configuration: ManifestObject) -> Iterator[ClosedWebhook]:
    """The webhooks of a configuration that fail closed over what a cluster needs to heal."""
    for webhook in as_mappings(configuration.get("webhooks")):
        if _fails_closed(configuration, webhook):
            selector = webhook.get("namespaceSelector")
            yield ClosedWebhook(
                configuration.subject,
                from_object(configuration),
                str(webhook.get("name", "?")),
                selector if isinstance(selector, Mapping) else None,
            )


def _fails_closed(configuration: ManifestObject, webhook: Mapping[str, Any]) -> bool:
    # v1beta1 failed open unless told otherwise, v1 fails closed.
    default = "Ignore" if configuration.api.version == "v1beta1" else "Fail"
    if webhook.get("failurePolicy", default) != "Fail" or not any(map(_is_needed, as_mappings(webhook.get("rules")))):
        return False
    # These narrow what is asked about in a way that cannot be judged without the objects.
    return not (webhook.get("objectSelector") or webhook.get("matchConditions"))


def _is_needed(rule: Mapping[str, Any]) -> bool:
    operations = set(map(str, as_list(rule.get("operations"))))
    groups, resources = set(map(str, as_list(rule.get("apiGroups")))), set(map(str, as_list(rule.get("resources"))))
    if operations.isdisjoint({"*", "CREATE", "UPDATE"}):
        return False
    return any(
        not groups.isdisjoint({"*", group}) and not resources.isdisjoint({"*", "*/*", *needed})
        for group, needed in _NEEDED_TO_HEAL.items()
    )
