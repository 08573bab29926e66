"""A recorded setting is one that the installer's release does not read."""

from collections.abc import Iterator

from tracker.domain.event import SubjectType
from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import say
from tracker.rules.base import Rule
from tracker.rules.evidence import from_row
from tracker.rules.facts import ClusterFacts
from tracker.rules.installers import installed


def check(facts: ClusterFacts) -> Iterator[Outcome]:
    """Only keys that some release of the installer reads: what else is recorded may belong to another tool."""
    release = installed(facts)
    if release is None:
        return
    for subject, value in facts.of_type(SubjectType.CONFIG):
        setting = release.settings.get(subject.name)
        if setting is not None and not setting.supported and not subject.scope:
            yield RULE.finding(
                str(subject),
                say(
                    "%(installer)s %(version)s does not read %(setting)s, so %(value)s has no effect",
                    installer=release.installer,
                    version=release.version,
                    setting=subject,
                    value=value or say("its value"),
                ),
                advice=say("Set it another way, or move to a release that reads it."),
                evidence=(
                    from_row(
                        f"{release.installer}/{release.version}",
                        say("does not read %(setting)s", setting=subject),
                        release,
                    ),
                ),
            )


RULE = Rule(
    code="CFG004",
    title="The installer does not read a setting",
    severity=Severity.RECOMMENDED,
    source="",
    check=check,
)
