"""Reproducible events as a platform team records them, Korean and English: the same numbers give the same events.

Every cluster climbs through the minors of Kubernetes, gains and loses components, tunes settings, has incidents. Events
come cluster by cluster, oldest first, and cost no memory, so that a million of them can be streamed into a store.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from tracker.domain.cluster import Cluster
from tracker.domain.event import (
    Change,
    Event,
    EventKind,
    Incident,
    IncidentSeverity,
    IncidentUpdate,
    Link,
    Provenance,
    Subject,
    SubjectType,
    Visibility,
)
from tracker.domain.state import action_for
from tracker.domain.when import When

FIRST_DAY, LAST_DAY = date(2016, 8, 11), date(2026, 8, 10)

_PLATFORMS = ("kubernetes", "kubernetes", "etcd", "containerd", "kube-proxy")
_COMPONENTS = [
    "cert-manager",
    "coredns",
    "ingress-nginx",
    "external-dns",
    "argo-cd",
    "prometheus",
    "grafana",
    "loki",
    "velero",
    "cluster-autoscaler",
    "karpenter",
    "metrics-server",
    "kafka",
    "elasticsearch",
    "fluentd",
    "maxscale",
    "labelgun",
    "superset",
    "druid",
    "debezium",
    "istio",
    "linkerd",
    "dex",
    "keda",
]
_SETTINGS = {
    "nodeMonitorGracePeriod": ("40s", "90s", "240s", "600s"),
    "maxPods": ("58", "110", "250"),
    "evictionHard": ("memory.available<100Mi", "memory.available<500Mi"),
    "auditPolicy": ("none", "metadata", "request"),
}
_ENVIRONMENTS = ("production", "staging", "development")
_TEAMS = ("결제", "검색", "checkout", "identity", "물류", "media")
_DONE = (
    "{name} {to}로 업그레이드, {team}팀 확인 완료",
    "Upgrade {name} from {before} to {to}",
    "{name} {before} → {to}, 무중단으로 교체",
    "Roll {name} {to} out to all node pools",
)
_BODIES = (
    "",
    "자동백업을 먼저 확인하고 한 노드씩 교체했다. {team}팀 트래픽에는 영향이 없었다.",
    "Drained one node at a time; the PodDisruptionBudget of {team} held us up for twenty minutes.",
    "Release notes read, **no breaking change** for us. Rolled back in staging once, see INFRA-{number}.",
    "- 변경 전 스냅샷\n- 노드 풀 `workers-{number}` 교체\n- 대시보드 확인\n\n담당: {team}팀",
    "`kubectl get nodes` shows every kubelet at {to}. 모니터링 이상 없음, 롤백 불필요.",
)
_TROUBLES = (
    ("DNS 조회 실패로 {team} 서비스 장애", "DNS lookups fail for {team}"),
    ("노드 3대가 NotReady, 파드 재배치 지연", "Three nodes NotReady, pods stay away for minutes"),
    ("인증서 만료로 웹훅 호출 실패", "Webhook calls fail: a certificate ran out"),
    ("{team} 파드 메모리 부족으로 반복 재시작", "Pods of {team} restart again and again, out of memory"),
)
_TAGS = ("infra", "보안", "cost", "network", "storage", "백업", "on-call")


def clusters(count: int) -> Iterator[Cluster]:
    """Clusters of three environments, in order of their names."""
    for number in range(count):
        environment = _ENVIRONMENTS[number % 3]
        name = f"{environment[:4]}-{number:03}"
        yield Cluster(_identifier(number, 0), name, environment, provider="amazon-eks", zone="Asia/Seoul")


def events(cluster: Cluster, count: int, seed: int = 7) -> Iterator[Event]:
    """The events of one cluster, spread over ten years, oldest first."""
    chance = random.Random(f"{cluster.id} {seed}")
    values: dict[Subject, str] = {}
    days = (LAST_DAY - FIRST_DAY).days
    number = int(cluster.id[:8], 16)
    for index in range(count):
        day = FIRST_DAY + timedelta(days=index * days // max(count, 1))
        yield _event(cluster, _identifier(number, index + 1), day, chance, values)


def _identifier(cluster: int, index: int) -> str:
    """A well-formed UUIDv7 whose random part looks random."""
    tail = random.Random(cluster << 32 | index).getrandbits(48)
    return f"{cluster:08x}-{index >> 12:04x}-7{index & 0xFFF:03x}-8000-{tail:012x}"


def _event(cluster: Cluster, identifier: str, day: date, chance: random.Random, values: dict[Subject, str]) -> Event:
    kind = chance.choices(
        (
            EventKind.UPGRADE,
            EventKind.COMPONENT,
            EventKind.CONFIG,
            EventKind.INCIDENT,
            EventKind.NOTE,
            EventKind.MAINTENANCE,
        ),
        (30, 30, 12, 10, 14, 4),
    )[0]
    team, number = chance.choice(_TEAMS), chance.randrange(1, 1000)
    words = {"team": team, "number": number, "name": cluster.name, "before": "", "to": ""}
    changes = _changes(kind, day, chance, values)
    if changes:
        words |= {"name": changes[0].subject.name, "before": changes[0].before or "?", "to": changes[0].to or ""}
    korean, english = (title.format(**words) for title in _titles(kind, chance))
    is_incident = kind is EventKind.INCIDENT
    when = _moment(day, chance, cluster.zone) if is_incident or chance.random() < 0.4 else When.on(day, cluster.zone)
    return Event(
        id=identifier,
        cluster_id=cluster.id,
        kind=kind,
        title=korean,
        when=when,
        ended=_later(when, chance, cluster.zone),
        body=chance.choice(_BODIES).format(**words),
        language="ko" if any("가" <= letter <= "힣" for letter in korean) else "en",
        translations=(("en", english),) if english != korean and chance.random() < 0.3 else (),
        changes=changes,
        links=(Link("issue", f"https://issues.example.com/browse/INFRA-{number}"),) if chance.random() < 0.5 else (),
        tags=tuple(sorted(chance.sample(_TAGS, chance.choice((0, 0, 1, 2))))),
        visibility=Visibility.PUBLIC if chance.random() < 0.7 else Visibility.INTERNAL,
        incident=_incident(when, team, chance) if is_incident else None,
        provenance=Provenance("jsonl", "bench", f"event {identifier}", identifier),
    )


def _titles(kind: EventKind, chance: random.Random) -> tuple[str, str]:
    if kind is EventKind.INCIDENT:
        return chance.choice(_TROUBLES)
    if kind is EventKind.NOTE:
        return "{team}팀과 업그레이드 일정 협의 INFRA-{number}", "Agreed on the upgrade with {team}, INFRA-{number}"
    if kind is EventKind.MAINTENANCE:
        return "{team} 정기 점검", "Maintenance for {team}"
    title = chance.choice(_DONE)
    return title, title


def _changes(kind: EventKind, day: date, chance: random.Random, values: dict[Subject, str]) -> tuple[Change, ...]:
    if kind is EventKind.CONFIG:
        name = chance.choice(tuple(_SETTINGS))
        return (_change(Subject(SubjectType.CONFIG, name), chance.choice(_SETTINGS[name]), values),)
    years = (day - FIRST_DAY).days / 365
    if kind is EventKind.UPGRADE:
        name = chance.choice(_PLATFORMS)
        to = f"v{_release(1, 3, years * 3.3)}" if name.startswith("kube") else _release(3, 0, years)
        return (_change(Subject(SubjectType.PLATFORM, name), to, values),)
    if kind is EventKind.COMPONENT:
        subject = Subject(SubjectType.COMPONENT, chance.choice(_COMPONENTS))
        return (_change(subject, _release(1, 0, years * 4), values),)
    return ()


def _release(major: int, minor: int, minors: float) -> str:
    """The release that is out after so many minors, each with ten patch releases: all clusters upgrade to the same ones."""
    return f"{major}.{minor + int(minors)}.{int(minors % 1 * 10)}"


def _change(subject: Subject, to: str, values: dict[Subject, str]) -> Change:
    before = values.get(subject)
    values[subject] = to
    return Change(subject, action_for(subject, before is not None, before, to), before, to)


def _moment(day: date, chance: random.Random, zone: str) -> When:
    return When.at(datetime(day.year, day.month, day.day, chance.randrange(14), chance.randrange(60), tzinfo=UTC), zone)


def _later(when: When, chance: random.Random, zone: str) -> When | None:
    if when.instant is None or chance.random() < 0.3:
        return None
    return When.at(when.instant + timedelta(minutes=chance.randrange(5, 600)), zone)


def _incident(when: When, team: str, chance: random.Random) -> Incident:
    severity = chance.choice(tuple(IncidentSeverity))
    update = IncidentUpdate(when, f"{team}팀에서 원인 확인 중")
    return Incident(severity, (chance.choice(_COMPONENTS),), fix="설정 되돌림", updates=(update,))
