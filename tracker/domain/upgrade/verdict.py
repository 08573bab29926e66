"""Whether the upgrade may begin: one of four answers, each with its reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.outcome import Disposition, Finding, Outcome, Severity, Undecided
from tracker.domain.sentence import say
from tracker.domain.upgrade.plan import Plan


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
    advice = (*(say("would block, and is accepted by waiver: %(reason)s", reason=reason) for reason in waived), *advice)
    if to_look_at:
        advice += (_to_look_at(to_look_at),)
    return Judgement(Verdict.READY_WITH_ADVICE if advice else Verdict.READY, advice)


def _unknowns(plan: Plan, outcomes: Sequence[Outcome], *, manifests_read: bool) -> tuple[str, ...]:
    undecided = [outcome for outcome in outcomes if isinstance(outcome, Undecided)]
    found = dict.fromkeys(
        (*(unknown.missing for unknown in plan.all_unknowns), *(outcome.missing for outcome in undecided))
    )
    without = () if manifests_read else (say("no manifests were given, so the APIs in use are not known"),)
    return (*without, *found)


def _counted(findings: Sequence[Finding]) -> tuple[str, ...]:
    """One reason a rule: its findings, or how many there are."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    return tuple(_reason(code, group) for code, group in by_code.items())


def _reason(code: str, group: Sequence[Finding]) -> str:
    first = group[0]
    if len(group) == 1:
        return say("%(subject)s: %(message)s (%(code)s)", subject=first.subject, message=first.message, code=code)
    return say(
        "%(count)s findings of %(code)s, the first on %(subject)s: %(message)s",
        count=len(group),
        code=code,
        subject=first.subject,
        message=first.message,
    )


def _to_look_at(count: int) -> str:
    if count == 1:
        return say("1 breaking change that only a person can look for")
    return say("%(count)s breaking changes that only a person can look for", count=count)
