"""Builders of outcomes and assessments with defaults."""

from datetime import date
from typing import Any

from tracker.domain.outcome import Finding, Outcome, Severity, Undecided
from tracker.services.assessment import Assessment, Looked, in_report_order


def a_finding(code: str = "SKEW001", subject: str = "workers", **changes: Any) -> Finding:
    """A required finding about a node pool of the cluster prod."""
    values: dict[str, Any] = {
        "severity": Severity.REQUIRED,
        "message": "kubelet 1.24.3 is 3 minors behind kube-apiserver 1.27.1; the policy allows at most 2 minors",
        "cluster": "prod",
        "advice": "Upgrade workers to 1.25 or later; prefer 1.27.",
        "source": "https://kubernetes.io/releases/version-skew-policy/#kubelet",
    }
    return Finding(code, subject=subject, **(values | changes))


def an_undecided(code: str = "SKEW001", subject: str = "batch", **changes: Any) -> Undecided:
    """What a rule says about a pool without a version."""
    values: dict[str, Any] = {"missing": "the version of batch is not recorded", "cluster": "prod"}
    return Undecided(code, subject, **(values | changes))


def an_assessment(*outcomes: Outcome, **changes: Any) -> Assessment:
    """What `check` of one cluster with 53 events said on 2026-11-23."""
    values: dict[str, Any] = {
        "command": "check",
        "looked_at": (Looked("clusters", 1), Looked("events", 53)),
        "judged_on": date(2026, 11, 23),
        "edition": "2026-08-22.1",
        "as_of": date(2026, 8, 22),
    }
    return Assessment(outcomes=in_report_order(outcomes), **(values | changes))
