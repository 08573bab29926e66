"""Kubernetes runs in another minor than the installer's release ships."""

from collections.abc import Iterator

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.platforms import KUBERNETES
from tracker.domain.sentence import say
from tracker.domain.version import Version
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import ClusterFacts
from tracker.rules.installers import installed


def check(facts: ClusterFacts) -> Iterator[Outcome]:
    """Its manifests, flags and images are written for the minor that it ships."""
    version = facts.version(KUBERNETES)
    release = installed(facts)
    if not isinstance(version, Version) or release is None or release.kubernetes is None:
        return
    shipped = release.kubernetes
    if shipped.minor == version.minor:
        return
    product = f"{release.installer} {release.version}"
    fitting = [
        other
        for other in facts.world.reference.installer_releases(release.installer, ships=version.minor)
        if not other.version.prerelease and facts.world.has_come(other.released_on)
    ]
    first = min(fitting, key=lambda other: other.version, default=None)
    yield RULE.finding(
        release.installer,
        say(
            "%(product)s ships Kubernetes %(shipped)s and runs %(version)s",
            product=product,
            shipped=shipped.upstream,
            version=version,
        ),
        advice=say(
            "Move to %(installer)s %(release)s, the first release that ships %(minor)s.",
            installer=release.installer,
            release=first.version,
            minor=version.minor,
        )
        if first
        else say(
            "No release of %(installer)s that ships %(minor)s is out; flags and manifests may not fit.",
            installer=release.installer,
            minor=version.minor,
        ),
        evidence=(
            from_row(
                f"{release.installer}/{release.version}", say("ships Kubernetes %(version)s", version=shipped), release
            ),
        ),
    )


RULE = Rule(
    code="CMP003",
    title="The installer ships another Kubernetes minor",
    severity=Severity.RECOMMENDED,
    source="",
    check=check,
)
