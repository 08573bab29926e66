"""Config keys over all clusters: an index, and a page with the values of each through time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tracker.domain.event import SubjectType
from tracker.domain.outcome import Outcome
from tracker.publish import urls
from tracker.publish.charts.axis import TimeAxis, minute
from tracker.publish.charts.config_steps import ConfigChart, config_chart
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import ClusterData, SiteData, SubjectHistory
from tracker.publish.page import Page, fingerprint
from tracker.publish.views.entries import Named
from tracker.publish.views.links import Links
from tracker.publish.views.outcomes import Desk, elsewhere, event_days, worst_first
from tracker.publish.views.rest import rest_of
from tracker.publish.views.standing import axis_over
from tracker.publish.views.subjects import SettingRow, config_settings, setting_rows
from tracker.publish.views.values import current_value
from tracker.publish.words import Words

PATH = "config.html"
_MOST_PLACES = 60
_MOST_VALUES = 10
"""Of each place in the table."""
_MOST_OUTCOMES = 60

Histories = tuple[tuple[ClusterData, SubjectHistory], ...]


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key's row of the index."""

    name: str
    href: str
    values: tuple[tuple[str, str], ...]
    """(cluster and scope, value today); an empty value where it is gone."""
    changes: int
    last: str


@dataclass(frozen=True, slots=True)
class Place:
    """A key in one cluster and scope."""

    cluster: Named
    scope: str
    value: str
    chart: ConfigChart
    rows: tuple[SettingRow, ...]


def all_keys(site: SiteData) -> list[tuple[str, Histories]]:
    """Every config key with its histories, by name; names that differ only in case are one."""
    found: dict[str, list[tuple[ClusterData, SubjectHistory]]] = {}
    for data in site.clusters:
        for history in data.histories:
            if history.subject.type is SubjectType.CONFIG:
                found.setdefault(history.subject.name.casefold(), []).append((data, history))
    return [(found[key][0][1].subject.name, tuple(found[key])) for key in sorted(found)]


def build(site: SiteData) -> Iterator[Page]:
    """The index and the pages of all keys."""
    keys = all_keys(site)
    marks = [fingerprint(name, [(data.cluster.name, history) for data, history in rows]) for name, rows in keys]
    yield Page(
        PATH,
        "pages/config.html",
        fingerprint(marks),
        partial(index, keys),
        partial(data_of.index, [(name, urls.config_key(name)) for name, _ in keys]),
    )
    for (name, histories), mark in zip(keys, marks, strict=True):
        said = _about(name, histories)
        yield Page(
            urls.config_key(name),
            "pages/config_key.html",
            fingerprint(mark, site.today, said),
            partial(view, site, name, histories),
            partial(data_of.subject, name, histories),
        )


def index(keys: Sequence[tuple[str, Histories]], words: Words) -> Mapping[str, object]:
    """The list of all keys."""
    links = Links(PATH)
    return {"rows": [_row(name, histories, links) for name, histories in keys]}


def view(site: SiteData, name: str, histories: Histories, words: Words) -> Mapping[str, object]:
    """A key's page."""
    links = Links(urls.config_key(name))
    moments = [minute(step.when) for _, history in histories for step in history.steps]
    axis = axis_over(min(moments), max(moments), site.today)
    outcomes = worst_first(_about(name, histories))
    desk = Desk.of(site, links, words)
    told = event_days(*{data.cluster.id: data for data, _ in histories}.values())
    shown, others = histories[:_MOST_PLACES], dict.fromkeys(data.cluster.name for data, _ in histories[_MOST_PLACES:])
    return {
        "title": name,
        "row": _row(name, histories, links),
        "axis": axis,
        "places": [_place(data, history, axis, links) for data, history in shown],
        "others": [Named(cluster, links.cluster(cluster)) for cluster in others],
        "more_values": rest_of(
            (step.when.day for _, history in histories for step in history.steps[:-_MOST_VALUES]), links
        ),
        "outcomes": desk.lines(outcomes[:_MOST_OUTCOMES], told),
        "more_outcomes": elsewhere(outcomes[_MOST_OUTCOMES:], links),
    }


def _row(name: str, histories: Histories, links: Links) -> KeyRow:
    steps = [step for _, history in histories for step in history.steps]
    return KeyRow(
        name=name,
        href=links.to(urls.config_key(name)),
        values=tuple(
            (" / ".join(filter(None, (data.cluster.name, history.subject.scope))), current_value(history))
            for data, history in histories
        ),
        changes=len(steps),
        last=max(str(step.when) for step in steps),
    )


def _place(data: ClusterData, history: SubjectHistory, axis: TimeAxis, links: Links) -> Place:
    return Place(
        cluster=Named(data.cluster.name, links.cluster(data.cluster.name)),
        scope=history.subject.scope,
        value=current_value(history),
        chart=config_chart(axis, config_settings(history, axis, links)),
        rows=setting_rows(history, links)[:_MOST_VALUES],
    )


def _about(name: str, histories: Histories) -> list[Outcome]:
    """What the rules say today about the key."""
    clusters = {data.cluster.id: data for data, _ in histories}.values()
    return [outcome for data in clusters for outcome in data.outcomes if outcome.subject.casefold() == name.casefold()]
