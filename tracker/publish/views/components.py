"""Components over all clusters: an index, and a page with the lifelines and the history of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tracker.domain.event import SubjectType
from tracker.publish import urls
from tracker.publish.charts.axis import TimeAxis, minute
from tracker.publish.charts.lifelines import Lifeline, Turn, lifeline
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import ClusterData, Moment, Step, SubjectHistory, SubjectOutline, TroubleOutline
from tracker.publish.page import Page, fingerprint
from tracker.publish.site_data import SiteData
from tracker.publish.views.entries import Named, Time, line, time_of
from tracker.publish.views.labels import action_label, come_again
from tracker.publish.views.links import FROM_ROOT, Links
from tracker.publish.views.rest import rest_of
from tracker.publish.views.standing import axis_over
from tracker.publish.views.subjects import component_lifeline
from tracker.publish.views.values import in_order_of_version, shown
from tracker.publish.words import Words

PATH = "components.html"
Histories = tuple[tuple[ClusterData, SubjectHistory], ...]
Troubles = tuple[tuple[ClusterData, Moment], ...]

_MOST_LANES = 60
_MOST_TURNS = 200
_MOST_TROUBLES = 60


@dataclass(frozen=True, slots=True)
class Component:
    """A component with its histories; names that differ only in case are one."""

    name: str
    outlines: tuple[tuple[ClusterData, SubjectOutline], ...]
    """In order of the clusters; empty for a component that only incidents name."""
    troubled: tuple[tuple[ClusterData, TroubleOutline], ...]
    """The clusters in which it was in trouble."""

    @property
    def fingerprint(self) -> str:
        """Decided by what its page and its feed show."""
        return fingerprint(
            self.name,
            [(data.cluster.name, outline.subject.name, outline.mark) for data, outline in self.outlines],
            [(data.cluster.name, outline.mark) for data, outline in self.troubled],
        )

    def histories(self) -> Histories:
        """In order of the clusters; read from all of them."""
        return tuple(self.each_history())

    def each_history(self) -> Iterator[tuple[ClusterData, SubjectHistory]]:
        """The same, each read when the one before it has been looked at."""
        for data in {data.cluster.id: data for data, _ in self.outlines}.values():
            yield from ((data, history) for history in data.histories_of(SubjectType.COMPONENT, self.name))

    def troubles(self) -> Troubles:
        """Incidents that affected it, oldest first in each cluster; read from all of them."""
        return tuple((data, moment) for data, _ in self.troubled for moment in data.troubles_with(self.name))


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """A component's row of the index."""

    name: str
    href: str
    present: int
    """In how many clusters it is."""
    clusters: int
    """In how many it ever was."""
    versions: tuple[str, ...]
    since: str
    last: str
    troubles: int


@dataclass(frozen=True, slots=True)
class Turnpoint:
    """A row of a component's history."""

    time: Time
    href: str
    cluster: Named
    action_label: str
    action: str
    before: str
    to: str
    title: str


def all_components(site: SiteData) -> list[Component]:
    """Every component that ever was in a cluster or in trouble, by name."""
    outlines: dict[str, list[tuple[ClusterData, SubjectOutline]]] = {}
    troubled: dict[str, list[tuple[ClusterData, TroubleOutline]]] = {}
    for data in site.clusters:
        for outline in data.outline.subjects:
            if outline.subject.type is SubjectType.COMPONENT:
                outlines.setdefault(outline.subject.name.casefold(), []).append((data, outline))
        for trouble in data.outline.troubles:
            troubled.setdefault(trouble.name.casefold(), []).append((data, trouble))
    return [
        Component(
            name=outlines[key][0][1].subject.name if key in outlines else troubled[key][0][1].name,
            outlines=tuple(outlines.get(key, ())),
            troubled=tuple(troubled.get(key, ())),
        )
        for key in sorted(outlines.keys() | troubled.keys())
    ]


def build(site: SiteData) -> Iterator[Page]:
    """The index and the pages of all components."""
    found = all_components(site)
    marks = [component.fingerprint for component in found]
    yield Page(
        PATH,
        "pages/components.html",
        fingerprint(marks, site.today, len(site.clusters)),
        partial(index, site, found),
        partial(_index_data, found),
    )
    for component, mark in zip(found, marks, strict=True):
        yield Page(
            urls.component(component.name),
            "pages/component.html",
            fingerprint(mark, site.today),
            partial(view, site, component),
            partial(_data, component),
        )


def _index_data(components: Sequence[Component]) -> Mapping[str, object]:
    rows = (_row(component, FROM_ROOT) for component in components)
    return data_of.index(
        (
            row.name,
            row.href,
            {
                "present": row.present,
                "clusters": row.clusters,
                "versions": list(row.versions),
                "since": row.since or None,
                "last_change": row.last or None,
                "incidents": row.troubles,
            },
        )
        for row in rows
    )


def _data(component: Component) -> Iterator[str]:
    troubled = ((moment, data.cluster.name) for data, moment in _newest_first(component.troubles()))
    return data_of.component(component.name, component.each_history(), troubled)


def index(site: SiteData, components: Sequence[Component], words: Words) -> Mapping[str, object]:
    """The list of all components."""
    links = Links(PATH)
    return {"rows": [_row(component, links) for component in components], "clusters": len(site.clusters)}


def view(site: SiteData, component: Component, words: Words) -> Mapping[str, object]:
    """A component's page."""
    links = Links(urls.component(component.name))
    histories, in_trouble = component.histories(), component.troubles()
    axis = _axis(site, histories, in_trouble)
    lanes, others = _lanes(histories, in_trouble, axis, links, words)
    turns = _turns(histories)
    troubled = _newest_first(in_trouble)
    return {
        "title": component.name,
        "row": _row(component, links),
        "axis": axis,
        "lifelines": lanes,
        "others": [Named(cluster, links.cluster(cluster)) for cluster in others],
        "turns": [_turnpoint(step, cluster, is_again, links, words) for step, cluster, is_again in turns[:_MOST_TURNS]],
        "more_turns": rest_of((step.when.day for step, _, _ in turns[_MOST_TURNS:]), links),
        "troubles": [line(moment, data.cluster.name, links, words) for data, moment in troubled[:_MOST_TROUBLES]],
        "more_troubles": rest_of((moment.when.day for _, moment in troubled[_MOST_TROUBLES:]), links),
        "feed": urls.component_feed(component.name),
    }


def _row(component: Component, links: Links) -> ComponentRow:
    outlines = [outline for _, outline in component.outlines]
    present = [outline for outline in outlines if outline.is_present]
    return ComponentRow(
        name=component.name,
        href=links.to(urls.component(component.name)),
        present=len(present),
        clusters=len({data.cluster.id for data, _ in component.outlines}),
        versions=in_order_of_version({outline.value for outline in present} - {""}),
        since=min((outline.since for outline in outlines), default=""),
        last=max((outline.last for outline in outlines), default=""),
        troubles=sum(trouble.incidents for _, trouble in component.troubled),
    )


def _axis(site: SiteData, histories: Histories, in_trouble: Troubles) -> TimeAxis:
    moments = [minute(step.when) for _, history in histories for step in history.steps]
    moments += [minute(moment.when) for _, moment in in_trouble]
    return axis_over(min(moments), max(moments), site.today)


def _lanes(
    histories: Histories, in_trouble: Troubles, axis: TimeAxis, links: Links, words: Words
) -> tuple[list[Lifeline], list[str]]:
    """A lane for each cluster (and scope); trouble in a cluster that never recorded the component has its own.

    Also the names of the clusters for whose lanes there is no room.
    """
    lanes = []
    for data, history in histories[:_MOST_LANES]:
        scope = f" / {history.subject.scope}" if history.subject.scope else ""
        lanes.append(component_lifeline(data, history, axis, links, words, name=f"{data.cluster.name}{scope}"))
    recorded = {data.cluster.id for data, _ in histories}
    lone: dict[str, list[Turn]] = {}
    for data, moment in in_trouble:
        if data.cluster.id not in recorded:
            title = f"{moment.when} · {words.choose(moment.title, moment.language, moment.translations).text}"
            lone.setdefault(data.cluster.name, []).append(
                Turn(minute(moment.when), None, "", title, links.moment(moment))
            )
    room = _MOST_LANES - len(lanes)
    lanes += [lifeline(axis, name, "", turns) for name, turns in list(lone.items())[:room]]
    others = dict.fromkeys([data.cluster.name for data, _ in histories[_MOST_LANES:]] + list(lone)[room:])
    return lanes, list(others)


def _newest_first(in_trouble: Troubles) -> Troubles:
    return tuple(sorted(in_trouble, key=lambda pair: (pair[1].when.sort_at, pair[1].id), reverse=True))


def _turns(histories: Histories) -> list[tuple[Step, str, bool]]:
    """Every change with the name of its cluster and whether it adds what is there, newest first."""
    rows = [
        (step, data.cluster.name, is_again)
        for data, history in histories
        for step, is_again in zip(history.steps, come_again(history.steps), strict=True)
    ]
    return sorted(rows, key=lambda row: (row[0].when.sort_at, row[0].event_id), reverse=True)


def _turnpoint(step: Step, cluster: str, is_again: bool, links: Links, words: Words) -> Turnpoint:
    return Turnpoint(
        time=time_of(step.when),
        href=links.event(step.when.day, step.event_id),
        cluster=Named(cluster, links.cluster(cluster)),
        action_label=action_label(step.action, SubjectType.COMPONENT, words, is_again=is_again),
        action=step.action.value,
        before=shown(step.before, SubjectType.COMPONENT),
        to=shown(step.to, SubjectType.COMPONENT),
        title=step.title,
    )
