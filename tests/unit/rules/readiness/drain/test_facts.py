"""What is kept of objects for the drain rules: the same in however many parts they were read, and little of each."""

import gc
import pickle
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.support.manifests import objects
from tracker.domain.manifest import ManifestObject, Place
from tracker.domain.outcome import Outcome
from tracker.domain.version import Minor
from tracker.rules.readiness.drain.catalogue import DRAIN_RULES
from tracker.rules.readiness.drain.facts import DrainFacts
from tracker.rules.readiness.drain.taking import facts_of, take

DEPLOYMENT = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: %s, namespace: shop}
spec:
  replicas: %s
  template:
    metadata: {labels: {app: %s}}
    spec: {containers: [{name: web, image: "web%s", env: [{name: LONG, value: "%s"}]}], volumes: [{name: tmp, emptyDir: {}}]}
"""

STACK = [
    *objects(DEPLOYMENT % ("web", 3, "web", ":1", "a")),
    *objects(DEPLOYMENT % ("web", 1, "web", "", "b")),
    *objects(DEPLOYMENT % ("api", 2, "web", ":2", "c")),
    *objects(
        """
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}}
---
apiVersion: v1
kind: Service
metadata: {name: old, namespace: shop}
spec: {type: ExternalName, externalName: new.shop.svc.cluster.local}
---
apiVersion: v1
kind: Service
metadata: {name: new, namespace: shop}
spec: {type: ExternalName, externalName: db.example.io}
---
apiVersion: v1
kind: Service
metadata: {name: new, namespace: shop}
spec: {selector: {app: db}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {minAvailable: 3, selector: {matchLabels: {app: web}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: all, namespace: shop}
spec: {maxUnavailable: 0, selector: {}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec: {minReplicas: 2, scaleTargetRef: {kind: Deployment, name: web}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web-too, namespace: shop}
spec: {scaleTargetRef: {kind: Deployment, name: web}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: limits, namespace: shop}
---
apiVersion: v1
kind: Namespace
metadata: {name: kube-system, labels: {guarded: "no"}}
---
apiVersion: v1
kind: Namespace
metadata: {name: kube-system, labels: {guarded: "yes"}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: guard}
webhooks:
- name: guard.example
  namespaceSelector: {matchLabels: {guarded: "yes"}}
  rules: [{apiGroups: [""], operations: [CREATE], resources: [pods]}]
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: disk}
spec: {local: {path: /disk}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: logs, namespace: ops}
spec: {template: {spec: {containers: [{name: a, image: "a:1", resources: {requests: {cpu: 1, memory: 1Gi}}}]}}}
---
apiVersion: v1
kind: Node
metadata: {name: a}
status: {allocatable: {cpu: "2", memory: 8Gi}}
---
apiVersion: v1
kind: Node
metadata: {name: b}
status: {allocatable: {cpu: "2", memory: 8Gi}}
"""
    ),
]


def outcomes(facts: DrainFacts) -> list[Outcome]:
    return [outcome for rule in DRAIN_RULES for outcome in rule.check(facts)]


def parts(items: Sequence[ManifestObject], cuts: list[int]) -> Iterator[Sequence[ManifestObject]]:
    bounds = [0, *sorted(cuts), len(items)]
    return (items[start:end] for start, end in pairwise(bounds))


@given(
    st.permutations(STACK),
    st.lists(st.integers(0, len(STACK)), max_size=4),
)
def test_objects_that_were_read_in_parts_are_judged_like_those_that_were_read_at_once(
    items: list[ManifestObject], cuts: list[int]
) -> None:
    target = Minor(1, 31)
    whole = DrainFacts(target)
    for part in parts(items, cuts):
        whole.add(pickle.loads(pickle.dumps(facts_of(part, target))))
    said = outcomes(whole)
    assert said == outcomes(facts_of(items, target))
    assert len({outcome.code for outcome in said}) > 8, "the stack gives the rules something to say"


def test_a_workload_takes_next_to_no_room() -> None:
    """Some 300 bytes each would be 4 MB for 20,000 files; a body of this size takes 4,000."""
    # Names are interned for a moment, and Python's table of all interned texts may have to grow just then, by megabytes
    # in a process that has run for long. It does not grow twice in a row.
    assert min(_room_of_a_workload() for _ in range(2)) < 150


def _room_of_a_workload(count: int = 5_000) -> float:
    """Bytes."""
    facts = DrainFacts(Minor(1, 31))
    (item,) = objects(DEPLOYMENT % ("web", 3, "web", ":1.4.2", "x" * 500))
    take(facts, item)
    gc.collect()
    tracemalloc.start()
    try:
        for number in range(count):
            take(facts, replace(item, name=f"web-{number}", place=Place(f"team/web-{number}.yaml", 1)))
        gc.collect()
        grown, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(1 for _ in facts.workloads) == count + 1
    return grown / count
