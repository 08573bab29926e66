"""What is within the policy now, and will not be once the API servers take the next minor."""

from collections.abc import Iterator

from tracker.domain.knowledge.policies import SkewLimit
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.platforms import CONTROL_PLANE
from tracker.domain.sentence import say
from tracker.domain.version import Minor, Version
from tracker.rules.base import Rule
from tracker.rules.facts import ClusterFacts
from tracker.rules.skew.distance import limit_evidence, minors
from tracker.rules.skew.parts import API_SERVER, Part, api_servers, components, kubelets, oldest_and_newest


def check(facts: ClusterFacts) -> Iterator[Outcome]:
    """Only when that minor is out, and only for what is fine today: the rest is broken already."""
    ends = oldest_and_newest(api_servers(facts))
    if ends is None:
        return
    newest, following = ends[1].minor, ends[1].minor.next()
    upstream = facts.world.reference.minor(following)
    if upstream is None or not facts.world.has_come(upstream.released_on):
        return
    parts = (*kubelets(facts), *(part for name in _FOLLOWERS for part in components(facts, name)))
    for part in parts:
        if part.version is None or part.version.minor >= newest:
            continue
        now = facts.world.skew_limit(part.kind, part.version.minor, API_SERVER, newest)
        then = facts.world.skew_limit(part.kind, part.version.minor, API_SERVER, following)
        if now is None or then is None or not now.allows(part.version.minor, newest):
            continue
        if not then.allows(part.version.minor, following):
            yield _finding(part, part.version, following, then)


def _finding(part: Part, version: Version, following: Minor, limit: SkewLimit) -> Outcome:
    behind = minors(version.minor.behind(following))
    return RULE.finding(
        part.label,
        say(
            "%(kind)s %(version)s would be %(behind)s behind %(server)s %(following)s; the policy allows at most %(most)s",
            kind=part.kind,
            version=version,
            behind=behind,
            server=API_SERVER,
            following=following,
            most=minors(limit.max_behind),
        ),
        advice=say("Upgrade %(part)s before the control plane goes to %(minor)s.", part=part.label, minor=following),
        evidence=(limit_evidence(limit),),
    )


_FOLLOWERS = ("kube-proxy", *CONTROL_PLANE[1:])
"""Besides the kubelets; kubectl moves with its user."""

RULE = Rule(
    code="SKEW010",
    title="The next control-plane upgrade would break the skew policy",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/releases/version-skew-policy/#supported-component-upgrade-order",
    check=check,
)
