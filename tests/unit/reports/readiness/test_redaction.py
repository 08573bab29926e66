"""A redacted report holds no name, address or free text: marks are planted in every place that has one, and sought."""

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.support.readiness_sample import SHOP, TODAY, a_document, a_subject, a_world, scanned
from tests.support.small_reference import an_api
from tracker.domain.outcome import Evidence, EvidenceKind, Finding, Severity
from tracker.domain.state import fold
from tracker.domain.version import Minor
from tracker.reports.readiness.comparison import compared
from tracker.reports.readiness.document import document
from tracker.reports.readiness.formats import FORMATS
from tracker.reports.readiness.identifying import names_in_manifests, names_in_record, public_words, words
from tracker.reports.readiness.redaction import Redactor
from tracker.services.readiness import Subject, assess_readiness
from tracker.services.waivers import Waiver

MARKED = """apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: mark-budget, namespace: mark-space}
spec: {minAvailable: 1, selector: {matchLabels: {app: mark-label}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: mark-deployment, namespace: mark-space, annotations: {mark.example/owner: "mark@mark.example"}}
spec:
  selector: {matchLabels: {app: mark-label}}
  template:
    metadata: {labels: {app: mark-label, mark.example/team: mark-team}}
    spec:
      nodeName: mark-node-1.mark.internal
      volumes:
      - {name: mark-volume, gitRepo: {repository: "https://mark-user:pw@git.mark.example/mark-repo.git"}}
      - {name: mark-scratch, emptyDir: {}}
      - {name: mark-host, hostPath: {path: /mark/path}}
      containers:
      - {name: mark-container, image: "registry.mark.example:5000/mark-team/mark-app:latest", args: [--mark-flag=10.11.12.13]}
---
apiVersion: v1
kind: Service
metadata: {name: mark-service, namespace: mark-space}
spec: {selector: {app: mark-label}}
---
apiVersion: v1
kind: Service
metadata: {name: mark-alias, namespace: mark-space}
spec: {type: ExternalName, externalName: db.mark.example}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: mark-agent, namespace: mark-space}
spec: {template: {spec: {containers: [{name: mark-agent, image: "mark/agent"}]}}}
---
apiVersion: v1
kind: Pod
metadata: {name: mark-bare}
spec: {containers: [{name: mark-bare-container, image: mark}]}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: mark-guard}
webhooks: [{name: pods.guard.mark.example, rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}]
---
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata:
  name: mark-live
  namespace: mark-space
  uid: 1-2-3
  managedFields: [{manager: mark-deployer, operation: Apply, apiVersion: policy/v1beta1, time: "2024-01-01T00:00:00Z"}]
spec: {selector: {matchLabels: {app: mark-other}}}
---
apiVersion: networking.k8s.io/v9
kind: Ingress
metadata: {name: mark-widget}
---
mark: [
---
kind: {{ .Values.mark }}
"""
PATH = "mark/home/mark-user/shop.yaml"


def marked_subject() -> Subject:
    subject = a_subject()
    cluster = replace(subject.cluster, name="mark-cluster", environment="mark-environment")
    events = tuple(
        replace(
            event,
            title=f"mark {event.title} 10.1.2.3",
            body="mark",
            changes=tuple(replace(c, subject=replace(c.subject, name=_marked(c.subject.name))) for c in event.changes),
        )
        for event in subject.events
    )
    return Subject(cluster, events, fold(events), {f"mark-{name}": found for name, found in subject.siblings.items()})


def _marked(name: str) -> str:
    return f"mark-{name}" if name in ("batch", "workers", "acme-billing") else name


def a_marked_document() -> tuple[dict[str, Any], Redactor]:
    world, subject = a_world(), marked_subject()
    world.lifecycles.append(an_api("networking.k8s.io/v1", "Ingress", introduced="1.19"))
    tally = scanned({PATH: MARKED}, "1.31", world)
    beside = Finding(
        "SKEW001",
        Severity.NOTE,
        "mark-workers",
        "kubelet 1.28.1 of mark-workers is behind",
        "mark-cluster",
        evidence=(
            Evidence(EvidenceKind.EVENT, "0190b0c0-0000-7000-8000-000000000002", "mark title", TODAY),
            Evidence(EvidenceKind.FILE, PATH + ":1", "200m, Helm release mark-release.v3"),
        ),
    )
    waiver = Waiver("DRN009", "mark-owner@mark.example", "mark reason", TODAY)
    report = assess_readiness(
        subject, Minor(1, 31), world, TODAY, tally=tally, outcomes_today=(beside,), waivers=(waiver,)
    )
    public = public_words(world)
    clusters = (subject.cluster.name, *subject.siblings)
    recorded = names_in_record((c.subject for event in subject.events for c in event.changes), clusters)
    names = words((*recorded, *names_in_manifests(tally.workloads)), public)
    told = document(report, lambda day, event_id: f"https://mark.example/{day}/{event_id}")
    return told, Redactor(subject.cluster.id, names, public)


PLAIN, REDACTOR = a_marked_document()
REDACTED = REDACTOR.redact(PLAIN)


@pytest.mark.parametrize("style", FORMATS)
def test_no_mark_is_left_in_any_format(style: str) -> None:
    text = "".join(FORMATS[style].render(compared(REDACTED, REDACTED, "old.json")))
    found = [line for line in text.splitlines() if re.search(r"mark(?!down)", line, re.IGNORECASE)]
    assert found == []
    assert not re.search(r"10\.1\d?\.\d+\.\d+|@mark|결제", text)


def test_the_marks_are_there_before() -> None:
    """Otherwise the test above could not fail: every planted sort of name reaches the open report."""
    text = "".join(FORMATS["json"].render(PLAIN))
    for name in (
        *(
            "mark-budget",
            "mark-space",
            "mark-deployment",
            "mark-container",
            "mark-team/mark-app",
            "mark-host",
        ),
        *("db.mark.example", "mark-agent", "mark-bare", "guard.mark.example", "mark-deployer", "mark-widget"),
        *(
            "mark-cluster",
            "mark-environment",
            "mark-workers",
            "mark-acme-billing",
            "mark-seoul-staging",
            "mark-owner",
            "mark-release",
        ),
        *(PATH, "mark-repo", "10.1.2.3", "결제"),
    ):
        assert name in text, name


def test_versions_kinds_codes_days_and_the_verdict_stay() -> None:
    for key in ("current", "target", "judged_on", "verdict", "direction", "looked_at", "look_yourself"):
        assert REDACTED[key] == PLAIN[key]
    assert [found["code"] for found in REDACTED["findings"]] == [found["code"] for found in PLAIN["findings"]]
    assert [step["to"] for hop in REDACTED["hops"] for step in hop["steps"]] == [
        step["to"] for hop in PLAIN["hops"] for step in hop["steps"]
    ]
    kinds = {found["subject"].split()[0] for found in REDACTED["findings"]}
    assert {"PodDisruptionBudget", "Deployment", "Service", "Pod"} <= kinds


def test_public_names_stay() -> None:
    subjects = {step["subject"] for hop in REDACTED["hops"] for step in hop["steps"]}
    assert {"kubernetes", "etcd", "ingress"} <= subjects
    assert REDACTED["cluster"]["provider"] == "upstream"


def test_a_name_has_one_pseudonym_everywhere() -> None:
    def space(outcomes: list[dict[str, Any]]) -> set[str]:
        return {found["subject"].split()[1].split("/")[0] for found in outcomes if "/" in found["subject"]}

    (pseudonym,) = space(REDACTED["findings"])
    assert pseudonym.startswith("name-")
    assert REDACTOR.redact(PLAIN) == REDACTED


def test_another_cluster_gives_other_pseudonyms() -> None:
    other = replace(REDACTOR, key="another").redact(PLAIN)
    assert other["cluster"]["name"] != REDACTED["cluster"]["name"]


def test_lines_stay_and_folders_go() -> None:
    locators = {e["locator"] for found in REDACTED["findings"] for e in found["evidence"] if e["kind"] == "file"}
    assert all(re.fullmatch(r"file-[0-9a-f]{8}:\d+", locator) for locator in locators)
    assert len(locators) > 3


def test_an_event_keeps_its_day_and_loses_its_words() -> None:
    event = REDACTED["memory"]["own"][0]
    assert (event["on"], event["title"], event["url"]) == (PLAIN["memory"]["own"][0]["on"], "[withheld]", "")


@pytest.mark.parametrize(
    "text",
    [
        "draining a node that runs one of its pods hangs",
        "networking.k8s.io/v1 Ingress is not served from 1.22 on",
        "status.nodeInfo.osImage matches ^Amazon",
        "kubernetes v1.29.3-eks-036c24b, 1.27.1+rke2r1 and 100m of cpu",
        "spec.containers[].image",
    ],
)
def test_ordinary_sentences_stay(text: str) -> None:
    assert REDACTOR.text(text) == text


@pytest.mark.parametrize(
    "secret",
    [
        "10.0.0.0/8",
        "fe80::1ff:fe23:4567:890a",
        "someone@corp.example",
        "https://wiki.corp/x?y=1",
        "db-1.corp.internal",
        "/srv/data/x",
    ],
)
def test_addresses_go_wherever_they_stand(secret: str) -> None:
    assert secret not in REDACTOR.text(f"it points at {secret}, which is away")


def test_the_open_report_is_not_touched() -> None:
    before = a_document(manifests=SHOP)
    Redactor("key", frozenset({"shop"}), frozenset()).redact(before)
    assert before == a_document(manifests=SHOP)
