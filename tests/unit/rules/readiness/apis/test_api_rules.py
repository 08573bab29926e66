"""The API rules on single objects: first where they stay quiet, then at the limit, one past it, and for every doubt."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.small_reference import version
from tracker import bootstrap
from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.manifest import HelmRelease, ManifestObject, Place, Unread
from tracker.domain.outcome import Finding, Outcome, Severity
from tracker.domain.sentence import quoted
from tracker.domain.version import Minor
from tracker.reference.api_migrations import open_migrations
from tracker.rules.readiness.apis import unread_document
from tracker.rules.readiness.apis.facts import ApiFacts
from tracker.rules.readiness.apis.judge import depends_on_api_alone, judge
from tracker.rules.readiness.apis.migration import plan_move
from tracker.services.settings import Settings

REFERENCE = bootstrap.open_reference(Settings())
OLD, NEW = "networking.k8s.io/v1beta1", "networking.k8s.io/v1"


def an_object(
    api_version: str,
    kind: str,
    *,
    metadata: Mapping[str, Any] | None = None,
    release: HelmRelease | None = None,
    **body: Any,
) -> ManifestObject:
    meta = {"name": "web", **(metadata or {})}
    whole = {"apiVersion": api_version, "kind": kind, "metadata": meta, **body}
    return ManifestObject(
        Place("a.yaml", 3), ApiKey.of(api_version, kind), "web", "shop", whole, template="t.yaml", release=release
    )


def outcomes(
    found: ManifestObject, target: str, current: str | None = None, components: Mapping[str, str] | None = None
) -> list[Outcome]:
    versions = {name: version(text) for name, text in (components or {}).items()}
    now = Minor.parse(current) if current else None
    return list(judge(ApiFacts(found, Minor.parse(target), REFERENCE, now, versions)))


def told(found: list[Outcome]) -> list[tuple[str, str]]:
    return [(each.code, each.severity.label if isinstance(each, Finding) else "undecided") for each in found]


def live(api_version: str = NEW, *managed: tuple[str, str, str, str], applied: str | None = None) -> ManifestObject:
    """A live Ingress; `managed` are (manager, operation, apiVersion, day)."""
    fields = [
        {"manager": manager, "operation": operation, "apiVersion": api, "time": f"{day}T10:00:00Z"}
        for manager, operation, api, day in managed
    ]
    last = {"kubectl.kubernetes.io/last-applied-configuration": json.dumps({"apiVersion": applied, "kind": "Ingress"})}
    metadata = {"uid": "1", "annotations": last if applied else {}} | ({"managedFields": fields} if managed else {})
    return an_object(api_version, "Ingress", metadata=metadata)


@pytest.mark.parametrize(
    ("api_version", "kind", "target", "expected"),
    [
        ("apps/v1", "Deployment", "1.36", []),
        ("networking.k8s.io/v1beta1", "Ingress", "1.18", []),
        ("networking.k8s.io/v1beta1", "Ingress", "1.19", [("API002", "recommended")]),
        ("networking.k8s.io/v1beta1", "Ingress", "1.21", [("API002", "recommended")]),
        ("networking.k8s.io/v1beta1", "Ingress", "1.22", [("API001", "required")]),
        ("networking.k8s.io/v1", "Ingress", "1.18", [("API003", "required")]),
        ("networking.k8s.io/v1", "Ingress", "1.19", []),
        ("extensions/v1beta1", "Deployment", "1.36", [("API001", "required")]),
        ("networking.istio.io/v1beta1", "Ingress", "1.36", []),
        ("traefik.containo.us/v1alpha1", "Deployment", "1.36", []),
        ("apps/v9", "Deployment", "1.36", [("API004", "undecided")]),
        ("apps/v1", "Deploymnet", "1.36", [("API004", "undecided")]),
        ("admissionregistration.k8s.io/v1alpha1", "MutatingAdmissionPolicy", "1.33", [("API003", "note")]),
        ("kubelet.config.k8s.io/v1beta1", "KubeletConfiguration", "1.33", []),
        ("kubeadm.k8s.io/v1beta2", "ClusterConfiguration", "1.27", [("API001", "required")]),
    ],
)
def test_judges_an_api_by_the_target(api_version: str, kind: str, target: str, expected: list[tuple[str, str]]) -> None:
    assert told(outcomes(an_object(api_version, kind), target)) == expected


@pytest.mark.parametrize(
    ("target", "current", "advice"),
    [
        ("1.31", None, "move it to networking.k8s.io/v1, served since 1.19"),
        ("1.31", "1.21", "move it to networking.k8s.io/v1, which 1.21 serves already"),
        ("1.31", "1.18", "which 1.18 does not serve yet: change it once the cluster runs 1.19"),
    ],
)
def test_names_the_end_of_the_chain_and_when_it_can_be_used(target: str, current: str | None, advice: str) -> None:
    (found,) = outcomes(an_object("extensions/v1beta1", "Ingress"), target, current)
    assert advice in found.advice


def test_says_when_nothing_replaces_an_api() -> None:
    (found,) = outcomes(an_object("policy/v1beta1", "PodSecurityPolicy"), "1.25")
    assert "nothing in 1.25 replaces it" in found.advice


def test_every_finding_has_the_place_the_release_and_the_reference_row() -> None:
    release = HelmRelease("web", "shop")
    (found,) = outcomes(an_object("extensions/v1beta1", "Ingress", release=release), "1.31")
    file, row = found.evidence
    assert (found.subject, file.locator) == ("Ingress shop/web", "a.yaml:3")
    assert file.text == "apiVersion: extensions/v1beta1; Helm release web; template t.yaml"
    assert "removed in 1.22" in row.text
    assert row.on is not None


@pytest.mark.parametrize(("status", "expected"), [("deployed", "required"), ("failed", "required"), ("superseded", "note")])  # fmt: skip
def test_a_revision_that_helm_keeps_for_a_rollback_does_not_block(status: str, expected: str) -> None:
    release = HelmRelease("web", "shop", 3, status=status)
    assert told(outcomes(an_object("extensions/v1beta1", "Ingress", release=release), "1.31")) == [("API001", expected)]


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        ({}, [("API005", "undecided")]),
        ({"cert-manager": "1.3.1"}, []),
        ({"cert-manager": "1.4.0"}, [("API005", "recommended")]),
        ({"cert-manager": "1.6.0"}, [("API005", "required")]),
        ({"keda": "2.0.0"}, [("API005", "undecided")]),
    ],
)
def test_judges_custom_resources_by_their_component(
    components: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    found = an_object("cert-manager.io/v1alpha2", "Certificate")
    assert told(outcomes(found, "1.31", components=components)) == expected


TRACES = {
    "written in a served version": (live(NEW, ("bot", "Update", NEW, "2024-03-01")), None, []),
    "written in a removed version": (live(NEW, ("bot", "Update", OLD, "2024-03-01")), None, ["required"]),
    "shown in an old version, written in a new one": (live(OLD, ("bot", "Update", NEW, "2024-03-01")), None, []),
    "written anew since": (
        live(NEW, ("bot", "Update", OLD, "2024-03-01"), ("bot", "Update", NEW, "2024-05-01")),
        None,
        ["note"],
    ),
    "written in the old version again": (
        live(NEW, ("bot", "Update", OLD, "2024-06-01"), ("bot", "Update", NEW, "2024-05-01")),
        None,
        ["required"],
    ),
    "written anew by somebody else": (
        live(NEW, ("bot", "Update", OLD, "2024-03-01"), ("mina", "Update", NEW, "2024-05-01")),
        None,
        ["required"],
    ),
    "by a part of the cluster": (live(NEW, ("kube-controller-manager", "Update", OLD, "2024-03-01")), None, ["note"]),
    "refused already": (live(NEW, ("bot", "Update", OLD, "2020-03-01")), "1.22", ["note"]),
    "not refused yet": (live(NEW, ("bot", "Update", OLD, "2020-03-01")), "1.21", ["required"]),
    "applied": (live(NEW, applied=OLD), None, ["required"]),
    "applied in a served version": (live(OLD, applied=NEW), None, []),
    "applied, then taken over on the server": (
        live(NEW, ("argocd", "Apply", NEW, "2024-05-01"), applied=OLD),
        None,
        ["note"],
    ),
    "no trace": (live(OLD), None, ["undecided"]),
    "no trace, shown in a served version": (live(NEW), None, []),
    "annotation that is no json": (an_object(NEW, "Ingress", metadata={"uid": "1", "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{"}}), None, []),
}  # fmt: skip


@pytest.mark.parametrize(("found", "current", "expected"), TRACES.values(), ids=TRACES)
def test_weighs_what_a_live_object_remembers(found: ManifestObject, current: str | None, expected: list[str]) -> None:
    assert told(outcomes(found, "1.22", current)) == [("API006", severity) for severity in expected]


def test_a_stale_trace_says_why() -> None:
    (found,) = outcomes(live(NEW, ("bot", "Update", OLD, "2024-03-01"), ("bot", "Update", NEW, "2024-05-01")), "1.22")
    assert isinstance(found, Finding)
    assert "stale: bot wrote it as networking.k8s.io/v1 (Update on 2024-05-01), later" in found.message
    assert found.severity is Severity.NOTE


def test_a_live_object_of_a_kind_that_ends_is_judged_whatever_its_traces() -> None:
    found = an_object("policy/v1beta1", "PodSecurityPolicy", metadata={"uid": "1"})
    assert ("API001", "required") in told(outcomes(found, "1.25"))


def a_definition(stored: list[str], served: dict[str, bool]) -> ManifestObject:
    versions = [{"name": name, "served": is_served} for name, is_served in served.items()]
    spec = {"group": "cert-manager.io", "names": {"kind": "Certificate"}, "versions": versions}
    return an_object(
        "apiextensions.k8s.io/v1", "CustomResourceDefinition", spec=spec, status={"storedVersions": stored}
    )


@pytest.mark.parametrize(
    ("stored", "served", "expected"),
    [
        ([], {"v1": True}, 0),
        (["v1"], {"v1": True}, 0),
        (["v1alpha2", "v1"], {"v1alpha2": True, "v1": True}, 1),
        (["v0", "v1"], {"v1": True}, 1),
        (["v0", "v1"], {"v0": False, "v1": True}, 1),
    ],
)
def test_tells_of_versions_that_are_still_stored(stored: list[str], served: dict[str, bool], expected: int) -> None:
    found = told(outcomes(a_definition(stored, served), "1.31"))
    assert found == [("API007", "recommended")] * expected


def test_an_unread_document_is_undecided() -> None:
    (found,) = unread_document.RULE.check(Unread(Place("a.yaml", 7, 2), quoted("it is not YAML: no")))
    assert (found.code, found.subject, found.key) == ("API008", "a.yaml", "2 ")


def test_fingerprints_do_not_depend_on_the_line() -> None:
    one, other = (an_object("extensions/v1beta1", "Ingress") for _ in range(2))
    moved = ManifestObject(Place("a.yaml", 99), other.api, "web", "shop", other.body)
    (first,), (second,) = outcomes(one, "1.31"), outcomes(moved, "1.31")
    assert first.fingerprint == second.fingerprint


class TestWhatAnAutoscalerScales:
    @staticmethod
    def autoscaler(named: str, api_version: str = "autoscaling/v2") -> ManifestObject:
        scaled = {"apiVersion": named, "kind": "Deployment", "name": "web"}
        return an_object(api_version, "HorizontalPodAutoscaler", spec={"maxReplicas": 3, "scaleTargetRef": scaled})

    @pytest.mark.parametrize("named", ["apps/v1", "apps/v1beta2", "example.org/v1", ""])
    def test_what_its_group_still_has_is_found_whatever_the_version(self, named: str) -> None:
        assert outcomes(self.autoscaler(named), "1.31") == []

    def test_a_group_that_lost_it_is_told(self) -> None:
        assert outcomes(self.autoscaler("extensions/v1beta1", "autoscaling/v1"), "1.15") == []
        (found,) = outcomes(self.autoscaler("extensions/v1beta1"), "1.31")
        assert isinstance(found, Finding)
        assert (found.code, found.severity) == ("API001", Severity.REQUIRED)
        assert "its spec.scaleTargetRef names extensions/v1beta1 Deployment" in found.message
        assert found.evidence[0].text.startswith("spec.scaleTargetRef.apiVersion: extensions/v1beta1")
        assert "apps/v1" in found.advice

    def test_moving_the_autoscaler_is_then_no_rename(self) -> None:
        for named, is_rename in (("apps/v1", True), ("extensions/v1beta1", False)):
            facts = ApiFacts(self.autoscaler(named, "autoscaling/v2beta2"), Minor(1, 31), REFERENCE)
            move = plan_move(facts, open_migrations())
            assert move is not None
            assert any("scaleTargetRef" in look for look in move.look) is not is_rename

    def test_one_that_is_silent_says_nothing_about_the_next(self) -> None:
        assert not depends_on_api_alone(self.autoscaler("apps/v1"))
