from dataclasses import replace

from tests.support.facts import cluster_facts, messages
from tests.support.small_reference import SmallReference, a_skew_limit
from tracker.rules.skew.api_servers_apart import RULE

REFERENCE = SmallReference(limits=[replace(a_skew_limit("kube-apiserver", 1, ahead=1))])


def said(**servers: str | None) -> list[str]:
    values = {f"kube-apiserver@{name}": version for name, version in servers.items()}
    return messages(RULE, cluster_facts(values, reference=REFERENCE))


def test_is_quiet_for_one_instance_and_up_to_one_minor() -> None:
    assert said(a="1.31.0") == []
    assert said(a="1.31.0", b="1.31.4", c="1.30.9") == []
    assert messages(RULE, cluster_facts({"kubernetes": "1.31.0"}, reference=REFERENCE)) == []


def test_reports_instances_two_minors_apart() -> None:
    assert said(a="1.31.0", b="1.29.4", c="1.30.9") == [
        "kube-apiserver 1.29.4 is 2 minors behind kube-apiserver 1.31.0; the policy allows at most 1 minor"
    ]


def test_is_undecided_about_an_instance_of_unknown_version() -> None:
    assert said(a="1.31.0", b=None) == ["unknown: the version of b/kube-apiserver is not recorded"]
