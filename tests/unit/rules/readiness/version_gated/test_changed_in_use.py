"""Version-gated changes are found where they are used; what nothing could show is left to a person."""

from dataclasses import replace

import pytest

from tests.support.manifests import manifests
from tests.support.small_reference import a_breaking_change
from tracker.domain.event import Subject, SubjectType
from tracker.domain.knowledge.changes import BreakingChange, ChangeSeverity, Detection, Evidence
from tracker.domain.outcome import Finding, Severity
from tracker.domain.version import Minor
from tracker.rules.readiness.version_gated.changed_in_use import check, to_look_at
from tracker.rules.readiness.version_gated.facts import GatedFacts, concerns
from tracker.rules.readiness.workloads import Manifests

DEPLOYMENT = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      volumes: [{name: code, gitRepo: {repository: x}}]
      containers: [{name: web, image: "k8s.gcr.io/web:1"}]
"""
STATIC_POD = """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system, annotations: {kubernetes.io/config.mirror: x}}
spec: {containers: [{name: kube-apiserver, command: [/usr/bin/kube-apiserver, --insecure-port=0, --profiling, "false"]}]}
"""
NODE = """
apiVersion: v1
kind: Node
metadata: {name: a}
status: {nodeInfo: {containerRuntimeVersion: "docker://19.3.1"}}
"""
PROXY = "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmetadata: {}\n%s"


def a_change(*detections: Detection, severity: ChangeSeverity = ChangeSeverity.BREAKING) -> BreakingChange:
    return replace(a_breaking_change("gone", "1.24"), detections=detections, severity=severity)


GIT_REPO = Detection(evidence=Evidence.OBJECT, kinds=("Pod",), path="spec.volumes[].gitRepo")
REGISTRY = Detection(evidence=Evidence.OBJECT, kinds=("Pod",), path="spec.containers[].image", pattern="^k8s.gcr.io/")
INSECURE = Detection(evidence=Evidence.COMMAND_LINE, kinds=("kube-apiserver",), pattern="^--insecure-port")
DOCKER = Detection(
    evidence=Evidence.NODE, kinds=("Node",), path="status.nodeInfo.containerRuntimeVersion", pattern="^docker://"
)
NO_MODE = Detection(
    evidence=Evidence.CONFIGURATION, kinds=("KubeProxyConfiguration",), path="mode", pattern=r"\S", absent=True
)
BY_HAND = Detection(evidence=Evidence.MANUAL, look="stat the cgroup mount on each node")


def facts(text: str, *detections: Detection, recorded: dict[Subject, str | None] | None = None) -> GatedFacts:
    return GatedFacts(manifests(text) if text else Manifests(()), recorded or {}, (a_change(*detections),))


def places(given: GatedFacts) -> list[str]:
    return [
        evidence.text
        for outcome in check(given)
        if isinstance(outcome, Finding)
        for evidence in outcome.evidence
        if not evidence.locator.startswith("change/")
    ]


@pytest.mark.parametrize(
    ("text", "detection", "place"),
    [
        (DEPLOYMENT, GIT_REPO, 'Deployment shop/web: spec.volumes[].gitRepo: {"repository": "x"}'),
        (DEPLOYMENT, REGISTRY, "Deployment shop/web: spec.containers[].image: k8s.gcr.io/web:1"),
        (STATIC_POD, INSECURE, "Pod kube-system/kube-apiserver: --insecure-port=0"),
        (NODE, DOCKER, "Node a: status.nodeInfo.containerRuntimeVersion: docker://19.3.1"),
        (PROXY % "", NO_MODE, "KubeProxyConfiguration : mode is not set"),
    ],
    ids=["field", "image", "flag", "node", "missing field"],
)
def test_finds_the_use(text: str, detection: Detection, place: str) -> None:
    assert places(facts(text, detection)) == [place]


@pytest.mark.parametrize(
    ("text", "detection"),
    [
        (DEPLOYMENT.replace("gitRepo: {repository: x}", "emptyDir: {}"), GIT_REPO),
        (DEPLOYMENT.replace("k8s.gcr.io", "registry.k8s.io"), REGISTRY),
        (STATIC_POD.replace("--insecure-port=0", "--secure-port=6443"), INSECURE),
        (STATIC_POD.replace("kube-apiserver", "kube-scheduler"), INSECURE),
        (NODE.replace("docker:", "containerd:"), DOCKER),
        (PROXY % "mode: iptables", NO_MODE),
    ],
)
def test_is_quiet_without_a_use(text: str, detection: Detection) -> None:
    assert list(check(facts(text, detection))) == []


def test_a_flag_and_its_value_in_two_words_are_one_argument() -> None:
    detection = Detection(evidence=Evidence.COMMAND_LINE, kinds=("kube-apiserver",), pattern="^--profiling=false$")
    assert places(facts(STATIC_POD, detection))


def test_what_is_recorded_counts_as_well() -> None:
    recorded: dict[Subject, str | None] = {
        Subject(SubjectType.PLATFORM, "docker"): "1.12.6",
        Subject(SubjectType.CONFIG, "insecurePort", "kube-apiserver"): "8080",
    }
    assert places(facts("", INSECURE, DOCKER, recorded=recorded)) == [
        "recorded kube-apiserver/insecurePort: --insecure-port=8080",
        "recorded docker 1.12.6: status.nodeInfo.containerRuntimeVersion: docker://1.12.6",
    ]


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (ChangeSeverity.BREAKING, Severity.REQUIRED),
        (ChangeSeverity.BEHAVIOUR, Severity.RECOMMENDED),
        (ChangeSeverity.DEPRECATION, Severity.NOTE),
    ],
)
def test_how_bad_it_is_follows_the_change(severity: ChangeSeverity, expected: Severity) -> None:
    given = GatedFacts(manifests(DEPLOYMENT), {}, (a_change(GIT_REPO, severity=severity),))
    (found,) = check(given)
    assert isinstance(found, Finding)
    assert found.severity is expected


@pytest.mark.parametrize(
    ("target", "expected"), [("1.24", Severity.NOTE), ("1.25", Severity.REQUIRED), ("1.26", Severity.REQUIRED)]
)
def test_what_is_removed_beyond_the_target_is_only_announced(target: str, expected: Severity) -> None:
    """Deprecated in 1.23 and removed in 1.25: a way to 1.24 meets the announcement alone."""
    change = replace(a_change(GIT_REPO), deprecated_in=Minor(1, 23), removed_in=Minor(1, 25))
    (found,) = check(GatedFacts(manifests(DEPLOYMENT, target), {}, (change,)))
    assert isinstance(found, Finding)
    assert found.severity is expected
    (item,) = to_look_at(GatedFacts(manifests(DEPLOYMENT, target), {}, (replace(change, detections=(BY_HAND,)),)))
    assert (item.severity is ChangeSeverity.BREAKING) is (expected is Severity.REQUIRED)


class TestWhoIsConcerned:
    KUBELET = Detection(evidence=Evidence.COMMAND_LINE, kinds=("kubelet",), pattern="^--old")
    SHARED = Detection(evidence=Evidence.COMMAND_LINE, kinds=("kube-apiserver", "kubelet"), pattern="^--old")

    def test_flags_of_a_control_plane_that_the_provider_runs_are_the_providers(self) -> None:
        assert concerns(a_change(INSECURE), "upstream")
        assert not concerns(a_change(INSECURE), "amazon-eks")

    def test_flags_of_nodes_are_everybodys(self) -> None:
        assert concerns(a_change(self.KUBELET), "amazon-eks")
        assert concerns(a_change(self.SHARED), "amazon-eks")
        assert concerns(a_change(INSECURE, GIT_REPO), "amazon-eks")

    def test_a_change_at_another_provider_is_not_ours(self) -> None:
        assert not concerns(replace(a_change(GIT_REPO), providers=("aks",)), "amazon-eks")


def test_a_change_at_another_provider_does_not_concern_us() -> None:
    change = replace(a_change(GIT_REPO), providers=("aks",))
    assert list(check(GatedFacts(manifests(DEPLOYMENT), {}, (change,), provider="amazon-eks"))) == []


class TestLookYourself:
    def test_what_no_machine_can_see_is_told_to_a_person(self) -> None:
        (item,) = to_look_at(facts(DEPLOYMENT, BY_HAND))
        assert item.how == ("stat the cgroup mount on each node",)

    def test_what_nothing_that_was_read_could_show_is_told_with_how(self) -> None:
        (item,) = to_look_at(facts(DEPLOYMENT, INSECURE))
        assert item.how == ("command line of kube-apiserver: matches ^--insecure-port",)

    def test_what_was_looked_at_is_not_asked_again(self) -> None:
        assert to_look_at(facts(STATIC_POD, INSECURE)) == ()
        assert to_look_at(facts(DEPLOYMENT, GIT_REPO)) == ()

    def test_without_any_manifest_every_field_has_to_be_looked_for(self) -> None:
        assert len(to_look_at(facts("", GIT_REPO))) == 1


BOTH = Detection(evidence=Evidence.COMMAND_LINE, kinds=("kube-apiserver", "kubelet"), pattern="^--cloud-provider")
KMS = Detection(evidence=Evidence.CONFIGURATION, kinds=("EncryptionConfiguration",), path="resources[].providers[].kms")
ADMIN = Detection(evidence=Evidence.MANUAL, look="who uses /etc/kubernetes/admin.conf")
AWS = Detection(evidence=Evidence.OBJECT, kinds=("Pod",), path="spec.volumes[].awsElasticBlockStore")
AZURE = Detection(evidence=Evidence.OBJECT, kinds=("Pod",), path="spec.volumes[].azureDisk")


class TestWhereTheProviderRunsTheControlPlane:
    @staticmethod
    def asked(provider: str, area: str, *detections: Detection) -> list[tuple[str, ...]]:
        change = replace(a_change(*detections), area=area)
        found = to_look_at(GatedFacts(Manifests(()), {}, (change,), provider=provider))
        return [detection.kinds for item in found for detection in item.where]

    @pytest.mark.parametrize(
        ("area", "detection"),
        [
            ("kube-apiserver", KMS),
            ("kubeadm", ADMIN),
            ("kube-apiserver", ADMIN),
            ("storage", AZURE),
            ("flags", INSECURE),
        ],
    )
    def test_nobody_is_asked_for_what_only_the_provider_reaches(self, area: str, detection: Detection) -> None:
        assert self.asked("amazon-eks", area, detection) == []
        assert self.asked("upstream", area, detection) == [detection.kinds]

    def test_of_a_command_line_the_nodes_part_is_left(self) -> None:
        assert self.asked("gke", "flags", BOTH) == [("kubelet",)]

    def test_volumes_of_its_own_cloud_and_what_runs_on_nodes_stay(self) -> None:
        assert self.asked("amazon-eks", "storage", AWS) == [("Pod",)]
        assert self.asked("amazon-eks", "node/os", BY_HAND) == [()]
        assert self.asked("aks", "kube-proxy", NO_MODE) == [("KubeProxyConfiguration",)]

    def test_a_volume_that_is_there_all_the_same_is_found(self) -> None:
        text = DEPLOYMENT.replace("gitRepo: {repository: x}", "azureDisk: {diskName: x}")
        assert list(check(GatedFacts(manifests(text), {}, (a_change(AZURE),), provider="amazon-eks")))


CLUSTER = """
apiVersion: kubeadm.k8s.io/%s
kind: ClusterConfiguration
metadata: {name: kubeadm-config, namespace: kube-system}
apiServer: {extraArgs: %s}
"""


class TestArgumentsThatKubeadmAdds:
    @pytest.mark.parametrize(
        ("version", "arguments"),
        [
            ("v1beta2", '{insecure-port: "0"}'),
            ("v1beta4", '[{name: profiling, value: "false"}, {name: insecure-port, value: "0"}]'),
        ],
    )
    def test_are_found(self, version: str, arguments: str) -> None:
        text = CLUSTER % (version, arguments)
        assert places(facts(text, INSECURE)) == ["ClusterConfiguration kube-system/kubeadm-config: --insecure-port=0"]
        assert to_look_at(facts(text, INSECURE)) == ()

    def test_of_a_kubelet_are_found(self) -> None:
        kubelet = Detection(evidence=Evidence.COMMAND_LINE, kinds=("kubelet",), pattern="^--network-plugin=")
        text = """
apiVersion: kubeadm.k8s.io/v1beta3
kind: JoinConfiguration
metadata: {name: node}
nodeRegistration: {kubeletExtraArgs: {network-plugin: cni}}
"""
        assert places(facts(text, kubelet)) == ["JoinConfiguration node: --network-plugin=cni"]

    def test_do_not_tell_what_a_component_is_started_without(self) -> None:
        """Kubeadm adds arguments of its own, which the configuration does not show."""
        issuer = Detection(evidence=Evidence.COMMAND_LINE, kinds=("kube-apiserver",), pattern="^--x=", absent=True)
        text = CLUSTER % ("v1beta3", "{profiling: x}")
        assert places(facts(text, issuer)) == []
        assert len(to_look_at(facts(text, issuer))) == 1
        assert places(facts(STATIC_POD, issuer)) != []

    @pytest.mark.parametrize("arguments", ["3", "[1, {value: x}]", "{1: 2}"])
    def test_nonsense_is_no_reason_to_fall_over(self, arguments: str) -> None:
        assert places(facts(CLUSTER % ("v1beta4", arguments), INSECURE)) == []

    def test_of_another_group_are_somebody_elses(self) -> None:
        text = CLUSTER % ("v1beta2", '{insecure-port: "0"}')
        assert places(facts(text.replace("kubeadm.k8s.io", "kubeadm.example.io"), INSECURE)) == []
