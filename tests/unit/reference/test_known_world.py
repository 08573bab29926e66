"""What the reference answers, on a small invented world (see `tests.support.reference_tables`)."""

from datetime import date

import pytest

from tests.support.reference_tables import SOURCED, Rows, named, small_world
from tracker.domain.errors import ReferenceDataError
from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.knowledge.reference import Reference
from tracker.domain.version import Minor, Version, parse_version

ONE, TWO, THREE = Minor(1, 1), Minor(1, 2), Minor(1, 3)


@pytest.fixture
def world() -> Reference:
    return small_world()


def _version(text: str) -> Version:
    version = parse_version(text)
    assert isinstance(version, Version)
    return version


def test_says_which_edition_it_is(world: Reference) -> None:
    assert (world.edition, world.as_of) == ("2030-06-01.test", date(2030, 6, 1))


class TestReleases:
    def test_a_minor_is_not_released_before_its_day(self, world: Reference) -> None:
        assert [str(each.minor) for each in world.released_minors(date(2030, 1, 9))] == ["1.1", "1.0"]
        assert [str(each.minor) for each in world.released_minors(date(2030, 1, 10))] == ["1.2", "1.1", "1.0"]

    def test_the_latest_minor_is_the_highest_that_is_out(self, world: Reference) -> None:
        latest = world.latest_minor(date(2035, 1, 1))
        assert latest is not None
        assert latest.minor == TWO

    def test_before_the_first_release_there_is_no_latest(self, world: Reference) -> None:
        assert world.latest_minor(date(2020, 1, 1)) is None

    def test_patches_come_highest_number_first(self, world: Reference) -> None:
        assert [str(each.version) for each in world.patches(ONE)] == ["1.1.3", "1.1.1", "1.1.0"]

    def test_the_latest_patch_is_the_one_that_was_out(self, world: Reference) -> None:
        latest = world.latest_patch(ONE, date(2029, 11, 30))
        assert latest is not None
        assert latest.version == _version("1.1.1")
        assert world.latest_patch(ONE, date(2029, 4, 30)) is None

    def test_a_tag_that_was_never_public_is_no_latest_patch(self) -> None:
        row = {"version": "1.1.0", "released_on": "2029-05-01", "public": False, **SOURCED}
        assert small_world(releases_kubernetes_patches=[row]).latest_patch(ONE, date(2030, 1, 1)) is None

    def test_a_suffix_does_not_hide_a_patch_and_a_pre_release_is_none(self, world: Reference) -> None:
        found = world.patch(_version("v1.1.3-eks-1234567"))
        assert found is not None
        assert found.released_on == date(2029, 12, 1)
        assert world.patch(_version("1.1.3-rc.1")) is None
        assert world.patch(_version("1.1.2")) is None
        assert world.patch(_version("1.1")) is None

    def test_builds_are_found_by_their_upstream_version(self, world: Reference) -> None:
        assert [str(each.version) for each in world.builds(_version("v1.1.1_coreos.0"))] == ["1.1.1+coreos.0"]
        assert world.builds(_version("1.1.0")) == ()

    def test_an_unknown_minor_has_nothing(self, world: Reference) -> None:
        assert world.minor(Minor(1, 9)) is None
        assert world.patches(Minor(1, 9)) == ()


class TestEndOfLifeAsKnown:
    """A promise counts up to its day; the day of a last patch was never a promise."""

    def test_until_the_promised_day_the_promise_is_known(self, world: Reference) -> None:
        minor = world.minor(ONE)
        assert minor is not None
        assert minor.end_of_life_as_known(date(2030, 5, 1)) == date(2030, 5, 1)
        assert minor.end_of_life_as_known(date(2030, 5, 2)) == date(2030, 7, 5)

    def test_a_retrospective_end_is_unknown_until_it_has_come(self, world: Reference) -> None:
        minor = world.minor(Minor(1, 0))
        assert minor is not None
        assert minor.end_of_life_as_known(date(2029, 2, 1)) is None
        assert minor.end_of_life_as_known(date(2029, 2, 2)) == date(2029, 2, 1)

    def test_the_last_day_is_still_supported(self, world: Reference) -> None:
        minor = world.minor(TWO)
        assert minor is not None
        assert not minor.has_ended(date(2031, 3, 10))
        assert minor.has_ended(date(2031, 3, 11))


class TestProvidersAndInstallers:
    @pytest.mark.parametrize("name", ["big-cloud", "Big Cloud Kubernetes", "BCK", "bck", "Big_Cloud"])
    def test_a_provider_has_several_names(self, world: Reference, name: str) -> None:
        window = world.support(name, TWO)
        assert window is not None
        assert (window.included_until, window.last_until) == (date(2031, 5, 1), date(2032, 5, 1))

    def test_a_distribution_without_a_table_follows_upstream(self, world: Reference) -> None:
        window = world.support_of("small-k", "1.2")
        assert window is not None
        assert window.last_until == date(2031, 3, 10)

    def test_an_unknown_provider_or_minor_has_no_window(self, world: Reference) -> None:
        assert world.support("huge-cloud", TWO) is None
        assert world.support("big-cloud", ONE) is None
        assert world.supports("huge-cloud") == ()

    def test_an_installer_release_is_found_with_its_pre_release(self, world: Reference) -> None:
        release = world.installer_release("Kube AWS", _version("v0.2.0-rc.1"))
        assert release is not None
        assert release.images["dex"].endswith("v2.4.0")
        assert release.settings["nodeMonitorGracePeriod"].example == "40s"
        assert world.installer_release("kube-aws", _version("0.3.0")) is None
        assert world.installer_release("kube-gce", _version("0.2.0")) is None

    def test_installer_releases_come_newest_first(self, world: Reference) -> None:
        assert [str(each.version) for each in world.installer_releases("kube-aws")] == ["0.2.0", "0.2.0-rc.1"]


class TestPolicies:
    def test_the_limit_is_that_of_the_edition_in_force(self, world: Reference) -> None:
        def limit_on(day: date) -> str:
            limit = world.skew_limit("kubelet", ONE, "kube-apiserver", TWO, day)
            assert limit is not None
            return limit.id

        assert limit_on(date(2029, 12, 31)) == "kubelet-one"
        assert limit_on(date(2030, 1, 1)) == "kubelet-two"

    def test_no_limit_is_known_between_other_components(self, world: Reference) -> None:
        assert world.skew_limits("kubectl", "kube-apiserver", TWO) == ()
        assert world.skew_limit("kubelet", ONE, "kubelet", TWO, date(2030, 6, 1)) is None

    def test_rules_and_defaults_hold_from_and_to_their_minors(self, world: Reference) -> None:
        assert [rule.id for rule in world.upgrade_rules(ONE)] == ["one-step"]
        assert world.upgrade_rules(Minor(1, 0)) == ()
        assert world.support_policy(Minor(1, 0)) is None
        assert world.setting_default("gracePeriod", ONE) is not None
        assert world.setting_default("gracePeriod", TWO) is None


class TestApis:
    def test_an_api_is_served_from_its_introduction_to_its_removal(self, world: Reference) -> None:
        shop = world.api("shops.example", "v1beta1", "Shop")
        assert shop is not None
        assert [shop.is_served(minor) for minor in (Minor(1, 0), ONE, TWO, THREE)] == [False, True, True, False]
        assert [shop.is_deprecated(minor) for minor in (ONE, TWO)] == [False, True]

    def test_kinds_of_other_groups_are_unknown(self, world: Reference) -> None:
        assert world.api("stores.example", "v1beta1", "Shop") is None

    def test_removed_apis_are_those_that_a_minor_no_longer_knows(self, world: Reference) -> None:
        assert {str(each.api) for each in world.apis_removed_by(TWO)} == {
            "shops.example/v1alpha1 Shop",
            "shops.example/v1beta1 Stall",
        }

    def test_the_chain_is_followed_to_the_end_that_is_served(self, world: Reference) -> None:
        alpha = ApiKey("shops.example", "v1alpha1", "Shop")
        assert world.final_replacement(alpha, THREE) == ApiKey("shops.example", "v1", "Shop")
        assert world.final_replacement(alpha, ONE) == ApiKey("shops.example", "v1beta1", "Shop")

    def test_what_has_no_successor_has_no_replacement(self, world: Reference) -> None:
        assert world.final_replacement(ApiKey("shops.example", "v1beta1", "Stall"), TWO) is None

    def test_another_version_of_the_kind_stands_in_for_a_replacement_that_is_not_served_yet(self) -> None:
        rows: Rows = [
            {"group": "g", "version": "v1", "kind": "K", "component": "kubernetes", "use": "resource", "stage": "ga",
             "introduced_in": "1.3", **SOURCED},
            {"group": "g", "version": "v1beta2", "kind": "K", "component": "kubernetes", "use": "resource",
             "stage": "beta", "introduced_in": "1.2", **SOURCED},
            {"group": "g", "version": "v1beta1", "kind": "K", "component": "kubernetes", "use": "resource",
             "stage": "beta", "introduced_in": "1.1", "removed_in": "1.2",
             "replacement": {"group": "g", "version": "v1", "kind": "K"}, **SOURCED},
        ]  # fmt: skip
        world = small_world(apis_kubernetes=rows)
        assert world.final_replacement(ApiKey("g", "v1beta1", "K"), TWO) == ApiKey("g", "v1beta2", "K")
        assert world.final_replacement(ApiKey("g", "v1beta1", "K"), THREE) == ApiKey("g", "v1", "K")

    def test_a_circle_of_replacements_ends(self) -> None:
        rows = [
            {"group": "shops.example", "version": version, "kind": "Shop", "component": "kubernetes",
             "use": "resource", "stage": "beta", "introduced_in": "1.0", "removed_in": "1.1",
             "replacement": named(other, "Shop"), **SOURCED}
            for version, other in (("v1beta1", "v1beta2"), ("v1beta2", "v1beta1"))
        ]  # fmt: skip
        world = small_world(apis_kubernetes=rows)
        assert world.final_replacement(ApiKey("shops.example", "v1beta1", "Shop"), TWO) is None

    def test_a_custom_resource_counts_in_versions_of_its_component(self, world: Reference) -> None:
        cart = ApiKey("carts.example", "v1beta1", "Cart")
        assert world.final_replacement(cart, Minor(0, 10)) == ApiKey("carts.example", "v1", "Cart")
        assert [each.api for each in world.third_party_apis("carts")] == [cart]
        assert world.third_party_apis("baskets") == ()
        assert cart not in {each.api for each in world.apis()}


class TestComponents:
    @pytest.mark.parametrize("name", ["carts", "Carts", "shopping carts", "ShoppingCarts", "Trolley"])
    def test_a_component_has_several_names(self, world: Reference, name: str) -> None:
        found = world.component(name)
        assert found is not None
        assert found.slug == "carts"

    @pytest.mark.parametrize("name", ["cart", "carts manager", "trolly", ""])
    def test_a_name_that_is_only_near_is_unknown(self, world: Reference, name: str) -> None:
        assert world.component(name) is None

    @pytest.mark.parametrize(
        ("version", "line"), [("0.10.3", "0.10"), ("v0.1.5", "0.1"), ("0.10.0.1", "0.10"), ("0.1", "0.1")]
    )
    def test_a_version_belongs_to_the_longest_line(self, world: Reference, version: str, line: str) -> None:
        release = world.component_release("carts", parse_version(version))
        assert release is not None
        assert release.line == line

    def test_a_version_of_no_line_has_no_release(self, world: Reference) -> None:
        assert world.component_release("carts", parse_version("0.11.0")) is None
        assert world.component_releases("baskets") == ()

    def test_an_open_range_is_certain_only_at_its_beginning(self, world: Reference) -> None:
        old = world.component_release("carts", parse_version("0.1.0"))
        new = world.component_release("carts", parse_version("0.10.0"))
        assert old is not None
        assert new is not None
        assert [old.supports(minor) for minor in (Minor(1, 0), ONE)] == [True, None]
        assert [new.supports(minor) for minor in (Minor(1, 0), ONE, TWO, THREE)] == [False, True, True, False]

    def test_dependencies_are_those_of_the_minor(self, world: Reference) -> None:
        assert [str(each.versions[0]) for each in world.dependencies(TWO)] == ["3.1.5"]
        assert world.dependencies(ONE) == ()


class TestBreakingChanges:
    def test_a_change_counts_when_a_turn_lies_after_the_current_minor(self, world: Reference) -> None:
        assert [each.id for each in world.breaking_changes(Minor(1, 0), ONE)] == ["old-flag"]
        assert [each.id for each in world.breaking_changes(ONE, TWO)] == ["old-flag"]
        assert world.breaking_changes(TWO, TWO) == ()
        assert [each.id for each in world.breaking_changes(ONE, THREE)] == ["old-flag", "new-default"]

    def test_a_deprecation_does_not_bite(self, world: Reference) -> None:
        change = world.breaking_change("old-flag")
        assert change is not None
        assert change.bites_in == TWO

    def test_a_pattern_finds_the_flag_and_spares_longer_ones(self, world: Reference) -> None:
        change = world.breaking_change("old-flag")
        assert change is not None
        assert change.detections[0].matches("--old=true")
        assert not change.detections[0].matches("--older=true")


def test_a_bad_row_is_named_with_its_table_and_field() -> None:
    row = {"version": "1.1.0", "released_on": "yesterday", **SOURCED}
    with pytest.raises(
        ReferenceDataError, match=r"releases/kubernetes-patches: the row version 1\.1\.0.*bad released_on"
    ):
        small_world(releases_kubernetes_patches=[row]).patches(ONE)


def test_a_row_without_a_source_is_refused() -> None:
    with pytest.raises(ReferenceDataError, match="lacks source"):
        small_world(releases_kubernetes_minors=[{"minor": "1.1", "retrieved_on": "2030-06-01"}]).minors()
