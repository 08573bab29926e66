from tests.support.facts import cluster_facts, messages, outcomes
from tracker.rules.skew.blocks_next_minor import RULE


def said(today: str = "2024-12-15", **values: str) -> list[str]:
    return messages(RULE, cluster_facts({name.replace("pool_", "pool:"): v for name, v in values.items()}, today=today))


def test_is_quiet_when_the_pools_may_stay() -> None:
    assert said(kubernetes="1.31.2", pool_workers="1.29.3") == []


def test_is_quiet_while_the_next_minor_is_not_out() -> None:
    assert said(kubernetes="1.31.2", pool_workers="1.28.3", today="2024-11-30") == []


def test_is_quiet_about_what_is_broken_already() -> None:
    assert said(kubernetes="1.31.2", pool_workers="1.27.3") == []


def test_is_quiet_at_the_newest_minor_and_for_unknown_versions() -> None:
    assert said(kubernetes="1.32.0", pool_workers="1.29.3") == []
    assert messages(RULE, cluster_facts({"kubernetes": None, "pool:workers": "1.28.1"})) == []


def test_reports_a_pool_at_the_limit_from_the_day_on_which_the_next_minor_is_out() -> None:
    assert said(kubernetes="1.31.2", pool_workers="1.28.3", today="2024-12-01") == [
        "kubelet 1.28.3 would be 4 minors behind kube-apiserver 1.32; the policy allows at most 3 minors"
    ]


def test_reports_a_controller_that_was_left_behind() -> None:
    facts = cluster_facts({"kubernetes": "1.31.2", "kube-controller-manager": "1.30.1", "pool:workers": "1.31.2"})
    assert [outcome.subject for outcome in outcomes(RULE, facts)] == ["kube-controller-manager"]
