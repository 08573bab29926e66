"""A live object was last written by a client that uses an API which the target no longer serves."""

from collections.abc import Iterator

from tracker.domain.outcome import Evidence, EvidenceKind, Outcome, Severity
from tracker.domain.sentence import NOTHING, Sentence, say
from tracker.rules.base import Rule
from tracker.rules.readiness.apis.facts import ApiFacts, row, what_to_do, where
from tracker.rules.readiness.apis.traces import Trace, traces, why_stale


def check(facts: ApiFacts) -> Iterator[Outcome]:
    """Weighs what the object remembers of its writers: a stale trace is a note that says why it is stale."""
    if not facts.found.is_live:
        return
    remembered = traces(facts.found)
    old = frozenset(trace.api for trace in remembered if _is_removed(facts, trace))
    seen = set()
    for trace in remembered:
        if trace.api in old and (trace.manager, trace.api) not in seen:
            seen.add((trace.manager, trace.api))
            yield _weighed(facts, trace, why_stale(trace, remembered, old) or _refused_already(facts, trace))
    if not remembered and facts.is_judged_by_traces:
        yield from _without_traces(facts)


def _is_removed(facts: ApiFacts, trace: Trace) -> bool:
    life = facts.kubernetes_life(trace.api)
    return life is not None and life.is_removed(facts.target)


def _refused_already(facts: ApiFacts, trace: Trace) -> Sentence:
    life = facts.kubernetes_life(trace.api)
    if facts.current is None or life is None or not life.is_removed(facts.current):
        return NOTHING
    return say("%(minor)s refuses this API already, so that nobody has written it lately", minor=facts.current)


def _weighed(facts: ApiFacts, trace: Trace, stale: Sentence) -> Outcome:
    life = facts.kubernetes_life(trace.api)
    told = {
        "trace": trace.told,
        "version": trace.api.api_version,
        "minor": life.removed_in if life else "?",
        "why": stale,
    }
    evidence = [
        where(facts.found),
        Evidence(EvidenceKind.OBJECT, facts.found.subject, trace.told, trace.at.date() if trace.at else None),
    ]
    if life:
        evidence.append(row(life))
    return RULE.finding(
        facts.found.subject,
        say("%(trace)s; %(version)s is not served from %(minor)s on; stale: %(why)s", **told)
        if stale
        else say("%(trace)s; %(version)s is not served from %(minor)s on", **told),
        severity=Severity.NOTE if stale else Severity.REQUIRED,
        advice=NOTHING
        if stale
        else say("find the manifest or client behind it and %(advice)s", advice=what_to_do(facts, trace.api)),
        evidence=tuple(evidence),
        key=f"{facts.key} {trace.manager} {trace.api.api_version}",
    )


def _without_traces(facts: ApiFacts) -> Iterator[Outcome]:
    life = facts.kubernetes_life()
    if life is None or not life.is_removed(facts.target):
        return
    yield RULE.undecided(
        facts.found.subject,
        say(
            "the dump shows %(version)s, which %(minor)s removes, but not who writes it so",
            version=facts.found.api.api_version,
            minor=life.removed_in,
        ),
        advice=say("dump with 'kubectl get --show-managed-fields', or scan the manifests that are applied"),
        evidence=(where(facts.found), row(life)),
        key=facts.key,
    )


RULE = Rule(
    code="API006",
    title="A client still writes a removed API",
    severity=Severity.REQUIRED,
    source="https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management",
    check=check,
)
