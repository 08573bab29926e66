from datetime import date

import pytest

from tests.support.facts import cluster_facts, messages
from tests.support.small_reference import SmallReference, an_installer_release
from tracker.rules.compatibility import installer_beside_kubernetes
from tracker.rules.journal import differs_from_installer

REFERENCE = SmallReference(
    releases=[
        an_installer_release("kube-aws", "0.8.3", "1.4.3", None, date(2016, 10, 19)),
        an_installer_release("kube-aws", "0.8.2", "1.3.6_coreos.0", None, date(2016, 9, 21)),
    ]
)
PATCH, MINOR = differs_from_installer.RULE, installer_beside_kubernetes.RULE


def values(installer: str | None, kubernetes: str | None) -> dict[str, str | None]:
    return {"kube-aws": installer, "kubernetes": kubernetes}


@pytest.mark.parametrize("rule", [PATCH, MINOR], ids=["patch", "minor"])
@pytest.mark.parametrize(
    ("installer", "kubernetes"),
    [
        ("0.8.2", "1.3.6"),
        ("0.8.2", "v1.3.6_coreos.1"),
        ("0.8.2", None),
        (None, "1.3.6"),
        ("9.9.9", "1.3.6"),
        ("0.8.2", "x"),
    ],
)
def test_is_quiet_for_what_the_installer_ships_and_for_what_is_not_known(
    rule: object, installer: str | None, kubernetes: str | None
) -> None:
    facts = cluster_facts(values(installer, kubernetes), today="2016-10-06", reference=REFERENCE)
    assert messages(PATCH if rule is PATCH else MINOR, facts) == []


def test_is_quiet_while_the_installers_release_was_not_out() -> None:
    facts = cluster_facts(values("0.8.2", "1.3.4"), today="2016-09-20", reference=REFERENCE)
    assert messages(PATCH, facts) == []
    assert messages(MINOR, cluster_facts(values("0.8.2", "1.4.0"), today="2016-09-20", reference=REFERENCE)) == []


def test_notes_another_patch_release() -> None:
    facts = cluster_facts(values("0.8.2", "1.3.4"), today="2016-10-06", reference=REFERENCE)
    assert messages(PATCH, facts) == ["Kubernetes 1.3.4 runs where kube-aws 0.8.2 ships 1.3.6"]
    assert messages(MINOR, facts) == []


def test_leaves_another_minor_to_the_rule_on_compatibility() -> None:
    facts = cluster_facts(values("0.8.2", "1.4.0"), today="2016-10-06", reference=REFERENCE)
    assert messages(PATCH, facts) == []
    assert messages(MINOR, facts) == ["kube-aws 0.8.2 ships Kubernetes 1.3.6 and runs 1.4.0"]


@pytest.mark.parametrize(
    ("today", "advice"),
    [
        ("2016-10-18", "No release of kube-aws that ships 1.4 is out; flags and manifests may not fit."),
        ("2016-10-19", "Move to kube-aws 0.8.3, the first release that ships 1.4."),
    ],
)
def test_names_the_first_release_that_fits_once_it_is_out(today: str, advice: str) -> None:
    (finding,) = MINOR.check(cluster_facts(values("0.8.2", "1.4.0"), today=today, reference=REFERENCE))
    assert finding.advice == advice
