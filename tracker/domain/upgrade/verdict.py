"""Whether the upgrade may begin: one of four answers, each with its reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.outcome import Disposition, Finding, Outcome, Severity, Undecided
from tracker.domain.upgrade.plan import Plan
from tracker.domain.upgrade.told import tell


class Verdict(StrEnum):
    """The answer, best first."""

    READY = "ready"
    READY_WITH_ADVICE = "ready with advice"
    UNKNOWN = "unknown"
    NOT_READY = "not ready"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and why; a reader who knows the reasons can repeat it."""

    verdict: Verdict
    reasons: tuple[str, ...]
    """The strongest first; empty only for `Verdict.READY`."""

    def __str__(self) -> str:
        return f"{self.verdict}: {'; '.join(self.reasons)}" if self.reasons else str(self.verdict)


def judge_readiness(plan: Plan, outcomes: Sequence[Outcome], *, manifests_read: bool, to_look_at: int = 0) -> Judgement:
    """The verdict on a plan and on what the rules say about the target.

    What blocks decides first: something unknown cannot make it better. Then what is unknown, because it may block.

    Args:
        plan: The way to the target.
        outcomes: Of the rules that concern the upgrade; an accepted finding does not block, and is never passed over.
        manifests_read: Whether any manifest or dump was looked at.
        to_look_at: Breaking changes that only a person can look for.
    """
    findings = [o for o in outcomes if isinstance(o, Finding) and o.disposition is not Disposition.ACCEPTED]
    blocking = [
        *(blocker.message for blocker in plan.blockers),
        *_counted([finding for finding in findings if finding.severity is Severity.REQUIRED]),
    ]
    if blocking:
        return Judgement(Verdict.NOT_READY, tuple(blocking))
    unknown = _unknowns(plan, outcomes, manifests_read=manifests_read)
    if unknown:
        return Judgement(Verdict.UNKNOWN, unknown)
    advice = _counted([finding for finding in findings if finding.severity is Severity.RECOMMENDED])
    accepted = [o for o in outcomes if isinstance(o, Finding) and o.disposition is Disposition.ACCEPTED]
    waived = _counted([finding for finding in accepted if finding.severity is Severity.REQUIRED])
    advice = (*(f"would block, and is accepted by waiver: {reason}" for reason in waived), *advice)
    if to_look_at:
        advice += (tell("%(count)s that only a person can look for", count=_count(to_look_at, "breaking change")),)
    return Judgement(Verdict.READY_WITH_ADVICE if advice else Verdict.READY, advice)


def _unknowns(plan: Plan, outcomes: Sequence[Outcome], *, manifests_read: bool) -> tuple[str, ...]:
    undecided = [outcome for outcome in outcomes if isinstance(outcome, Undecided)]
    found = dict.fromkeys(
        (*(unknown.missing for unknown in plan.all_unknowns), *(outcome.missing for outcome in undecided))
    )
    without = () if manifests_read else (tell("no manifests were given, so the APIs in use are not known"),)
    return (*without, *found)


def _counted(findings: Sequence[Finding]) -> tuple[str, ...]:
    """One reason a rule: its findings, or how many there are."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    return tuple(
        f"{group[0].subject}: {group[0].message} ({code})"
        if len(group) == 1
        else f"{_count(len(group), 'finding')} of {code}, the first on {group[0].subject}: {group[0].message}"
        for code, group in by_code.items()
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
