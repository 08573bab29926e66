"""Atom feeds (RFC 4287): everything, each cluster, each component. Entries keep the identifiers of their events."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import partial
from heapq import nlargest
from xml.etree.ElementTree import Element

from markupsafe import Markup, escape

from tracker.domain.event import Action, Change, Event
from tracker.domain.when import format_instant
from tracker.publish import urls
from tracker.publish.charts.axis import minute
from tracker.publish.feeds.xml import XML_LANGUAGE, child, document
from tracker.publish.gathered import ClusterData
from tracker.publish.page import TextFile, fingerprint
from tracker.publish.sanitise import body_html, safe_url
from tracker.publish.site_data import SiteData
from tracker.publish.views.components import Component, all_components

ALL = "events.atom"
_MOST_ENTRIES = 50
_NAMESPACE = "http://www.w3.org/2005/Atom"


def files(site: SiteData) -> Iterator[TextFile]:
    """The feed of the site, and those of its clusters and components."""
    common = (site.title, site.base_url)
    inputs = fingerprint(common, [data.fingerprint for data in site.clusters], bool(site.months) or site.today)
    yield TextFile(ALL, inputs, lambda: _feed(site, ALL, site.title, site.events.newest(_MOST_ENTRIES)))
    for data in site.clusters:
        inputs = fingerprint(common, data.fingerprint, data.cluster.name, bool(data.outline.events) or site.today)
        path = urls.cluster_file(data.cluster.name, "events.atom")
        yield TextFile(path, inputs, partial(_about_cluster, site, data, path))
    for component in all_components(site):
        path = urls.component_feed(component.name)
        yield TextFile(
            path,
            fingerprint(common, component.fingerprint),
            partial(_about_component, site, component, path),
            beside=urls.component(component.name),
        )


def _about_cluster(site: SiteData, data: ClusterData, path: str) -> str:
    newest = [moment.id for moment in reversed(data.moments[-_MOST_ENTRIES:])]
    events = site.events.by_id(newest)
    return _feed(site, path, f"{site.title}: {data.cluster.name}", events)


def _about_component(site: SiteData, component: Component, path: str) -> str:
    """The events that changed a component or were trouble with it."""
    moments = {step.event_id: step.when for _, history in component.histories() for step in history.steps}
    moments |= {moment.id: moment.when for _, moment in component.troubles()}
    newest = nlargest(_MOST_ENTRIES, moments, key=lambda identifier: (moments[identifier].sort_at, identifier))
    return _feed(site, path, f"{site.title}: {component.name}", site.events.by_id(newest))


def _feed(site: SiteData, path: str, title: str, events: Sequence[Event]) -> str:
    names = {data.cluster.id: data for data in site.clusters}
    root = Element("feed", {"xmlns": _NAMESPACE})
    # A site that does not know its address is told from others by its title.
    child(root, "id", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, (site.base_url or f'{site.title}/') + path)}")
    child(root, "title", title)
    child(root, "updated", max((_instant(event) for event in events), default=_midnight(site)))
    child(child(root, "author"), "name", site.title)
    child(root, "link", rel="self", href=site.base_url + path if site.base_url else path.rpartition("/")[2])
    child(root, "link", rel="alternate", type="text/html", href=_address(site, path, "timeline.html"))
    for event in events:
        _entry(root, site, path, event, names[event.cluster_id])
    return document(root)


def _entry(root: Element, site: SiteData, path: str, event: Event, data: ClusterData) -> None:
    entry = child(root, "entry")
    if event.language:
        entry.set(XML_LANGUAGE, event.language)
    child(entry, "id", f"urn:uuid:{event.id}")
    child(entry, "title", event.title)
    child(entry, "updated", _instant(event))
    child(entry, "published", _instant(event))
    child(
        entry,
        "link",
        rel="alternate",
        type="text/html",
        href=_address(site, path, urls.event(event.when.day, event.id)),
    )
    for link in event.links:
        if href := safe_url(link.url):
            child(entry, "link", rel="related", href=href, title=link.rel)
    child(entry, "category", term=event.kind.value)
    child(entry, "category", term=data.cluster.name, label=data.cluster.name)
    for tag in event.tags:
        child(entry, "category", term=tag)
    child(entry, "content", str(_content(event)), type="html")


def _content(event: Event) -> Markup:
    """The changes as a list, then what was written."""
    changes = Markup().join(Markup("<li>{}</li>").format(_said(change)) for change in event.changes)
    listed = Markup("<ul>{}</ul>").format(changes) if changes else Markup()
    return listed + (body_html(event.body) or (Markup() if listed else escape(event.title)))


def _said(change: Change) -> str:
    if change.action is Action.REMOVED:
        return f"− {change.subject}"
    if change.before and change.to:
        return f"{change.subject} {change.before} → {change.to}"
    return f"{'+ ' if change.action is Action.ADDED else ''}{change.subject} {change.to or ''}".strip()


def _address(site: SiteData, path: str, target: str) -> str:
    """Absolute when it is known where the site is served; else relative to the feed, as RFC 3986 resolves it."""
    return site.base_url + target if site.base_url else urls.relative(path, target)


def _instant(event: Event) -> str:
    """When it happened; the middle of its day when only that is known."""
    return format_instant(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=minute(event.when)))


def _midnight(site: SiteData) -> str:
    return format_instant(datetime.combine(site.today, time(), UTC))
