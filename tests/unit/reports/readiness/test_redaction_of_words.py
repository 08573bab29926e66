"""A name that is an ordinary word goes from a redacted report exactly where any other name would, and nowhere else.

Two reports are written about the same cluster, in which a word and a name that nobody would use stand in the same places.
The odd name must be nowhere in any format, and apart from the pseudonyms the reports must be the same, letter for letter:
so the word is replaced wherever it is a name, and left alone wherever it is a word.
"""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.readiness_sample import InMemory
from tracker import bootstrap
from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Change, Event, EventKind, Incident, IncidentSeverity, SubjectType
from tracker.domain.event import Subject as About
from tracker.domain.knowledge.reference import Reference
from tracker.domain.sentence_document import sentences_in
from tracker.domain.state import fold
from tracker.domain.version import Minor
from tracker.domain.when import When
from tracker.reports.readiness.comparison import compared
from tracker.reports.readiness.document import document
from tracker.reports.readiness.formats import FORMATS
from tracker.reports.readiness.identifying import names_in_manifests, names_in_record, public_words, words
from tracker.reports.readiness.quoting import VALUES
from tracker.reports.readiness.redaction import Redactor
from tracker.services.readiness import Subject, assess_readiness, kinds_looked_for, outcomes_on
from tracker.services.scan import Question, scan
from tracker.services.settings import Settings

ODD = "zq"
"""What is put behind a word to make a name that nobody would use, and that sorts like the word."""
WORDS = ("policy", "node", "default", "past", "version", "one", "of", "Prod API", "pool", "recorded")
TARGET = Minor(1, 31)
TODAY = date(2025, 1, 15)
PSEUDONYM = re.compile(r"\b(name|cluster|environment|file|path|host|url|client|address|email)-[0-9a-f]{8}")
FINGERPRINT = re.compile(r"\b[0-9a-f]{16}\b")

MANIFESTS = """apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME, namespace: NAME-ns}
spec:
  selector: {matchLabels: {app: NAME}}
  template:
    metadata: {labels: {app: NAME}}
    spec:
      volumes: [{name: NAME, hostPath: {path: /x}}, {name: NAME-2, emptyDir: {}}, {name: g, gitRepo: {repository: NAME}}]
      containers: [{name: NAME, image: NAME, command: [kubelet, --keep-terminated-pod-volumes=NAME]}]
---
apiVersion: v1
kind: Service
metadata: {name: NAME, namespace: NAME-ns}
spec: {selector: {app: NAME}, type: ExternalName, externalName: NAME}
---
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: NAME, namespace: NAME-ns}
spec: {minAvailable: 1, selector: {matchLabels: {app: NAME}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: NAME-2, namespace: NAME-ns}
spec: {minAvailable: 1, selector: {matchLabels: {app: NAME}}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: NAME}
webhooks: [{name: NAME, rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: NAME
  namespace: NAME-ns
  uid: a
  managedFields: [{apiVersion: extensions/v1beta1, manager: NAME-writer, operation: Update, time: "2020-01-01T00:00:00Z"}]
"""


@cache
def reference() -> Reference:
    return bootstrap.open_reference(Settings())


def event(number: int, kind: EventKind, title: str, day: str, *changes: Change) -> Event:
    return Event(
        f"0190b0c0-0000-7000-8000-00000000000{number}",
        "0190b0c0-0000-7000-8000-0000000000ff",
        kind,
        title,
        When.at(datetime.fromisoformat(day).replace(tzinfo=UTC), "UTC"),
        changes=changes,
    )


def added(kind: SubjectType, name: str, value: str | None, scope: str = "") -> Change:
    return Change(About(kind, name, scope), Action.ADDED, None, value)


def planted(name: str) -> Subject:
    """A cluster that is called so, as are a pool, a component, a setting's scope, and what one of its API servers runs on."""
    platform, pool, component, config = (
        SubjectType.PLATFORM,
        SubjectType.NODE_POOL,
        SubjectType.COMPONENT,
        SubjectType.CONFIG,
    )
    start = (
        added(platform, "kubernetes", "1.28.1"),
        added(platform, "kube-apiserver", "1.28.1", f"{name}"),
        added(platform, "kubelet", "1.24.1", name),
        added(platform, "kube-proxy", "1.24.1", name),
        added(platform, "etcd", "3.4.2"),
        added(pool, name, "1.24.3"),
        added(pool, f"{name}-2", "blue"),
        added(pool, f"{name}-3", None),
        added(pool, f"{name}-4", "1.30.1"),
        added(component, name, "2.0"),
        added(component, "coredns", "1.3.0", name),
        added(component, f"{name}-2", None),
        added(config, "nodeMonitorGracePeriod", "5s", name),
    )
    again = (
        Change(About(pool, name), Action.UPGRADED, "1.25.0", "1.22.1"),
        added(component, name, "2.0"),
        Change(About(component, f"{name}-5"), Action.REMOVED, "1.0", None),
    )
    outage = replace(
        event(3, EventKind.INCIDENT, f"{name} is down", "2024-09-02T05:00"), incident=Incident(IncidentSeverity.MAJOR)
    )
    events = (
        event(1, EventKind.UPGRADE, f"{name} 1.28", "2024-03-01T01:00", *start),
        event(2, EventKind.UPGRADE, name, "2024-09-01T01:00", *again),
        outage,
    )
    ahead = event(4, EventKind.UPGRADE, name, "2024-11-01T01:00", added(platform, "kubernetes", "1.30.1"))
    cluster = Cluster(events[0].cluster_id, name, environment=name, provider=f"{name} cloud", zone="UTC")
    return Subject(cluster, events, fold(events), {f"{name}-2": (ahead,)})


def documents(name: str) -> tuple[dict[str, Any], dict[str, Any], Redactor]:
    """The report about such a cluster as it is shown to others, as it is, and what redacts it."""
    subject, world = planted(name), reference()
    files = {f"{name}/{name}.yaml": MANIFESTS.replace("NAME", name.replace(" ", "-").lower())}
    question = Question(TARGET, Minor(1, 28), kept=kinds_looked_for(Minor(1, 28), TARGET, world))
    tally = scan(InMemory(files), tuple(files), question, world, lambda work, items, _: map(work, items))
    outcomes = outcomes_on(subject, world, TODAY)
    report = assess_readiness(subject, TARGET, world, TODAY, tally=tally, outcomes_today=outcomes)
    public = public_words(world)
    changed = (change.subject for each in subject.events for change in each.changes)
    recorded = frozenset(names_in_record(changed, (subject.cluster.name, *subject.siblings), public))
    redactor = Redactor(subject.cluster.id, words(names_in_manifests(tally.kept), public), public, recorded)
    plain = document(report, lambda day, event_id: f"https://{name.replace(' ', '-')}.example/{day}/{event_id}")
    return redactor.redact(plain), plain, redactor


def texts(redacted: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for style, format_ in FORMATS.items():
        yield style, "".join(format_.render(compared(redacted, redacted, "old.json")))
    yield "what the store keeps beside it", json.dumps(sentences_in(redacted), ensure_ascii=False, indent=1)


def places(name: str, text: str) -> list[str]:
    """The lines of a text that hold a name, as the record or as manifests write it."""
    forms = (name.lower(), name.lower().replace(" ", "-"))
    return [line for line in text.lower().splitlines() if any(form in line for form in forms)]


def without_pseudonyms(text: str) -> str:
    return FINGERPRINT.sub("#", PSEUDONYM.sub(r"\1-#", text))


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_treated_like_any_other_name(word: str) -> None:
    odd = f"{word}{ODD}"
    for (style, said), (_, expected) in zip(texts(documents(word)[0]), texts(documents(odd)[0]), strict=True):
        assert places(odd, expected) == [], style
        assert without_pseudonyms(said).splitlines() == without_pseudonyms(expected).splitlines(), style


def test_the_names_stand_in_all_sorts_of_sentences() -> None:
    _, plain, _ = documents("mark-x")
    found = [*plain["findings"], *plain["undecided"], *plain["today"]["findings"], *plain["today"]["undecided"]]
    quoting = {each["code"] for each in found if "mark-x" in str(each)}
    assert {code.rstrip("0123456789") for code in quoting} >= {"API", "DRN", "CHG", "SKEW", "SUP", "JRN", "CFG"}
    assert any("mark-x" in unknown["missing"] for hop in plain["hops"] for unknown in hop["unknowns"])
    assert any("mark-x" in step["subject"] for hop in plain["hops"] for step in hop["steps"])


@pytest.mark.parametrize("word", WORDS)
def test_an_older_report_which_remembers_no_values_hides_them_as_well(word: str) -> None:
    """What cannot be told from a word is withheld."""
    _, plain, redactor = documents(f"{word}{ODD}")
    for style, said in texts(replace(redactor, is_older=True).redact(json.loads(json.dumps(plain)))):
        assert places(f"{word}{ODD}", said) == [], style


def test_it_is_known_of_every_value_what_it_is() -> None:
    """A value with a new name has to be put where it belongs, or the redaction takes it for a name."""
    called = {name for template in templates() for name in re.findall(r"%\((\w+)\)s", template)}
    assert len(called) > 80
    assert called - VALUES.keys() == set()


def templates() -> Iterator[str]:
    for path in (
        path
        for folder in ("rules", "domain", "services", "importers", "reports")
        for path in Path("tracker", folder).rglob("*.py")
    ):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "tell", "Sentence"):
                yield from (str(each.value) for each in node.args[:1] if isinstance(each, ast.Constant))
