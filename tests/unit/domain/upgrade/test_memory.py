"""Earlier upgrades are recalled with how long they took and what happened right after."""

from datetime import UTC, date, datetime, timedelta

from tracker.domain.event import Action, Change, Event, EventKind, Subject, SubjectType
from tracker.domain.upgrade.memory import EarlierUpgrade, Memory, recall
from tracker.domain.when import When

KUBERNETES = Subject(SubjectType.PLATFORM, "kubernetes")
START = datetime(2024, 5, 1, 9, tzinfo=UTC)


def upgrade(name: str, version: str, when: When, ended: When | None = None, *others: Change) -> Event:
    changes = (Change(KUBERNETES, Action.UPGRADED, to=version), *others)
    return Event(name, "c", EventKind.UPGRADE, "", when, ended, changes=changes)


def incident(name: str, when: When) -> Event:
    return Event(name, "c", EventKind.INCIDENT, name, when)


def only(events: list[Event]) -> EarlierUpgrade:
    (found,) = recall("seoul", events)
    return found


def test_a_duration_needs_two_instants() -> None:
    timed = only([upgrade("a", "1.29.0", When.at(START), When.at(START + timedelta(hours=3)))])
    by_day = only([upgrade("a", "1.29.0", When.on(date(2024, 5, 1)), When.on(date(2024, 5, 2)))])
    assert (timed.duration, by_day.duration) == (timedelta(hours=3), None)


def test_an_incident_counts_until_48_hours_after_the_end() -> None:
    end = START + timedelta(hours=2)
    events = [
        incident("before", When.at(START - timedelta(hours=1))),
        upgrade("a", "1.29.0", When.at(START), When.at(end)),
        incident("last", When.at(end + timedelta(hours=48))),
        incident("late", When.at(end + timedelta(hours=48, minutes=1))),
    ]
    assert [found.title for found in only(events).incidents] == ["last"]


def test_with_days_only_the_two_following_days_count() -> None:
    events = [upgrade("a", "1.29.0", When.on(date(2024, 5, 1)))]
    events += [incident(f"day {day}", When.on(date(2024, 5, day))) for day in (1, 3, 4)]
    assert [found.title for found in only(events).incidents] == ["day 1", "day 3"]


def test_what_moved_on_the_same_day_moved_with_it() -> None:
    kafka = Change(Subject(SubjectType.COMPONENT, "Kafka"), Action.ADDED)
    etcd = Change(Subject(SubjectType.PLATFORM, "etcd"), Action.UPGRADED, to="3.5.1")
    day = When.on(date(2024, 5, 1))
    events = [
        Event("a", "c", EventKind.COMPONENT, "", day, changes=(kafka,)),
        upgrade("b", "1.29.0", day, None, etcd),
    ]
    assert only(events).moved_with == ("Kafka", "etcd")


def test_saying_the_same_version_again_is_no_upgrade() -> None:
    events = [upgrade(name, "1.29.0", When.on(date(2024, 5, day))) for day, name in ((1, "a"), (2, "b"))]
    assert only(events).event.id == "a"


def test_patches_are_told_from_minor_hops() -> None:
    versions = ("1.28.1", "1.28.2", "1.29.0")
    events = [upgrade(text, text, When.on(date(2024, 5, day + 1))) for day, text in enumerate(versions)]
    assert [found.is_minor_hop for found in recall("seoul", events)] == [False, False, True]


def test_the_typical_duration_is_the_own_median_and_the_siblings_if_there_is_none() -> None:
    def took(*hours: int) -> tuple[EarlierUpgrade, ...]:
        return tuple(
            only([upgrade("a", "1.29.0", When.at(START), When.at(START + timedelta(hours=count)))]) for count in hours
        )

    assert Memory(took(1, 2, 9), took(5)).typical_duration == timedelta(hours=2)
    assert Memory((), took(5)).typical_duration == timedelta(hours=5)
    assert Memory(()).typical_duration is None
