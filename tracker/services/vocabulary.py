"""The names that a cluster's history has used, so that the same thing keeps one spelling."""

from collections.abc import Iterable

from tracker.domain.event import Subject, SubjectType

_Key = tuple[SubjectType, str, str]


class Vocabulary:
    """Subjects by their names, whatever the letter case; learns new ones as they come."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self._spellings: dict[_Key, Subject] = {}
        for subject in subjects:
            self.spelling(subject)

    def spelling(self, subject: Subject) -> Subject:
        """The subject as it was first spelt; the given one, from now on, when it is new."""
        # Keys of a configuration differ by letter case: maxPods and maxpods are two.
        name = subject.name if subject.type is SubjectType.CONFIG else subject.name.casefold()
        return self._spellings.setdefault((subject.type, name, subject.scope), subject)

    def is_known(self, name: str) -> bool:
        """Whether a component of that name was recorded, in any scope."""
        wanted = name.casefold()
        return any(kind is SubjectType.COMPONENT and known == wanted for kind, known, _ in self._spellings)

    def similar(self, subject: Subject) -> str:
        """The name of another subject of its type that comes close; empty when none does."""
        # Imported here: only a name that nobody has heard of needs it.
        from difflib import get_close_matches

        names = {known.name.casefold(): known.name for known in self._spellings.values() if known.type is subject.type}
        names.pop(subject.name.casefold(), None)
        near = get_close_matches(subject.name.casefold(), names, n=1, cutoff=0.75)
        return names[near[0]] if near else ""
