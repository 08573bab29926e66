"""Readiness reports that were kept in the store: a list, and a page for each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from tracker.publish import urls
from tracker.publish.data import facts
from tracker.publish.data import pages as data_of
from tracker.publish.gathered import ClusterData, KeptReport
from tracker.publish.page import Page, fingerprint
from tracker.publish.site_data import SiteData
from tracker.publish.views.entries import Named, Time, time_of
from tracker.publish.views.labels import VERDICTS
from tracker.publish.views.links import Links
from tracker.publish.views.report_story import report_story
from tracker.publish.words import Words

PATH = "reports.html"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in the list."""

    cluster: Named
    time: Time
    target: str
    verdict: str
    """For the style sheet: ``ready``, ``ready-with-advice``, ``not-ready`` or ``unknown``."""
    verdict_label: str
    href: str


def build(site: SiteData) -> Iterator[Page]:
    """The list and the pages of all kept reports."""
    found = [(data, report, mark) for data in site.clusters for report, mark in data.outline.reports]
    found.sort(key=lambda each: (each[1].when.sort_at, each[1].id), reverse=True)
    kept = [(data, report) for data, report, _ in found]
    marks = [fingerprint(data.cluster.name, mark) for data, _, mark in found]
    yield Page(PATH, "pages/reports.html", fingerprint(marks), partial(index, kept), partial(_index_data, kept))
    for (data, report), mark in zip(kept, marks, strict=True):
        path = urls.report(data.cluster.name, report.id)
        yield Page(path, "pages/report.html", mark, partial(view, data, report.id), partial(_data, data, report.id))


def index(kept: list[tuple[ClusterData, KeptReport]], words: Words) -> Mapping[str, object]:
    """The list of reports, newest first."""
    links = Links(PATH)
    return {"rows": [_row(data, report, links, words) for data, report in kept]}


def _index_data(kept: list[tuple[ClusterData, KeptReport]]) -> Mapping[str, object]:
    return data_of.index(
        (
            f"{data.cluster.name} {report.target}",
            urls.report(data.cluster.name, report.id),
            facts.kept_report(report, data.cluster.name),
        )
        for data, report in kept
    )


def _whole(data: ClusterData, report_id: str) -> KeptReport:
    """A report with its document."""
    return next(report for report in data.reports if report.id == report_id)


def _data(data: ClusterData, report_id: str) -> Mapping[str, object]:
    return data_of.report(data, _whole(data, report_id))


def view(data: ClusterData, report_id: str, words: Words) -> Mapping[str, object]:
    """A report's page."""
    report = _whole(data, report_id)
    links = Links(urls.report(data.cluster.name, report.id))
    return {
        "row": _row(data, report, links, words),
        "event": links.event(report.when.day, report.id),
        "story": report_story(report, words),
        "reports": links.to(PATH),
    }


def _row(data: ClusterData, report: KeptReport, links: Links, words: Words) -> ReportRow:
    verdict = report.verdict if report.verdict in VERDICTS else "unknown"
    return ReportRow(
        cluster=Named(data.cluster.name, links.cluster(data.cluster.name)),
        time=time_of(report.when),
        target=report.target,
        verdict=verdict.replace(" ", "-"),
        verdict_label=words.text(VERDICTS[verdict]),
        href=links.to(urls.report(data.cluster.name, report.id)),
    )
