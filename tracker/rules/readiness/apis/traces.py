"""Who wrote a live object, in which API version: what a dump remembers, and what it is worth.

A dump's own ``apiVersion`` proves nothing: the server converts. Two things remember the writers' version: the
annotation that client-side ``kubectl apply`` leaves, and ``metadata.managedFields``. Both outlive their cause.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.manifest import ManifestObject
from tracker.domain.sentence import NOTHING, Sentence, say

LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
_CLIENT_SIDE_APPLY = "kubectl-client-side-apply"
_MOVES_WITH_THE_CLUSTER = frozenset(
    {
        "kube-apiserver",
        "kube-controller-manager",
        "kube-scheduler",
        "kubelet",
        "cloud-controller-manager",
        "kubectl-edit",
        "before-first-apply",
    }
)
"""Managers whose next write uses whatever the upgraded cluster serves."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One sign that somebody wrote the object in a certain API."""

    api: ApiKey
    manager: str
    operation: str
    """``Update``, ``Apply``, or ``last-applied`` for the annotation."""
    at: datetime | None = None
    """When it was written, as an instant; None when the dump does not say."""

    @property
    def told(self) -> Sentence:
        """What the trace says."""
        known = {"version": self.api.api_version, "manager": self.manager, "operation": self.operation}
        day = self.at.date() if self.at else None
        match self.operation == "last-applied", day:
            case True, None:
                return say("the last-applied annotation says %(version)s", **known)
            case True, _:
                return say("the last-applied annotation says %(version)s on %(day)s", **known, day=day)
            case _, None:
                return say("%(manager)s wrote it as %(version)s (%(operation)s)", **known)
            case _:
                return say("%(manager)s wrote it as %(version)s (%(operation)s on %(day)s)", **known, day=day)


def traces(found: ManifestObject) -> tuple[Trace, ...]:
    """Every trace that an object carries; none when the dump left them out."""
    managed = tuple(_managed_fields(found))
    return (*_last_applied(found, managed), *managed)


def why_stale(trace: Trace, others: tuple[Trace, ...], old: frozenset[ApiKey]) -> Sentence:
    """Why a trace of an old API says nothing about the next write; empty when it does.

    Args:
        trace: A trace whose API is in `old`.
        others: Every trace of the object.
        old: The APIs that are in question.
    """
    if trace.manager in _MOVES_WITH_THE_CLUSTER:
        return say("%(manager)s takes the version that the cluster serves", manager=trace.manager)
    for other in others:
        same_writer = other.manager == trace.manager or (
            trace.operation == "last-applied" and other.operation == "Apply"
        )
        if same_writer and other.api not in old and _is_later(other, trace):
            return say("%(trace)s, later", trace=other.told)
    return NOTHING


def _is_later(one: Trace, other: Trace) -> bool:
    return one.at is not None and (other.at is None or one.at >= other.at)


def _last_applied(found: ManifestObject, managed: tuple[Trace, ...]) -> Iterator[Trace]:
    text = found.annotations.get(LAST_APPLIED)
    if not isinstance(text, str):
        return
    try:
        applied = json.loads(text)
    except (ValueError, RecursionError):
        return
    if not isinstance(applied, Mapping) or not isinstance(applied.get("apiVersion"), str):
        return
    api = ApiKey.of(applied["apiVersion"], str(applied.get("kind", found.api.kind)))
    written = [trace.at for trace in managed if trace.manager == _CLIENT_SIDE_APPLY and trace.api == api and trace.at]
    yield Trace(api, _CLIENT_SIDE_APPLY, "last-applied", max(written, default=None))


def _managed_fields(found: ManifestObject) -> Iterator[Trace]:
    for entry in found.items("metadata", "managedFields"):
        if isinstance(entry, Mapping) and isinstance(entry.get("apiVersion"), str):
            yield Trace(
                ApiKey.of(entry["apiVersion"], found.api.kind),
                manager=str(entry.get("manager") or "an unnamed client"),
                operation=str(entry.get("operation") or "Update"),
                at=_instant(entry.get("time")),
            )


def _instant(text: Any) -> datetime | None:
    try:
        instant = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
