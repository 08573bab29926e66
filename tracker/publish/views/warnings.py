"""Warnings of all clusters: what the rules say today, what they could not decide, and what they said through time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence
from tracker.publish.charts.axis import TimeAxis, minute_of
from tracker.publish.charts.bands import band_lanes
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import NEWEST_WINDOWS, ClusterData
from tracker.publish.page import Page, fingerprint
from tracker.publish.site_data import SiteData
from tracker.publish.views.links import Links
from tracker.publish.views.outcomes import Desk, elsewhere, event_days, kind_of, newest, worst_first
from tracker.publish.views.standing import axis_over, counts
from tracker.publish.views.violations import violations
from tracker.publish.words import Words

PATH = "warnings.html"
_FINDINGS = ("required", "recommended", "note")
_UNDECIDED = ("undecided",)
_MOST_LANES = 60
_MOST_ROWS = 200
_MOST_CARDS = 40
"""With more findings than this they stand in a table, a line each."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """How often a rule speaks today."""

    code: str
    href: str
    title: str
    kind: str
    findings: int
    clusters: int


def build(site: SiteData) -> Iterator[Page]:
    """The page of all warnings."""
    inputs = fingerprint(site.today, [(data.cluster.name, data.fingerprint) for data in site.clusters], site.rules)
    yield Page(PATH, "pages/warnings.html", inputs, partial(view, site), partial(data_of.warnings, site))


def view(site: SiteData, words: Words) -> Mapping[str, object]:
    """Findings of today worst first, undecided ones apart, and the windows of the past."""
    desk = Desk.of(site, Links(PATH), words)
    open_counts = sum((counts(data) for data in site.clusters), Counter[str]())
    accepted = sum(count for data in site.clusters for _, count in data.outline.accepted)
    found, unknown = _worst(site, _FINDINGS), _worst(site, _UNDECIDED)
    past = sum(data.outline.windows for data in site.clusters)
    axis = _axis(site)
    recent = _newest_windows(site)
    lanes = band_lanes(axis, violations(recent, desk, with_cluster=len(site.clusters) > 1)) if axis else ()
    named = {outcome.cluster for outcome in (*recent, *found, *unknown)}
    days = event_days(*(data for data in site.clusters if data.cluster.name in named))
    windows = sorted(desk.lines(recent, days), key=lambda line: line.since, reverse=True)
    return {
        "findings": list(desk.lines(found, days)),
        "more_findings": elsewhere(_left(site, _FINDINGS, found), desk.links),
        "undecided": list(desk.lines(unknown, days)),
        "more_undecided": elsewhere(_left(site, _UNDECIDED, unknown), desk.links),
        "is_many": open_counts.total() + accepted > _MOST_CARDS,
        "rules": _rules(site, desk),
        "counts": open_counts,
        "accepted": accepted,
        "axis": axis,
        "lanes": lanes[:_MOST_LANES],
        "more_lanes": max(0, len(lanes) - _MOST_LANES),
        "windows": windows,
        "more_windows": past - len(recent),
        "everyone": [(data.cluster.name, desk.links.cluster(data.cluster.name)) for data in site.clusters],
        "today": site.today.isoformat(),
        "clusters": len(site.clusters),
        "looked": bool(site.rules or open_counts or accepted or past),
    }


def _worst(site: SiteData, kinds: Sequence[str]) -> list[Outcome]:
    """The first outcomes of these kinds in the order of `worst_first`, at most `_MOST_ROWS`.

    Only those clusters are asked that can have one of them: they are in order of their names, and so are the outcomes.
    """
    asked: dict[str, ClusterData] = {}
    room = _MOST_ROWS
    for kind in kinds:
        for data in site.clusters:
            count = dict(data.outline.warnings).get(kind, 0)
            if count and room > 0:
                asked[data.cluster.id] = data
                room -= count
    outcomes = (outcome for data in asked.values() for outcome in data.outcomes if kind_of(outcome) in kinds)
    return worst_first(outcomes)[:_MOST_ROWS]


def _left(site: SiteData, kinds: Sequence[str], shown: Iterable[Outcome]) -> Counter[str]:
    """How many outcomes of these kinds each cluster has beside those that are shown."""
    left = Counter(
        {
            data.cluster.name: sum(count for kind, count in data.outline.warnings if kind in kinds)
            for data in site.clusters
        }
    )
    left.subtract(outcome.cluster for outcome in shown)
    return +left


def _newest_windows(site: SiteData) -> list[Outcome]:
    """The newest windows of all clusters; a cluster has to give all of its own only if its newest are all among them."""
    found = [(key, data, number) for data in site.clusters for number, key in enumerate(data.newest_window_keys)]
    found.sort(key=lambda window: window[0], reverse=True)
    counts = Counter(data.cluster.name for _, data, _ in found[:_MOST_ROWS])
    given: list[Outcome] = []
    for data in site.clusters:
        count = counts[data.cluster.name]
        is_short = count == NEWEST_WINDOWS < data.outline.windows
        given += newest(data.windows, _MOST_ROWS) if is_short else data.newest_windows[:count]
    return newest(given, _MOST_ROWS)


def _axis(site: SiteData) -> TimeAxis | None:
    days = [data.outline.window_days for data in site.clusters if data.outline.window_days]
    if not days:
        return None
    first = minute_of(min(first for first, _ in days))
    ends = [minute_of(last) for _, last in days if last]
    ends += [data.outline.reach[1] for data in site.clusters if data.outline.reach]
    return axis_over(first, max(ends, default=first), site.today)


def _rules(site: SiteData, desk: Desk) -> list[RuleRow]:
    """The rules that speak today: worst first, then those that speak most often."""
    found: dict[str, list[tuple[int, Severity]]] = {}
    for data in site.clusters:
        for code, count, severity in data.outline.rules:
            found.setdefault(code, []).append((count, severity))
    titles = {rule.code: desk.words.sentence(Sentence(rule.title)).text for rule in site.rules}
    worst = {code: max(severity for _, severity in said) for code, said in found.items()}
    findings = {code: sum(count for count, _ in said) for code, said in found.items()}
    return [
        RuleRow(
            code=code,
            href=desk.links.rule(code) if code in desk.codes else "",
            title=titles.get(code, ""),
            kind=worst[code].label,
            findings=findings[code],
            clusters=len(found[code]),
        )
        for code in sorted(found, key=lambda code: (-worst[code], -findings[code], code))
    ]
