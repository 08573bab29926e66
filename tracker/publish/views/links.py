"""Links from one page to others, relative to where that page lies."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tracker.domain.event import Subject, SubjectType
from tracker.publish import urls
from tracker.publish.gathered import Moment, Month


@dataclass(frozen=True, slots=True)
class Links:
    """The links of the page at `path`."""

    path: str

    def to(self, target: str) -> str:
        """The link to a path from the root, with or without a fragment."""
        return urls.relative(self.path, target)

    def event(self, day: date, event_id: str) -> str:
        """The permalink of an event."""
        return f"{_month(self.path, day.year, day.month)}#{urls.event_anchor(event_id)}"

    def moment(self, moment: Moment) -> str:
        """The permalink of a moment."""
        return self.event(moment.when.day, moment.id)

    def month(self, day: date) -> str:
        """The month that a day lies in."""
        return self.to(urls.month_page(Month.of(day)))

    def cluster(self, name: str) -> str:
        """The page of a cluster."""
        return self.to(urls.cluster(name))

    def subject(self, subject: Subject) -> str:
        """The page of a component or config key; empty for other subjects, which have none of their own."""
        if subject.type is SubjectType.COMPONENT:
            return self.to(urls.component(subject.name))
        if subject.type is SubjectType.CONFIG:
            return self.to(urls.config_key(subject.name))
        return ""

    def rule(self, code: str) -> str:
        """The page of a rule."""
        return self.to(urls.rule(code))


FROM_ROOT = Links("")
"""Paths from the root of the site, as JSON files have them."""


@lru_cache(maxsize=8192)
def _month(source: str, year: int, month: int) -> str:
    # A page links to the same months again and again, event by event.
    return urls.relative(source, urls.month_page(Month(year, month)))
