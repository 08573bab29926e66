"""The state that SQL finds is the fold of the events, whatever the history and the day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.journal import a_change, a_cluster, an_event, record, retracting, writing
from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Change, Event, Subject, SubjectType
from tracker.domain.state import fold
from tracker.domain.when import When
from tracker.services.ports import EventQuery, Write
from tracker.store.store import SqlStore

NOON = datetime(2017, 9, 25, 12, tzinfo=UTC)

subjects = st.builds(
    Subject,
    st.sampled_from([SubjectType.COMPONENT, SubjectType.CONFIG]),
    st.sampled_from(["etcd", "Etcd", "velero"]),
    st.sampled_from(["", "pool"]),
)
changes = st.one_of(
    st.builds(lambda subject: Change(subject, Action.REMOVED), subjects),
    st.builds(Change, subjects, st.just(Action.SET), st.none(), st.sampled_from([None, "1.0", "2.0", "가"])),
)
# Few days and few microseconds, so that events share them.
moments = st.one_of(
    st.builds(lambda days: When.on(date(2017, 9, 25) + timedelta(days)), st.integers(0, 2)),
    st.builds(lambda micros: When.at(NOON + timedelta(microseconds=micros)), st.integers(0, 3)),
)
histories = st.lists(st.tuples(moments, st.lists(changes, max_size=3)), max_size=8)
corrections = st.lists(st.tuples(st.integers(0, 7), st.none() | moments), max_size=3)


@st.composite
def recorded(draw: st.DrawFn, cluster: Cluster) -> list[Write]:
    """Writes that record a history, some out of order, some corrected or taken back afterwards."""
    told = [an_event(cluster, on=when, changes=tuple(made)) for when, made in draw(histories)]
    events = draw(st.permutations(told))
    return writing(*events) + list(_corrections(events, draw(corrections)))


def _corrections(events: list[Event], chosen: list[tuple[int, When | None]]) -> Iterator[Write]:
    for number, moved_to in chosen:
        if number < len(events):
            event = events[number]
            yield (
                retracting(event)
                if moved_to is None
                else writing(
                    an_event(Cluster(event.cluster_id, ""), "moved", moved_to, id=event.id, changes=event.changes)
                )[0]
            )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_equals_the_fold_of_the_events(store: SqlStore, data: st.DataObject) -> None:
    cluster = a_cluster(f"cluster {datetime.now(UTC).timestamp()}")
    record(store, cluster, *data.draw(recorded(cluster)))
    events = list(store.timeline.events(EventQuery(cluster_ids=(cluster.id,), newest_first=False)))
    assert events == sorted(events, key=lambda event: event.order)
    for until in [None, *sorted({event.when.sort_at + step for event in events for step in (-1, 0)})]:
        seen = [event for event in events if until is None or event.when.sort_at <= until]
        assert store.timeline.state(cluster.id, until=until) == fold(seen)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_rebuilding_changes_nothing(store: SqlStore, data: st.DataObject) -> None:
    cluster = a_cluster(f"cluster {datetime.now(UTC).timestamp()}")
    record(store, cluster, *data.draw(recorded(cluster)))
    everything = EventQuery(cluster_ids=(cluster.id,))
    before = (list(store.timeline.events(everything)), store.timeline.state(cluster.id), store.timeline.subjects())
    assert store.verify().problems == ()
    store.rebuild()
    after = (list(store.timeline.events(everything)), store.timeline.state(cluster.id), store.timeline.subjects())
    assert after == before
    assert store.verify().problems == ()


def test_a_back_dated_event_changes_only_later_states(store: SqlStore) -> None:
    cluster = a_cluster()
    record(store, cluster, an_event(cluster, on="2017-01-10", changes=(a_change("etcd", "1"),)))
    days = [When.on(date(2017, 1, day)).sort_at for day in (4, 5, 9, 10, 11)]
    before = [store.timeline.state(cluster.id, until=day) for day in days]
    record(store, an_event(cluster, on="2017-01-05", changes=(a_change("velero", "1"),)))
    after = [store.timeline.state(cluster.id, until=day) for day in days]
    assert after[0] == before[0]
    assert all(new != old for new, old in zip(after[1:], before[1:], strict=True))
