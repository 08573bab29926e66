"""Settings that a minor removes, and settings that the installer does not read."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.facts import cluster_facts, messages, subject_facts
from tests.support.small_reference import SmallReference, a_breaking_change, an_installer_release
from tracker.domain.knowledge.changes import Detection, Evidence
from tracker.domain.knowledge.installers import InstallerSetting
from tracker.rules.configuration import setting_not_read, setting_removed

FLAG = Detection(
    evidence=Evidence.COMMAND_LINE, kinds=("kube-controller-manager",), pattern=r"^--(pod-eviction-timeout)(=|$)"
)
PORT = Detection(evidence=Evidence.COMMAND_LINE, kinds=("kube-scheduler",), pattern=r"^--(port|address)(=|$)")
IPVS = Detection(evidence=Evidence.CONFIGURATION, kinds=("KubeProxyConfiguration",), path="mode", pattern="^ipvs$")
MISSING = Detection(evidence=Evidence.COMMAND_LINE, kinds=("kubelet",), pattern="^--node-ip=", absent=True)
REFERENCE = SmallReference(
    changes=[
        replace(a_breaking_change("eviction", "1.27"), detections=(FLAG,), replacement="tolerations"),
        replace(a_breaking_change("port", "1.23"), detections=(PORT,)),
        replace(a_breaking_change("ipvs", "1.31"), detections=(IPVS,)),
        replace(a_breaking_change("missing", "1.27"), detections=(MISSING,)),
        replace(a_breaking_change("eks", "1.27"), detections=(FLAG,), providers=("amazon-eks",)),
    ],
)
RULE = setting_removed.RULE


def said(kubernetes: str | None, setting: str, value: str | None, provider: str = "upstream") -> list[str]:
    minor = kubernetes.rpartition(".")[0] if kubernetes else None
    facts = subject_facts(f"config:{setting}", value, provider=provider, kubernetes=minor, reference=REFERENCE)
    return messages(RULE, facts)


@pytest.mark.parametrize(
    ("kubernetes", "setting", "value"),
    [
        pytest.param("1.25.1", "podEvictionTimeout", "1m", id="goes two minors later"),
        pytest.param("1.26.1", "podEvictionTimeoutX", "1m", id="another name"),
        pytest.param("1.26.1", "podEvictionTimeout@kubelet", "1m", id="another part's flag"),
        pytest.param("1.26.1", "port", "8080", id="a short name of nobody's"),
        pytest.param("1.31.1", "mode", "ipvs", id="a field of no file"),
        pytest.param("1.31.1", "mode@KubeProxyConfiguration", "iptables", id="another value"),
        pytest.param("1.26.1", "nodeIp", "10.0.0.1", id="a change that shows by what is missing"),
        pytest.param(None, "podEvictionTimeout", "1m", id="no cluster version"),
    ],
)
def test_is_quiet_about_settings_that_stay(kubernetes: str | None, setting: str, value: str) -> None:
    assert said(kubernetes, setting, value) == []


@pytest.mark.parametrize(
    ("kubernetes", "setting", "value", "told"),
    [
        ("1.26.1", "podEvictionTimeout", "1m", "podEvictionTimeout goes in 1.27, the next minor: eviction is gone"),
        ("1.27.1", "podEvictionTimeout", "1m", "podEvictionTimeout is gone since 1.27: eviction is gone"),
        ("1.27.1", "--pod-eviction-timeout", None, "--pod-eviction-timeout is gone since 1.27: eviction is gone"),
        (
            "1.26.1",
            "podEvictionTimeout@kube-controller-manager",
            "1m",
            "kube-controller-manager/podEvictionTimeout goes in 1.27, the next minor: eviction is gone",
        ),
        ("1.22.1", "port@kube-scheduler", "0", "kube-scheduler/port goes in 1.23, the next minor: port is gone"),
        (
            "1.30.1",
            "mode@KubeProxyConfiguration",
            "ipvs",
            "KubeProxyConfiguration/mode goes in 1.31, the next minor: ipvs is gone",
        ),
    ],
)
def test_reports_a_setting_that_goes_or_is_gone(kubernetes: str, setting: str, value: str | None, told: str) -> None:
    assert said(kubernetes, setting, value) == [told]


def test_counts_a_providers_own_removal_there_only() -> None:
    assert len(said("1.26.1", "podEvictionTimeout", "1m", provider="amazon-eks")) == 2


def a_release(text: str, *, supported: bool) -> object:
    setting = InstallerSetting(name="nodeMonitorGracePeriod", supported=supported, default=None)
    release = an_installer_release("kube-aws", text, "1.5.3", None, date(2017, 2, 28))
    return replace(release, settings={"nodeMonitorGracePeriod": setting})


INSTALLERS = SmallReference(releases=[a_release("0.9.6", supported=True), a_release("0.9.4", supported=False)])  # type: ignore[list-item]


@pytest.mark.parametrize(
    "values",
    [
        {"kube-aws": "0.9.6", "config:nodeMonitorGracePeriod": "90s"},
        {"kube-aws": "0.9.4", "config:somethingElse": "90s"},
        {"kube-aws": "0.9.4", "config:nodeMonitorGracePeriod@kube-controller-manager": "90s"},
        {"config:nodeMonitorGracePeriod": "90s"},
    ],
    ids=["read", "not the installer's", "set in another place", "no installer"],
)
def test_settings_that_reach_the_cluster_are_quiet(values: dict[str, str | None]) -> None:
    assert messages(setting_not_read.RULE, cluster_facts(values, reference=INSTALLERS)) == []


def test_reports_a_setting_without_effect() -> None:
    facts = cluster_facts({"kube-aws": "0.9.4", "config:nodeMonitorGracePeriod": "90s"}, reference=INSTALLERS)
    assert messages(setting_not_read.RULE, facts) == [
        "kube-aws 0.9.4 does not read nodeMonitorGracePeriod, so 90s has no effect"
    ]
