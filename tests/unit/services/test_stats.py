"""Figures of a small history, checked by eye."""

from datetime import UTC, date, datetime
from typing import Any

from tests.support.journal import a_change, a_cluster, an_event
from tests.support.small_reference import SmallReference
from tracker.domain.event import Action, Event, EventKind, Incident, SubjectType
from tracker.domain.when import When
from tracker.services.stats import Figure, figures

CLUSTER = a_cluster()


def _upgrade(on: str, version: str, **fields: Any) -> Event:
    change = a_change("kubernetes", version, Action.UPGRADED, kind=SubjectType.PLATFORM)
    return an_event(CLUSTER, f"kubernetes {version}", on, kind=EventKind.UPGRADE, changes=(change,), **fields)


def _incident(began: datetime, ended: datetime | None = None, cause: str = "") -> Event:
    return an_event(
        CLUSTER,
        "it broke",
        When.at(began),
        kind=EventKind.INCIDENT,
        ended=When.at(ended) if ended else None,
        incident=Incident(cause=cause),
    )


def _figures(events: list[Event], today: date = date(2024, 4, 1)) -> dict[str, Figure]:
    ordered = sorted(events, key=lambda event: event.order)
    return {figure.name: figure for figure in figures(ordered, SmallReference(), today)}


def test_an_empty_history_says_what_is_missing() -> None:
    found = _figures([])
    assert found["events"].value == 0
    for name in ("days between upgrades", "minors behind upstream", "change failure rate", "time to resolve"):
        assert found[name].value is None
    assert found["days behind upstream"].detail == "no version of kubernetes is recorded"


def test_cadence_counts_versions_and_not_their_repetitions() -> None:
    found = _figures(
        [
            _upgrade("2023-05-01", "1.27.0"),
            _upgrade("2023-05-11", "v1.27.0"),
            _upgrade("2023-06-10", "1.27.1"),
            _upgrade("2023-09-18", "1.28.0"),
        ]
    )
    assert (found["kubernetes upgrades"].value, found["kubernetes upgrades"].detail) == (
        2,
        "1 of them to another minor",
    )
    assert found["days between upgrades"].value == 70
    assert found["days since the last upgrade"].value == 196


def test_distance_is_counted_from_the_first_newer_minor_that_was_out() -> None:
    found = _figures([_upgrade("2023-05-01", "1.27.0")])
    assert found["minors behind upstream"].value == 3
    assert found["days behind upstream"].value == (date(2024, 4, 1) - date(2023, 8, 1)).days
    found = _figures([_upgrade("2023-05-01", "1.27.0")], today=date(2023, 7, 31))
    assert found["days behind upstream"].value == 0
    assert found["days from release to use"].value == 30


def test_a_change_fails_when_an_incident_names_it_or_follows_within_two_days() -> None:
    named, followed, fine = (
        _upgrade("2023-05-01", "1.27.0"),
        _upgrade("2023-06-01", "1.27.1"),
        _upgrade("2023-09-01", "1.28.0"),
    )
    incidents = [
        _incident(datetime(2023, 5, 20, 9, tzinfo=UTC), datetime(2023, 5, 20, 11, tzinfo=UTC), cause=named.id),
        _incident(datetime(2023, 6, 3, 9, tzinfo=UTC), datetime(2023, 6, 3, 15, tzinfo=UTC)),
        _incident(datetime(2023, 6, 4, 9, tzinfo=UTC)),
        _incident(datetime(2023, 9, 4, 9, tzinfo=UTC)),
    ]
    found = _figures([named, followed, fine, *incidents])
    assert found["change failure rate"].value is not None
    assert round(found["change failure rate"].value) == 67
    assert found["time to resolve"].value == 4
    assert found["time to resolve"].detail == "median of 2 of 4 incidents"
    assert found["open incidents"].value == 2
