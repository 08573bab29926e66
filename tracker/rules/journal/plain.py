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
    return change.subject.type is SubjectType.CONFIG or (previous is not None and is_step_up(previous, change.to))


@lru_cache(maxsize=65_536)
def is_step_up(before: str, after: str) -> bool:
    """Whether one version follows another by no more than a minor of the same major."""
    left, right = parsed(before), parsed(after)
    if not (isinstance(left, Version) and isinstance(right, Version)) or left.minor.major != right.minor.major:
        return False
    return compare_upstream(left, right) < 0 and left.minor.behind(right.minor) <= 1
