"""Values of subjects as pages write them."""

from tracker.domain.event import SubjectType
from tracker.domain.version import Version, parse_version
from tracker.publish.gathered import SubjectHistory


def shown(value: str | None, kind: SubjectType) -> str:
    """A value; a version loses the ``v`` that some write and others do not, a setting stays as it was written."""
    if not value or not value.strip() or kind is SubjectType.CONFIG:
        return value or ""
    version = parse_version(value)
    return str(version) if isinstance(version, Version) else value


def current_value(history: SubjectHistory | None) -> str:
    """The value after the last change; empty when there is none."""
    if history is None or not history.is_present:
        return ""
    return shown(history.steps[-1].to, history.subject.type)
