"""A version is recorded on a day on which it was not out yet."""

from collections.abc import Iterator

from tracker.domain.event import SubjectType
from tracker.domain.outcome import Evidence, Outcome, Severity
from tracker.domain.sentence import Sentence, say
from tracker.domain.version import Version
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import EventFacts, RecordedChange
from tracker.rules.releases import Release, find_release, releases_of, was_out
from tracker.rules.world import World


def check(facts: EventFacts) -> Iterator[Outcome]:
    """Every version that an event brings."""
    for change in facts.changes:
        version = change.version
        if not isinstance(version, Version) or change.subject.type is SubjectType.CONFIG:
            continue
        release = find_release(change.subject, version, facts.world.reference)
        if release is None or was_out(release, facts.world):
            continue
        meant = _likeliest(change, version, facts.world)
        yield RULE.finding(
            str(change.subject),
            say(
                "%(subject)s %(version)s is recorded before it was released on %(day)s",
                subject=change.subject,
                version=version,
                day=release.released_on,
            ),
            advice=_advice(change, meant),
            evidence=_evidence(change, release, meant),
            key=str(version),
        )


def _likeliest(change: RecordedChange, version: Version, world: World) -> Release | None:
    """What was probably meant: the newest release that was out, of the same number (a pre-release) if there is one."""
    out = [release for release in releases_of(change.subject, version, world.reference) if was_out(release, world)]
    same = [
        release for release in out if (release.version.minor, release.version.patch) == (version.minor, version.patch)
    ]
    lower = [release for release in out if release.version < version]
    return max(same or lower, key=lambda release: (release.version.upstream, release.released_on), default=None)


def _advice(change: RecordedChange, meant: Release | None) -> Sentence:
    if meant is None:
        return say("Amend the event: the day or the version is wrong.")
    return say(
        "Amend the event: the day is wrong, or %(subject)s %(version)s was meant (out since %(day)s).",
        subject=change.subject,
        version=meant.version,
        day=meant.released_on,
    )


def _evidence(change: RecordedChange, *releases: Release | None) -> tuple[Evidence, ...]:
    return tuple(
        from_row(
            release.key,
            say(
                "%(subject)s %(version)s came out on %(day)s",
                subject=change.subject,
                version=release.version,
                day=release.released_on,
            ),
            release.row,
        )
        for release in releases
        if release is not None
    )


RULE = Rule(
    code="JRN001",
    title="A version is recorded before it was released",
    severity=Severity.RECOMMENDED,
    source="https://kubernetes.io/releases/",
    check=check,
)
