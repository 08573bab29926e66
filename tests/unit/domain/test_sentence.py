"""A sentence is its English text, and remembers what it was made from."""

import copy
import json
import pickle

from tracker.domain.sentence import NOTHING, Sentence, joined, listed, quoted, say
from tracker.domain.version import Minor

BEHIND = say(
    "Kubernetes %(minor)s is %(distance)s behind", minor=Minor(1, 7), distance=say("%(count)s minors", count=3)
)


def test_reads_as_english() -> None:
    assert BEHIND == "Kubernetes 1.7 is 3 minors behind"
    assert json.dumps([BEHIND]) == '["Kubernetes 1.7 is 3 minors behind"]'


def test_leaves_percent_signs_alone_where_there_are_no_values() -> None:
    assert say("0% of the CPU") == "0% of the CPU"
    assert quoted("100%s") == "100%s"


def test_remembers_template_and_values_on_the_way_to_another_process() -> None:
    for copied in (pickle.loads(pickle.dumps(BEHIND)), copy.deepcopy(BEHIND)):
        assert copied == BEHIND
        assert copied.template == "Kubernetes %(minor)s is %(distance)s behind"
        assert copied.values["minor"] == Minor(1, 7)
        distance = copied.values["distance"]
        assert isinstance(distance, Sentence)
        assert distance.template == "%(count)s minors"


def test_values_change_and_words_do_not() -> None:
    changed = say("%(pool)s is behind: %(why)s", pool="is", why=say("%(pool)s waits", pool="is")).with_values(str.upper)
    assert changed == "IS is behind: IS waits"
    assert isinstance(changed.values["why"], Sentence)


def test_quotes_are_known_as_such() -> None:
    assert quoted("a flag is gone").is_quoted
    assert not say("a flag is gone").is_quoted


def test_nothing_is_false() -> None:
    assert not NOTHING


def test_lists_read_as_english() -> None:
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_what_is_joined_keeps_its_parts() -> None:
    parts = joined("; ", [say("%(count)s minors", count=1), say("memory limit")])
    assert parts == "1 minors; memory limit"
    assert isinstance(parts, Sentence)
    assert [value.template for value in parts.values.values() if isinstance(value, Sentence)] == [
        "%(count)s minors",
        "memory limit",
    ]
