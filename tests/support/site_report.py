"""A kept readiness report with one of everything that its page shows."""

from typing import Any

REPORT: dict[str, Any] = {
    "schema": "tracker/readiness/1",
    "cluster": {"name": "stage", "environment": "staging", "provider": "upstream"},
    "current": "1.7.4",
    "target": "1.8",
    "judged_on": "2017-12-20",
    "verdict": "not ready",
    "reasons": ["1 required finding in the manifests", "the version of `etcd` was never recorded"],
    "reference": {"edition": "sample.1", "as_of": "2026-08-22"},
    "looked_at": {"files": 12, "objects": 40},
    "findings": [
        {
            "code": "API001",
            "severity": "required",
            "subject": "Deployment default/myapi",
            "message": "`apps/v1beta1` is no longer served by 1.16",
            "advice": "Move to `apps/v1`.",
            "evidence": [
                {
                    "kind": "file",
                    "locator": "k8s/myapi.yaml:1",
                    "text": "apiVersion: apps/v1beta1",
                    "on": None,
                    "url": "",
                },
                {"kind": "reference", "locator": "apps/v1beta1", "text": "", "url": "https://kubernetes.io/docs/"},
            ],
        }
    ],
    "undecided": [{"code": "CMP004", "subject": "etcd", "missing": "its version was never recorded", "evidence": []}],
    "unknowns": [],
    "hops": [
        {
            "from": "1.7",
            "to": "1.8",
            "patch": "1.8.5",
            "is_projection": False,
            "end_of_life": "2018-07-12",
            "blockers": [{"subject": "Kafka", "message": "no release supports 1.8 yet", "advice": "", "evidence": []}],
            "unknowns": [],
            "steps": [
                {
                    "number": 1,
                    "kind": "API server",
                    "subject": "kube-apiserver",
                    "from": "1.7.4",
                    "to": "1.8.5",
                    "reason": "the API servers go first",
                    "may_wait_until": None,
                },
                {
                    "number": 2,
                    "kind": "node pool",
                    "subject": "workers",
                    "from": "1.7.4",
                    "to": "1.8.5",
                    "reason": "",
                    "may_wait_until": "1.9",
                },
            ],
            "removed_apis": [{"api": "batch/v2alpha1 ScheduledJob", "replacement": "batch/v1beta1 CronJob"}],
            "breaking_changes": [{"severity": "behaviour", "what": "RBAC is on by default"}],
        }
    ],
    "look_yourself": [{"what": "Flags of the kubelet", "how": ["ps -ef | grep kubelet"]}],
    "memory": {
        "own": [
            {
                "on": "2017-12-04",
                "title": "kubernetes v1.8.4",
                "cluster": "stage",
                "minutes": 95,
                "incidents": [{"on": "2017-12-04", "title": "API server unreachable"}],
            }
        ],
        "siblings": [],
    },
}
