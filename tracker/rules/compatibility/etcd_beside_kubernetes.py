"""etcd runs in an older minor than the one that the cluster's Kubernetes was released with."""

from collections.abc import Iterator

from tracker.domain.outcome import Disposition, Outcome, Severity
from tracker.domain.sentence import say
from tracker.domain.version import Version
from tracker.rules.base import Rule
from tracker.rules.compatibility.dependencies import released_with, told
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """A newer etcd is quiet: its minors read what older ones wrote, and Kubernetes speaks a stable API to it."""
    version = facts.version
    if facts.subject.name != "etcd" or not isinstance(version, Version) or facts.kubernetes is None:
        return
    found = released_with(facts.world.reference, "etcd", facts.kubernetes)
    if found is None or version.minor >= found[1].minor:
        return
    row, named = found
    comes_along = bool(facts.installer)
    yield RULE.finding(
        str(facts.subject),
        say(
            "etcd %(version)s is older than %(named)s, which Kubernetes %(minor)s was released with",
            version=version,
            named=named,
            minor=row.minor,
        ),
        severity=None if version.minor.major < named.minor.major else Severity.NOTE,
        advice=say("It moves with the installer's release.")
        if comes_along
        else say(
            "Upgrade etcd to %(minor)s, one minor at a time, before the next control-plane upgrade.", minor=named.minor
        ),
        evidence=(from_row(f"dependencies/{row.minor}/etcd", told(row, named), row),),
        disposition=Disposition.PINNED if comes_along else Disposition.ACTIONABLE,
    )


RULE = Rule(
    code="CMP004",
    title="etcd is older than the cluster's Kubernetes asks for",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/",
    check=check,
)
