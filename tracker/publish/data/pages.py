"""The data of each kind of page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date

from tracker.domain.event import Event
from tracker.domain.outcome import Outcome
from tracker.publish import urls
from tracker.publish.charts.behind import behind_chart
from tracker.publish.data import facts
from tracker.publish.data.facts import Json
from tracker.publish.data.text import items_text, with_items
from tracker.publish.days import events_of_part, parts_of
from tracker.publish.gathered import LOOK_BACK_DAYS, MOST_TOLD, ClusterData, KeptReport, Moment, Prelude, SubjectHistory
from tracker.publish.site_data import DayData, MonthData, RuleNote, SiteData
from tracker.publish.views.links import FROM_ROOT
from tracker.publish.views.standing import (
    Standing,
    cluster_axis,
    kubernetes_runs,
    lifetimes,
    past_moments,
    standing,
)
from tracker.publish.views.version_rows import cadence, version_rows

Told = tuple[Moment, str]
"""A moment with the name of its cluster."""
Histories = Iterable[tuple[ClusterData, SubjectHistory]]
"""In order of the clusters."""


def overview(site: SiteData, latest: Iterable[Told], coming: Iterable[Json]) -> Json:
    """The fleet.

    Args:
        site: The site's data.
        latest: The newest moments with the names of their clusters, newest first.
        coming: What lies ahead, soonest first.
    """
    firsts = [data.outline.first for data in site.clusters if data.outline.first]
    return _made_from(site) | {
        "first": min(firsts, default=None),
        "clusters": [
            facts.standing(standing(data, site.reference, site.today)) | {"last_change": _last_change(data, site.today)}
            for data in site.clusters
        ],
        "latest": [facts.moment(*told) for told in latest],
        "coming": list(coming),
    }


def _last_change(data: ClusterData, today: date) -> Json | None:
    past = past_moments(data, today)
    return facts.moment(past[-1], data.cluster.name) if past else None


def timeline(site: SiteData) -> Json:
    """The months, newest first."""
    return {
        "months": [
            {"month": str(data.month), "events": data.count, "url": urls.json_beside(urls.month_page(data.month))}
            for data in site.months
        ]
    }


def month(site: SiteData, shown: MonthData) -> Iterator[str]:
    """A month with its events, newest first; a large one names the files of its days too."""
    days = [{"day": each.day.isoformat(), "events": each.count, "urls": _files_of(each)} for each in shown.days]
    others: Json = {"month": str(shown.month)} | ({"days": days} if days else {})
    return _with_events(site, site.events.of_month(shown.month), others)


def day(site: SiteData, shown: DayData, part: int) -> Iterator[str]:
    """A part of a day of a large month with its events, newest first."""
    others: Json = {"day": shown.day.isoformat(), "part": part, "parts": len(parts_of(shown))}
    return _with_events(site, events_of_part(site.events, shown, part), others)


def _files_of(shown: DayData) -> list[str]:
    return [urls.json_beside(urls.day_page(shown.day, part)) for part in parts_of(shown)]


def _with_events(site: SiteData, told: Iterable[Event], others: Json) -> Iterator[str]:
    """Whole events, put down one by one: a month may have thousands."""
    names = {data.cluster.id: data.cluster.name for data in site.clusters}
    return with_items("events", (items_text([facts.event(event, names[event.cluster_id])]) for event in told), others)


def cluster(site: SiteData, data: ClusterData) -> Json:
    """A cluster: how it stands, what is there, how that came, what the rules say, and where its changelog is."""
    name, now = data.cluster.name, standing(data, site.reference, site.today)
    years = Counter(moment.when.day.year for moment in data.moments)
    return (
        facts.standing(now)
        | _versions(site, data, now)
        | {
            "description": data.cluster.description,
            "state": facts.state(data),
            "history": [facts.history(told) for told in data.histories],
            "outcomes": facts.outcomes(data.outcomes),
            "outcomes_through_time": facts.outcomes(data.windows),
            "incidents": [facts.event(incident, name) for incident in data.incidents],
            "reports": [facts.kept_report(report, name) for report in data.reports],
            "years": [
                {"year": year, "events": years[year], "url": urls.json_beside(urls.cluster_year(name, year))}
                for year in sorted(years, reverse=True)
            ],
        }
    )


def _versions(site: SiteData, data: ClusterData, now: Standing) -> Json:
    """Which versions ran, how often they changed, and how far behind upstream they fell."""
    axis = cluster_axis(data, site.today, now.support.ends_on)
    windows = lifetimes(site.reference, data.cluster.provider)
    runs = kubernetes_runs(data, axis, FROM_ROOT) if axis else ()
    slopes = behind_chart(axis, runs, windows).slopes if axis else ()
    return {
        "versions": [facts.version(row) for row in version_rows(runs, windows, site.today)],
        "cadence": asdict(cadence(runs)),
        "days_behind": [{"from": slope.rises[0], "to": slope.rises[1], "days": slope.days} for slope in slopes],
    }


def cluster_year(data: ClusterData, year: int) -> Json:
    """A year of a cluster, newest first."""
    name = data.cluster.name
    told = [facts.moment(moment, name) for moment in reversed(data.moments) if moment.when.day.year == year]
    return {"cluster": name, "year": year, "events": told}


def component(name: str, histories: Histories, troubles: Iterable[Told]) -> Iterator[str]:
    """A component over all clusters, and the incidents that affected it."""
    return _subject(histories, {"name": name, "incidents": [facts.moment(*told) for told in troubles]})


def config_key(name: str, histories: Histories, outcomes: Iterable[Outcome]) -> Iterator[str]:
    """A config key over all clusters, and what the rules say of it today."""
    return _subject(histories, {"name": name, "outcomes": facts.outcomes(outcomes)})


def _subject(histories: Histories, others: Json) -> Iterator[str]:
    texts = (items_text([{"cluster": data.cluster.name} | facts.history(told)]) for data, told in histories)
    return with_items("clusters", texts, others)


def index(rows: Iterable[tuple[str, str, Json]]) -> Json:
    """A list of names, each with the JSON file about it and what the list says of it."""
    return {"items": [{"name": name, "url": urls.json_beside(page)} | said for name, page, said in rows]}


def incidents(site: SiteData) -> Iterator[str]:
    """Every incident, newest first; and what changed before those that the page tells in full."""
    spots = [(spot.order, data) for data in site.clusters for spot in data.incident_spots]
    spots.sort(key=lambda spot: spot[0], reverse=True)
    texts = {data.cluster.id: reversed(data.incident_texts) for data in site.clusters}
    preludes = {data.cluster.id: reversed(data.preludes) for data in site.clusters}
    before = [_before(order[1], data, next(preludes[data.cluster.id])) for order, data in spots[:MOST_TOLD]]
    others = {"before": before, "look_back_days": LOOK_BACK_DAYS}
    return with_items("events", (next(texts[data.cluster.id]) for _, data in spots), others)


def _before(incident: str, data: ClusterData, prelude: Prelude) -> Json:
    return {
        "incident": incident,
        "events": [facts.moment(moment, data.cluster.name) for moment in prelude.moments],
        "more": prelude.more,
    }


def warnings(site: SiteData) -> Iterator[str]:
    """What the rules say today; the file of each cluster has what they said through time."""
    others = {
        "today": site.today.isoformat(),
        "through_time": [urls.json_beside(urls.cluster(data.cluster.name)) for data in site.clusters],
    }
    return with_items("outcomes", (data.outcomes_text for data in site.clusters), others)


def report(data: ClusterData, kept: KeptReport) -> Json:
    """A kept report in its published form."""
    return {
        "cluster": data.cluster.name,
        "id": kept.id,
        "when": kept.when.to_document(),
        "target": kept.target,
        "verdict": kept.verdict,
        "report": dict(kept.document),
    }


def rule(note: RuleNote) -> Json:
    """A rule with its page of the manual, which is Markdown."""
    return _rule(note) | {"manual": note.manual, "translations": dict(note.translations)}


def _rule(note: RuleNote) -> Json:
    return {"code": note.code, "title": note.title, "severity": note.severity.label, "source": note.source}


def about(site: SiteData, days: Sequence[str]) -> Json:
    """What the site is made from; `days` are the first and the last moment of each cluster, as they are written."""
    return _made_from(site) | {
        "version": site.version,
        "clusters": len(site.clusters),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "rules": [_rule(note) for note in site.rules],
    }


def _made_from(site: SiteData) -> Json:
    return {
        "title": site.title,
        "edition": site.edition.value,
        "today": site.today.isoformat(),
        "reference": {"edition": site.reference.edition, "as_of": site.reference.as_of.isoformat()},
        "events": sum(data.outline.events for data in site.clusters),
    }
