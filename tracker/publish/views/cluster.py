"""A cluster's page: how it stands, how it got there, and what it was on any day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from tracker.domain.event import EventKind, SubjectType
from tracker.domain.outcome import Outcome
from tracker.publish import urls
from tracker.publish.charts.axis import TimeAxis
from tracker.publish.charts.bands import BandLane, band_lanes
from tracker.publish.charts.behind import BehindChart, behind_chart
from tracker.publish.charts.config_steps import ConfigChart, config_chart
from tracker.publish.charts.lifelines import Lifeline
from tracker.publish.charts.strip import Strip
from tracker.publish.charts.versions import Lifetime, Run, VersionChart, version_chart
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import ClusterData
from tracker.publish.page import Page, fingerprint
from tracker.publish.sanitise import breakable
from tracker.publish.site_data import SiteData
from tracker.publish.views.entries import Line, line
from tracker.publish.views.labels import KINDS
from tracker.publish.views.links import Links
from tracker.publish.views.outcomes import Desk, event_days, newest
from tracker.publish.views.rest import rest_of
from tracker.publish.views.standing import cluster_axis, installers, kubernetes_runs, lifetimes, standing
from tracker.publish.views.states import fact_rows, state_rows
from tracker.publish.views.subjects import SettingRow, cluster_lifelines, config_settings, setting_rows
from tracker.publish.views.timeline import moments_strip, names_only
from tracker.publish.views.version_rows import cadence, version_rows
from tracker.publish.views.violations import violations
from tracker.publish.words import Words

_LATEST = 30
_MOST_INCIDENTS = 60
_MOST_STATES = 60
_MOST_WINDOWS = 100
_MOST_SETTINGS = 20
"""Values of one key in the table; the key's page has them all."""


@dataclass(frozen=True, slots=True)
class ConfigKey:
    """A config key with its values through time."""

    name: str
    label: Markup
    """The name with its scope, as it may be broken beside the chart."""
    href: str
    chart: ConfigChart
    rows: tuple[SettingRow, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of a cluster, all on one axis."""

    axis: TimeAxis
    versions: VersionChart
    behind: BehindChart
    strip: Strip
    lifelines: tuple[Lifeline, ...]
    config: tuple[ConfigKey, ...]
    bands: tuple[BandLane, ...]


def build(site: SiteData) -> Iterator[Page]:
    """A page for each cluster, and one for each year of its changelog."""
    for data in site.clusters:
        inputs = fingerprint(data.fingerprint, data.cluster.name, site.today, site.reference.edition, len(site.rules))
        yield Page(
            urls.cluster(data.cluster.name),
            "pages/cluster.html",
            inputs,
            partial(view, site, data),
            partial(data_of.cluster, site, data),
        )
        for year in data.outline.years:
            yield Page(
                urls.cluster_year(data.cluster.name, year),
                "pages/cluster_year.html",
                fingerprint(data.fingerprint, data.cluster.name, year),
                partial(year_view, data, year),
                partial(data_of.cluster_year, data, year),
                beside=urls.cluster(data.cluster.name),
            )


def view(site: SiteData, data: ClusterData, words: Words) -> Mapping[str, object]:
    """What a cluster's page prints."""
    name = data.cluster.name
    links = Links(urls.cluster(name))
    desk = Desk.of(site, links, words)
    days = event_days(data)
    windows = lifetimes(site.reference, data.cluster.provider)
    now = standing(data, site.reference, site.today)
    axis = cluster_axis(data, site.today, now.support.ends_on)
    windows_shown = newest(data.windows, _MOST_WINDOWS)
    incidents = [moment for moment in reversed(data.moments) if moment.kind is EventKind.INCIDENT]
    runs = kubernetes_runs(data, axis, links) if axis else ()
    return {
        "title": name,
        "only": names_only([name]),
        "now": now,
        "kubernetes_href": links.to(now.kubernetes_place),
        "installers": installers(now, links),
        "silent_since": _silent_since(data, axis),
        "facts": fact_rows(data, links, words),
        "states": state_rows(data, links, words, most=_MOST_STATES),
        "charts_data": _charts(data, axis, runs, windows, desk, windows_shown) if axis else None,
        "versions": version_rows(runs, windows, site.today),
        "cadence": cadence(runs),
        "outcomes": desk.lines(data.outcomes, days),
        "violations": desk.lines(windows_shown, days),
        "more_violations": len(data.windows) - len(windows_shown),
        "incidents": [line(moment, name, links, words) for moment in incidents[:_MOST_INCIDENTS]],
        "more_incidents": rest_of((moment.when.day for moment in incidents[_MOST_INCIDENTS:]), links),
        "reports": [
            (str(report.when), report.target, report.verdict, links.to(urls.report(name, report.id)))
            for report in data.reports
        ],
        "latest": [line(moment, name, links, words) for moment in reversed(data.moments[-_LATEST:])],
        "years": _years(data, links),
        "total": len(data.moments),
        "today": site.today.isoformat(),
        "kinds": {kind.value: words.text(label) for kind, label in KINDS.items()},
        "feed": urls.cluster_file(name, "events.atom"),
        "calendar": urls.cluster_file(name, "support.ics"),
        "changelog": urls.cluster_file(name, "CHANGELOG.md"),
    }


def year_view(data: ClusterData, year: int, words: Words) -> Mapping[str, object]:
    """A year of a cluster's changelog, newest first."""
    name = data.cluster.name
    links = Links(urls.cluster_year(name, year))
    lines: tuple[Line, ...] = tuple(
        line(moment, name, links, words) for moment in reversed(data.moments) if moment.when.day.year == year
    )
    return {
        "title": name,
        "only": names_only([name]),
        "year": year,
        "lines": lines,
        "cluster": links.cluster(name),
        "years": _years(data, links),
    }


def _charts(
    data: ClusterData,
    axis: TimeAxis,
    runs: tuple[Run, ...],
    windows: tuple[Lifetime, ...],
    desk: Desk,
    windows_shown: Sequence[Outcome],
) -> Charts:
    links, words = desk.links, desk.words
    told = [(moment, data.cluster.name) for moment in data.moments]
    return Charts(
        axis=axis,
        versions=version_chart(axis, runs, windows),
        behind=behind_chart(axis, runs, windows),
        strip=moments_strip(axis, told, links, words, [data.cluster.name]),
        lifelines=cluster_lifelines(data, axis, links, words),
        config=tuple(
            ConfigKey(
                name=history.subject.name,
                label=breakable("/".join(filter(None, (history.subject.scope, history.subject.name)))),
                href=links.subject(history.subject),
                chart=config_chart(axis, config_settings(history, axis, links)),
                rows=setting_rows(history, links)[:_MOST_SETTINGS],
            )
            for history in data.histories
            if history.subject.type is SubjectType.CONFIG
        ),
        bands=band_lanes(axis, violations(windows_shown, desk, with_cluster=False)),
    )


def _silent_since(data: ClusterData, axis: TimeAxis | None) -> str:
    """The last day on which anything is recorded to have happened, when the charts end long before today; else an empty text."""
    return data.outline.last if axis is not None and axis.today is None else ""


def _years(data: ClusterData, links: Links) -> list[tuple[int, int, str]]:
    """(year, events, link), newest first."""
    counts: dict[int, int] = {}
    for moment in data.moments:
        counts[moment.when.day.year] = counts.get(moment.when.day.year, 0) + 1
    return [
        (year, counts[year], links.to(urls.cluster_year(data.cluster.name, year)))
        for year in sorted(counts, reverse=True)
    ]
