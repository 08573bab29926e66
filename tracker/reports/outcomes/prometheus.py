"""Outcomes as Prometheus text: gauges for a node exporter's textfile collector.

Every label comes from a bounded set (clusters, rules, subjects); messages stay out of the labels.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime

from tracker.domain.outcome import Finding, Outcome
from tracker.reports.outcomes import wording
from tracker.reports.outcomes.formats import Look
from tracker.services.assessment import Assessment


def render(assessment: Assessment, look: Look) -> Iterator[str]:
    """Text exposition format 0.0.4."""
    yield from _family(
        "tracker_finding_days",
        "How long a finding has lasted; 0 when its beginning is not known.",
        [(_labels(finding, assessment), _days(finding, assessment)) for finding in assessment.findings],
    )
    yield from _family("tracker_outcomes", "Outcomes by cluster, severity and standing.", _totals(assessment))
    yield from _family(
        "tracker_looked_at", "What was looked at.", [({"what": item.what}, item.count) for item in assessment.looked_at]
    )
    reference = [({"edition": assessment.edition}, _seconds(assessment.as_of))]
    yield from _family(
        "tracker_reference_as_of_seconds", "When the releases of Kubernetes in the reference data were read.", reference
    )
    if assessment.judged_on is not None:
        yield from _family(
            "tracker_judged_on_seconds", "The day that was judged.", [({}, _seconds(assessment.judged_on))]
        )


def _family(name: str, described: str, samples: list[tuple[dict[str, str], int]]) -> Iterator[str]:
    yield f"# HELP {name} {described}\n# TYPE {name} gauge\n"
    # One sample for each set of labels: a second one would make the whole file invalid.
    merged: dict[tuple[tuple[str, str], ...], int] = {}
    for labels, value in samples:
        place = tuple(labels.items())
        merged[place] = max(value, merged.get(place, value))
    for place, value in merged.items():
        told = ",".join(f'{label}="{_escape(text)}"' for label, text in place)
        yield f"{name}{{{told}}} {value}\n" if told else f"{name} {value}\n"


def _labels(finding: Finding, assessment: Assessment) -> dict[str, str]:
    return {
        "cluster": finding.cluster,
        "code": finding.code,
        "severity": finding.severity.label,
        "subject": finding.subject,
        "standing": _standing(finding, assessment),
    }


def _totals(assessment: Assessment) -> list[tuple[dict[str, str], int]]:
    counted = Counter(
        (
            outcome.cluster,
            outcome.severity.label if isinstance(outcome, Finding) else "undecided",
            _standing(outcome, assessment),
        )
        for outcome in assessment.outcomes
    )
    names = ("cluster", "severity", "standing")
    return [(dict(zip(names, key, strict=True)), number) for key, number in sorted(counted.items())]


def _standing(outcome: Outcome, assessment: Assessment) -> str:
    if assessment.is_accepted(outcome):
        return "accepted"
    return "open" if assessment.counts(outcome) else "known"


def _days(finding: Finding, assessment: Assessment) -> int:
    return wording.days(finding, assessment.judged_on) or 0


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _escape(text: str) -> str:
    return wording.one_line(text).replace("\\", "\\\\").replace('"', '\\"')
