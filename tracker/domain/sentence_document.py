"""Sentences as plain data, so that a document which keeps their English can be told in other languages later.

A document is written in English and stays so; beside it lies a list of the sentences in it, each once. Whoever reads both
finds for a text of the document the sentence that it was; a text that is none of them is one that somebody wrote.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.domain.sentence import Sentence


def sentences_in(document: Any) -> list[dict[str, Any]]:
    """The sentences among the values of JSON data, in the order in which they first stand there; quotations are none.

    Each is ``{"template": …}``, with ``"values"`` where there are any: texts, or sentences of the same form.
    """
    found = {str(sentence): sentence for sentence in _walk(document) if not sentence.is_quoted}
    return [_document(sentence) for sentence in found.values()]


def read_sentences(documents: Sequence[Mapping[str, Any]]) -> dict[str, Sentence]:
    """The sentences of such a list by their English text."""
    return {str(sentence): sentence for sentence in map(_read, documents)}


def _walk(value: Any) -> Iterator[Sentence]:
    if isinstance(value, Sentence):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)


def _document(sentence: Sentence) -> dict[str, Any]:
    values = {
        name: _document(value) if isinstance(value, Sentence) else str(value) for name, value in sentence.values.items()
    }
    return {"template": sentence.template} | ({"values": values} if values else {})


def _read(document: Mapping[str, Any]) -> Sentence:
    values = document.get("values", {})
    return Sentence(
        document["template"],
        {name: _read(value) if isinstance(value, Mapping) else value for name, value in values.items()},
    )
