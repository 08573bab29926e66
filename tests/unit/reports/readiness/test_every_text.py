"""What a report says in words of the program are sentences, so that the page of a kept one can be in another language."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.readiness_sample import SHOP, a_document
from tracker import bootstrap
from tracker.domain.knowledge.said import dependency_said, range_said
from tracker.domain.sentence import Sentence
from tracker.domain.version import Minor
from tracker.publish.words import is_translated
from tracker.services.settings import Settings

BROKEN = """
---
a: [1,
---
a: *nowhere
---
apiVersion: v1
kind: Pod
metadata: {name: yes}
---
apiVersion: v1
kind: Pod
kind: Service
"""
"""Documents of which each is unreadable in its own way, behind those of the shop."""
WORDED = ("message", "missing", "advice", "reason", "text")
"""The keys of texts that the program words, but for what it quotes."""
DATA = ("apiVersion: ", "registry.example/", "Pod shop/", "Deployment shop/")
"""How the texts begin that repeat a manifest."""


def texts(value: Any, key: str = "") -> Iterator[str]:
    """The texts that the program words: those of the keys above, the reasons and how to look."""
    if isinstance(value, dict):
        for inner_key, inner in value.items():
            yield from texts(inner, inner_key)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    elif isinstance(value, str) and key in (*WORDED, "reasons", "how"):
        yield value


def quoted_by(document: dict[str, Any]) -> set[str]:
    """What the reference data and the record say in a document."""
    changes = [*document["look_yourself"], *(each for hop in document["hops"] for each in hop["breaking_changes"])]
    rows = {change[key] for change in changes for key in ("what", "replacement") if change.get(key)}
    return rows | {upgrade["title"] for upgrade in document["memory"]["own"]}


@pytest.mark.parametrize("target", ["1.30", "1.31", "1.33"])
def test_every_text_is_a_sentence_or_repeats_data(target: str) -> None:
    # What is said today is a finding of the sample's own.
    document = a_document(target, SHOP + BROKEN) | {"today": {}}
    told = [text for text in texts(document) if text]
    plain = {text for text in told if not isinstance(text, Sentence)}
    assert {text for text in plain - quoted_by(document) if not text.startswith(DATA)} == set()
    assert len({text.template for text in told if isinstance(text, Sentence)}) > 20


def test_every_sentence_is_translated() -> None:
    sentences = {text for text in texts(a_document("1.31", SHOP + BROKEN)) if isinstance(text, Sentence)}
    assert {text.template for text in sentences if not text.is_quoted and not is_translated(text)} == set()


def test_every_sort_of_range_and_dependency_in_the_reference_data_is_worded() -> None:
    """A sort that a new edition brings would be English on Korean pages."""
    reference = bootstrap.open_reference(Settings())
    lines = (line for component in reference.components() for line in reference.component_releases(component.slug))
    newest = max(row.minor for row in reference.minors())
    dependencies = (row for number in range(newest.number + 1) for row in reference.dependencies(Minor(1, number)))
    said = {range_said(line.range_kind) for line in lines if line.range_kind}
    said |= {dependency_said(row.kind) for row in dependencies}
    assert len(said) > 10
    assert {text for text in said if not isinstance(text, Sentence) or not is_translated(text)} == set()
