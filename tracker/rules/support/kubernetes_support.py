"""Whose support counts for a Kubernetes version, and until when.

A provider that publishes windows of its own counts before upstream. Which provider that is says the cluster's profile,
or the version itself where the profile says nothing: ``v1.29.3-eks-036c24b`` is printed by Amazon EKS alone.
"""

from dataclasses import dataclass
from datetime import date

from tracker.domain.knowledge.kubernetes import EndOfLifeBasis, KubernetesMinor
from tracker.domain.knowledge.providers import Provider, ProviderSupport
from tracker.domain.outcome import Evidence
from tracker.domain.sentence import Sentence, joined, say
from tracker.domain.version import Minor, Version
from tracker.rules.evidence import from_row
from tracker.rules.facts import SubjectFacts
from tracker.rules.releases import is_kubernetes

_SUFFIXES = {"-eks-": "amazon-eks", "-gke.": "gke", "+k3s": "k3s", "+rke2r": "rke2"}
"""What providers append to the version of Kubernetes."""


@dataclass(frozen=True, slots=True)
class Managed:
    """A provider's window for a minor."""

    provider: Provider
    window: ProviderSupport

    @property
    def evidence(self) -> Evidence:
        """The provider's row."""
        standard, extended = self.window.included_until, self.window.extended_until
        ends = (
            standard and say("standard support until %(day)s", day=standard),
            extended and say("extended support until %(day)s", day=extended),
        )
        told = joined(", ", [end for end in ends if end]) or say("no dates stated")
        return from_row(f"{self.provider.slug}/{self.window.version}", told, self.window)


def judged_version(facts: SubjectFacts) -> Version | None:
    """The version of Kubernetes that a fact tells; None when it tells none.

    A node pool, or a part of the control plane, in the minor of its control plane is not judged a second time.
    """
    version = facts.version
    if not is_kubernetes(facts.subject) or not isinstance(version, Version) or facts.subject.name == "kubectl":
        return None
    is_the_cluster = facts.subject.name == "kubernetes" and not facts.subject.scope
    return version if is_the_cluster or version.minor != facts.kubernetes else None


def next_step(facts: SubjectFacts, version: Version) -> Sentence:
    """Where to go from a version: nodes follow their control plane, the control plane goes one minor further."""
    is_the_cluster = facts.subject.name == "kubernetes" and not facts.subject.scope
    if not is_the_cluster and facts.kubernetes is not None and version.minor < facts.kubernetes:
        return say(
            "Move %(subject)s to %(minor)s, which the control plane runs.",
            subject=facts.subject,
            minor=facts.kubernetes,
        )
    following = version.minor.next()
    return say("Plan the upgrade to %(minor)s: `tracker report --to %(minor)s`.", minor=following)


def managed(facts: SubjectFacts, minor: Minor) -> Managed | None:
    """The provider's own window, where the provider is known and publishes one for this minor."""
    reference = facts.world.reference
    provider = reference.provider(_provider_name(facts))
    if provider is None or provider.follows_upstream:
        return None
    window = reference.support(provider.slug, minor)
    if window is None or (window.included_until is None and window.extended_until is None):
        return None
    return Managed(provider, window)


def _provider_name(facts: SubjectFacts) -> str:
    if facts.provider and facts.provider != "upstream":
        return facts.provider
    value = facts.value or ""
    return next((slug for mark, slug in _SUFFIXES.items() if mark in value), "upstream")


def is_over(facts: SubjectFacts, minor: Minor) -> bool:
    """Whether nobody supports a minor any more: neither upstream nor, where it has a window, the provider."""
    window = managed(facts, minor)
    if window is not None:
        return facts.world.has_passed(window.window.last_until)
    return facts.world.has_passed(facts.world.end_of_life(minor))


def end_of_life_evidence(row: KubernetesMinor, end_of_life: date) -> Evidence:
    """Upstream's row, with how firmly its date is known."""
    told = say("end of life %(day)s", day=with_basis(row, end_of_life))
    return from_row(f"kubernetes/{row.minor}", told, row)


def with_basis(row: KubernetesMinor, end_of_life: date) -> str:
    """The day of an end of life, and in brackets where it comes from when it was never promised."""
    if row.end_of_life_basis is EndOfLifeBasis.FINAL_PATCH:
        return say("%(day)s (the day of its last patch release)", day=end_of_life)
    if row.end_of_life_basis is EndOfLifeBasis.LAST_TAG:
        return say("%(day)s (the day of its last tag; nothing was published)", day=end_of_life)
    return str(end_of_life)
