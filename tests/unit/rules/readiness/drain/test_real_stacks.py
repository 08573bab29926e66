"""Stacks as they are really deployed: what the drain rules say about them, and above all what they do not say."""

import pytest

from tests.support.manifests import drain_facts
from tracker.domain.outcome import Finding, Severity
from tracker.rules.readiness.drain.catalogue import DRAIN_RULES
from tracker.rules.readiness.drain.facts import DrainFacts

RESOURCES = "resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 128Mi}}"
PROBED = f"readinessProbe: {{httpGet: {{path: /, port: 80}}}}, {RESOURCES}"

MONITORING = f"""
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: prometheus-k8s
  namespace: monitoring
  uid: a
  ownerReferences: [{{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, name: k8s, controller: true}}]
spec:
  replicas: 2
  template:
    metadata: {{labels: {{app: prometheus}}}}
    spec:
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
          - weight: 100
            podAffinityTerm: {{topologyKey: kubernetes.io/hostname, labelSelector: {{matchLabels: {{app: prometheus}}}}}}
      volumes: [{{name: config-out, emptyDir: {{medium: Memory}}}}]
      containers: [{{name: prometheus, image: "quay.io/prometheus/prometheus:v2.55.0", {PROBED}}}]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {{name: prometheus-k8s, namespace: monitoring}}
spec: {{minAvailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow, selector: {{matchLabels: {{app: prometheus}}}}}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {{name: node-exporter, namespace: monitoring}}
spec:
  template:
    metadata: {{labels: {{app: node-exporter}}}}
    spec:
      hostNetwork: true
      volumes: [{{name: root, hostPath: {{path: /}}}}, {{name: sys, hostPath: {{path: /sys}}}}]
      containers: [{{name: node-exporter, image: "quay.io/prometheus/node-exporter:v1.8.2", {PROBED}}}]
---
apiVersion: v1
kind: Service
metadata: {{name: node-exporter, namespace: monitoring}}
spec: {{clusterIP: None, selector: {{app: node-exporter}}}}
"""

INGRESS = f"""
apiVersion: apps/v1
kind: Deployment
metadata: {{name: ingress-nginx-controller, namespace: ingress-nginx}}
spec:
  template:
    metadata: {{labels: {{app: ingress-nginx, component: controller}}}}
    spec:
      topologySpreadConstraints: [{{topologyKey: topology.kubernetes.io/zone, maxSkew: 1, whenUnsatisfiable: ScheduleAnyway}}]
      volumes: [{{name: ca, hostPath: {{path: /opt/ca}}}}, {{name: sock, hostPath: {{path: /csi.sock, type: Socket}}}}]
      containers:
      - {{name: controller, image: "registry.k8s.io/ingress-nginx/controller:v1.11.3@sha256:d56f", volumeMounts: [{{name: ca, mountPath: /ca, readOnly: true}}], {PROBED}}}
---
apiVersion: autoscaling/%s
kind: HorizontalPodAutoscaler
metadata: {{name: ingress-nginx, namespace: ingress-nginx}}
spec: {{minReplicas: %s, maxReplicas: 9, scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: ingress-nginx-controller}}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {{name: ingress-nginx, namespace: ingress-nginx}}
spec: {{%s, unhealthyPodEvictionPolicy: AlwaysAllow, selector: {{matchLabels: {{app: ingress-nginx}}}}}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {{name: ingress-nginx-admission}}
webhooks:
- name: validate.nginx.ingress.kubernetes.io
  rules: [{{apiGroups: [networking.k8s.io], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [ingresses]}}]
---
apiVersion: batch/v1
kind: Job
metadata: {{name: ingress-nginx-admission-create, namespace: ingress-nginx}}
spec: {{template: {{spec: {{restartPolicy: OnFailure, containers: [{{name: create, image: "registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.4.4"}}]}}}}}}
"""

ROLLOUT = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, uid: d, generation: 7}
spec:
  replicas: 4
  strategy: {rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}
  template:
    metadata: {labels: {app: web}}
    spec:
      topologySpreadConstraints: [{topologyKey: kubernetes.io/hostname, maxSkew: 1, whenUnsatisfiable: DoNotSchedule}]
      containers: [{name: web, image: "web:2.0", PROBED}]
status: {replicas: 5, updatedReplicas: 2, unavailableReplicas: 2, readyReplicas: 3, observedGeneration: 6}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: web-new, namespace: shop, ownerReferences: [{kind: Deployment, name: web, controller: true}]}
spec: {replicas: 2, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:latest"}]}}}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: web-old, namespace: shop, ownerReferences: [{kind: Deployment, name: web, controller: true}]}
spec: {replicas: 1, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web}]}}}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: web-orphan, namespace: shop}
spec: {replicas: 0, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web}]}}}
---
apiVersion: v1
kind: Pod
metadata: {name: web-old-1, namespace: shop, labels: {app: web}, ownerReferences: [{kind: ReplicaSet, name: web-old, controller: true}]}
spec: {containers: [{name: web, image: web}]}
status: {phase: Pending}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {maxUnavailable: 25%, unhealthyPodEvictionPolicy: AlwaysAllow, selector: {matchLabels: {app: web}}}
status: {disruptionsAllowed: 0, currentHealthy: 3, desiredHealthy: 3, expectedPods: 5}
""".replace("PROBED", PROBED)

CANARY = f"""
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web%s, namespace: shop}}
spec: {{replicas: %s, template: {{metadata: {{labels: {{app: web, track: t%s}}}}, spec: {{containers: [{{name: web, image: "web:1", {PROBED}}}]}}}}}}
"""
CANARY_BUDGET = """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {minAvailable: %s, unhealthyPodEvictionPolicy: AlwaysAllow, selector: {matchLabels: {app: web}}}
"""


def said(given: DrainFacts) -> dict[str, list[str]]:
    """What the rules say, as subjects by code."""
    found: dict[str, list[str]] = {}
    for rule in DRAIN_RULES:
        for outcome in rule.check(given):
            found.setdefault(outcome.code, []).append(outcome.subject)
    return found


def test_a_monitoring_stack_is_fine_though_its_exporter_mounts_the_host() -> None:
    assert said(drain_facts(MONITORING, "1.31")) == {}


def test_what_an_operator_owns_is_judged() -> None:
    text = MONITORING.replace("preferredDuringSchedulingIgnoredDuringExecution", "somethingElse").replace(
        "replicas: 2", "replicas: 1"
    )
    assert set(said(drain_facts(text, "1.31"))) == {"DRN003", "DRN005"}


class TestIngressController:
    @pytest.mark.parametrize("version", ["v1", "v2", "v2beta2"])
    def test_is_fine_with_a_budget_below_its_autoscaler(self, version: str) -> None:
        assert said(drain_facts(INGRESS % (version, 3, "minAvailable: 2"), "1.31")) == {}

    @pytest.mark.parametrize(
        ("minimum", "condition"), [(2, "minAvailable: 2"), (3, 'minAvailable: "75%"'), (2, 'minAvailable: "51%"')]
    )
    def test_its_budget_may_not_need_all_that_the_autoscaler_leaves(self, minimum: int, condition: str) -> None:
        """No replicas are stated, so the autoscaler's minimum is what runs."""
        assert said(drain_facts(INGRESS % ("v2", minimum, condition), "1.31")) == {
            "DRN005": ["PodDisruptionBudget ingress-nginx/ingress-nginx"]
        }

    @pytest.mark.parametrize("condition", ['minAvailable: "50%"', 'maxUnavailable: "1%"', "maxUnavailable: 1"])
    def test_shares_are_rounded_up_as_the_controller_does(self, condition: str) -> None:
        assert said(drain_facts(INGRESS % ("v2", 2, condition), "1.31")) == {}

    def test_a_writable_folder_of_the_host_is_told(self) -> None:
        text = (INGRESS % ("v2", 2, "maxUnavailable: 1")).replace(", readOnly: true", "")
        assert said(drain_facts(text, "1.31")) == {"DRN010": ["Deployment ingress-nginx/ingress-nginx-controller"]}


def test_a_rollout_in_progress_raises_nothing() -> None:
    """Old ReplicaSets, pending pods and a budget whose status allows nothing for now are how a rollout looks."""
    assert said(drain_facts(ROLLOUT, "1.31")) == {}


class TestBudgetOverSeveralWorkloads:
    def test_its_pods_count_together(self) -> None:
        both = "---".join((CANARY % ("", 1, 1), CANARY % ("-canary", 1, 2), CANARY_BUDGET % 1))
        assert "DRN005" not in said(drain_facts(both, "1.31"))

    def test_when_it_needs_all_of_them_it_allows_none(self) -> None:
        both = "---".join((CANARY % ("", 2, 1), CANARY % ("-canary", 1, 2), CANARY_BUDGET % 3))
        given = drain_facts(both, "1.31")
        assert said(given)["DRN005"] == ["PodDisruptionBudget shop/web"]
        (found,) = [o for rule in DRAIN_RULES if rule.code == "DRN005" for o in rule.check(given)]
        assert isinstance(found, Finding)
        assert found.severity is Severity.REQUIRED
        assert "Deployment shop/web and Deployment shop/web-canary (minAvailable: 3, 3 replicas)" in found.message

    def test_the_same_manifest_in_two_files_is_one_workload(self) -> None:
        twice = "---".join((CANARY % ("", 2, 1), CANARY % ("", 2, 1), CANARY_BUDGET % 2))
        assert said(drain_facts(twice, "1.31"))["DRN005"] == ["PodDisruptionBudget shop/web"]
