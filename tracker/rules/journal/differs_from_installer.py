"""Kubernetes runs in another patch release than the installer's release ships."""

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
    """Only within a minor: another minor is a matter of compatibility (CMP003)."""
    version = facts.version(KUBERNETES)
    release = installed(facts)
    if not isinstance(version, Version) or version.patch is None or release is None or release.kubernetes is None:
        return
    shipped = release.kubernetes
    if shipped.minor != version.minor or shipped.same_upstream(version):
        return
    product = f"{release.installer} {release.version}"
    yield RULE.finding(
        KUBERNETES,
        say(
            "Kubernetes %(version)s runs where %(product)s ships %(shipped)s",
            version=version,
            product=product,
            shipped=shipped.upstream,
        ),
        advice=say(
            "Nothing to do if it was chosen on purpose; %(product)s was tested with %(shipped)s.",
            product=product,
            shipped=shipped.upstream,
        ),
        evidence=(
            from_row(
                f"{release.installer}/{release.version}", say("ships Kubernetes %(version)s", version=shipped), release
            ),
        ),
    )


RULE = Rule(
    code="JRN012",
    title="Kubernetes differs from what the installer ships",
    severity=Severity.NOTE,
    source="",
    check=check,
)
