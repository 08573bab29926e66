"""Sentences as plain data, so that a document which keeps their English can be told in other languages later.

A document is written in English and stays so; beside it lies a list of the sentences in it, each once. Whoever reads both
finds for a text of the document the sentence that it was; a text that is none of them is one that somebody wrote.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tracker.domain.sentence import Sentence


def sentences_in(document: Any) -> list[dict[str, Any]]:
    """The sentences among the values of JSON data, in the order in which they first stand there; quotations are none.

    Each is ``{"template": …}``, with ``"values"`` where there are any: texts, or sentences of the same form.
    """
    found = {str(text): text for text in texts_in(document) if isinstance(text, Sentence) and not text.is_quoted}
    return [_document(sentence) for sentence in found.values()]


def texts_in(document: Any) -> Iterator[str]:
    """The texts among the values of JSON data, sentences as what they are, in the order in which they stand there."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, Mapping):
        for inner in document.values():
            yield from texts_in(inner)
    elif isinstance(document, list):
        for inner in document:
            yield from texts_in(inner)


def read_sentences(documents: Sequence[Mapping[str, Any]]) -> dict[str, Sentence]:
    """The sentences of such a list by their English text."""
    return {str(sentence): sentence for sentence in map(_read, documents)}


def with_sentences(document: Any, sentences: Mapping[str, Sentence]) -> Any:
    """JSON data in which each text that was a sentence is one again."""
    return _each_text(document, lambda text: sentences.get(text, text))


def with_texts(document: Any, change: Callable[[str], str]) -> Any:
    """JSON data with each of its texts changed, keys apart; a sentence is changed in its values."""
    return _each_text(document, lambda text: _changed(text, change))


def _changed(text: str, change: Callable[[str], str]) -> str:
    changed = change(text)
    if not isinstance(text, Sentence):
        return changed
    in_values = text.with_values(change)
    # What goes may lie across words and values: then nobody can say any more which were the values.
    return in_values if in_values == changed else changed


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each_text(inner, change) for key, inner in value.items()}
    return [_each_text(inner, change) for inner in value] if isinstance(value, list) else value


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
