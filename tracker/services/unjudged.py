"""What of a cluster's state no rule can judge, kept up to date fact by fact."""

from collections.abc import Callable

from tracker.domain.event import Subject, SubjectType
from tracker.rules.releases import is_part
from tracker.services.judges import Gap, Inventory
from tracker.services.keys import Valued, is_control_plane


def is_listed(subject: Subject) -> bool:
    """Whether an inventory is about a subject."""
    if is_control_plane(subject):
        return True
    return subject.type in (SubjectType.COMPONENT, SubjectType.PLATFORM) and not is_part(subject)


class Unjudged:
    """The platforms and components that cannot be judged, and whether the version of Kubernetes is recorded."""

    def __init__(self, gap_of: Callable[[Subject, str | None], Gap | None]) -> None:
        self._gap_of = gap_of
        self._found: dict[Subject, tuple[Gap, str]] = {}
        """Why each of them cannot be judged, and how it is called."""
        self._control_planes: set[Subject] = set()
        """Whatever tells the version of the API servers."""

    def renew(self, subject: Subject, fact: Valued | None) -> bool:
        """Take the new fact of a subject that `is_listed`, None when it is gone; whether that changed the inventory."""
        if is_control_plane(subject):
            return self._renew_control_plane(subject, is_told=fact is not None and fact.value is not None)
        gap = self._gap_of(subject, fact.value) if fact is not None else None
        before = self._found.pop(subject, None)
        if gap is not None and fact is not None:
            name = f"{subject.name} {fact.value}" if gap is Gap.WITHOUT_END else subject.name
            self._found[subject] = (gap, name)
        return before != self._found.get(subject)

    def inventory(self) -> Inventory:
        """What cannot be judged now."""
        return (
            self._names(Gap.WITHOUT_VERSION),
            self._names(Gap.UNKNOWN),
            self._names(Gap.WITHOUT_END),
            not self._control_planes,
        )

    def _names(self, gap: Gap) -> tuple[str, ...]:
        return tuple(sorted({name for each, name in self._found.values() if each is gap}))

    def _renew_control_plane(self, subject: Subject, *, is_told: bool) -> bool:
        lacked = not self._control_planes
        if is_told:
            self._control_planes.add(subject)
        else:
            self._control_planes.discard(subject)
        return lacked is bool(self._control_planes)
