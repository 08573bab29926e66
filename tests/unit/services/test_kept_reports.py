"""What is kept of a report: its document in English, and beside it the sentences in it."""

import json
from typing import Any

import pytest

from tests.support.readiness_sample import CLUSTER, TODAY, a_document
from tracker.domain.event import Event
from tracker.domain.sentence import say
from tracker.domain.sentence_document import read_sentences
from tracker.domain.when import When
from tracker.services import kept_reports

KEY = "AKIAIOSFODNN7EXAMPLE"


@pytest.fixture(autouse=True)
def recorded(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """The events that were recorded."""
    events: list[Event] = []
    monkeypatch.setattr(kept_reports, "record", lambda _work, event: events.append(event))
    return events


def keep(document: dict[str, Any]) -> Event:
    work: Any = None
    return kept_reports.keep_report(work, CLUSTER, document, event_id="e-1", when=When.on(TODAY))


def test_every_sentence_of_the_report_is_known_again() -> None:
    document = a_document()
    event = keep(document)
    found = read_sentences(json.loads(event.detail("sentences")))
    assert found.keys() >= set(document["reasons"])
    assert found.keys() >= {step["reason"] for hop in document["hops"] for step in hop["steps"]}
    assert found.keys() >= {each["message"] for each in document["findings"]}


def test_the_document_itself_is_kept_as_it_is_printed() -> None:
    document = a_document()
    assert json.loads(keep(document).detail("document")) == document


@pytest.mark.parametrize(
    ("said", "is_sentence"),
    [
        (say("%(names)s is no image that anybody pins", names=KEY), True),
        (say("the password: %(names)s", names="hunter2!x"), False),
    ],
    ids=["in a value", "across words and values"],
)
def test_secrets_are_kept_nowhere(said: str, *, is_sentence: bool) -> None:
    event = keep(a_document() | {"reasons": [said]})
    (reason,) = json.loads(event.detail("document"))["reasons"]
    assert "[redacted]" in reason
    assert not [value for _, value in event.details if KEY in value or "hunter2" in value]
    assert (reason in read_sentences(json.loads(event.detail("sentences")))) is is_sentence
