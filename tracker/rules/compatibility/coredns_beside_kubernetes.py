"""CoreDNS runs in an older minor than the one that kubeadm installs with the cluster's Kubernetes."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.domain.version import Version
from tracker.rules.base import Rule
from tracker.rules.compatibility.dependencies import released_with, told
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts
from tracker.rules.support.lines import product


def check(facts: SubjectFacts) -> Iterator[Outcome]:
    """Also where something else installed it: kubeadm's table is the one that the project keeps."""
    component = product(facts)
    version = facts.version
    if component is None or component.slug != "coredns" or not isinstance(version, Version) or facts.kubernetes is None:
        return
    found = released_with(facts.world.reference, "coredns", facts.kubernetes)
    if found is None or version.minor >= found[1].minor:
        return
    row, installed = found
    yield RULE.finding(
        str(facts.subject),
        say(
            "CoreDNS %(version)s is older than %(installed)s, which kubeadm installs with Kubernetes %(minor)s",
            version=version,
            installed=installed,
            minor=row.minor,
        ),
        advice=say("Upgrade CoreDNS to %(version)s or later; read its notes on the Corefile first.", version=installed),
        evidence=(from_row(f"dependencies/{row.minor}/coredns", told(row, installed), row),),
    )


RULE = Rule(
    code="CMP005",
    title="CoreDNS is older than the cluster's Kubernetes installs",
    severity=Severity.NOTE,
    source="https://github.com/coredns/deployment/blob/master/kubernetes/CoreDNS-k8s_version.md",
    check=check,
)
