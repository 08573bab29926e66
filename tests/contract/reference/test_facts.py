"""Facts that upstream publishes, compared with ours one by one: where other tools differ, upstream is right."""

from datetime import date

import pytest

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.platforms import OPERATING_SYSTEMS
from tracker.domain.version import Minor, Version, parse_version
from tracker.reference.opening import open_reference

WORLD = open_reference()
NEWEST = Minor(1, 36)

DEPRECATION_GUIDE = """
flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema                     1.32 flowcontrol.apiserver.k8s.io/v1 1.29
flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration     1.32 flowcontrol.apiserver.k8s.io/v1 1.29
flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema                     1.29 flowcontrol.apiserver.k8s.io/v1 1.29
storage.k8s.io/v1beta1 CSIStorageCapacity                           1.27 storage.k8s.io/v1 1.24
flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema                     1.26 flowcontrol.apiserver.k8s.io/v1beta2 1.23
autoscaling/v2beta2 HorizontalPodAutoscaler                         1.26 autoscaling/v2 1.23
batch/v1beta1 CronJob                                               1.25 batch/v1 1.21
discovery.k8s.io/v1beta1 EndpointSlice                              1.25 discovery.k8s.io/v1 1.21
events.k8s.io/v1beta1 Event                                         1.25 events.k8s.io/v1 1.19
autoscaling/v2beta1 HorizontalPodAutoscaler                         1.25 autoscaling/v2 1.23
policy/v1beta1 PodDisruptionBudget                                  1.25 policy/v1 1.21
node.k8s.io/v1beta1 RuntimeClass                                    1.25 node.k8s.io/v1 1.20
admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration 1.22 admissionregistration.k8s.io/v1 1.16
admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration   1.22 admissionregistration.k8s.io/v1 1.16
apiextensions.k8s.io/v1beta1 CustomResourceDefinition               1.22 apiextensions.k8s.io/v1 1.16
apiregistration.k8s.io/v1beta1 APIService                           1.22 apiregistration.k8s.io/v1 1.10
authentication.k8s.io/v1beta1 TokenReview                           1.22 authentication.k8s.io/v1 1.6
authorization.k8s.io/v1beta1 SubjectAccessReview                    1.22 authorization.k8s.io/v1 1.6
certificates.k8s.io/v1beta1 CertificateSigningRequest               1.22 certificates.k8s.io/v1 1.19
coordination.k8s.io/v1beta1 Lease                                   1.22 coordination.k8s.io/v1 1.14
extensions/v1beta1 Ingress                                          1.22 networking.k8s.io/v1 1.19
networking.k8s.io/v1beta1 Ingress                                   1.22 networking.k8s.io/v1 1.19
networking.k8s.io/v1beta1 IngressClass                              1.22 networking.k8s.io/v1 1.19
rbac.authorization.k8s.io/v1beta1 ClusterRole                       1.22 rbac.authorization.k8s.io/v1 1.8
rbac.authorization.k8s.io/v1beta1 RoleBinding                       1.22 rbac.authorization.k8s.io/v1 1.8
scheduling.k8s.io/v1beta1 PriorityClass                             1.22 scheduling.k8s.io/v1 1.14
storage.k8s.io/v1beta1 CSIDriver                                    1.22 storage.k8s.io/v1 1.19
storage.k8s.io/v1beta1 CSINode                                      1.22 storage.k8s.io/v1 1.17
storage.k8s.io/v1beta1 StorageClass                                 1.22 storage.k8s.io/v1 1.6
storage.k8s.io/v1beta1 VolumeAttachment                             1.22 storage.k8s.io/v1 1.13
extensions/v1beta1 NetworkPolicy                                    1.16 networking.k8s.io/v1 1.8
extensions/v1beta1 DaemonSet                                        1.16 apps/v1 1.9
apps/v1beta2 DaemonSet                                              1.16 apps/v1 1.9
extensions/v1beta1 Deployment                                       1.16 apps/v1 1.9
apps/v1beta1 Deployment                                             1.16 apps/v1 1.9
apps/v1beta2 Deployment                                             1.16 apps/v1 1.9
apps/v1beta1 StatefulSet                                            1.16 apps/v1 1.9
apps/v1beta2 StatefulSet                                            1.16 apps/v1 1.9
extensions/v1beta1 ReplicaSet                                       1.16 apps/v1 1.9
apps/v1beta2 ReplicaSet                                             1.16 apps/v1 1.9
extensions/v1beta1 PodSecurityPolicy                                1.16 policy/v1beta1 1.10
"""


def _version(text: str) -> Version:
    version = parse_version(text)
    assert isinstance(version, Version)
    return version


class TestApis:
    @pytest.mark.parametrize(
        "line", DEPRECATION_GUIDE.strip().splitlines(), ids=lambda line: " ".join(line.split()[:2])
    )
    def test_removals_are_those_of_the_deprecation_guide(self, line: str) -> None:
        api_version, kind, removed, replacement, since = line.split()
        key = ApiKey.of(api_version, kind)
        lifecycle = WORLD.api(key.group, key.version, key.kind)
        assert lifecycle is not None
        assert str(lifecycle.removed_in) == removed
        assert lifecycle.replacement == ApiKey.of(replacement, kind)
        assert str(lifecycle.replacement_since) == since

    def test_pod_security_policy_went_without_a_successor(self) -> None:
        lifecycle = WORLD.api("policy", "v1beta1", "PodSecurityPolicy")
        assert lifecycle is not None
        assert (str(lifecycle.removed_in), lifecycle.replacement) == ("1.25", None)
        old = ApiKey("extensions", "v1beta1", "PodSecurityPolicy")
        assert WORLD.final_replacement(old, Minor(1, 24)) == ApiKey("policy", "v1beta1", "PodSecurityPolicy")
        assert WORLD.final_replacement(old, Minor(1, 25)) is None

    @pytest.mark.parametrize(
        ("api_version", "kind", "target", "expected"),
        [
            # pluto and kube-no-trouble name v1beta3, which was gone in 1.32.
            ("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema", "1.36", "flowcontrol.apiserver.k8s.io/v1"),
            ("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema", "1.26", "flowcontrol.apiserver.k8s.io/v1beta2"),
            ("flowcontrol.apiserver.k8s.io/v1alpha1", "FlowSchema", "1.22", "flowcontrol.apiserver.k8s.io/v1beta1"),
            ("autoscaling/v2alpha1", "HorizontalPodAutoscaler", "1.8", "autoscaling/v2beta1"),
            ("autoscaling/v2alpha1", "HorizontalPodAutoscaler", "1.26", "autoscaling/v2"),
            ("batch/v2alpha1", "CronJob", "1.25", "batch/v1"),
            ("kubescheduler.config.k8s.io/v1beta1", "KubeSchedulerConfiguration", "1.23",
             "kubescheduler.config.k8s.io/v1beta3"),
            ("kubescheduler.config.k8s.io/v1beta1", "KubeSchedulerConfiguration", "1.29",
             "kubescheduler.config.k8s.io/v1"),
            ("kubeadm.k8s.io/v1beta1", "ClusterConfiguration", "1.31", "kubeadm.k8s.io/v1beta4"),
            ("resource.k8s.io/v1alpha3", "ResourceClaim", "1.36", "resource.k8s.io/v1"),
        ],
    )  # fmt: skip
    def test_chains_lead_to_what_the_target_serves(
        self, api_version: str, kind: str, target: str, expected: str
    ) -> None:
        found = WORLD.final_replacement(ApiKey.of(api_version, kind), Minor.parse(target))
        assert found == ApiKey.of(expected, kind)

    def test_every_removed_api_leads_to_something_served_or_to_nothing(self) -> None:
        for lifecycle in WORLD.apis_removed_by(NEWEST):
            found = WORLD.final_replacement(lifecycle.api, NEWEST)
            if found is not None:
                successor = WORLD.api(found.group, found.version, found.kind)
                assert successor is not None, lifecycle.api
                assert successor.is_served(NEWEST) is True, lifecycle.api

    @pytest.mark.parametrize(
        ("group", "version", "kind"),
        [("admission.k8s.io", "v1beta1", "AdmissionReview"), ("apiextensions.k8s.io", "v1beta1", "ConversionReview")],
    )
    def test_payloads_that_webhooks_still_get_are_not_removed(self, group: str, version: str, kind: str) -> None:
        lifecycle = WORLD.api(group, version, kind)
        assert lifecycle is not None
        assert lifecycle.removed_in is None

    @pytest.mark.parametrize(
        ("group", "version", "kind", "introduced"),
        [
            ("networking.k8s.io", "v1alpha1", "ServiceCIDR", "1.29"),
            ("authorization.k8s.io", "v1", "SelfSubjectRulesReview", "1.8"),
            ("certificates.k8s.io", "v1beta1", "CertificateSigningRequest", "1.6"),
            ("flowcontrol.apiserver.k8s.io", "v1alpha1", "FlowSchema", "1.18"),
        ],
    )
    def test_what_is_not_registered_is_not_introduced(
        self, group: str, version: str, kind: str, introduced: str
    ) -> None:
        lifecycle = WORLD.api(group, version, kind)
        assert lifecycle is not None
        assert str(lifecycle.introduced_in) == introduced

    @pytest.mark.parametrize(
        ("api_version", "kind", "by_default"),
        [
            ("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", True),
            ("networking.k8s.io/v1beta1", "ServiceCIDR", False),
            ("networking.k8s.io/v1beta1", "Ingress", True),
            ("storage.k8s.io/v1alpha1", "VolumeAttachment", False),
            ("apps/v1alpha1", "PetSet", None),
            ("apps/v1", "Deployment", True),
        ],
    )
    def test_beta_apis_since_1_24_are_off_by_default(
        self, api_version: str, kind: str, by_default: bool | None
    ) -> None:
        key = ApiKey.of(api_version, kind)
        lifecycle = WORLD.api(key.group, key.version, key.kind)
        assert lifecycle is not None
        assert lifecycle.served_by_default is by_default

    def test_cert_managers_orders_stay_in_their_group(self) -> None:
        order = ApiKey("acme.cert-manager.io", "v1alpha2", "Order")
        assert WORLD.final_replacement(order, Minor(1, 6)) == ApiKey("acme.cert-manager.io", "v1", "Order")
        assert {each.api.kind for each in WORLD.third_party_apis("istio")} == {
            "ClusterRbacConfig", "MeshPolicy", "Policy", "RbacConfig", "ServiceRole", "ServiceRoleBinding",
        }  # fmt: skip


class TestReleases:
    @pytest.mark.parametrize(
        ("minor", "released", "ends"),
        [
            ("1.36", "2026-04-22", "2027-06-28"),
            ("1.31", "2024-08-13", "2025-11-11"),
            ("1.25", "2022-08-23", "2023-10-28"),
            ("1.22", "2021-08-04", "2022-12-08"),
            ("1.19", "2020-08-26", "2021-10-28"),
            ("1.7", "2017-06-30", "2018-04-04"),
            ("1.3", "2016-07-01", "2016-11-01"),
        ],
    )
    def test_minors_have_upstreams_dates(self, minor: str, released: str, ends: str) -> None:
        known = WORLD.minor(Minor.parse(minor))
        assert known is not None
        assert (str(known.released_on), str(known.end_of_life)) == (released, ends)

    @pytest.mark.parametrize(
        ("version", "released"),
        [("1.3.4", "2016-08-01"), ("1.6.2", "2017-04-19"), ("1.7.4", "2017-08-17"), ("1.31.4", "2024-12-10")],
    )
    def test_patches_have_the_days_of_their_tags(self, version: str, released: str) -> None:
        patch = WORLD.patch(_version(version))
        assert patch is not None
        assert str(patch.released_on) == released

    def test_a_planned_minor_is_not_released(self) -> None:
        planned = WORLD.minor(Minor(1, 37))
        assert planned is not None
        assert not planned.is_released(date(2030, 1, 1))
        latest = WORLD.latest_minor(date(2030, 1, 1))
        assert latest is not None
        assert latest.minor == NEWEST

    @pytest.mark.parametrize(
        ("provider", "minor", "standard", "extended"),
        [
            ("eks", "1.31", "2025-11-26", "2026-11-26"),
            ("AKS", "1.30", "2025-08-22", "2026-07-31"),
            ("Red Hat OpenShift", "1.25", "2024-07-17", "2025-01-17"),
        ],
    )
    def test_providers_have_their_own_windows(self, provider: str, minor: str, standard: str, extended: str) -> None:
        window = WORLD.support(provider, Minor.parse(minor))
        assert window is not None
        assert (str(window.standard_until), str(window.extended_until)) == (standard, extended)

    @pytest.mark.parametrize("provider", ["rke2", "k3s"])
    def test_distributions_follow_upstream(self, provider: str) -> None:
        window, minor = WORLD.support(provider, Minor(1, 31)), WORLD.minor(Minor(1, 31))
        assert window is not None
        assert minor is not None
        assert window.last_until == minor.end_of_life

    @pytest.mark.parametrize(
        ("version", "kubernetes", "etcd"),
        [
            ("v0.8.1", "1.3.4", None),
            ("v0.9.3-rc.2", "1.5.1", None),
            ("v0.9.6-rc.2", "1.6.1", "3.1.5"),
            ("v0.9.8", "1.7.4", "3.2.6"),
        ],
    )
    def test_kube_aws_ships_what_its_source_says(self, version: str, kubernetes: str, etcd: str | None) -> None:
        release = WORLD.installer_release("kube-aws", _version(version))
        assert release is not None
        assert release.kubernetes is not None
        assert str(release.kubernetes.upstream) == kubernetes
        assert (None if release.etcd is None else str(release.etcd)) == etcd

    @pytest.mark.parametrize(("minor", "value"), [("1.31", "40s"), ("1.32", "50s"), ("1.3", "40s")])
    def test_the_grace_period_of_nodes_grew_in_1_32(self, minor: str, value: str) -> None:
        default = WORLD.setting_default("nodeMonitorGracePeriod", Minor.parse(minor))
        assert default is not None
        assert default.value == value


class TestOperatingSystems:
    @pytest.mark.parametrize(
        ("name", "recorded", "line", "ends", "extended"),
        [
            ("ubuntu", "20.04", "20.04", "2025-05-31", "2030-04-02"),
            ("ubuntu", "22.04.5 LTS", "22.04", "2027-04-01", "2032-04-09"),
            ("ubuntu", "22.10", "22.10", "2023-07-20", None),
            # Debian moved the end of 12 from three years after its release to its last point release.
            ("debian", "12.11", "12", "2026-07-11", "2028-06-30"),
            ("debian", "11", "11", "2024-08-14", "2026-08-31"),
            # Amazon moved the end of 2 twice.
            ("amazon-linux", "2", "2", "2026-06-30", None),
            ("amazon-linux", "2.0.20230727.0", "2", "2026-06-30", None),
            ("amazon-linux", "2023.1.20230725.0", "2023", "2029-06-30", None),
            ("amazon-linux", "2018.03", "2018.03", "2023-12-31", None),
            ("rhel", "8.10", "8", "2029-05-31", "2032-05-31"),
            ("rhel", "7.9", "7", "2024-06-30", "2028-06-30"),
            ("rocky", "9.6", "9", "2032-05-31", None),
            ("windows", "2019", "2019", "2029-01-09", None),
            ("windows", "1909", "1909", "2021-05-11", None),
        ],
    )
    def test_lines_end_when_their_makers_say(
        self, name: str, recorded: str, line: str, ends: str, extended: str | None
    ) -> None:
        release = WORLD.component_release(name, parse_version(recorded))
        assert release is not None
        assert (release.line, str(release.end_of_life)) == (line, ends)
        assert release.extended_until == (None if extended is None else date.fromisoformat(extended))

    @pytest.mark.parametrize(
        ("name", "recorded"), [("ubuntu", "27.04"), ("ubuntu", "2"), ("debian", "1"), ("flatcar", "4230.2.4")]
    )
    def test_a_version_that_only_looks_alike_is_of_no_line(self, name: str, recorded: str) -> None:
        assert WORLD.component_release(name, parse_version(recorded)) is None

    @pytest.mark.parametrize(("name", "recorded"), [("bottlerocket", "1.20.0"), ("flatcar", "4081.3.2")])
    def test_no_end_is_made_up(self, name: str, recorded: str) -> None:
        release = WORLD.component_release(name, parse_version(recorded))
        assert release is not None
        assert not release.has_known_end

    @pytest.mark.parametrize(
        ("name", "told"),
        [("coreos", "end of life on 2020-05-26"), ("kube-aws", "archived on 2020-09-30")],
    )
    def test_what_ended_says_when(self, name: str, told: str) -> None:
        component = WORLD.component(name)
        assert component is not None
        assert component.retired == told

    def test_every_operating_system_that_can_be_recorded_is_known(self) -> None:
        unknown = [name for name in OPERATING_SYSTEMS if WORLD.component(name) is None]
        assert unknown == []


class TestNames:
    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("kube-dns", "kube-dns"), ("MaxScale", "mariadb-maxscale"), ("Dex", "dex"), ("external-dns", "external-dns"),
            ("ExternalDNS", "external-dns"), ("Kafka", "kafka"), ("Apache Kafka", "kafka"), ("DataDog", "datadog-agent"),
            ("Fluentd", "fluentd"), ("Elasticsearch", "elasticsearch"), ("Solr", "solr"), ("Superset", "superset"),
            ("Druid", "druid"), ("Hadoop", "hadoop"), ("Debezium", "debezium"), ("metrics server", "metrics-server"),
            ("tiller", "helm"), ("nginx-ingress-controller", "ingress-nginx"),
        ],
    )  # fmt: skip
    def test_components_of_the_journal_are_found(self, name: str, slug: str) -> None:
        component = WORLD.component(name)
        assert component is not None
        assert component.slug == slug

    @pytest.mark.parametrize(
        "name", ["Kafka manager", "Maxwell", "Labelgun", "route53-kubernetes", "CA", "yarn", "nginx-ingress", "Dexter"]
    )
    def test_what_is_something_else_is_unknown(self, name: str) -> None:
        assert WORLD.component(name) is None
