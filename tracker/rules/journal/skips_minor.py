"""Kubernetes or etcd is recorded to jump over minor versions in one step."""

from collections.abc import Iterator

from tracker.domain import platforms
from tracker.domain.event import SubjectType
from tracker.domain.knowledge.policies import UpgradeRule
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence, say
from tracker.domain.version import Minor, Version
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import EventFacts, RecordedChange
from tracker.rules.world import World

_RULED_BY = {
    platforms.KUBERNETES: ("kube-apiserver", "cluster"),
    "kube-apiserver": ("kube-apiserver", "cluster"),
    "etcd": ("etcd",),
}
"""Whose upgrade rules bound the step of a platform, the strictest first."""


def check(facts: EventFacts) -> Iterator[Outcome]:
    """Kubelets may skip minors by the policy, so only the control plane and etcd are looked at."""
    kubernetes = _kubernetes(facts)
    for change in facts.changes:
        before, after = change.previous_version, change.version
        if change.subject.type is not SubjectType.PLATFORM or change.subject.name not in _RULED_BY:
            continue
        if not (isinstance(before, Version) and isinstance(after, Version)) or before.minor.major != after.minor.major:
            continue
        step = before.minor.behind(after.minor)
        rule = _strictest(change, after.minor if change.subject.name != "etcd" else kubernetes, facts.world)
        if rule is None or rule.max_step is None or step <= rule.max_step:
            continue
        yield RULE.finding(
            str(change.subject),
            _told(change, step, rule, rule.max_step),
            severity=None if rule.binding else Severity.NOTE,
            advice=say("Record the hops in between if there were any; next time take them one by one."),
            evidence=(from_row(f"upgrades/{rule.id}", rule.text, rule),),
            key=f"{before.minor} {after.minor}",
        )


def _told(change: RecordedChange, step: int, rule: UpgradeRule, most: int) -> Sentence:
    known = {
        "subject": change.subject,
        "before": change.previous_version,
        "after": change.version,
        "step": step,
        "allowed": say("one minor") if most == 1 else say("%(count)s minors", count=most),
    }
    if rule.binding:
        return say(
            "%(subject)s goes from %(before)s to %(after)s, %(step)s minors in one step; the policy allows %(allowed)s",
            **known,
        )
    return say(
        "%(subject)s goes from %(before)s to %(after)s, %(step)s minors in one step;"
        " the advice of the time is %(allowed)s",
        **known,
    )


def _strictest(change: RecordedChange, minor: Minor | None, world: World) -> UpgradeRule | None:
    if minor is None:
        return None
    rules = [rule for rule in world.reference.upgrade_rules(minor) if rule.max_step is not None]
    for subject in _RULED_BY[change.subject.name]:
        of_subject = [rule for rule in rules if rule.subject == subject and rule.id != "compat-emulation"]
        if of_subject:
            return min(of_subject, key=lambda rule: rule.max_step or 0)
    return None


def _kubernetes(facts: EventFacts) -> Minor | None:
    """Etcd's rule names no Kubernetes version; the newest one known finds it."""
    latest = facts.world.latest_minor()
    return latest.minor if latest else None


RULE = Rule(
    code="JRN003",
    title="An upgrade skips a minor version",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/releases/version-skew-policy/#kube-apiserver-1",
    check=check,
)
