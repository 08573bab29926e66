"""What is added while it is there is said to be added again."""

from tests.support.site_sample import journal_events
from tracker.domain.event import Action, EventKind, SubjectType
from tracker.publish.gathered import Step
from tracker.publish.views.labels import action_label, come_again
from tracker.publish.words import CatalogueWords


def test_only_what_is_there_can_come_again() -> None:
    when = journal_events()[0].when
    actions = (Action.ADDED, Action.UPGRADED, Action.ADDED, Action.REMOVED, Action.ADDED)
    steps = [Step(when, action, None, None, "e", "", EventKind.COMPONENT) for action in actions]
    assert come_again(steps) == [False, False, True, False, False]


def test_it_is_said_in_both_languages() -> None:
    said = [
        action_label(Action.ADDED, SubjectType.COMPONENT, CatalogueWords(language), is_again=True)
        for language in ("en", "ko")
    ]
    assert said == ["added again", "다시 추가"]
