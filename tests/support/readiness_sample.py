"""A readiness report with something of everything, on invented facts and the manifests of a small shop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from tests.support.small_reference import (
    SmallReference,
    a_breaking_change,
    a_component,
    a_component_release,
    a_dependency,
    an_api,
)
from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Change, Event, EventKind, Incident, IncidentSeverity, SubjectType
from tracker.domain.event import Subject as About
from tracker.domain.knowledge.changes import ChangeSeverity, Detection, Evidence
from tracker.domain.manifest import Reading
from tracker.domain.outcome import Finding, Severity
from tracker.domain.state import fold
from tracker.domain.upgrade.plan import Unknown
from tracker.domain.version import Minor
from tracker.domain.when import When
from tracker.importers.manifests.reader import read
from tracker.reports.readiness.document import document
from tracker.services.readiness import ReadinessReport, Subject, assess_readiness, kinds_looked_for
from tracker.services.scan import Question, Tally, scan
from tracker.services.waivers import Waiver

TODAY = date(2025, 1, 15)
CLUSTER = Cluster(
    "0190b0c0-0000-7000-8000-0000000000ff", "seoul", environment="production", provider="upstream", zone="Asia/Seoul"
)
SHOP = """apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: checkout, namespace: shop}
spec: {minAvailable: 1, selector: {matchLabels: {app: checkout}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: checkout, namespace: shop}
spec:
  selector: {matchLabels: {app: checkout}}
  template:
    metadata: {labels: {app: checkout}}
    spec:
      volumes: [{name: code, gitRepo: {repository: "https://git.example/shop.git"}}]
      containers: [{name: web, image: "registry.example/shop/checkout:latest"}]
---
apiVersion: v1
kind: Service
metadata: {name: checkout, namespace: shop}
spec: {selector: {app: checkout}}
---
kind: {{ .Values.kind }}
"""
KUBELET = Detection(evidence=Evidence.COMMAND_LINE, kinds=("kubelet",), pattern="^--(keep-volumes|old)(=|$)")
GIT_REPO = Detection(evidence=Evidence.OBJECT, kinds=("Pod",), path="spec.volumes[].gitRepo")


def a_world() -> SmallReference:
    """Kubernetes 1.29 to 1.31 with something that goes in each."""
    change = a_breaking_change
    return SmallReference(
        lifecycles=[
            an_api("policy/v1beta1", "PodDisruptionBudget", introduced="1.5", removed="1.30", replacement="policy/v1"),
            an_api("policy/v1", "PodDisruptionBudget", introduced="1.21"),
            *(an_api("v1", kind, introduced="1.0") for kind in ("Service",)),
            an_api("apps/v1", "Deployment", introduced="1.9"),
        ],
        known_components=[a_component("ingress"), a_component("dns")],
        lines=[
            a_component_release("ingress", "1.12", ("1.29", "1.31")),
            a_component_release("ingress", "1.10", ("1.28", "1.29")),
        ],
        needs=[a_dependency("1.30", "etcd", "3.5.9")],
        changes=[
            replace(change("git-repo", "1.30"), detections=(GIT_REPO,), replacement="an init container"),
            replace(change("keep-volumes", "1.31"), detections=(KUBELET,)),
            replace(
                change("cgroup-v1", "1.31"),
                severity=ChangeSeverity.BEHAVIOUR,
                detections=(Detection(evidence=Evidence.MANUAL, look="stat the cgroup mount on each node"),),
            ),
        ],
    )


def _at(text: str) -> When:
    return When.at(datetime.fromisoformat(text).replace(tzinfo=UTC), CLUSTER.zone)


def _change(kind: SubjectType, name: str, to: str, before: str | None = None) -> Change:
    return Change(About(kind, name), Action.UPGRADED if before else Action.ADDED, before, to)


def _events(cluster: str = CLUSTER.id) -> tuple[Event, ...]:
    kubernetes, pool, component = SubjectType.PLATFORM, SubjectType.NODE_POOL, SubjectType.COMPONENT
    first = (
        _change(kubernetes, "kubernetes", "1.28.1"),
        _change(kubernetes, "etcd", "3.4.2"),
        _change(pool, "batch", "1.26.3"),
        _change(component, "ingress", "1.10.2"),
        _change(component, "acme-billing", "2.0"),
        _change(component, "dns", "1.1"),
    )
    second = (_change(kubernetes, "kubernetes", "1.29.1", "1.28.1"), _change(pool, "workers", "1.28.1"))
    upgrade, plain = EventKind.UPGRADE, EventKind.INCIDENT
    return (
        Event(
            "0190b0c0-0000-7000-8000-000000000001",
            cluster,
            upgrade,
            "Kubernetes 1.28",
            _at("2024-03-01T01:00"),
            changes=first,
        ),
        Event(
            "0190b0c0-0000-7000-8000-000000000002",
            cluster,
            upgrade,
            "Kubernetes 1.29 도입",
            _at("2024-09-01T01:00"),
            _at("2024-09-01T03:30"),
            changes=second,
        ),
        Event(
            "0190b0c0-0000-7000-8000-000000000003",
            cluster,
            plain,
            "결제 API <b>down</b>",
            _at("2024-09-02T05:00"),
            _at("2024-09-02T06:00"),
            incident=Incident(IncidentSeverity.MAJOR),
        ),
    )


def a_subject() -> Subject:
    """The cluster with its record, and a staging cluster that is one minor ahead."""
    events = _events()
    ahead = Event(
        "0190b0c0-0000-7000-8000-0000000000aa",
        "staging",
        EventKind.UPGRADE,
        "Kubernetes 1.30",
        _at("2024-11-01T01:00"),
        changes=(_change(SubjectType.PLATFORM, "kubernetes", "1.30.1", "1.29.1"),),
    )
    return Subject(CLUSTER, events, fold(events), {"seoul-staging": (ahead,)})


@dataclass(frozen=True, slots=True)
class InMemory:
    """Manifests that lie nowhere, by file name."""

    files: dict[str, str]

    def discover(self, arguments: Sequence[str]) -> Iterator[str]:
        return iter(self.files)

    def read(self, found: str) -> Iterator[Reading]:
        return read(self.files[found], origin=found)

    def skim(self, found: str, is_silent: Any) -> Iterator[Reading]:
        return self.read(found)


def scanned(files: dict[str, str], target: str, world: SmallReference) -> Tally:
    """What a scan of these files says."""
    to = Minor.parse(target)
    question = Question(to, Minor(1, 29), kept=kinds_looked_for(Minor(1, 29), to, world))
    return scan(InMemory(files), tuple(files), question, world, lambda work, items, _: map(work, items))


def a_report(
    target: str = "1.31",
    manifests: str | None = SHOP,
    *,
    rollback: bool = False,
    waivers: Sequence[Waiver] = (),
    unknowns: Sequence[Unknown] = (),
    world: SmallReference | None = None,
) -> ReadinessReport:
    """The report; `manifests` of None leaves it without any."""
    world = world or a_world()
    tally = scanned({"k8s/shop.yaml": manifests}, target, world) if manifests is not None else None
    beside = Finding(
        "SUP001", Severity.REQUIRED, "kubernetes", "its support ends soon", "seoul", since=date(2024, 12, 1)
    )
    return assess_readiness(
        a_subject(),
        Minor.parse(target),
        world,
        TODAY,
        tally=tally,
        outcomes_today=(beside,),
        waivers=waivers,
        unknowns=unknowns,
        rollback=rollback,
    )


def a_document(target: str = "1.31", manifests: str | None = SHOP, **settings: Any) -> dict[str, Any]:
    """The document of `a_report`."""
    return document(a_report(target, manifests, **settings))
