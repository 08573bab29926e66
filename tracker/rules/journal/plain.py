"""Steps of which no rule on records has anything to say but when the version came out.

Nine changes in ten are an upgrade by one minor, a component that is new, a setting with a new value. Whoever replays long
histories leaves these out before building facts for the rules; a property proves that the rules are silent about them.
"""

from functools import lru_cache

from tracker.domain.event import Action, Change, SubjectType
from tracker.domain.version import Version, compare_upstream
from tracker.rules.facts import parsed


def is_plain(change: Change, *, was_there: bool, previous: str | None) -> bool:
    """Whether a change, beside what was there, is one of which the rules on steps say nothing."""
    if change.action is Action.REMOVED:
        return was_there
    if not was_there:
        return True
    if change.to is None or change.to == previous:
        return False
    if change.subject.type is SubjectType.CONFIG:
        return True
    if previous is None:
        return False
    # Only of platforms does a rule say how far they may go in one step.
    return is_step_up(previous, change.to, at_most_a_minor=change.subject.type is SubjectType.PLATFORM)


@lru_cache(maxsize=65_536)
def is_step_up(before: str, after: str, *, at_most_a_minor: bool) -> bool:
    """Whether a version is higher than the one before, and if asked by no more than a minor of the same major."""
    left, right = parsed(before), parsed(after)
    if not (isinstance(left, Version) and isinstance(right, Version)) or compare_upstream(left, right) >= 0:
        return False
    return not at_most_a_minor or right.minor in (left.minor, left.minor.next())
