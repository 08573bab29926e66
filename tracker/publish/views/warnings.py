"""Warnings of all clusters: what the rules say today, what they could not decide, and what they said through time."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from tracker.domain.outcome import Finding
from tracker.publish.charts.axis import TimeAxis, minute_of
from tracker.publish.charts.bands import band_lanes
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import SiteData
from tracker.publish.page import Page, fingerprint
from tracker.publish.views.links import Links
from tracker.publish.views.outcomes import Desk, elsewhere, event_days, kind_of, newest, worst_first
from tracker.publish.views.standing import axis_over
from tracker.publish.views.violations import violations
from tracker.publish.words import Words

PATH = "warnings.html"
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
    outcomes = worst_first(outcome for data in site.clusters for outcome in data.outcomes)
    found = [outcome for outcome in outcomes if isinstance(outcome, Finding)]
    unknown = [outcome for outcome in outcomes if not isinstance(outcome, Finding)]
    past = [outcome for data in site.clusters for outcome in data.windows]
    axis = _axis(site)
    recent = newest(past, _MOST_ROWS)
    lanes = band_lanes(axis, violations(recent, desk, with_cluster=len(site.clusters) > 1)) if axis else ()
    named = {outcome.cluster for outcome in (*recent, *found[:_MOST_ROWS], *unknown[:_MOST_ROWS])}
    days = event_days(*(data for data in site.clusters if data.cluster.name in named))
    windows = sorted(desk.lines(recent, days), key=lambda line: line.since, reverse=True)
    return {
        "findings": list(desk.lines(found[:_MOST_ROWS], days)),
        "more_findings": elsewhere(found[_MOST_ROWS:], desk.links),
        "undecided": list(desk.lines(unknown[:_MOST_ROWS], days)),
        "more_undecided": elsewhere(unknown[_MOST_ROWS:], desk.links),
        "is_many": len(outcomes) > _MOST_CARDS,
        "rules": _rules(site, desk),
        "counts": Counter(kind_of(outcome) for outcome in outcomes),
        "axis": axis,
        "lanes": lanes[:_MOST_LANES],
        "more_lanes": max(0, len(lanes) - _MOST_LANES),
        "windows": windows,
        "more_windows": len(past) - len(recent),
        "everyone": [(data.cluster.name, desk.links.cluster(data.cluster.name)) for data in site.clusters],
        "today": site.today.isoformat(),
        "clusters": len(site.clusters),
        "looked": bool(site.rules or outcomes or past),
    }


def _axis(site: SiteData) -> TimeAxis | None:
    days = [day for data in site.clusters for outcome in data.windows for day in (outcome.since, outcome.until) if day]
    told = [moment.when.day for data in site.clusters for moment in data.moments]
    if not days:
        return None
    last = max([day for day in days if day <= site.today] + told[-1:])
    return axis_over(minute_of(min(days)), minute_of(last), site.today)


def _rules(site: SiteData, desk: Desk) -> list[RuleRow]:
    """The rules that speak today, in the order of the catalogue."""
    found: dict[str, list[Finding]] = {}
    for data in site.clusters:
        for outcome in data.outcomes:
            if isinstance(outcome, Finding):
                found.setdefault(outcome.code, []).append(outcome)
    titles = {rule.code: rule.title for rule in site.rules}
    order = {rule.code: index for index, rule in enumerate(site.rules)}
    return [
        RuleRow(
            code=code,
            href=desk.links.rule(code) if code in desk.codes else "",
            title=titles.get(code, ""),
            kind=max(found[code], key=lambda finding: finding.severity).severity.label,
            findings=len(found[code]),
            clusters=len({finding.cluster for finding in found[code]}),
        )
        for code in sorted(found, key=lambda code: (order.get(code, len(order)), code))
    ]
