"""`SiteData` by hand: the journal's cluster, a young one and an empty one, judged by a few outcomes of our own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tests.support.site_journal import JOURNAL
from tests.support.site_report import REPORT
from tests.support.site_world import SmallWorld
from tracker.domain.cluster import Cluster
from tracker.domain.event import (
    Action,
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
from tracker.domain.outcome import Evidence, EvidenceKind, Finding, Outcome, Severity, Undecided
from tracker.domain.state import action_for
from tracker.domain.when import When
from tracker.publish.gathered import ClusterData, KeptReport, Month
from tracker.publish.heaps import counted
from tracker.publish.outlines import digest_cluster
from tracker.publish.page import fingerprint
from tracker.publish.reports import kept_reports
from tracker.publish.site_data import LARGE_MONTH, DayData, Edition, EventSource, MonthData, RuleNote, SiteData

TODAY = date(2017, 12, 28)
ZONE = "Asia/Seoul"
_TYPES = {"p": SubjectType.PLATFORM, "c": SubjectType.COMPONENT, "k": SubjectType.CONFIG}


@dataclass(frozen=True, slots=True)
class EventsInMemory:
    """An `EventSource` over a list."""

    events: tuple[Event, ...]

    def of_cluster(self, cluster_id: str) -> Iterable[Event]:
        return sorted((event for event in self.events if event.cluster_id == cluster_id), key=lambda event: event.order)

    def of_month(self, month: Month) -> Iterable[Event]:
        chosen = (event for event in self.events if Month.of(event.when.day) == month)
        return sorted(chosen, key=lambda event: event.order, reverse=True)

    def of_day(self, day: date) -> Iterable[Event]:
        return (event for event in self.of_month(Month.of(day)) if event.when.day == day)

    def newest(self, count: int) -> Sequence[Event]:
        return sorted(self.events, key=lambda event: event.order, reverse=True)[:count]

    def by_id(self, identifiers: Sequence[str]) -> Sequence[Event]:
        known = {event.id: event for event in self.events}
        return [known[identifier] for identifier in identifiers]


def an_id(number: int, cluster: str = "0") -> str:
    """A well-formed UUIDv7 that counts."""
    return f"0158{int(cluster):04x}-{number:04x}-7000-8000-{number:012x}"


def journal_events(cluster_id: str = "c-prod") -> tuple[Event, ...]:
    """The journal, oldest first."""
    values: dict[Subject, str | None] = {}
    return tuple(_event(number, line, cluster_id, values) for number, line in enumerate(JOURNAL.splitlines()))


def _event(number: int, line: str, cluster_id: str, values: dict[Subject, str | None]) -> Event:
    day, kind, korean, english, written = (part.strip() for part in line.split("|"))
    entries = [entry.strip() for entry in written.split(";") if entry.strip()]
    affects = tuple(entry[2:] for entry in entries if entry.startswith("i "))
    changes = tuple(_changes((entry for entry in entries if not entry.startswith("i ")), values))
    has_hangul = any("가" <= letter <= "힣" for letter in korean)
    return Event(
        id=an_id(number),
        cluster_id=cluster_id,
        kind=EventKind(kind),
        title=korean,
        when=When.on(date.fromisoformat(day), ZONE),
        language="ko" if has_hangul else "en",
        translations=(("en", english),) if has_hangul and english else (),
        changes=changes,
        links=_LINKS.get(day + kind, ()),
        body=_BODIES.get(day + kind, ""),
        incident=Incident(IncidentSeverity.MAJOR, affects) if kind == "incident" else None,
        visibility=Visibility.PUBLIC,
        provenance=Provenance("journal", "journal.txt", f"entry {number + 1}", f"journal:{number}"),
        review=("the words 난항 / 죽는 suggest trouble: say when it ended",) if kind == "incident" else (),
    )


def _changes(entries: Iterable[str], values: dict[Subject, str | None]) -> Iterator[Change]:
    for entry in entries:
        name, _, value = entry[2:].partition("=")
        subject = Subject(_TYPES[entry[0]], name.removeprefix("-"))
        before, to = values.get(subject), value or None
        if name.startswith("-"):
            values.pop(subject, None)
            yield Change(subject, Action.REMOVED, before)
        else:
            yield Change(subject, action_for(subject, subject in values, before, to), before, to)
            values[subject] = to


_LINKS = {
    "2016-08-11upgrade": (Link("release", "https://github.com/coreos/coreos-kubernetes/releases/tag/v0.8.1"),),
    "2017-06-20incident": (Link("issue", "https://github.com/kubernetes/dns/issues/93"),),
    "2017-06-22config": (Link("issue", "https://github.com/kubernetes-incubator/kube-aws/issues/598"),),
}
_BODIES = {
    "2016-11-24incident": "RDS에 걸어놓은 CNAME에서 **DNS resolution** 실패가 난다.\n\n- 임시 조치: CNAME을 쓰지 않는다\n",
    "2017-06-22config": "기본값으로는 `kube-controller-manager`가 노드를 너무 빨리 포기한다.",
}


def a_finding(code: str, subject: str, message: str, **fields: object) -> Finding:
    """A finding about the journal's cluster."""
    severity = fields.pop("severity", Severity.RECOMMENDED)
    return Finding(code, severity, subject, message, cluster="prod", **fields)  # type: ignore[arg-type]


def journal_outcomes() -> tuple[Outcome, ...]:
    """What rules might say on the day of the sample."""
    evidence = (
        Evidence(EvidenceKind.EVENT, an_id(53), "kubernetes 1.7.4", date(2017, 9, 25)),
        Evidence(EvidenceKind.REFERENCE, "kubernetes/1.7", "end of life 2018-04-04", date(2026, 8, 22)),
    )
    return (
        a_finding(
            "SUP001",
            "kubernetes",
            "Kubernetes 1.7 reaches its end of life on 2018-04-04, in 97 days",
            evidence=evidence,
            advice="Plan the step to 1.8 before the end of March.",
            source="https://kubernetes.io/releases/patch-releases/",
            since=date(2017, 12, 5),
        ),
        a_finding(
            "CFG002",
            "nodeMonitorGracePeriod",
            "600 s is 15 times the default: a dead node keeps its pods for ten minutes",
            severity=Severity.NOTE,
            evidence=(Evidence(EvidenceKind.EVENT, an_id(52), "600s", date(2017, 7, 12)),),
            since=date(2017, 7, 12),
        ),
        Undecided("SKEW001", "kubelet", "no kubelet version was ever recorded", cluster="prod"),
    )


def journal_windows() -> tuple[Outcome, ...]:
    """What rules might say through time."""
    spans = (
        ("SUP001", "kubernetes", "1.3 past its end of life", Severity.REQUIRED, "2016-11-02", None),
        ("SUP001", "kubernetes", "1.4 past its end of life", Severity.REQUIRED, "2017-04-22", "2017-05-09"),
        ("SUP002", "kubernetes", "behind the newest patch", Severity.RECOMMENDED, "2016-09-01", "2016-09-10"),
        ("SUP002", "kubernetes", "behind the newest patch", Severity.RECOMMENDED, "2017-06-15", "2017-09-24"),
        ("JRN003", "kube-aws", "a pre-release in use", Severity.NOTE, "2016-12-22", "2017-03-05"),
        ("JRN003", "kube-aws", "a pre-release in use", Severity.NOTE, "2017-04-14", "2017-05-09"),
        ("JRN006", "MaxScale", "incident never resolved", Severity.RECOMMENDED, "2016-10-25", None),
        ("CFG001", "nodeMonitorGracePeriod", "too strict", Severity.RECOMMENDED, "2016-08-11", "2017-06-21"),
    )
    return tuple(
        a_finding(
            code,
            subject,
            message,
            severity=severity,
            since=date.fromisoformat(since),
            until=date.fromisoformat(until) if until else None,
        )
        for code, subject, message, severity, since, until in spans
    )


def young_events() -> tuple[Event, ...]:
    """A second cluster with times of day, a resolved incident with a cause, a maintenance window and a report."""

    def at(day: int, hour: int, minute: int = 0) -> When:
        return When.at(datetime(2017, 12, day, hour, minute, tzinfo=UTC), ZONE)

    upgrade = Event(
        an_id(1, "1"),
        "c-stage",
        EventKind.UPGRADE,
        "kubernetes v1.8.4",
        at(4, 1),
        language="en",
        changes=(
            Change(Subject(SubjectType.PLATFORM, "kubernetes"), Action.ADDED, None, "1.8.4"),
            Change(Subject(SubjectType.NODE_POOL, "workers"), Action.ADDED, None, "1.7.4"),
        ),
        visibility=Visibility.PUBLIC,
        tags=("planned",),
    )
    outage = Event(
        an_id(2, "1"),
        "c-stage",
        EventKind.INCIDENT,
        "API server unreachable <from the office>",
        at(4, 2, 10),
        ended=at(4, 3, 40),
        language="en",
        incident=Incident(
            IncidentSeverity.CRITICAL,
            ("kube-apiserver",),
            cause=upgrade.id,
            fix="Restored the old security group.",
            updates=(IncidentUpdate(at(4, 2, 30), "Only from outside the VPC."), IncidentUpdate(at(4, 3), "Found it.")),
        ),
        visibility=Visibility.PUBLIC,
    )
    window = Event(
        an_id(3, "1"),
        "c-stage",
        EventKind.MAINTENANCE,
        "Replace etcd members",
        When.at(datetime(2018, 1, 9, 1, tzinfo=UTC), ZONE),
        ended=When.at(datetime(2018, 1, 9, 4, tzinfo=UTC), ZONE),
        language="en",
        visibility=Visibility.PUBLIC,
    )
    kept = Event(
        a_report().id,
        "c-stage",
        EventKind.PLAN,
        "Readiness report for 1.8: not ready",
        a_report().when,
        language="en",
        visibility=Visibility.PUBLIC,
        details=(("target", "1.8"), ("verdict", "not ready")),
    )
    return upgrade, outage, window, kept


def a_report() -> KeptReport:
    """A report as the store keeps it."""
    when = When.at(datetime(2017, 12, 20, 3, tzinfo=UTC), ZONE)
    return KeptReport(an_id(9, "1"), when, "1.8", "not ready", REPORT)


def a_site(
    clusters: Iterable[tuple[Cluster, Sequence[Event], Sequence[Outcome], Sequence[Outcome]]], **fields: object
) -> SiteData:
    """A site from clusters with their events, outcomes of today and outcomes through time."""
    rows = sorted(clusters, key=lambda row: row[0].name)
    source: EventSource = EventsInMemory(tuple(event for row in rows for event in row[1]))
    defaults: dict[str, object] = {
        "title": "Clusters of DailyHotel",
        "edition": Edition.INTERNAL,
        "today": TODAY,
        "reference": SmallWorld(),
        "rules": (
            RuleNote(
                "SUP001", "A Kubernetes minor is past its end of life, or near it", Severity.REQUIRED, _POLICY, _MANUAL
            ),
            RuleNote("SUP002", "A cluster is behind the newest patch release", Severity.RECOMMENDED, _POLICY, _MANUAL),
        ),
        "base_url": "https://clusters.example.org/",
        "version": "0.1.0",
    }
    values: dict[str, Any] = defaults | fields
    digested = tuple(_digest(*row, today=values["today"]) for row in rows)
    return SiteData(
        clusters=digested,
        heaps=counted(digested),
        months=_months(event for row in rows for event in row[1]),
        events=source,
        **values,
    )


_POLICY = "https://kubernetes.io/releases/patch-releases/"
_MANUAL = "## What it says\n\nThe minor version gets no more fixes.\n\n## What to do\n\n`tracker report --to 1.8`\n"


def _digest(
    cluster: Cluster, events: Sequence[Event], outcomes: Sequence[Outcome], windows: Sequence[Outcome], *, today: date
) -> ClusterData:
    reports = (a_report(),) if cluster.name == "stage" else kept_reports(events, cluster, Edition.INTERNAL)
    return digest_cluster(
        cluster,
        sorted(events, key=lambda event: event.order),
        fingerprint=fingerprint(cluster, tuple(events), tuple(outcomes), tuple(windows)),
        today=today,
        outcomes=outcomes,
        windows=windows,
        reports=reports,
    )


def _months(events: Iterable[Event]) -> tuple[MonthData, ...]:
    found: dict[Month, list[Event]] = {}
    for event in events:
        found.setdefault(Month.of(event.when.day), []).append(event)
    return tuple(
        MonthData(month, len(found[month]), fingerprint(found[month]), _days(found[month]))
        for month in sorted(found, reverse=True)
    )


def _days(events: Sequence[Event]) -> tuple[DayData, ...]:
    days: dict[date, list[Event]] = {}
    for event in events if len(events) > LARGE_MONTH else ():
        days.setdefault(event.when.day, []).append(event)
    return tuple(DayData(day, len(days[day]), fingerprint(days[day])) for day in sorted(days, reverse=True))


PROD = Cluster("c-prod", "prod", "production", "kube-aws", ZONE, "The cluster of the journal.")
STAGE = Cluster("c-stage", "stage", "staging", "upstream", ZONE)
EMPTY = Cluster("c-empty", "lab <new>", "", "k3s", "UTC")


def sample_site(**fields: object) -> SiteData:
    """Three clusters: the journal's, a young one with an incident, and one without events."""
    return a_site(
        (
            (PROD, journal_events(), journal_outcomes(), journal_windows()),
            (STAGE, young_events(), (), ()),
            (EMPTY, (), (), ()),
        ),
        **fields,
    )


def journal_site(**fields: object) -> SiteData:
    """The journal's cluster alone."""
    return a_site(((PROD, journal_events(), journal_outcomes(), journal_windows()),), **fields)


def empty_site(**fields: object) -> SiteData:
    """A store in which nothing is recorded."""
    return a_site((), **fields)
