"""What of a cluster's state no rule can judge, kept up to date fact by fact."""

from collections.abc import Callable

from tracker.domain.event import Subject, SubjectType
from tracker.domain.state import Fact
from tracker.rules.releases import is_kubernetes
from tracker.services.judges import Inventory
from tracker.services.keys import is_control_plane


class Unjudged:
    """The platforms and components that cannot be judged, and whether the version of Kubernetes is recorded."""

    def __init__(self, knows: Callable[[Subject], bool]) -> None:
        self._knows = knows
        self._found: dict[Subject, bool] = {}
        """Whether the reference data knows each of them."""
        self._control_planes: set[Subject] = set()
        """Whatever tells the version of the API servers."""

    def renew(self, subject: Subject, fact: Fact | None) -> bool:
        """Take a subject's new fact, None when it is gone; returns whether that changed the inventory."""
        if is_control_plane(subject):
            return self._renew_control_plane(subject, is_told=fact is not None and fact.value is not None)
        if subject.type not in (SubjectType.COMPONENT, SubjectType.PLATFORM) or is_kubernetes(subject):
            return False
        is_known = self._knows(subject)
        before = self._found.pop(subject, None)
        after = is_known if fact is not None and (fact.value is None or not is_known) else None
        if after is not None:
            self._found[subject] = after
        return before is not after

    def inventory(self) -> Inventory:
        """What cannot be judged now."""
        without_version = {subject.name for subject, is_known in self._found.items() if is_known}
        unknown = {subject.name for subject, is_known in self._found.items() if not is_known}
        return tuple(sorted(without_version)), tuple(sorted(unknown)), not self._control_planes

    def _renew_control_plane(self, subject: Subject, *, is_told: bool) -> bool:
        lacked = not self._control_planes
        if is_told:
            self._control_planes.add(subject)
        else:
            self._control_planes.discard(subject)
        return lacked is bool(self._control_planes)
