"""The plan climbs one minor at a time, in the order of the skew policy, and says what it cannot know."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from tests.support.small_reference import (
    SmallReference,
    a_breaking_change,
    a_component,
    a_component_release,
    a_dependency,
    an_api,
    an_installer_release,
    version,
)
from tracker.domain.errors import InvalidDataError
from tracker.domain.event import Action, Change, Event, EventKind, Subject, SubjectType
from tracker.domain.knowledge.providers import Provider, ProviderSupport
from tracker.domain.state import State, fold
from tracker.domain.upgrade.plan import Direction, Necessity, Plan, StepKind
from tracker.domain.upgrade.planner import plan_upgrade
from tracker.domain.version import Minor
from tracker.domain.when import When

TODAY = date(2025, 1, 15)
"""Kubernetes 1.32 is the newest minor, with two patch releases to come."""


@dataclass
class Recorded:
    """What a test says is recorded, as ``type name[@scope]`` to value."""

    platforms: dict[str, str] = field(default_factory=lambda: {"kubernetes": "1.28.2"})
    pools: dict[str, str] = field(default_factory=dict)
    components: dict[str, str | None] = field(default_factory=dict)

    @property
    def state(self) -> State:
        changes = [
            *(self._change(SubjectType.PLATFORM, name, value) for name, value in self.platforms.items()),
            *(self._change(SubjectType.NODE_POOL, name, value) for name, value in self.pools.items()),
            *(self._change(SubjectType.COMPONENT, name, value) for name, value in self.components.items()),
        ]
        return fold([Event("e", "c", EventKind.UPGRADE, "", When.on(date(2024, 1, 1)), changes=tuple(changes))])

    @staticmethod
    def _change(kind: SubjectType, name: str, value: str | None) -> Change:
        name, _, scope = name.partition("@")
        return Change(Subject(kind, name, scope), Action.ADDED, to=value)


def plan(recorded: Recorded, target: str, reference: SmallReference | None = None, *, rollback: bool = False) -> Plan:
    return plan_upgrade(
        recorded.state, Minor.parse(target), reference or SmallReference(), TODAY, cluster="seoul", rollback=rollback
    )


def kinds(found: Plan, hop: int = 0) -> list[str]:
    return [f"{step.kind.value} {step.subject}" for step in found.hops[hop].steps]


class TestHops:
    def test_no_minor_is_skipped(self) -> None:
        hops = plan(Recorded(), "1.31").hops
        assert [str(hop.target) for hop in hops] == ["1.29", "1.30", "1.31"]

    def test_only_the_next_hop_is_exact(self) -> None:
        assert [hop.is_projection for hop in plan(Recorded(), "1.31").hops] == [False, True, True]

    def test_each_hop_goes_to_the_newest_patch_that_was_out(self) -> None:
        assert str(plan(Recorded({"kubernetes": "1.31.0"}), "1.32").hops[0].patch) == "1.32.1"

    def test_the_same_minor_gives_a_plan_without_hops(self) -> None:
        found = plan(Recorded(), "1.28")
        assert (found.direction, found.hops) == (Direction.SAME, ())

    def test_counts_the_days_of_support_that_are_left(self) -> None:
        assert plan(Recorded(), "1.29").hops[0].days_of_support(TODAY) == (date(2025, 1, 29) - TODAY).days

    def test_the_oldest_api_server_decides_where_the_climb_starts(self) -> None:
        recorded = Recorded({"kubernetes": "1.29.1", "kube-apiserver@a": "1.29.1", "kube-apiserver@b": "1.28.2"})
        assert plan(recorded, "1.30").current == Minor(1, 28)

    @pytest.mark.parametrize(
        ("platforms", "target", "complaint"),
        [
            ({"kubernetes": "1.28.2"}, "1.27", "--rollback"),
            ({"kubernetes": "1.28.2"}, "1.40", r"ends with Kubernetes 1\.33"),
            ({"kubernetes": "mainline"}, "1.30", "has no order"),
            ({"etcd": "3.5.1"}, "1.30", "no Kubernetes version is recorded"),
        ],
    )
    def test_refuses_what_it_cannot_plan(self, platforms: dict[str, str], target: str, complaint: str) -> None:
        with pytest.raises(InvalidDataError, match=complaint):
            plan(Recorded(platforms), target)

    def test_a_minor_that_is_only_planned_blocks(self) -> None:
        blockers = plan(Recorded({"kubernetes": "1.32.0"}), "1.33").blockers
        assert [blocker.message for blocker in blockers] == [
            "Kubernetes 1.33 was not released yet, it is planned for 2027-01-01"
        ]


class TestOrderWithinAHop:
    def test_follows_the_skew_policy(self) -> None:
        reference = SmallReference(needs=[a_dependency("1.29", "etcd", "3.5.10")])
        platforms = {
            "kubernetes": "1.28.2",
            "etcd": "3.4.3",
            "kube-apiserver@a": "1.28.2",
            "kube-apiserver@b": "1.28.2",
            "kube-controller-manager": "1.28.2",
            "kube-proxy": "1.28.2",
            "kubectl": "1.28.2",
        }
        assert kinds(plan(Recorded(platforms, {"workers": "1.28.2"}), "1.29", reference)) == [
            "etcd etcd",
            "API server a/kube-apiserver",
            "API server b/kube-apiserver",
            "controller kube-controller-manager",
            "node pool workers",
            "kube-proxy kube-proxy",
            "kubectl kubectl",
        ]

    def test_etcd_2_goes_through_the_first_minor_of_3(self) -> None:
        reference = SmallReference(needs=[a_dependency("1.29", "etcd", "3.1.10")])
        steps = plan(Recorded({"kubernetes": "1.28.2", "etcd": "2.3.8"}), "1.29", reference).steps
        moves = [(step.current, step.target) for step in steps if step.kind is StepKind.ETCD]
        assert moves == [("2.3.8", "3.0"), ("3.0", "3.1.10")]

    def test_etcd_moves_one_minor_at_a_time(self) -> None:
        reference = SmallReference(needs=[a_dependency("1.29", "etcd", "3.6.2")])
        steps = plan(Recorded({"kubernetes": "1.28.2", "etcd": "3.4.3"}), "1.29", reference).steps
        assert [(step.current, step.target) for step in steps if step.kind is StepKind.ETCD] == [
            ("3.4.3", "3.5"),
            ("3.5", "3.6.2"),
        ]

    def test_a_step_carries_what_the_store_will_know_afterwards(self) -> None:
        (step,) = plan(Recorded(), "1.29").steps
        assert [(str(change.subject), change.before, change.to) for change in step.changes] == [
            ("kubernetes", "1.28.2", "1.29.2")
        ]


class TestNodePools:
    def test_a_pool_within_the_policy_may_wait(self) -> None:
        (step,) = [s for s in plan(Recorded(pools={"workers": "1.28.1"}), "1.29").steps if s.kind is StepKind.NODE_POOL]
        assert (step.necessity, step.may_wait_until) == (Necessity.MAY_WAIT, Minor(1, 31))

    def test_a_pool_at_the_limit_catches_up_before_the_api_servers(self) -> None:
        steps = plan(Recorded({"kubernetes": "1.31.0"}, {"old": "1.28.1", "new": "1.31.0"}), "1.32").hops[0].steps
        assert (steps[0].kind, steps[0].subject, steps[0].target) == (StepKind.CATCH_UP, "old", "1.31.0")

    def test_over_several_hops_a_pool_is_replaced_only_when_it_must(self) -> None:
        found = plan(Recorded(pools={"workers": "1.28.1"}), "1.32")
        moves = [
            (str(hop.target), step.necessity.value, step.current, step.target)
            for hop in found.hops
            for step in hop.steps
            if step.subject == "workers"
        ]
        assert moves == [
            ("1.29", "may wait", "1.28.1", "1.29.2"),
            ("1.30", "may wait", "1.28.1", "1.30.2"),
            ("1.31", "required", "1.28.1", "1.31.2"),
            ("1.32", "may wait", "1.31.2", "1.32.1"),
        ]

    def test_kubelets_before_1_25_may_lag_by_two_only(self) -> None:
        steps = plan(Recorded(pools={"ancient": "1.24.1"}), "1.29").hops[0].steps
        assert steps[0].kind is StepKind.CATCH_UP

    def test_a_pool_without_a_comparable_version_is_unknown(self) -> None:
        assert "has no order" in plan(Recorded(pools={"workers": "custom"}), "1.29").all_unknowns[-1].missing

    def test_says_that_pools_are_not_recorded(self) -> None:
        assert "node pools" in [unknown.subject for unknown in plan(Recorded(), "1.29").unknowns]


class TestAddOns:
    LINES = (
        a_component_release("cert", "1.15", ("1.30", "1.32")),
        a_component_release("cert", "1.14", ("1.27", "1.30")),
        a_component_release("cert", "1.13", ("1.26", "1.28")),
    )

    def reference(self, *lines: object) -> SmallReference:
        return SmallReference(known_components=[a_component("cert")], lines=list(lines or self.LINES))  # type: ignore[arg-type]

    def test_one_that_supports_the_target_stays(self) -> None:
        assert kinds(plan(Recorded(components={"cert": "1.14.2"}), "1.29", self.reference())) == [
            "API server kubernetes"
        ]

    def test_one_with_a_line_for_both_minors_moves_before(self) -> None:
        found = plan(Recorded(components={"cert": "1.13.2"}), "1.29", self.reference())
        assert kinds(found) == ["add-on before cert", "API server kubernetes"]
        assert found.steps[0].target == "1.14.9"

    def test_one_without_a_common_line_moves_right_after_the_api_servers(self) -> None:
        lines = (a_component_release("cert", "1.15", ("1.29", "1.32")), self.LINES[2])
        found = plan(Recorded(components={"cert": "1.13.2"}), "1.29", self.reference(*lines))
        assert kinds(found) == ["API server kubernetes", "add-on after cert"]

    def test_later_hops_build_on_where_it_moved_to(self) -> None:
        found = plan(Recorded(components={"cert": "1.13.2"}), "1.31", self.reference())
        moves = [(str(hop.target), s.current, s.target) for hop in found.hops for s in hop.steps if s.subject == "cert"]
        assert moves == [("1.29", "1.13.2", "1.14.9"), ("1.31", "1.14.9", "1.15.9")]

    def test_a_line_whose_support_ended_is_the_last_choice(self) -> None:
        ended = a_component_release("cert", "1.14", ("1.27", "1.30"), end_of_life=date(2024, 6, 1))
        current = a_component_release("cert", "1.15", ("1.28", "1.32"))
        found = plan(Recorded(components={"cert": "1.13.2"}), "1.29", self.reference(current, ended, self.LINES[2]))
        assert found.steps[0].target == "1.15.9"

    def test_one_without_any_line_for_the_target_blocks(self) -> None:
        found = plan(Recorded(components={"cert": "1.13.2"}), "1.29", self.reference(self.LINES[2]))
        assert [(blocker.subject, blocker.waits_on_upstream) for blocker in found.blockers] == [("cert", True)]

    def test_a_line_that_was_not_out_yet_does_not_help(self) -> None:
        future = a_component_release("cert", "1.14", ("1.27", "1.30"), released_on=date(2025, 6, 1))
        assert plan(Recorded(components={"cert": "1.13.2"}), "1.29", self.reference(future, self.LINES[2])).blockers

    @pytest.mark.parametrize(
        ("components", "missing"),
        [
            ({"cert": None}, "the version of cert is not recorded"),
            ({"cert": "9.9.9"}, "no Kubernetes range is documented"),
        ],
    )
    def test_what_is_not_known_is_said(self, components: dict[str, str | None], missing: str) -> None:
        found = plan(Recorded(components=components), "1.29", self.reference())
        assert any(missing in unknown.missing for unknown in found.all_unknowns)

    def test_one_that_nobody_knows_is_named_and_not_counted_as_unknown(self) -> None:
        found = plan(Recorded(components={"homemade": "1.0.0"}), "1.29", self.reference())
        assert (found.unlisted, "homemade" in str(found.all_unknowns)) == (("homemade",), False)

    def test_one_that_publishes_a_lowest_version_for_each_minor_moves_to_it(self) -> None:
        component = replace(
            a_component("carp", has_matrix=False), minimum_by_kubernetes={Minor(1, 29): version("0.34.0")}
        )
        reference = SmallReference(known_components=[component])
        assert plan(Recorded(components={"carp": "0.31.2"}), "1.29", reference).steps[0].target == "0.34.0"
        assert kinds(plan(Recorded(components={"carp": "0.34.0"}), "1.29", reference)) == ["API server kubernetes"]

    def test_an_open_end_is_no_promise(self) -> None:
        open_ended = a_component_release("cert", "1.13", ("1.26", None))
        found = plan(Recorded(components={"cert": "1.13.2"}), "1.29", self.reference(open_ended))
        assert any("without an upper end" in unknown.missing for unknown in found.all_unknowns)


class TestInstallers:
    RELEASES = (
        an_installer_release("kube-aws", "0.14.1", "1.29.1", "3.5.9", date(2024, 1, 1)),
        an_installer_release("kube-aws", "0.14.0", "1.29.0", "3.5.9", date(2023, 12, 20)),
        an_installer_release("kube-aws", "0.13.0", "1.28.0", "3.4.7", date(2023, 9, 1)),
    )

    def test_the_installer_leads_the_hop_and_decides_the_etcd(self) -> None:
        recorded = Recorded({"kubernetes": "1.28.0", "kube-aws": "0.13.0", "etcd": "3.4.7"})
        found = plan(recorded, "1.29", SmallReference(releases=list(self.RELEASES)))
        assert [(s.kind, s.target) for s in found.steps[:2]] == [
            (StepKind.INSTALLER, "0.14.1"),
            (StepKind.ETCD, "3.5.9"),
        ]

    def test_an_etcd_that_is_not_recorded_starts_from_what_the_installed_release_brought(self) -> None:
        recorded = Recorded({"kubernetes": "1.28.0", "kube-aws": "0.13.0"})
        (step,) = [
            step
            for step in plan(recorded, "1.29", SmallReference(releases=list(self.RELEASES))).steps
            if step.kind is StepKind.ETCD
        ]
        assert (step.current, step.target) == ("3.4.7", "3.5.9")
        assert "is not recorded" in step.reason
        assert step.changes == (), "what is not recorded must not become a fact"

    def test_an_etcd_that_the_installer_does_not_move_has_no_step(self) -> None:
        releases = [replace(release, etcd=version("3.4.7")) for release in self.RELEASES]
        recorded = Recorded({"kubernetes": "1.28.0", "kube-aws": "0.13.0"})
        assert "etcd etcd" not in kinds(plan(recorded, "1.29", SmallReference(releases=releases)))

    def test_nodes_that_move_with_the_installer_are_not_asked_for(self) -> None:
        recorded = Recorded({"kubernetes": "1.28.0", "kube-aws": "0.13.0"})
        assert plan(recorded, "1.29", SmallReference(releases=list(self.RELEASES))).unknowns == ()

    def test_the_control_plane_gets_what_the_installer_brings(self) -> None:
        found = plan(
            Recorded({"kubernetes": "1.28.0", "kube-aws": "0.13.0"}),
            "1.29",
            SmallReference(releases=list(self.RELEASES)),
        )
        assert str(found.hops[0].patch) == "1.29.1"

    def test_an_installer_that_ends_blocks_and_says_where(self) -> None:
        recorded = Recorded({"kubernetes": "1.29.0", "kube-aws": "0.14.1"})
        (blocker,) = plan(recorded, "1.30", SmallReference(releases=list(self.RELEASES))).blockers
        assert "the newest Kubernetes minor it ever installed is 1.29" in blocker.message

    def test_an_unknown_installer_is_no_obstacle(self) -> None:
        assert not plan(Recorded({"kubernetes": "1.28.0", "kubespray": "2.24.0"}), "1.29").blockers


class TestWhatElseChanges:
    def test_a_hop_lists_the_apis_that_go_and_the_changes_that_bite(self) -> None:
        gone = an_api("flow/v1beta2", "FlowSchema", introduced="1.23", removed="1.29")
        later = an_api("flow/v1beta3", "FlowSchema", introduced="1.26", removed="1.32")
        reference = SmallReference(
            lifecycles=[gone, later], changes=[a_breaking_change("x", "1.29"), a_breaking_change("y", "1.30")]
        )
        hop = plan(Recorded(), "1.29", reference).hops[0]
        assert [str(life.api) for life in hop.removed_apis] == ["flow/v1beta2 FlowSchema"]
        assert [change.id for change in hop.breaking_changes] == ["x"]


class TestProviders:
    WINDOW = ProviderSupport(
        source="invented",
        retrieved_on=TODAY,
        provider="amazon-eks",
        version="1.29",
        minor=Minor(1, 29),
        released_on=date(2024, 1, 23),
        active_until=None,
        standard_until=date(2025, 3, 23),
        extended_until=date(2026, 3, 23),
    )
    EKS = Provider(
        source="invented",
        retrieved_on=TODAY,
        slug="amazon-eks",
        name="Amazon EKS",
        aliases=("eks",),
        active_means=None,
        standard_means=None,
        extended_means=None,
        follows_upstream=False,
    )

    def on_eks(self, target: str) -> Plan:
        reference = SmallReference(all_providers=[self.EKS], windows=[self.WINDOW])
        state = Recorded(pools={"workers": "1.28.2"}).state
        return plan_upgrade(state, Minor.parse(target), reference, TODAY, cluster="seoul", provider="EKS")

    def test_the_providers_support_counts_where_it_is_known(self) -> None:
        assert self.on_eks("1.29").hops[0].days_of_support(TODAY) == (date(2026, 3, 23) - TODAY).days

    def test_a_managed_control_plane_is_not_asked_for_its_etcd(self) -> None:
        assert self.on_eks("1.29").unknowns == ()

    def test_a_version_that_the_provider_is_not_known_to_offer_is_unknown(self) -> None:
        assert "whether amazon-eks offers" in self.on_eks("1.30").unknowns[0].missing


class TestRollback:
    def test_goes_back_in_the_opposite_order(self) -> None:
        platforms = {"kubernetes": "1.29.1", "kube-controller-manager": "1.29.1"}
        found = plan(Recorded(platforms, {"workers": "1.29.1", "old": "1.27.0"}), "1.28", rollback=True)
        assert kinds(found) == ["node pool workers", "controller kube-controller-manager", "API server kubernetes"]

    def test_says_that_no_policy_covers_it(self) -> None:
        found = plan(Recorded({"kubernetes": "1.29.1"}), "1.28", rollback=True)
        assert any("does not cover going back" in unknown.missing for unknown in found.all_unknowns)

    @pytest.mark.parametrize("provider", ["amazon-eks", "aks", "gke", "alibaba-ack"])
    def test_nobody_is_sent_to_an_etcd_that_the_provider_runs(self, provider: str) -> None:
        state = Recorded({"kubernetes": "1.29.1"}).state
        found = plan_upgrade(
            state, Minor(1, 28), SmallReference(), TODAY, cluster="seoul", provider=provider, rollback=True
        )
        assert "etcd" not in str(found)
        said = [*(b.message + b.advice for b in found.blockers), *(u.missing + u.advice for u in found.all_unknowns)]
        assert any("runs the control plane" in text and "new cluster" in text for text in said)
        assert bool(found.blockers) == (provider != "alibaba-ack")
