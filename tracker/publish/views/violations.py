"""Outcomes through time as the bands of a chart."""

from collections.abc import Iterable, Iterator

from tracker.domain.outcome import Finding, Outcome
from tracker.publish.charts.bands import Violation
from tracker.publish.views.outcomes import Desk, kind_of


def violations(outcomes: Iterable[Outcome], desk: Desk, *, with_cluster: bool) -> Iterator[Violation]:
    """The windows of findings; undecided ones stay in the table, because a band would look like a warning."""
    for outcome in outcomes:
        if not isinstance(outcome, Finding) or outcome.since is None:
            continue
        subject = desk.own(outcome.subject)
        if with_cluster:
            subject = f"{outcome.cluster} · {subject}"
        yield Violation(
            lane=subject,
            lane_href=desk.links.rule(outcome.code) if outcome.code in desk.codes else "",
            code=outcome.code,
            kind=kind_of(outcome),
            since=outcome.since,
            until=outcome.until,
            title=f"{outcome.since} – {outcome.until or '…'} · {outcome.code} {desk.words.sentence(outcome.message).text}",
            href=f"#o-{outcome.fingerprint}-{outcome.since}",
        )
