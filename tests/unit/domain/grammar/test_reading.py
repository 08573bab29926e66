"""What lines say, and above all what they do not say."""

import pytest

from tracker.domain.event import Link, Subject, SubjectType
from tracker.domain.grammar.reading import read_line
from tracker.domain.grammar.statement import Statement, Verb

P, C, K, N = SubjectType.PLATFORM, SubjectType.COMPONENT, SubjectType.CONFIG, SubjectType.NODE_POOL


def _said(line: str) -> list[str]:
    """The statements of a line in short: ``platform kubernetes is v1.7.4``."""
    return [
        " ".join(
            filter(None, (s.subject.type.value, str(s.subject), s.verb.value, s.before and f"{s.before}>", s.value))
        )
        for s in read_line(line).statements
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("kube-aws v0.9.8 / kubernetes v1.7.4", ["platform kube-aws is v0.9.8", "platform kubernetes is v1.7.4"]),
        ("kube-aws v0.9.8/kubernetes v1.7.4", ["platform kube-aws is v0.9.8", "platform kubernetes is v1.7.4"]),
        ("cert-manager 1.14.4, coredns 1.11.3", ["component cert-manager is 1.14.4", "component coredns is 1.11.3"]),
        ("cert-manager 1.14.4 and coredns 1.11.3", ["component cert-manager is 1.14.4", "component coredns is 1.11.3"]),
        ("K8s v1.29.3-eks-036c24b", ["platform kubernetes is v1.29.3-eks-036c24b"]),
        ("kubernetes v1.28.5+k3s1", ["platform kubernetes is v1.28.5+k3s1"]),
        ("kubernetes v1.3.4_coreos.0", ["platform kubernetes is v1.3.4_coreos.0"]),
        ("kubernetes upgraded to 1.7.4", ["platform kubernetes is 1.7.4"]),
        ("Upgraded kubernetes from v1.6.3 to v1.7.4", ["platform kubernetes is v1.6.3> v1.7.4"]),
        ("kubernetes v1.6.3 -> v1.7.4", ["platform kubernetes is v1.6.3> v1.7.4"]),
        ("rolled back kubernetes to v1.6.3", ["platform kubernetes is v1.6.3"]),
        ("kubernetes를 v1.7.4로 업그레이드", ["platform kubernetes is v1.7.4"]),
        ("kubernetes v1.6.3에서 v1.7.4로 업그레이드했다", ["platform kubernetes is v1.6.3> v1.7.4"]),
        ("쿠버네티스 1.30.1", ["platform kubernetes is 1.30.1"]),
        ("쿠버네티스 1.30 업그레이드", ["platform kubernetes is 1.30"]),
        ("쿠버네티스를 v1.7.4로 업그레이드했다", ["platform kubernetes is v1.7.4"]),
        ("쿠버네티스 v1.6.3에서 v1.7.4로 업그레이드", ["platform kubernetes is v1.6.3> v1.7.4"]),
        ("쿠버네티스@main", ["platform kubernetes is main"]),
        ("control plane 1.30.1", ["platform kubernetes is 1.30.1"]),
        ("Upgraded the control plane to 1.30", ["platform kubernetes is 1.30"]),
        ("컨트롤 플레인을 1.30.1로 올림", ["platform kubernetes is 1.30.1"]),
        ("EKS 1.30", ["platform kubernetes is 1.30"]),
        (
            "GKE v1.29.1-gke.1589018 -> v1.30.1-gke.1156000",
            ["platform kubernetes is v1.29.1-gke.1589018> v1.30.1-gke.1156000"],
        ),
        ("removed the Labelgun", ["component Labelgun retired"]),
        ("kube-dns 제거하고 coredns 1.11 도입", ["component kube-dns retired", "component coredns added 1.11"]),
        ("istio 1.22로 올렸다", ["component istio is 1.22"]),
        ("도커 20.10.7, 우분투 22.04", ["platform docker is 20.10.7", "platform ubuntu is 22.04"]),
        ("Labelgun retired", ["component Labelgun retired"]),
        ("removed Labelgun", ["component Labelgun retired"]),
        ("Labelgun 은퇴", ["component Labelgun retired"]),
        ("Labelgun을 제거했다", ["component Labelgun retired"]),
        ("Superset 도입", ["component Superset added"]),
        ("MaxScale 재도입", ["component MaxScale added"]),
        ("MaxScale reintroduced", ["component MaxScale added"]),
        ("Kafka를 도입 완료", ["component Kafka added"]),
        ("Elastalert, MaxScale 재도입", ["component Elastalert added", "component MaxScale added"]),
        ("add Kafka, Zookeeper", ["component Kafka added", "component Zookeeper added"]),
        ("karpenter 도입 🚀", ["component karpenter added"]),
        ("✅ kubernetes v1.6.3 → v1.7.4 !", ["platform kubernetes is v1.6.3> v1.7.4"]),
        ("Velero 1.13.0 installed", ["component Velero added 1.13.0"]),
        ("deployed coredns 1.11.3", ["component coredns is 1.11.3"]),
        ("kube-system/coredns 1.11.3", ["component kube-system/coredns is 1.11.3"]),
        ('nodeMonitorGracePeriod: "90s"', ["config nodeMonitorGracePeriod set 90s"]),
        ('`nodeMonitorGracePeriod: "90s”`', ["config nodeMonitorGracePeriod set 90s"]),
        ("nodeMonitorGracePeriod: 600s", ["config nodeMonitorGracePeriod set 600s"]),
        ("maxPods=110", ["config maxPods set 110"]),
        ("kubelet/maxPods=110", ["config kubelet/maxPods set 110"]),
        ("feature.gates=a", ["config feature.gates set a"]),
        ('motd="a, b / c"', ["config motd set a, b / c"]),
        ("kubernetes=1.7.4", ["platform kubernetes is 1.7.4"]),
        ("pool workers 1.27.3", ["node_pool workers is 1.27.3"]),
        ("node pool gpu kubelet v1.27.3", ["node_pool gpu is v1.27.3"]),
        ("node group workers 1.29.3", ["node_pool workers is 1.29.3"]),
        ("노드 그룹 workers 1.29.3", ["node_pool workers is 1.29.3"]),
        ("노드풀 gpu retired", ["node_pool gpu retired"]),
        ("postgres@16", ["component postgres is 16"]),
        ("etcd 2024-06", ["platform etcd is 2024-06"]),
        ("etcd a1b2c3d", ["platform etcd is a1b2c3d"]),
        (
            "kubernetes 1.30.1, etcd 2024-06, coredns 1.11",
            ["platform kubernetes is 1.30.1", "platform etcd is 2024-06", "component coredns is 1.11"],
        ),
        ('"Kafka manager" retired', ["component Kafka manager retired"]),
        ("INFRA-7: Labelgun retired", ["component Labelgun retired"]),
    ],
)
def test_reads(line: str, said: list[str]) -> None:
    assert _said(line) == said


@pytest.mark.parametrize(
    "line",
    [
        "worker 6대",
        "Worker 6",
        "Java 측 서버는 모두 Prod 환경에 올린다",
        "운영환경에 도입",
        "CoreOS 자동 업데이트",
        "Kubernetes 백업 기능 추가",
        "쿠버네티스 백업 기능 추가",
        "쿠버네티스 클러스터를 1.30으로 업그레이드",
        "쿠버네티스",
        "도커 업데이트",
        "Solr 인덱싱을 위한 크론 추가",
        "Slow query logs 통계 수집",
        "최초의 Kafka 토픽 생성",
        "Upgraded the cluster to kubernetes 1.7.4 after tests",
        "Failed to upgrade kubernetes to 1.7.4 twice",
        "nodes added",
        "old nodes removed",
        "everything removed",
        "new dashboard",
        "Maintenance",
        "Reason: upgrade",
        "note: hello",
        "see 10.0.0.1",
        "moved 10.0.0.1 to 10.0.0.2",
        "로그를 정리하고 퇴근",
        "EKS",
        "at 12:30",
        "1.31.4",
        "",
        " , / ; ",
    ],
)
def test_never_takes_prose_for_a_fact(line: str) -> None:
    reading = read_line(line)
    assert reading.statements == ()
    assert reading.guesses == ()


@pytest.mark.parametrize(
    ("line", "names", "likely"),
    [
        ("MobileAPI, MaxScale", ["MobileAPI", "MaxScale"], True),
        ("route53-kubernetes", ["route53-kubernetes"], True),
        ("Slack Relay", ["Slack Relay"], True),
        ("grinder", ["grinder"], False),
        ("log rotate", ["log rotate"], False),
        ("Kafka manager", ["Kafka manager"], False),
        ("Kafka, Intranet. 초기 Kafka는 Deployment로 구현", ["Kafka", "Intranet"], True),
    ],
)
def test_a_name_alone_is_a_guess(line: str, names: list[str], likely: bool) -> None:
    reading = read_line(line)
    assert reading.statements == ()
    assert [guess.statement for guess in reading.guesses] == [Statement(Subject(C, name), Verb.ADDED) for name in names]
    assert all(guess.is_likely is likely for guess in reading.guesses)


def test_a_doubt_says_what_to_write_instead_and_that_is_understood() -> None:
    guess = read_line("Kafka manager").guesses[0]
    assert guess.doubt.endswith("""write '"Kafka manager" added'""")
    assert _said('"Kafka manager" added') == ["component Kafka manager added"]


def test_a_list_with_an_unknown_name_is_no_prose() -> None:
    reading = read_line("Datadog agent 7.50.0 & fluent-bit 2.2.0")
    assert [str(statement.subject) for statement in reading.statements] == ["fluent-bit"]
    assert [guess.statement.subject.name for guess in reading.guesses] == ["Datadog agent"]


def test_a_known_name_may_have_several_words() -> None:
    reading = read_line("Kafka manager 1.3.3.4", lambda name: name == "Kafka manager")
    assert reading.statements == (Statement(Subject(C, "Kafka manager"), Verb.IS, "1.3.3.4"),)
    assert read_line("Kafka manager 1.3.3.4").statements == ()


def test_a_label_counts_for_a_recorded_component_only() -> None:
    reading = read_line("foo 2024-06", lambda name: name == "foo")
    assert reading.statements == (Statement(Subject(C, "foo"), Verb.IS, "2024-06"),)
    unknown = read_line("foo 2024-06")
    assert (unknown.statements, unknown.prose) == ((), ("foo 2024-06",))
    assert "'foo@2024-06'" in unknown.hints[0]


@pytest.mark.parametrize("line", ["RBAC", "Statefulset", "ALB", "Private subnets", "Spotfleet 적용"])
def test_a_feature_is_no_component(line: str) -> None:
    reading = read_line(line)
    assert (reading.statements, reading.guesses, reading.features) == ((), (), (line,))


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("Upgraded all of it to kubernetes 1.7.4 today", "write it apart: 'kubernetes 1.7.4'"),
        ("1.31.4", "--version NAME=1.31.4"),
        ("all nodes upgraded to 1.29", "write 'NAME 1.29'"),
        ("upgraded to v1.31.2 from 1.30.1", "write 'NAME v1.31.2'"),
        ("Kafka 클러스터는 0.10.2로 옮겼다", "write 'NAME 0.10.2'"),
        ("새 istio 1.22로 간다", "write it apart: 'istio 1.22'"),
        ("kubernetes 1", "'kubernetes@1'"),
        ('replicas: "3"', "'replicas=\"3\"'"),
    ],
)
def test_what_is_not_recorded_says_how_it_would_be(line: str, hint: str) -> None:
    assert hint in read_line(line).hints[0]


@pytest.mark.parametrize("line", ["disk grew by 1.5 TB", "see 10.0.0.1", "worker 6대", "on 2.5 cores at 12:30"])
def test_a_number_is_no_forgotten_version(line: str) -> None:
    assert read_line(line).hints == ()


def test_takes_links_issue_keys_and_tags_out_of_the_text() -> None:
    url = "https://example.com/kube-aws/releases/tag/v0.8.1"
    reading = read_line(f"[kube-aws v0.8.1 / kubernetes v1.3.4]({url}){url}) 도입 시작. INFRA-7 #upgrade UTF-8")
    assert reading.text == "kube-aws v0.8.1 / kubernetes v1.3.4 도입 시작. INFRA-7 UTF-8"
    assert reading.links == (Link("release", url),)
    assert reading.tags == ("INFRA-7", "upgrade")


@pytest.mark.parametrize(
    ("url", "relation"),
    [
        ("https://example.com/a/b/issues/93", "issue"),
        ("https://example.com/browse/INFRA-7", "issue"),
        ("https://example.com/a/b/pull/3", "pull-request"),
        ("https://example.com/wiki/A_(b)", "link"),
        ("https://example.com/postmortems/3", "postmortem"),
    ],
)
def test_a_link_says_what_it_is(url: str, relation: str) -> None:
    assert read_line(f"see {url}.").links == (Link(relation, url),)


def test_a_link_that_is_no_web_address_stays_text() -> None:
    reading = read_line("[x](javascript:alert(1))")
    assert reading.links == ()
    assert "javascript" in reading.text
