"""A redacted report holds no name, address or free text: marks are planted in every place that has one, and sought."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from tests.support.readiness_sample import SHOP, TODAY, a_document, a_subject, a_world, scanned
from tests.support.small_reference import an_api
from tracker.domain.outcome import Evidence, EvidenceKind, Finding, Severity
from tracker.domain.sentence_document import sentences_in
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
    recorded = names_in_record((c.subject for event in subject.events for c in event.changes), clusters, public)
    names = words(names_in_manifests(tally.kept), public)
    told = document(report, lambda day, event_id: f"https://mark.example/{day}/{event_id}")
    return told, Redactor(subject.cluster.id, names, public, frozenset(recorded))


PLAIN, REDACTOR = a_marked_document()
REDACTED = REDACTOR.redact(PLAIN)


@pytest.mark.parametrize("style", [*FORMATS, "sentences"])
def test_no_mark_is_left_in_any_format(style: str) -> None:
    """Nor in the sentences that the store keeps beside the report."""
    if style == "sentences":
        text = json.dumps(sentences_in(REDACTED), ensure_ascii=False, indent=1)
    else:
        text = "".join(FORMATS[style].render(compared(REDACTED, REDACTED, "old.json")))
    found = [line for line in text.splitlines() if re.search(r"mark(?!down)", line, re.IGNORECASE)]
    assert found == []
    assert not re.search(r"10\.1\d?\.\d+\.\d+|@mark|결제", text)


def test_sentences_are_sentences_still() -> None:
    """A redacted report that is kept can be told in other languages like any other."""

    def templates(document: dict[str, Any]) -> set[str]:
        return {sentence["template"] for sentence in sentences_in(document)}

    assert len(templates(PLAIN)) > 20
    # What a parser quotes goes.
    assert templates(PLAIN) - templates(REDACTED) == {"it is not YAML: %(problem)s"}
    assert templates(REDACTED) - templates(PLAIN) == {"it is not YAML"}


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
    Redactor("key", frozenset({"shop-1"}), frozenset()).redact(before)
    assert before == a_document(manifests=SHOP)


ENGLISH = """apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: once, namespace: data}
spec: {minAvailable: 1, selector: {matchLabels: {app: kafka}}}
---
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: the, namespace: data}
spec: {minAvailable: 1, selector: {matchLabels: {app: kafka}}}
---
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: cert-manager, namespace: cert-manager}
spec: {minAvailable: 1, selector: {matchLabels: {app: node}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: kafka, namespace: data}
spec:
  selector: {matchLabels: {app: kafka}}
  template:
    metadata: {labels: {app: kafka}}
    spec:
      volumes: [{name: while, emptyDir: {}}, {name: draining, hostPath: {path: /x}}]
      containers: [{name: pod, image: "eviction:latest"}, {name: no, image: "prod"}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: down, namespace: prod}
spec: {minReplicas: 1, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: node}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: node, namespace: cert-manager}
spec: {replicas: 2, selector: {matchLabels: {app: node}}, template: {metadata: {labels: {app: node}}}}
---
apiVersion: v1
kind: Service
metadata: {name: once, namespace: prod}
spec: {type: ExternalName, externalName: alias}
---
apiVersion: v1
kind: Pod
metadata: {name: controller, namespace: kube-system}
spec: {containers: [{name: the, image: kafka}]}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: prod}
webhooks: [{name: closed, rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}]
"""


@pytest.fixture(scope="module")
def english() -> tuple[dict[str, Any], dict[str, Any]]:
    """A report about things whose names are words of the report's own sentences, open and redacted."""
    world = a_world()
    tally = scanned({"data/once.yaml": ENGLISH}, "1.31", world)
    plain = document(assess_readiness(a_subject(), Minor(1, 31), world, TODAY, tally=tally))
    public = public_words(world) | {"kafka", "cert-manager", "prod"}
    return plain, Redactor("key", words(names_in_manifests(tally.kept), public), public).redact(plain)


def test_names_that_are_words_go(english: tuple[dict[str, Any], dict[str, Any]]) -> None:
    _, redacted = english
    name = "(?:once|data|prod|the|kafka|cert-manager|node|down)"
    for found in redacted["findings"]:
        text = f"{found['subject']} # {found['message']} # {found['evidence']}"
        assert not re.search(rf"[A-Z]\w+ (?:[\w-]+/)?{name}(?= |$)|\b{name}/", text), text
        assert found["code"] == "DRN013" or "name-" in found["subject"]
    assert any(found["subject"].startswith("Pod kube-system/name-") for found in redacted["findings"])


def test_sentences_stay_whole_around_them(english: tuple[dict[str, Any], dict[str, Any]]) -> None:
    plain, redacted = english
    quote = r"(?:[A-Z]\w+ )?(?:name-[0-9a-f]{8}/)?name-[0-9a-f]{8}"
    said = {
        "DRN002": rf"no {quote}: cpu request, memory request, memory limit; {quote}: cpu request, memory request, memory limit",
        "DRN005": rf"it allows no eviction of {quote} \(minAvailable: 1, 1 replica\): draining a node that runs one of "
        "its pods hangs",
        "DRN007": rf"more than one disruption budget selects its pods \({quote}, {quote}\): every eviction fails",
        "DRN011": rf"{quote}, {quote}: a pod that moves to another node may come back as another version",
        "DRN012": rf"{quote} may be an alias itself; from here nobody can tell",
        "DRN014": rf"webhook {quote} fails closed and is asked about kube-system: while its pods are drained, what keeps "
        "the cluster running cannot start",
    }
    for code, sentence in said.items():
        messages = [found["message"] for found in redacted["findings"] if found["code"] == code]
        assert any(re.fullmatch(sentence, message) for message in messages), (code, messages)
    for before, after in zip(plain["findings"], redacted["findings"], strict=True):
        assert after["title"] == before["title"]
        if after["code"] in ("DRN003", "DRN008", "DRN009", "API001", "CHG001"):
            assert after["message"] == before["message"]
        if after["code"] != "DRN012":
            assert after["advice"] == before["advice"]
    assert [unknown["missing"] for unknown in redacted["unknowns"]] == [u["missing"] for u in plain["unknowns"]]


def test_the_advice_about_a_helm_release_stays() -> None:
    advice = "'helm upgrade' of this release fails once the API is gone, unless its stored manifest is mapped before"
    redactor = Redactor("key", frozenset({"once", "the", "api"}), frozenset(), frozenset({"once", "the", "release"}))
    assert redactor.text(advice, "API001") == advice


def test_a_pool_with_a_public_name_goes_from_sentences_of_the_record() -> None:
    redactor = Redactor("key", frozenset(), frozenset({"prod"}), frozenset({"prod"}))
    text = redactor.text("the kubelet version of prod is not recorded; record it: tracker add --pool prod=VERSION")
    assert text.count("name-") == 2
    assert "prod" not in text


def test_a_pool_goes_from_advice_too() -> None:
    redactor = Redactor("key", frozenset(), frozenset({"prod"}), frozenset({"prod", "workers"}))
    assert "prod" not in redactor.text("Upgrade prod before the control plane goes to 1.25.", "SKEW010")
    assert "workers" not in redactor.text("Move workers to 1.25, which the control plane runs.", "SUP001")
