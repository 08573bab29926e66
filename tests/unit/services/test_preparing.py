from dataclasses import replace
from datetime import date

import pytest

from tracker.domain.event import Action, Change, Incident, Link, Provenance, Subject, SubjectType
from tracker.domain.when import When
from tracker.services.observation import Observation
from tracker.services.preparing import without_controls

_PLAIN = Observation(When.on(date(2024, 5, 1)), "Kafka 3.7", Provenance("jsonl"), body="first\nsecond")


@pytest.mark.parametrize(
    "told",
    [
        {"title": "Kafka\x1b[2J"},
        {"body": "first\nsecond\x07"},
        {"tags": ("a\x9b",)},
        {"review": ("line\nfeed \x00",)},
        {"links": (Link("issue", "https://example.com/\x1b"),)},
        {"changes": (Change(Subject(SubjectType.COMPONENT, "kafka"), Action.SET, "3.6\x7f", "3.7"),)},
        {"changes": (Change(Subject(SubjectType.COMPONENT, "kafka", "pool\x1b"), Action.SET, None, "3.7"),)},
        {"details": (("target", "1.31\x1b"),)},
        {"translations": (("ko", "카프카\x1b"),)},
        {"incident": Incident(affects=("kafka\x1b",))},
    ],
)
def test_a_control_character_is_masked_wherever_it_stands(told: dict[str, object]) -> None:
    entry = without_controls(replace(_PLAIN, **told))  # type: ignore[arg-type]
    texts = repr(replace(entry, body=entry.body.replace("\n", " "), review=entry.review[-1:]))
    assert "�" in repr(entry)
    assert "\\x" not in texts
    assert "compare it with its source" in entry.review[-1]


def test_an_entry_without_control_characters_stays_as_it_is() -> None:
    entry = replace(_PLAIN, tags=("백업",), links=(Link("issue", "https://example.com"),))
    assert without_controls(entry) is entry
