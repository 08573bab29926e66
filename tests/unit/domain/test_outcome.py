"""Outcomes are recognised again by their fingerprint."""

from dataclasses import replace
from datetime import date

from tracker.domain.outcome import Finding, Severity, Undecided


def test_a_fingerprint_does_not_depend_on_wording_versions_or_days() -> None:
    first = Finding("SKEW001", Severity.REQUIRED, "workers", "kubelet 1.28", cluster="seoul", since=date(2026, 1, 1))
    second = Finding("SKEW001", Severity.RECOMMENDED, "workers", "kubelet 1.29", cluster="seoul")
    assert first.fingerprint == second.fingerprint


def test_a_fingerprint_tells_clusters_subjects_codes_and_keys_apart() -> None:
    base = Undecided(code="A", subject="s", missing="m", cluster="c")
    others = [replace(base, code="B"), replace(base, subject="t"), replace(base, cluster="d"), replace(base, key="k")]
    assert len({outcome.fingerprint for outcome in (base, *others)}) == 5


def test_severities_are_ordered_and_named() -> None:
    assert max(Severity) is Severity.REQUIRED
    assert Severity.parse("Recommended").label == "recommended"
