"""Whole events, read from the store while a page is rendered, as the edition may show them."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from itertools import islice

from tracker.domain.errors import ConflictError, NotFoundError
from tracker.domain.event import Event
from tracker.domain.when import last_day_of_month
from tracker.publish.gathered import Month
from tracker.publish.redact import edited_event, is_visible
from tracker.publish.site_data import Edition
from tracker.services.ports import EventQuery, Head, Store

_DAY = 24 * 60 * 60 * 1_000_000
"""In microseconds, like the bounds of a query: instants cannot leave the calendar, these can."""
_WIDEST_OFFSET = 14 * 60 * 60 * 1_000_000
"""No zone is further from UTC."""


class StoreChangedError(ConflictError):
    """Somebody wrote to the store between two looks of one build; the build starts again."""


class StoreEvents:
    """An `EventSource` over a store; every process that uses it opens the store for itself.

    All processes read inside a transaction, and each makes sure that it sees the instant that was gathered.
    """

    def __init__(self, open_store: Callable[[], Store], edition: Edition, heads: Sequence[Head]) -> None:
        self._open_store = open_store
        self._edition = edition
        self._heads = tuple(heads)
        self._process = 0
        self._store: Store | None = None
        self._resources = ExitStack()
        self._last_month: tuple[Month, tuple[Event, ...]] | None = None
        """What was read last: a page and the data beside it ask for the same month one after the other."""

    def of_cluster(self, cluster_id: str) -> Iterator[Event]:
        """The events of a cluster, oldest first."""
        return self._shown(EventQuery(cluster_ids=(cluster_id,), newest_first=False))

    def of_month(self, month: Month) -> Sequence[Event]:
        """The events of a month in all clusters, newest first."""
        if self._last_month is None or self._last_month[0] != month:
            # Before the next one is read, so that there is room for it.
            self._last_month = None
            events = self._between(month.first_day, last_day_of_month(month.first_day))
            self._last_month = month, tuple(event for event in events if Month.of(event.when.day) == month)
        return self._last_month[1]

    def of_day(self, day: date) -> Iterator[Event]:
        """The events of a day in all clusters, newest first."""
        # What is known to the month alone counts as its last moment, and its day is the first.
        last = last_day_of_month(day) if day.day == 1 else day
        return (event for event in self._between(day, last) if event.when.day == day)

    def newest(self, count: int) -> Sequence[Event]:
        """The newest events of all clusters, newest first; at most so many."""
        return list(islice(self._shown(EventQuery()), count))

    def by_id(self, identifiers: Sequence[str]) -> Sequence[Event]:
        """These events, in the order of the identifiers; those that this edition does not show are left out."""
        timeline = self._opened().timeline
        found = []
        for identifier in identifiers:
            try:
                found.append(timeline.event(identifier))
            except NotFoundError:
                # Retracted, while another event still names it.
                continue
        return [self._edited(event) for event in found if is_visible(event, self._edition)]

    def _between(self, first: date, last: date) -> Iterator[Event]:
        """The events from one day to another in any zone, newest first; and some of the days around."""
        return self._shown(
            EventQuery(since=_midnight(first) - _WIDEST_OFFSET, until=_midnight(last) + _DAY + _WIDEST_OFFSET)
        )

    def _shown(self, query: EventQuery) -> Iterator[Event]:
        events = self._opened().timeline.events(query)
        return (self._edited(event) for event in events if is_visible(event, self._edition))

    def _edited(self, event: Event) -> Event:
        incident = event.incident
        if incident and incident.cause and not self.by_id([incident.cause]):
            event = replace(event, incident=replace(incident, cause=""))
        return edited_event(event, self._edition)

    def _opened(self) -> Store:
        """The store of this process, inside a read transaction.

        Raises:
            StoreChangedError: The store is not what was gathered any more.
        """
        if self._store is None or self._process != os.getpid():
            # After a fork the parent's connection must not even be closed: forget it.
            self._resources.pop_all()
            self._process = os.getpid()
            self._store = self._open_store()
            self._resources.enter_context(self._store.reading())
            if self._store.heads() != self._heads:
                raise StoreChangedError("the store changed while the site was built: build it again")
        return self._store

    def close(self) -> None:
        """End the transaction of this process and give the connection back."""
        self._last_month = None
        if self._store is not None and self._process == os.getpid():
            self._resources.close()
            self._store.close()
        self._store = None


def _midnight(day: date) -> int:
    """The beginning of a day in UTC, in microseconds since 1970."""
    return (day - date(1970, 1, 1)).days * _DAY
