"""Makes an event of an observation: its statements become changes, seen from the state at its date."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.domain.event import Action, Event, Subject, SubjectType, Visibility
from tracker.domain.grammar.changes import Derived, derive_changes, kind_of
from tracker.services.observation import Observation
from tracker.services.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Composed:
    """An event, and what should be said about each of its changes."""

    event: Event
    derived: tuple[Derived, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What does not fit what is recorded."""
        return tuple(each.remark for each in self.derived if each.remark)


def compose(
    observation: Observation,
    *,
    event_id: str,
    cluster_id: str,
    values: Mapping[Subject, str | None],
    vocabulary: Vocabulary,
    visibility: Visibility = Visibility.INTERNAL,
) -> Composed:
    """The event of an observation in a cluster that has these values at its date."""
    derived = tuple([Derived(change) for change in observation.changes])
    if observation.statements:
        derived += tuple(
            _with_suggestion(each, vocabulary)
            for each in derive_changes(observation.statements, values, vocabulary.spelling)
        )
    changes = tuple([each.change for each in derived])
    review = tuple(dict.fromkeys((*observation.review, *_doubts(derived))))
    if (changes, review) != (observation.changes, observation.review):
        observation = replace(observation, changes=changes, review=review)
    event = event_of(observation, event_id=event_id, cluster_id=cluster_id, visibility=visibility)
    return Composed(event, derived)


def event_of(observation: Observation, *, event_id: str, cluster_id: str, visibility: Visibility) -> Event:
    """The event of an observation whose changes are stated in full."""
    return Event(
        id=event_id,
        cluster_id=cluster_id,
        kind=observation.kind or kind_of(observation.changes),
        title=observation.title,
        when=observation.when,
        ended=observation.ended,
        body=observation.body,
        language=observation.language,
        translations=observation.translations,
        changes=observation.changes,
        links=observation.links,
        tags=observation.tags,
        visibility=observation.visibility or visibility,
        incident=observation.incident,
        provenance=observation.provenance,
        review=observation.review,
        details=observation.details,
    )


def _with_suggestion(derived: Derived, vocabulary: Vocabulary) -> Derived:
    """A retirement of something unknown may be a slip of the pen."""
    change = derived.change
    if change.action is Action.REMOVED and derived.remark and change.subject.type is not SubjectType.CONFIG:
        near = vocabulary.similar(change.subject)
        return Derived(change, f"{derived.remark}; did you mean {near}?") if near else derived
    return derived


def _doubts(derived: tuple[Derived, ...]) -> tuple[str, ...]:
    """Which remarks a person should see again later: contradictions, not mere repetitions."""
    return tuple(
        each.remark for each in derived if each.remark and not (each.change.before == each.change.to is not None)
    )
