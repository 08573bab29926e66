from dataclasses import replace
from datetime import date

import pytest

from tests.support.events import a_history, an_event
from tests.support.small_reference import SmallReference
from tracker.domain.cluster import Cluster
from tracker.domain.event import Event, EventKind
from tracker.domain.outcome import Finding, Outcome, Undecided
from tracker.domain.when import Precision, When
from tracker.services.judges import Judges
from tracker.services.replay import Replayed, replay_cluster

PROD = Cluster("c-prod", "prod", provider="kube-aws")


def replayed(events: tuple[Event, ...], until: str, cluster: Cluster = PROD) -> Replayed:
    return replay_cluster(cluster, events, Judges.of(SmallReference()), date.fromisoformat(until))


def windows(events: tuple[Event, ...], until: str, code: str, cluster: Cluster = PROD) -> list[tuple[str, str | None]]:
    said: list[Outcome] = [o for o in replayed(events, until, cluster).lasting if o.code == code]
    return [(str(o.since), str(o.until) if o.until else None) for o in said]


UPGRADES = a_history(
    """
    2023-09-01 kubernetes 1.28.1
    2025-06-01 kubernetes 1.29.1
    2025-07-01 kubernetes 1.32.0
    """
)


def test_a_window_opens_by_the_calendar_and_closes_by_an_event() -> None:
    # 1.28 ends on 2024-09-29; 1.29, which follows, had ended on 2025-01-29 already.
    assert windows(UPGRADES, "2025-12-01", "SUP001") == [("2024-09-30", "2025-06-30")]


def test_a_window_is_open_on_the_last_day() -> None:
    assert windows(UPGRADES, "2024-10-15", "SUP001") == [("2024-09-30", None)]
    assert windows(UPGRADES, "2024-09-29", "SUP001") == []


def test_a_day_is_judged_as_it_was_at_its_end() -> None:
    events = a_history(
        """
        2024-01-01 kubernetes 1.29.0, pool:a 1.29.0
        2024-02-01 pool:a 1.20.0
        2024-02-01 pool:a 1.29.0
        """
    )
    assert windows(events, "2024-06-01", "SKEW001") == []


def test_equal_windows_that_touch_are_one_and_others_are_not() -> None:
    events = a_history(
        """
        2024-01-01 kubernetes 1.29.0, pool:a 1.24.0
        2024-02-01 pool:a 1.23.0
        2024-03-01 pool:a 1.29.0
        2024-04-01 pool:a 1.23.0
        """
    )
    assert windows(events, "2024-06-01", "SKEW001") == [("2024-01-01", "2024-02-29"), ("2024-04-01", None)]


def test_a_removed_subject_closes_its_window() -> None:
    events = a_history(
        """
        2024-01-01 kubernetes 1.29.0, pool:a 1.24.0
        2024-02-01 -pool:a
        """
    )
    assert windows(events, "2024-06-01", "SKEW001") == [("2024-01-01", "2024-01-31")]


def test_a_retired_cluster_is_judged_to_its_last_day() -> None:
    retired = Cluster("c-prod", "prod", provider="kube-aws", retired=When.on(date(2024, 10, 15)))
    assert windows(UPGRADES, "2025-12-01", "SUP001", retired) == [("2024-09-30", "2024-10-15")]


def test_events_after_the_day_are_not_read() -> None:
    result = replayed(UPGRADES, "2025-06-30")
    assert result.events == 2


def test_a_finding_names_the_event_and_the_row_that_it_rests_on() -> None:
    (finding,) = (o for o in replayed(UPGRADES, "2024-10-15").lasting if o.code == "SUP001")
    assert finding.cluster == "prod"
    assert [(evidence.kind.value, evidence.locator[:15], str(evidence.on)) for evidence in finding.evidence] == [
        ("event", "00000000-0000-7", "2023-09-01"),
        ("reference", "kubernetes/1.28", "2026-08-22"),
    ]


def test_a_cluster_rule_shows_the_pool_first_and_then_the_control_plane() -> None:
    events = a_history("2024-01-01 kubernetes 1.29.0, pool:a 1.24.0, pool:b 1.29.0")
    (finding,) = (o for o in replayed(events, "2024-01-01").lasting if o.code == "SKEW001")
    assert [evidence.text for evidence in finding.evidence[:2]] == ["a 1.24.0", "kubernetes 1.29.0"]


def test_what_is_wrong_with_a_record_has_a_day_and_a_fingerprint_of_its_own() -> None:
    events = a_history(
        """
        2024-01-01 config:grace 90s
        2024-02-01 config:grace 90s
        2024-03-01 config:grace 90s
        """
    )
    said = [o for o in replayed(events, "2024-06-01").instants if o.code == "JRN009"]
    assert [(str(o.since), str(o.until)) for o in said] == [("2024-02-01", "2024-02-01"), ("2024-03-01", "2024-03-01")]
    assert len({o.fingerprint for o in said}) == 2


def test_fingerprints_do_not_depend_on_identifiers_or_days_of_judging() -> None:
    renumbered = tuple(
        an_event(100 + number, str(event.when.day), *event.changes) for number, event in enumerate(UPGRADES)
    )
    for other in (replayed(renumbered, "2024-10-15"), replayed(UPGRADES, "2024-12-15")):
        first = {o.fingerprint for o in replayed(UPGRADES, "2024-10-15").lasting if o.code == "SUP001"}
        assert first == {o.fingerprint for o in other.lasting if o.code == "SUP001"}


@pytest.mark.parametrize(
    ("ended", "expected"),
    [(None, [("2024-01-15", None)]), ("2024-01-14", []), ("2024-01-20", [("2024-01-15", "2024-01-19")])],
)
def test_an_incident_is_judged_while_it_is_open(ended: str | None, expected: list[tuple[str, str | None]]) -> None:
    events = (an_event(1, "2024-01-01", kind=EventKind.INCIDENT, ended=ended),)
    assert windows(events, "2024-03-01", "JRN010") == expected


def test_an_incident_of_some_day_of_a_month_is_judged_from_the_last_one() -> None:
    month = When(date(2024, 1, 1), None, Precision.MONTH)
    events = (replace(an_event(1, "2024-01-01", kind=EventKind.INCIDENT), when=month),)
    assert windows(events, "2024-02-13", "JRN010") == []
    assert windows(events, "2024-03-01", "JRN010") == [("2024-01-31", None)]


def test_an_incident_that_ends_later_was_open_on_the_day() -> None:
    events = (an_event(1, "2024-01-01", kind=EventKind.INCIDENT, ended="2024-06-01"),)
    assert windows(events, "2024-03-01", "JRN010") == [("2024-01-15", None)]


def test_silence_ends_with_the_next_event_of_any_kind() -> None:
    events = (an_event(1, "2023-06-01"), an_event(2, "2024-06-01"), an_event(3, "2024-07-01"))
    assert windows(events, "2024-07-31", "JRN011") == [("2023-11-28", "2024-05-31")]


def test_platforms_without_data_are_named_with_the_components() -> None:
    events = a_history("2024-01-01 kubernetes 1.29.0, kubespray 2.5.0, etcd, kubelet 1.29.0, ubuntu 22.4")
    said = [o for o in replayed(events, "2024-02-01").lasting if o.code == "SUP012"]
    assert [o.message if isinstance(o, Finding) else o.missing for o in said] == [
        "the reference data does not know etcd, kubespray and ubuntu"
    ]


def test_asks_for_kubernetes_from_the_first_event_until_it_is_recorded() -> None:
    events = a_history(
        """
        2024-01-01 config:grace 90s
        2024-02-01 kubernetes
        2024-03-01 kubernetes 1.29.0
        2024-04-01 -kubernetes
        2024-05-01 kube-apiserver@a 1.29.0
        """
    )
    assert windows(events, "2024-06-01", "JRN013") == [("2024-01-01", "2024-02-29"), ("2024-04-01", "2024-04-30")]


def test_asks_for_kubernetes_where_there_are_only_notes_or_nothing() -> None:
    assert windows((an_event(1, "2024-01-01", kind=EventKind.NOTE),), "2024-06-01", "JRN013") == [("2024-01-01", None)]
    assert windows(UPGRADES, "2023-08-31", "JRN013") == [("2023-08-31", None)]
    assert windows((), "2023-08-31", "JRN013") == [("2023-08-31", None)]


def test_components_that_cannot_be_judged_are_named_together() -> None:
    events = a_history(
        """
        2024-01-01 component:Kafka
        2024-02-01 component:Solr 9.1
        2024-03-01 -component:Kafka
        """
    )
    said = [o for o in replayed(events, "2024-06-01").lasting if o.code == "SUP012"]
    assert [(str(o.since), o.until) for o in said] == [("2024-01-01", None)]
    assert "does not know Solr" in str(said)


def test_a_release_that_came_later_does_not_exist_yet() -> None:
    # 1.28.2 comes out on 2023-09-30; a month later 1.28.1 is behind.
    assert windows(UPGRADES, "2023-10-30", "SUP006") == []
    assert windows(UPGRADES, "2023-12-15", "SUP006") == [("2023-10-31", None)]


def test_the_text_of_a_window_that_is_over_is_said_to_be_that_of_its_last_day() -> None:
    events = a_history(
        """
        2024-01-01 component:Solr 9.1
        2024-02-01 component:Nutch 1.1
        2024-03-01 -component:Solr, -component:Nutch
        """
    )
    assert unjudged(events, "2024-01-31") == ["the reference data does not know Solr"]
    assert unjudged(events, "2024-02-15") == ["the reference data does not know Nutch and Solr"]
    assert unjudged(events, "2024-03-15") == ["the reference data does not know Nutch and Solr (on the last day)"]


def test_a_text_that_held_all_the_time_stays_as_it_is() -> None:
    events = a_history(
        """
        2024-01-01 component:Solr 9.1
        2024-03-01 -component:Solr
        """
    )
    assert unjudged(events, "2024-03-15") == ["the reference data does not know Solr"]


def unjudged(events: tuple[Event, ...], until: str) -> list[str]:
    return [o.missing for o in replayed(events, until).lasting if o.code == "SUP012" and isinstance(o, Undecided)]
