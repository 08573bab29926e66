"""A recorded setting is gone in the running minor, or will be in the next one."""

import re
from collections.abc import Iterator

from tracker.domain.event import Subject, SubjectType
from tracker.domain.knowledge.changes import BreakingChange, Detection, Evidence
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import quoted, say
from tracker.domain.version import Minor
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_FIRST = Minor(1, 0)


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """By the removals of flags and of fields in configuration files."""
    minor = facts.kubernetes
    if minor is None or facts.subject.type is not SubjectType.CONFIG:
        return
    for change in facts.world.reference.breaking_changes(_FIRST, minor.next()):
        gone_in = change.removed_in
        if gone_in is None or (change.providers and facts.provider not in change.providers):
            continue
        if any(_shows(detection, facts.subject, facts.value) for detection in change.detections):
            yield _finding(facts.subject, change, gone_in, is_gone=gone_in <= minor)


def _shows(detection: Detection, subject: Subject, value: str | None) -> bool:
    """Whether a recorded setting is the flag or field that a detection looks for."""
    if detection.absent or (subject.scope and subject.scope not in detection.kinds):
        return False
    if detection.evidence is Evidence.COMMAND_LINE:
        flag = _HUMP.sub("-", subject.name.lstrip("-")).lower()
        # A short name such as ``port`` says too little without the part whose flag it is.
        return ("-" in flag or bool(subject.scope)) and detection.matches(f"--{flag}={value or ''}")
    if detection.evidence is Evidence.CONFIGURATION and subject.scope:
        return detection.path == subject.name and detection.matches(value or "")
    return False


def _finding(subject: Subject, change: BreakingChange, gone_in: Minor, *, is_gone: bool) -> Outcome:
    known = {"setting": subject, "minor": gone_in, "what": quoted(change.what)}
    return RULE.finding(
        str(subject),
        say("%(setting)s is gone since %(minor)s: %(what)s", **known)
        if is_gone
        else say("%(setting)s goes in %(minor)s, the next minor: %(what)s", **known),
        severity=Severity.RECOMMENDED if is_gone else None,
        advice=say("Use %(replacement)s instead.", replacement=quoted(change.replacement))
        if change.replacement
        else say("Remove it before %(minor)s.", minor=gone_in),
        evidence=(from_row(f"changes/{change.id}", say("removed in %(minor)s", minor=gone_in), change),),
        key=change.id,
    )


RULE = Rule(
    code="CFG003",
    title="A setting is removed",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/reference/command-line-tools-reference/",
    check=check,
)
