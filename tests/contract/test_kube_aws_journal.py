"""The real journal: every one of its 53 entries comes in, with everything that it says and nothing else.

Our own transcription of it is in the repository. The text itself belongs to its authors: it is read where somebody has put it
beside the checkout, in ``../shared/seed``.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.kube_aws_journal import ENTRIES, Entry
from tracker import bundled
from tracker.domain.event import EventKind, SubjectType
from tracker.domain.grammar.statement import Statement, Verb
from tracker.importers.journal import read
from tracker.services.observation import Observation, Skipped

SEED = Path(__file__).parents[2].parent / "shared" / "seed"
IN_KOREAN = frozenset((1, 2, 7, 11, 12, 14, 17, 18, 22, 25, 26, 27, 28, 30, 31, 32, 42, 43, 44, 45, 46))
"""The entries of the original, counted from 1, that have words in Korean."""
TO_REVIEW = frozenset((10, 12, 14, 16, 18, 19, 21, 22, 24, 25, 30, 32, 35, 42, 43, 44, 45, 48, 50))
"""Those of which an importer cannot be sure; 27 joins them in a store, where MaxScale runs already."""


def _sample() -> str:
    return (bundled.path("data") / "samples" / "kube-aws-journal.md").read_text(encoding="utf-8")


def _original() -> str:
    files = sorted(SEED.glob("*.txt")) if SEED.is_dir() else []
    if not files:
        pytest.skip("the original journal does not lie beside this checkout (../shared/seed)")
    return files[0].read_text(encoding="utf-8")


def _observations(document: str) -> list[Observation]:
    reads = read(document, origin="journal", zone="Asia/Seoul")
    return [each for each in reads if isinstance(each, Observation)]


def _said(statement: Statement) -> str:
    if statement.subject.type is SubjectType.CONFIG:
        return f"{statement.subject}={statement.value}"
    if statement.verb is Verb.RETIRED or statement.value is None:
        return f"{statement.subject} {statement.verb}"
    return f"{statement.subject} {statement.value}"


def _facts(observation: Observation) -> Entry:
    return Entry(
        date=str(observation.when),
        said=tuple(_said(statement) for statement in observation.statements),
        trouble=", ".join(observation.incident.affects) if observation.incident else "",
        link=", ".join(link.url for link in observation.links),
        tag=", ".join(observation.tags),
    )


@pytest.mark.parametrize("document", [_sample, _original])
def test_every_entry_says_what_it_says_and_nothing_else(document: Callable[[], str]) -> None:
    observations = _observations(document())
    assert [_facts(observation) for observation in observations] == list(ENTRIES)
    for observation in observations:
        assert (observation.kind is EventKind.INCIDENT) == (observation.incident is not None)
        assert observation.when.zone == "Asia/Seoul"


def test_the_transcription_has_every_title_in_english_and_korean() -> None:
    observations = _observations(_sample())
    assert {observation.language for observation in observations} <= {"en", ""}
    assert all(dict(observation.translations).keys() == {"ko"} for observation in observations)
    reviewed = [observation for observation in observations if observation.review]
    assert [each.kind for each in reviewed] == [EventKind.INCIDENT] * 3


def test_the_original_keeps_its_prose_in_its_language() -> None:
    languages = [observation.language for observation in _observations(_original())]
    assert {number for number, language in enumerate(languages, start=1) if language == "ko"} == IN_KOREAN


def test_the_original_marks_what_is_not_sure_for_review() -> None:
    observations = _observations(_original())
    assert {number for number, each in enumerate(observations, start=1) if each.review} == TO_REVIEW


def test_the_article_around_the_original_is_left_out_and_named() -> None:
    skipped = [each for each in read(_original(), origin="journal") if isinstance(each, Skipped)]
    assert [(each.reason, each.is_error) for each in skipped] == [("has no date", False)] * 2


def test_no_sentence_of_the_original_is_in_the_transcription() -> None:
    original, sample = _original(), _sample()
    korean = [observation for observation in _observations(original) if observation.language == "ko"]
    sentences = {text for observation in korean for text in (observation.title, observation.body) if len(text) > 12}
    assert not {text for text in sentences if text in sample}
