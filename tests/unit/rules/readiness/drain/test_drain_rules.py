"""Each rule first stays quiet where all is well, then speaks at its limit."""

import pytest

from tests.support.manifests import drain_facts
from tracker.domain.outcome import Finding, Outcome, Severity, Undecided
from tracker.rules.readiness.drain.catalogue import DRAIN_RULES

RULES = {rule.code: rule for rule in DRAIN_RULES}

GOOD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 3
  template:
    metadata: {labels: {app: web}}
    spec:
      topologySpreadConstraints: [{topologyKey: kubernetes.io/hostname, maxSkew: 1, whenUnsatisfiable: ScheduleAnyway}]
      containers:
      - name: web
        image: registry.example:5000/web:1.4.2
        readinessProbe: {httpGet: {path: /health, port: 8080}}
        resources: {requests: {cpu: 600m, memory: 1Gi}, limits: {memory: 2Gi}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow, selector: {matchLabels: {app: web}}}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: shop}
spec: {type: ExternalName, externalName: db.abc.eu-west-1.rds.amazonaws.com}
"""

SCALER = """
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec: {minReplicas: %s, scaleTargetRef: {kind: Deployment, name: web}}
"""

DAEMON = """
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: %s, namespace: ops}
spec: {template: {spec: {containers: [{name: a, image: "a:1", resources: {requests: {cpu: %s, memory: 512Mi}}}]}}}
"""

NODE = """
---
apiVersion: v1
kind: Node
metadata: {name: %s}
status: {allocatable: {cpu: "2", memory: 8Gi}}
"""

WEBHOOK = """
apiVersion: admissionregistration.k8s.io/%s
kind: ValidatingWebhookConfiguration
metadata: {name: guard}
webhooks:
- name: pods.guard.example
  rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [%s]}]
  %s
"""


def outcomes(code: str, text: str, target: str | None = "1.31") -> list[Outcome]:
    return list(RULES[code].check(drain_facts(text, target)))


def finding(code: str, text: str, target: str | None = "1.31") -> Finding:
    (found,) = outcomes(code, text, target)
    assert isinstance(found, Finding)
    return found


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize("code", RULES)
def test_stays_quiet_on_a_well_kept_workload(code: str) -> None:
    assert outcomes(code, GOOD) == []


@pytest.mark.parametrize(
    ("code", "old", "new", "said"),
    [
        ("DRN001", "        readinessProbe: {httpGet: {path: /health, port: 8080}}\n", "", "readinessProbe"),
        ("DRN002", "cpu: 600m, ", "", "web: cpu request"),
        ("DRN002", ", limits: {memory: 2Gi}", "", "web: memory limit"),
        ("DRN003", "replicas: 3", "replicas: 1", "one pod"),
        ("DRN003", "  replicas: 3\n", "", "one pod"),
        ("DRN004", "topologyKey: kubernetes.io/hostname", "topologyKey: example/rack", "3 replicas"),
        ("DRN005", "maxUnavailable: 1", "maxUnavailable: 0", "maxUnavailable: 0, 3 replicas"),
        ("DRN005", "maxUnavailable: 1", "maxUnavailable: 0%", "allows no eviction"),
        ("DRN005", "maxUnavailable: 1", "minAvailable: 3", "minAvailable: 3"),
        ("DRN005", "maxUnavailable: 1", 'minAvailable: "67%"', "minAvailable: 67%"),
        ("DRN008", "unhealthyPodEvictionPolicy: AlwaysAllow, ", "", "IfHealthyBudget"),
        (
            "DRN010",
            "      containers:",
            "      volumes: [{name: data, hostPath: {path: /data}}]\n      containers:",
            "data",
        ),
        ("DRN010", "      containers:", "      volumes: [{name: tmp, emptyDir: {}}]\n      containers:", "emptydir"),
        ("DRN011", "web:1.4.2", "web", "another version"),
        ("DRN011", "web:1.4.2", "web:latest", "web:latest"),
        ("DRN012", "db.abc.eu-west-1.rds.amazonaws.com", "mydb.example.io", "mydb.example.io"),
    ],
)
def test_speaks_when_something_is_missing(code: str, old: str, new: str, said: str) -> None:
    assert said in finding(code, changed(GOOD, old, new)).message


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("DRN005", "maxUnavailable: 1", "minAvailable: 2"),
        ("DRN005", "maxUnavailable: 1", 'minAvailable: "66%"'),
        ("DRN005", "maxUnavailable: 1", 'maxUnavailable: "1%"'),
        ("DRN005", "maxUnavailable: 1", "minAvailable: lots"),
        ("DRN003", "replicas: 3", "replicas: 0"),
        ("DRN003", "replicas: 3", "replicas: 2"),
        ("DRN010", "      containers:", "      volumes: [{name: t, emptyDir: {medium: Memory}}]\n      containers:"),
        ("DRN011", "web:1.4.2", "web@sha256:abc"),
        (
            "DRN001",
            "kind: Service\nmetadata: {name: web, namespace: shop}",
            "kind: Service\nmetadata: {name: web, namespace: x}",
        ),
    ],
)
def test_stays_quiet_right_before_the_limit(code: str, old: str, new: str) -> None:
    assert (
        outcomes(
            code,
            changed(GOOD, old, new).replace("readinessProbe", "xProbe")
            if code == "DRN001"
            else changed(GOOD, old, new),
        )
        == []
    )


def test_what_a_controller_owns_is_judged_through_its_controller() -> None:
    owned = """
apiVersion: v1
kind: Pod
metadata: {name: web-1, namespace: shop, ownerReferences: [{kind: ReplicaSet, name: web, controller: true}]}
spec: {containers: [{name: web, image: "web:latest"}]}
"""
    assert [code for code in RULES if outcomes(code, owned)] == []


def test_a_rollout_in_progress_raises_nothing() -> None:
    """The status of a live budget is zero while pods are replaced; only its rule counts."""
    rolling = changed(
        GOOD, "kind: PodDisruptionBudget\n", "kind: PodDisruptionBudget\nstatus: {disruptionsAllowed: 0}\n"
    )
    assert [code for code in RULES if outcomes(code, rolling)] == []


def test_an_autoscaler_replaces_the_replicas() -> None:
    assert "may leave one pod" in finding("DRN003", GOOD + SCALER % 1).message
    assert outcomes("DRN003", changed(GOOD, "  replicas: 3\n", "") + SCALER % 2) == []


class TestBudgetAgainstAutoscaler:
    BUDGET = "maxUnavailable: 1", "minAvailable: 2"

    def test_speaks_when_the_minimum_leaves_no_room(self) -> None:
        assert "its minimum of 2" in finding("DRN006", changed(GOOD, *self.BUDGET) + SCALER % 2).message

    def test_stays_quiet_one_above(self) -> None:
        assert outcomes("DRN006", changed(GOOD, *self.BUDGET) + SCALER % 3) == []


def test_budgets_that_overlap_fail_every_eviction() -> None:
    second = changed(GOOD.split("---")[2], "name: web", "name: web-too")
    found = finding("DRN007", GOOD + "---" + second)
    assert "web, web-too" in found.message
    assert found.severity is Severity.REQUIRED


def test_an_empty_selector_protects_everything_in_v1_and_nothing_in_v1beta1() -> None:
    everything = changed(changed(GOOD, "{matchLabels: {app: web}}", "{}"), "maxUnavailable: 1", "maxUnavailable: 0")
    assert "allows no eviction" in finding("DRN005", everything).message
    assert outcomes("DRN005", changed(everything, "policy/v1\n", "policy/v1beta1\n")) == []


def test_the_eviction_policy_is_not_asked_of_clusters_that_do_not_know_it() -> None:
    bare = changed(GOOD, "unhealthyPodEvictionPolicy: AlwaysAllow, ", "")
    assert outcomes("DRN008", bare, "1.26") == []
    assert finding("DRN008", bare, "1.27").severity is Severity.NOTE


class TestBarePods:
    POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: debug%s}\nspec: {containers: []}\n%s"

    def test_blocks_a_drain(self) -> None:
        assert finding("DRN009", self.POD % ("", "")).severity is Severity.REQUIRED

    @pytest.mark.parametrize(
        ("metadata", "rest"),
        [
            (', annotations: {kubernetes.io/config.mirror: "x"}', ""),
            (", annotations: {helm.sh/hook: test}", ""),
            ("", "status: {phase: Succeeded}"),
        ],
        ids=["static", "hook", "finished"],
    )
    def test_does_not_count_pods_that_do_not_matter(self, metadata: str, rest: str) -> None:
        assert outcomes("DRN009", self.POD % (metadata, rest)) == []


class TestAliasOfAlias:
    def test_a_chain_inside_the_cluster_is_certain(self) -> None:
        chain = (
            changed(GOOD, "db.abc.eu-west-1.rds.amazonaws.com", "real.data.svc.cluster.local")
            + """
---
apiVersion: v1
kind: Service
metadata: {name: real, namespace: data}
spec: {type: ExternalName, externalName: db.abc.rds.amazonaws.com}
"""
        )
        found = finding("DRN012", chain)
        assert (found.severity, found.subject) == (Severity.RECOMMENDED, "Service shop/db")

    def test_a_name_that_only_dns_knows_is_a_note(self) -> None:
        found = finding("DRN012", changed(GOOD, "db.abc.eu-west-1.rds.amazonaws.com", "mydb.example.io"))
        assert (found.severity, "dig mydb.example.io" in found.advice) == (Severity.NOTE, True)


class TestDaemonSets:
    def test_a_small_share_is_fine(self) -> None:
        assert outcomes("DRN013", DAEMON % ("logs", "100m") + NODE % "a") == []

    def test_a_large_share_is_weighed_against_the_spread(self) -> None:
        text = "---".join((DAEMON % ("logs", "200m"), DAEMON % ("agent", "300m"))) + "".join(NODE % n for n in "abcd")
        found = finding("DRN013", text)
        assert "25% of the CPU, 12% of the memory" in found.message
        assert "2 nodes of twice the size would free 1.00 cores" in found.advice
        assert "50% of the room instead of 25%" in found.advice

    def test_requests_that_are_not_stated_make_it_a_least_share(self) -> None:
        silent = changed(DAEMON % ("logs", "100m"), "cpu: 100m, ", "")
        assert outcomes("DRN013", silent + NODE % "a") == [], "DRN002 speaks of it"
        found = finding("DRN013", f"{silent}---{DAEMON % ('agent', '500m')}{NODE % 'a'}{NODE % 'b'}")
        assert "at least, since DaemonSet ops/logs requests no CPU" in found.message

    def test_a_daemonset_for_other_nodes_takes_nothing_of_these(self) -> None:
        gpu = changed(DAEMON % ("gpu", "1900m"), "spec: {containers", "spec: {nodeSelector: {gpu: present}, containers")
        assert outcomes("DRN013", gpu + NODE % "a") == []
        with_gpu = "".join(
            changed(NODE % n, f"{{name: {n}}}", f"{{name: {n}, labels: {{gpu: present}}}}") for n in "gh"
        )
        assert "each of the 2 nodes" in finding("DRN013", gpu + NODE % "a" + with_gpu).message

    def test_one_node_has_nothing_to_be_merged_with(self) -> None:
        text = DAEMON % ("logs", "500m")
        assert outcomes("DRN013", text + NODE % "a") == []
        assert outcomes("DRN013", text + NODE % "a" + NODE % "b") != []


@pytest.mark.parametrize("code", ["DRN002", "DRN011"])
def test_a_workload_that_is_scaled_to_zero_has_nothing_to_lose(code: str) -> None:
    text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {%stemplate: {spec: {containers: [{name: a, image: a}]}}}"
    assert outcomes(code, text % "replicas: 0, ") == []
    assert outcomes(code, text % "") != []


class TestWebhooks:
    EXCLUDED = "namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}]}"

    @pytest.mark.parametrize(
        ("version", "policy"), [("v1", ""), ("v1", "failurePolicy: Fail"), ("v1beta1", "failurePolicy: Fail")]
    )
    def test_failing_closed_over_pods_is_found(self, version: str, policy: str) -> None:
        assert "pods.guard.example" in finding("DRN014", WEBHOOK % (version, "pods", policy)).message

    @pytest.mark.parametrize(
        ("version", "resources", "rest"),
        [
            ("v1", "pods", "failurePolicy: Ignore"),
            ("v1beta1", "pods", ""),
            ("v1", "ingresses", ""),
            ("v1", "pods", EXCLUDED),
            ("v1", "pods", "objectSelector: {matchLabels: {app: web}}"),
            ("v1", "leases", ""),
        ],
    )
    def test_others_are_left_alone(self, version: str, resources: str, rest: str) -> None:
        assert outcomes("DRN014", WEBHOOK % (version, resources, rest)) == []


def test_a_webhook_for_other_groups_is_left_alone() -> None:
    """``*`` of cert-manager.io is not ``*`` of the core."""
    foreign = changed(WEBHOOK % ("v1", '"*"', ""), 'apiGroups: [""]', "apiGroups: [cert-manager.io]")
    assert outcomes("DRN014", foreign) == []
    leases = changed(WEBHOOK % ("v1", "leases", ""), 'apiGroups: [""]', "apiGroups: [coordination.k8s.io]")
    assert len(outcomes("DRN014", leases)) == 1


@pytest.mark.parametrize("code", RULES)
@pytest.mark.parametrize(
    "spec",
    [
        "5",
        "[]",
        "{template: 3}",
        "{template: {spec: {containers: [1, {resources: 2, image: 3}], volumes: x, affinity: 1}}}",
    ],
)
def test_nonsense_is_no_reason_to_fall_over(code: str, spec: str) -> None:
    text = f"apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: a}}\nspec: {spec}\n"
    assert all(
        isinstance(outcome, Finding | Undecided)
        for outcome in outcomes(code, text + "---\n" + text.replace("DaemonSet", "Deployment"))
    )
