"""Values of subjects as pages write them."""

from collections.abc import Iterable
from functools import cmp_to_key, lru_cache

from tracker.domain.event import SubjectType
from tracker.domain.version import Version, compare_upstream, parse_version
from tracker.publish.gathered import SubjectHistory


@lru_cache(maxsize=8192)
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


def in_order_of_version(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts from the lowest version to the highest (1.2.6 before 1.10.6); what names no version follows by its text."""
    versions: list[tuple[Version, str]] = []
    others: list[str] = []
    for text in sorted(texts):
        version = parse_version(text)
        if isinstance(version, Version):
            versions.append((version, text))
        else:
            others.append(text)
    in_order = sorted(versions, key=cmp_to_key(_by_precedence))
    return (*(text for _, text in in_order), *others)


def _by_precedence(one: tuple[Version, str], other: tuple[Version, str]) -> int:
    return compare_upstream(one[0], other[0])
