"""Outcomes are recognised again by their fingerprint, and reach another process as they are."""

import pickle
from dataclasses import fields, replace
from datetime import date

import pytest

from tracker.domain.outcome import Disposition, Evidence, EvidenceKind, Finding, Outcome, Severity, Undecided


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


_DAY = date(2026, 1, 2)
_EVIDENCE = Evidence(EvidenceKind.EVENT, "locator", "text", _DAY, "url")
_FINDING = Finding(
    code="A",
    severity=Severity.NOTE,
    subject="subject",
    message="message",
    cluster="cluster",
    advice="advice",
    evidence=(_EVIDENCE,),
    source="source",
    disposition=Disposition.WAITING,
    since=_DAY,
    until=_DAY,
    key="key",
    waiver="waiver",
)
_UNDECIDED = Undecided("A", "subject", "missing", "cluster", "advice", (_EVIDENCE,), _DAY, _DAY, "key")


@pytest.mark.parametrize("outcome", [_FINDING, _UNDECIDED], ids=["finding", "undecided"])
def test_every_field_reaches_another_process(outcome: Outcome) -> None:
    defaults = {field.name: field.default for field in fields(outcome)}
    assert not [name for name, default in defaults.items() if getattr(outcome, name) == default]
    assert pickle.loads(pickle.dumps(outcome)) == outcome
