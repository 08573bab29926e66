"""Past, near, maintenance; upstream and providers. Kubernetes 1.31 of the small reference ends on 2025-09-30."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.facts import messages, outcomes, subject_facts
from tests.support.small_reference import SmallReference, a_minor
from tracker.domain.knowledge.kubernetes import EndOfLifeBasis
from tracker.domain.knowledge.providers import Provider, ProviderSupport
from tracker.domain.outcome import Finding
from tracker.domain.version import Minor
from tracker.rules.facts import SubjectFacts
from tracker.rules.support import (
    end_of_life_near,
    maintenance_mode,
    past_end_of_life,
    provider_standard_ended,
    provider_support_ended,
)


def a_provider(slug: str, *, follows_upstream: bool = False) -> Provider:
    return Provider(
        slug=slug,
        name=slug.upper(),
        aliases=(),
        active_means=None,
        standard_means=None,
        extended_means=None,
        follows_upstream=follows_upstream,
        source="invented",
        retrieved_on=date(2026, 8, 22),
    )


def a_window(provider: str, minor: str, standard: date | None, extended: date | None = None) -> ProviderSupport:
    return ProviderSupport(
        source="invented",
        retrieved_on=date(2026, 8, 22),
        provider=provider,
        version=minor,
        minor=Minor.parse(minor),
        released_on=None,
        active_until=None,
        standard_until=standard,
        extended_until=extended,
    )


REFERENCE = SmallReference(
    all_providers=[
        a_provider("amazon-eks"),
        a_provider("gke"),
        a_provider("k3s", follows_upstream=True),
        a_provider("rke2", follows_upstream=True),
    ],
    windows=[
        a_window("amazon-eks", "1.31", date(2025, 11, 26), date(2026, 11, 26)),
        a_window("gke", "1.31", date(2025, 12, 31)),
        a_window("amazon-eks", "1.30", None),
    ],
)


def on(today: str, value: str = "1.31.2", *, provider: str = "upstream", subject: str = "kubernetes") -> SubjectFacts:
    return subject_facts(subject, value, today=today, provider=provider, kubernetes="1.31", reference=REFERENCE)


class TestPastEndOfLife:
    @pytest.mark.parametrize(
        "facts",
        [
            pytest.param(on("2025-09-30"), id="the last supported day"),
            pytest.param(on("2026-10-01", "1.33.0"), id="no end is known"),
            pytest.param(on("2026-10-01", "2024-06"), id="no version"),
            pytest.param(on("2026-10-01", provider="amazon-eks"), id="the provider supports it"),
            pytest.param(on("2026-10-01", "v1.31.2-eks-036c24b"), id="the version names the provider"),
            pytest.param(on("2026-10-01", subject="kubectl"), id="kubectl is a client"),
            pytest.param(on("2026-10-01", subject="pool:workers"), id="a pool in the minor of its cluster"),
            pytest.param(on("2026-10-01", "1.31.2", subject="component:x"), id="a component is another rule"),
        ],
    )
    def test_is_quiet(self, facts: SubjectFacts) -> None:
        assert messages(past_end_of_life.RULE, facts) == []

    def test_speaks_from_the_day_after(self) -> None:
        assert messages(past_end_of_life.RULE, on("2025-10-01")) == [
            "Kubernetes 1.31.2 is past the end of life of 1.31, 2025-09-30"
        ]

    def test_names_the_oldest_minor_that_has_support(self) -> None:
        (finding,) = outcomes(past_end_of_life.RULE, on("2025-10-01"))
        assert finding.advice == "Upgrade, minor by minor; the oldest one with support is 1.32."

    def test_speaks_of_a_pool_in_another_minor(self) -> None:
        facts = on("2025-07-01", "1.29.2", subject="pool:old")
        assert messages(past_end_of_life.RULE, facts) == [
            "Kubernetes 1.29.2 is past the end of life of 1.29, 2025-01-29"
        ]

    @pytest.mark.parametrize(
        ("provider", "value"), [("k3s", "1.31.2+k3s1"), ("upstream", "1.31.2+rke2r1"), ("", "1.31.2")]
    )
    def test_counts_upstream_for_providers_that_follow_it(self, provider: str, value: str) -> None:
        assert len(messages(past_end_of_life.RULE, on("2025-10-01", value, provider=provider))) == 1

    def test_counts_upstream_where_the_provider_states_no_days(self) -> None:
        assert len(messages(past_end_of_life.RULE, on("2025-10-01", "1.30.1", provider="amazon-eks"))) == 1

    def test_says_that_a_day_was_only_that_of_the_last_patch(self) -> None:
        minor = replace(
            a_minor("1.7", date(2017, 6, 29), date(2018, 4, 4)), end_of_life_basis=EndOfLifeBasis.FINAL_PATCH
        )
        reference = SmallReference(all_minors=[minor])
        facts = subject_facts("kubernetes", "1.7.4", today="2018-04-05", reference=reference)
        assert messages(past_end_of_life.RULE, facts) == [
            "Kubernetes 1.7.4 is past the end of life of 1.7, 2018-04-04 (the day of its last patch release)"
        ]


class TestEndOfLifeNear:
    @pytest.mark.parametrize("today", ["2025-07-01", "2025-10-01"], ids=["ninety-one days before", "the day after"])
    def test_is_quiet(self, today: str) -> None:
        assert messages(end_of_life_near.RULE, on(today)) == []

    @pytest.mark.parametrize("today", ["2025-07-02", "2025-09-30"], ids=["ninety days before", "the last day"])
    def test_speaks(self, today: str) -> None:
        assert messages(end_of_life_near.RULE, on(today)) == ["Upstream support of Kubernetes 1.31 ends on 2025-09-30"]

    def test_speaks_of_each_phase_of_a_provider(self) -> None:
        assert messages(end_of_life_near.RULE, on("2025-11-01", provider="amazon-eks")) == [
            "Standard support by AMAZON-EKS of Kubernetes 1.31 ends on 2025-11-26"
        ]
        assert messages(end_of_life_near.RULE, on("2026-11-01", provider="amazon-eks")) == [
            "Extended support by AMAZON-EKS of Kubernetes 1.31 ends on 2026-11-26"
        ]

    def test_nobody_could_know_a_day_that_only_the_last_patch_made(self) -> None:
        minor = replace(
            a_minor("1.7", date(2017, 6, 29), date(2018, 4, 4)), end_of_life_basis=EndOfLifeBasis.FINAL_PATCH
        )
        reference = SmallReference(all_minors=[minor])
        facts = subject_facts("kubernetes", "1.7.4", today="2018-04-01", reference=reference)
        assert messages(end_of_life_near.RULE, facts) == []

    def test_a_promise_counts_until_it_is_broken(self) -> None:
        minor = replace(
            a_minor("1.31", date(2024, 8, 1), date(2025, 11, 11)),
            end_of_life_basis=EndOfLifeBasis.FINAL_PATCH,
            promised_end_of_life=date(2025, 10, 28),
        )
        reference = SmallReference(all_minors=[minor])
        facts = subject_facts("kubernetes", "1.31.2", today="2025-10-01", reference=reference)
        assert messages(end_of_life_near.RULE, facts) == ["Upstream support of Kubernetes 1.31 ends on 2025-10-28"]


class TestMaintenanceMode:
    REFERENCE = SmallReference(
        all_minors=[replace(a_minor("1.31", date(2024, 8, 1)), maintenance_from=date(2025, 8, 1))],
        all_providers=REFERENCE.all_providers,
        windows=REFERENCE.windows,
    )

    def said(self, today: str, provider: str = "upstream") -> list[str]:
        facts = subject_facts("kubernetes", "1.31.2", today=today, provider=provider, reference=self.REFERENCE)
        return messages(maintenance_mode.RULE, facts)

    def test_is_quiet_before_after_and_at_providers_with_windows_of_their_own(self) -> None:
        assert self.said("2025-07-31") == []
        assert self.said("2025-10-01") == []
        assert self.said("2025-08-15", "amazon-eks") == []
        assert messages(maintenance_mode.RULE, on("2025-09-01")) == []

    def test_speaks_from_the_first_day_to_the_last(self) -> None:
        told = ["Kubernetes 1.31 takes only critical fixes since 2025-08-01"]
        assert self.said("2025-08-01") == told
        assert self.said("2025-09-30") == told


class TestProviders:
    def test_are_quiet_within_standard_support(self) -> None:
        for rule in (provider_standard_ended.RULE, provider_support_ended.RULE):
            assert messages(rule, on("2025-11-26", provider="amazon-eks")) == []
            assert messages(rule, on("2027-01-01")) == []

    def test_standard_support_ends_and_extended_support_runs(self) -> None:
        told = [
            (
                "standard support of Kubernetes 1.31 by AMAZON-EKS ended on 2025-11-26;"
                " extended support runs until 2026-11-26"
            )
        ]
        for today in ("2025-11-27", "2026-11-26"):
            assert messages(provider_standard_ended.RULE, on(today, provider="amazon-eks")) == told
            assert messages(provider_support_ended.RULE, on(today, provider="amazon-eks")) == []

    def test_everything_ends(self) -> None:
        facts = on("2026-11-27", provider="amazon-eks")
        assert messages(provider_standard_ended.RULE, facts) == []
        assert messages(provider_support_ended.RULE, facts) == ["AMAZON-EKS supported Kubernetes 1.31 until 2026-11-26"]

    def test_a_provider_without_extended_support_goes_straight_to_the_end(self) -> None:
        facts = on("2026-01-01", provider="gke")
        assert messages(provider_standard_ended.RULE, facts) == []
        assert messages(provider_support_ended.RULE, facts) == ["GKE supported Kubernetes 1.31 until 2025-12-31"]


@pytest.mark.parametrize(
    ("value", "provider", "whose"),
    [
        ("v1.31.3-eks-036c24b", "upstream", "AMAZON-EKS"),
        ("1.31.3-eks-1a2b3c", "upstream", "AMAZON-EKS"),
        ("v1.31.17-gke.1", "upstream", "GKE"),
        ("1.31.17-gke.1003000", "upstream", "GKE"),
        ("v1.31.5+k3s1", "upstream", "Upstream"),
        ("1.31.1+rke2r1", "upstream", "Upstream"),
        ("v1.31.4_coreos.0", "kube-aws", "Upstream"),
        ("1.31.4", "amazon-eks", "AMAZON-EKS"),
        ("1.31", "gke", "GKE"),
        ("1.31+", "gke", "GKE"),
        ("1.31.4", "somebody-else", "Upstream"),
    ],
)
def test_versions_as_providers_print_them_are_judged_by_the_right_window(value: str, provider: str, whose: str) -> None:
    days = {"Upstream": "2025-09-30", "AMAZON-EKS": "2025-11-26", "GKE": "2025-12-31"}
    (finding,) = outcomes(end_of_life_near.RULE, on(days[whose], value, provider=provider))
    assert isinstance(finding, Finding)
    assert whose in finding.message
    assert days[whose] in finding.message


def test_a_pool_is_sent_after_its_control_plane_and_the_control_plane_one_minor_further() -> None:
    """1.30 of the small reference ends on 2025-05-31."""
    (pool,) = outcomes(end_of_life_near.RULE, on("2025-05-20", "1.30.1", subject="pool:old"))
    (cluster,) = outcomes(end_of_life_near.RULE, on("2025-09-20"))
    assert pool.advice == "Move old to 1.31, which the control plane runs."
    assert cluster.advice == "Plan the upgrade to 1.32: `tracker report --to 1.32`."
