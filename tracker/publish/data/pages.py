"""The data of each kind of page."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.domain.event import Event
from tracker.publish import urls
from tracker.publish.data import facts
from tracker.publish.data.facts import Json
from tracker.publish.data.text import items_text, with_items
from tracker.publish.days import events_of_part, parts_of
from tracker.publish.gathered import ClusterData, DayData, KeptReport, MonthData, RuleNote, SiteData, SubjectHistory
from tracker.publish.views.standing import standing


def overview(site: SiteData) -> Json:
    """The fleet."""
    return {
        "title": site.title,
        "edition": site.edition.value,
        "today": site.today.isoformat(),
        "reference": {"edition": site.reference.edition, "as_of": site.reference.as_of.isoformat()},
        "clusters": [facts.standing(standing(data, site.reference, site.today)) for data in site.clusters],
    }


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
    """A cluster: how it stands, what is there, how that came, what the rules say."""
    return facts.standing(standing(data, site.reference, site.today)) | {
        "state": facts.state(data),
        "history": [facts.history(told) for told in data.histories],
        "outcomes": facts.outcomes(data.outcomes),
        "outcomes_through_time": facts.outcomes(data.windows),
        "incidents": [facts.event(incident, data.cluster.name) for incident in data.incidents],
    }


def cluster_year(data: ClusterData, year: int) -> Json:
    """A year of a cluster, newest first."""
    told = [facts.moment(moment) for moment in reversed(data.moments) if moment.when.day.year == year]
    return {"cluster": data.cluster.name, "year": year, "events": told}


def subject(name: str, histories: Sequence[tuple[ClusterData, SubjectHistory]]) -> Json:
    """A component or config key over all clusters."""
    return {
        "name": name,
        "clusters": [{"cluster": data.cluster.name} | facts.history(told) for data, told in histories],
    }


def index(rows: Iterable[tuple[str, str]]) -> Json:
    """A list of names with the JSON files about them."""
    return {"items": [{"name": name, "url": urls.json_beside(page)} for name, page in rows]}


def incidents(site: SiteData) -> Iterator[str]:
    """Every incident, newest first."""
    spots = [(spot.order, data) for data in site.clusters for spot in data.incident_spots]
    spots.sort(key=lambda spot: spot[0], reverse=True)
    texts = {data.cluster.id: reversed(data.incident_texts) for data in site.clusters}
    return with_items("events", (next(texts[data.cluster.id]) for _, data in spots), {})


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
    """A rule."""
    return {"code": note.code, "title": note.title, "severity": note.severity.label, "source": note.source}


def about(site: SiteData) -> Json:
    """What the site is made from."""
    return {
        "title": site.title,
        "edition": site.edition.value,
        "today": site.today.isoformat(),
        "version": site.version,
        "reference": {"edition": site.reference.edition, "as_of": site.reference.as_of.isoformat()},
        "clusters": len(site.clusters),
        "events": sum(data.count for data in site.months),
        "rules": [rule(note) for note in site.rules],
    }
