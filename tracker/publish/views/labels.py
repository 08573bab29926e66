"""The words for kinds, actions, severities and the like; keys of messages, translated where they are shown."""

from collections.abc import Sequence

from tracker.domain.event import Action, EventKind, IncidentSeverity, SubjectType
from tracker.domain.knowledge.changes import ChangeSeverity
from tracker.domain.outcome import Disposition, Severity
from tracker.domain.upgrade.plan import StepKind
from tracker.publish.gathered import Step
from tracker.publish.words import Words, mark

KINDS = {
    EventKind.UPGRADE: mark("Upgrade"),
    EventKind.COMPONENT: mark("Component"),
    EventKind.CONFIG: mark("Configuration"),
    EventKind.INCIDENT: mark("Incident"),
    EventKind.MAINTENANCE: mark("Maintenance"),
    EventKind.PLAN: mark("Plan"),
    EventKind.NOTE: mark("Note"),
}

ACTIONS = {
    Action.ADDED: mark("added"),
    Action.UPGRADED: mark("upgraded"),
    Action.DOWNGRADED: mark("downgraded"),
    Action.SET: mark("set"),
    Action.REMOVED: mark("removed"),
}

AGAIN = mark("again")
"""A component that is recorded once more while it is there."""
ADDED_AGAIN = mark("added again")
"""A component that is added although it is there."""

SUBJECT_TYPES = {
    SubjectType.PLATFORM: mark("Platform"),
    SubjectType.COMPONENT: mark("Components"),
    SubjectType.CONFIG: mark("Configuration"),
    SubjectType.NODE_POOL: mark("Node pools"),
}

SEVERITIES = {
    Severity.REQUIRED: mark("required"),
    Severity.RECOMMENDED: mark("recommended"),
    Severity.NOTE: mark("note"),
}

INCIDENT_SEVERITIES = {
    IncidentSeverity.CRITICAL: mark("critical"),
    IncidentSeverity.MAJOR: mark("major"),
    IncidentSeverity.MINOR: mark("minor"),
    IncidentSeverity.UNKNOWN: mark("severity unknown"),
}

DISPOSITIONS = {
    Disposition.ACTIONABLE: mark("can be done now"),
    Disposition.WAITING: mark("waiting on upstream"),
    Disposition.ACCEPTED: mark("accepted by waiver"),
    Disposition.PINNED: mark("pinned"),
}

CHANGE_SEVERITIES = {
    ChangeSeverity.BREAKING: mark("breaking"),
    ChangeSeverity.BEHAVIOUR: mark("works differently"),
    ChangeSeverity.DEPRECATION: mark("deprecation"),
}

STEP_KINDS = {
    StepKind.CATCH_UP: mark("catches up first"),
    StepKind.ADD_ON_BEFORE: mark("add-on, before the API servers"),
    StepKind.INSTALLER: mark("installer"),
    StepKind.ETCD: mark("etcd"),
    StepKind.API_SERVER: mark("API server"),
    StepKind.CONTROLLER: mark("controller"),
    StepKind.NODE_POOL: mark("node pool"),
    StepKind.KUBE_PROXY: mark("kube-proxy"),
    StepKind.ADD_ON_AFTER: mark("add-on, right after the API servers"),
    StepKind.KUBECTL: mark("client"),
}

VERDICTS = {
    "ready": mark("ready"),
    "ready with advice": mark("ready with advice"),
    "not ready": mark("not ready"),
    "unknown": mark("unknown"),
}


def action_label(action: Action, kind: SubjectType, words: Words, *, is_again: bool = False) -> str:
    """What a change did: a component that is set to no other value was only recorded again."""
    if is_again:
        return words.text(ADDED_AGAIN)
    return words.text(AGAIN if action is Action.SET and kind is SubjectType.COMPONENT else ACTIONS[action])


def come_again(steps: Sequence[Step]) -> list[bool]:
    """For each change of a component, oldest first, whether it adds what is there already."""
    again, is_present = [], False
    for step in steps:
        again.append(step.action is Action.ADDED and is_present)
        is_present = step.action is not Action.REMOVED
    return again
