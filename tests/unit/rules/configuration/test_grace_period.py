"""The lessons of nodeMonitorGracePeriod: 15 seconds are too strict, 600 too lax."""

from datetime import date

import pytest

from tests.support.facts import cluster_facts, messages
from tests.support.small_reference import SmallReference
from tracker.domain.knowledge.policies import SettingDefault
from tracker.domain.version import Minor
from tracker.rules.configuration import grace_period_too_lax, grace_period_too_strict
from tracker.rules.configuration.durations import seconds


def a_default(name: str, value: str, applies_from: str | None = None, applies_to: str | None = None) -> SettingDefault:
    return SettingDefault(
        source="invented",
        retrieved_on=date(2026, 8, 22),
        name=name,
        component="kube-controller-manager",
        flag="--x",
        value=value,
        applies_from=Minor.parse(applies_from) if applies_from else None,
        applies_to=Minor.parse(applies_to) if applies_to else None,
    )


REFERENCE = SmallReference(
    settings=[
        a_default("nodeMonitorGracePeriod", "50s", "1.32"),
        a_default("nodeMonitorGracePeriod", "40s", None, "1.31"),
        a_default("nodeStatusUpdateFrequency", "10s"),
        a_default("podEvictionTimeout", "5m0s", None, "1.26"),
    ]
)
STRICT, LAX = grace_period_too_strict.RULE, grace_period_too_lax.RULE


def strict(grace: str | None, frequency: str | None = None, kubernetes: str | None = "1.7.4") -> list[str]:
    values = {"kubernetes": kubernetes, "config:nodeMonitorGracePeriod": grace}
    updates = {"config:nodeStatusUpdateFrequency": frequency} if frequency else {}
    return messages(STRICT, cluster_facts(values | updates, reference=REFERENCE))


@pytest.mark.parametrize(
    ("grace", "frequency", "kubernetes"),
    [
        ("40s", None, "1.7.4"),
        ("“90s”", None, "1.7.4"),
        ("600s", None, "1.7.4"),
        ("16s", "4s", "1.7.4"),
        ("50s", None, "1.32.0"),
        ("1m30s", None, "1.32.0"),
    ],
)
def test_is_quiet_from_the_defaults_on(grace: str, frequency: str | None, kubernetes: str) -> None:
    assert strict(grace, frequency, kubernetes) == []


def test_is_quiet_when_nobody_set_it() -> None:
    assert messages(STRICT, cluster_facts({"kubernetes": "1.7.4"}, reference=REFERENCE)) == []


def test_reports_the_fifteen_seconds_of_the_lesson() -> None:
    assert strict("15s") == [
        (
            "nodeMonitorGracePeriod of 15 s allows 1.5 status updates of 10 s each before a node is given up;"
            " Kubernetes' own defaults allow 4"
        )
    ]


@pytest.mark.parametrize(
    ("grace", "frequency", "kubernetes"), [("39s", None, "1.31.0"), ("49s", None, "1.32.0"), ("40s", "11s", "1.7.4")]
)
def test_reports_one_past_the_limit_of_the_minor(grace: str, frequency: str | None, kubernetes: str) -> None:
    assert len(strict(grace, frequency, kubernetes)) == 1


@pytest.mark.parametrize(
    ("grace", "kubernetes", "missing"),
    [
        ("90", "1.7.4", "'90' is no duration such as 40s"),
        ("soon", "1.7.4", "'soon' is no duration such as 40s"),
        (None, "1.7.4", "None is no duration such as 40s"),
        ("90s", None, "the cluster's Kubernetes version is not recorded"),
    ],
)
def test_is_undecided_when_it_cannot_be_read(grace: str | None, kubernetes: str | None, missing: str) -> None:
    assert strict(grace, None, kubernetes) == [f"unknown: {missing}"]


def lax(grace: str | None, kubernetes: str | None = "1.7.4", **more: str) -> list[str]:
    values = {"kubernetes": kubernetes, "config:nodeMonitorGracePeriod": grace}
    settings = {f"config:{name}": value for name, value in more.items()}
    return messages(LAX, cluster_facts(values | settings, reference=REFERENCE))


@pytest.mark.parametrize("grace", ["90s", "240s", "300s", "5m", "soon", None])
def test_is_quiet_up_to_the_five_minutes_that_pods_wait(grace: str | None) -> None:
    assert lax(grace) == []


@pytest.mark.parametrize("kubernetes", ["1.7.4", "1.32.0", None], ids=["flag", "toleration", "unknown"])
def test_reports_the_ten_minutes_of_the_lesson(kubernetes: str | None) -> None:
    assert lax("600s", kubernetes) == [
        (
            "nodeMonitorGracePeriod of 600 s is longer than the 300 s that pods wait for an unreachable node:"
            " pods of a dead node move after 900 s"
        )
    ]


def test_a_recorded_eviction_timeout_is_the_limit() -> None:
    assert lax("240s", podEvictionTimeout="2m") != []
    assert lax("600s", podEvictionTimeout="15m") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90s", 90),
        ("5m0s", 300),
        ("1h30m", 5400),
        ("500ms", 0.5),
        ('"90s"', 90),
        ("90", None),
        ("", None),
        (None, None),
    ],
)
def test_durations_are_read_as_kubernetes_writes_them(text: str | None, expected: float | None) -> None:
    assert seconds(text) == expected
