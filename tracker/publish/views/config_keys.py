"""Config keys over all clusters: an index, and a page with the values of each through time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tracker.domain.event import SubjectType
from tracker.domain.outcome import Outcome
from tracker.publish import urls
from tracker.publish.charts.axis import TimeAxis, minute
from tracker.publish.charts.config_steps import ConfigChart, config_chart, config_lanes
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import ClusterData, SubjectHistory, SubjectOutline
from tracker.publish.page import Page, fingerprint
from tracker.publish.site_data import SiteData
from tracker.publish.views.entries import Named
from tracker.publish.views.links import FROM_ROOT, Links
from tracker.publish.views.outcomes import Desk, elsewhere, event_days, worst_first
from tracker.publish.views.rest import rest_of
from tracker.publish.views.standing import axis_over
from tracker.publish.views.subjects import SettingRow, config_settings, setting_rows
from tracker.publish.views.values import current_value
from tracker.publish.words import Words

PATH = "config.html"
_MOST_PLACES = 60
_ROOMY = 6
"""So many places have charts of full height; more stand in lanes, so that one can compare them in a window."""
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
    shares: tuple[tuple[str, int], ...]
    """(value today, in how many clusters), the most frequent first; for more places than one can take in."""
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


@dataclass(frozen=True, slots=True)
class Key:
    """A config key with its histories; names that differ only in case are one."""

    name: str
    outlines: tuple[tuple[ClusterData, SubjectOutline], ...]
    """In order of the clusters; never empty."""

    @property
    def fingerprint(self) -> str:
        """Decided by what its page shows."""
        return fingerprint(
            self.name,
            [
                (data.cluster.name, outline.subject.name, outline.subject.scope, outline.mark)
                for data, outline in self.outlines
            ],
        )

    @property
    def clusters(self) -> list[ClusterData]:
        """Those that ever had it."""
        return list({data.cluster.id: data for data, _ in self.outlines}.values())

    def histories(self) -> Histories:
        """In order of the clusters; read from all of them."""
        return tuple(self.each_history())

    def each_history(self) -> Iterator[tuple[ClusterData, SubjectHistory]]:
        """The same, each read when the one before it has been looked at."""
        for data in self.clusters:
            yield from ((data, history) for history in data.histories_of(SubjectType.CONFIG, self.name))

    def outcomes(self) -> list[Outcome]:
        """What the rules say about it today."""
        return [outcome for data in self.clusters for outcome in data.said_of(self.name)]


def all_keys(site: SiteData) -> list[Key]:
    """Every config key, by name."""
    found: dict[str, list[tuple[ClusterData, SubjectOutline]]] = {}
    for data in site.clusters:
        for outline in data.outline.subjects:
            if outline.subject.type is SubjectType.CONFIG:
                found.setdefault(outline.subject.name.casefold(), []).append((data, outline))
    return [Key(found[name][0][1].subject.name, tuple(found[name])) for name in sorted(found)]


def build(site: SiteData) -> Iterator[Page]:
    """The index and the pages of all keys."""
    keys = all_keys(site)
    yield Page(
        PATH,
        "pages/config.html",
        fingerprint([key.fingerprint for key in keys]),
        partial(index, keys),
        partial(_index_data, keys),
    )
    for key in keys:
        yield Page(
            urls.config_key(key.name),
            "pages/config_key.html",
            fingerprint(key.fingerprint, site.today),
            partial(view, site, key),
            partial(_data, key),
        )


def index(keys: Sequence[Key], words: Words) -> Mapping[str, object]:
    """The list of all keys."""
    links = Links(PATH)
    return {"rows": [_row(key, links) for key in keys]}


def _index_data(keys: Sequence[Key]) -> Mapping[str, object]:
    return data_of.index(
        (
            key.name,
            urls.config_key(key.name),
            {
                "values": [
                    {
                        "cluster": data.cluster.name,
                        "scope": outline.subject.scope,
                        "value": outline.value if outline.is_present else None,
                    }
                    for data, outline in key.outlines
                ],
                "changes": row.changes,
                "last_change": row.last,
            },
        )
        for key, row in ((key, _row(key, FROM_ROOT)) for key in keys)
    )


def _data(key: Key) -> Iterator[str]:
    return data_of.config_key(key.name, key.each_history(), worst_first(key.outcomes()))


def view(site: SiteData, key: Key, words: Words) -> Mapping[str, object]:
    """A key's page."""
    histories = key.histories()
    links = Links(urls.config_key(key.name))
    moments = [minute(step.when) for _, history in histories for step in history.steps]
    axis = axis_over(min(moments), max(moments), site.today)
    outcomes = worst_first(key.outcomes())
    desk = Desk.of(site, links, words)
    named = {outcome.cluster for outcome in outcomes[:_MOST_OUTCOMES]}
    told = event_days(*(data for data in key.clusters if data.cluster.name in named))
    shown, others = histories[:_MOST_PLACES], dict.fromkeys(data.cluster.name for data, _ in histories[_MOST_PLACES:])
    return {
        "title": key.name,
        "row": _row(key, links),
        "axis": axis,
        "places": _places(shown, axis, links),
        "is_dense": len(shown) > _ROOMY,
        "others": [Named(cluster, links.cluster(cluster)) for cluster in others],
        "more_values": rest_of(
            (step.when.day for _, history in histories for step in history.steps[:-_MOST_VALUES]), links
        ),
        "outcomes": desk.lines(outcomes[:_MOST_OUTCOMES], told),
        "more_outcomes": elsewhere(Counter(outcome.cluster for outcome in outcomes[_MOST_OUTCOMES:]), links),
    }


def _row(key: Key, links: Links) -> KeyRow:
    clusters = {(outline.value, data.cluster.id) for data, outline in key.outlines}
    return KeyRow(
        name=key.name,
        href=links.to(urls.config_key(key.name)),
        values=tuple(
            (" / ".join(filter(None, (data.cluster.name, outline.subject.scope))), outline.value)
            for data, outline in key.outlines
        ),
        shares=tuple(Counter(sorted(value for value, _ in clusters)).most_common()),
        changes=sum(outline.changes for _, outline in key.outlines),
        last=max(outline.last for _, outline in key.outlines),
    )


def _places(histories: Histories, axis: TimeAxis, links: Links) -> list[Place]:
    settings = [config_settings(history, axis, links) for _, history in histories]
    is_dense = len(histories) > _ROOMY
    charts = config_lanes(axis, settings) if is_dense else [config_chart(axis, each) for each in settings]
    return [
        Place(
            cluster=Named(data.cluster.name, links.cluster(data.cluster.name)),
            scope=history.subject.scope,
            value=current_value(history),
            chart=chart,
            rows=setting_rows(history, links)[:_MOST_VALUES],
        )
        for (data, history), chart in zip(histories, charts, strict=True)
    ]
