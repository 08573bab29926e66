"""JSON that is put together from parts which were written before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.domain.ledger import canonical_json
from tracker.publish.data.facts import Json


def items_text(items: Sequence[Json]) -> str:
    """The items of a list in canonical JSON, without the brackets; empty for none."""
    return canonical_json({"": items}).removeprefix('{"":[').removesuffix("]}")


def with_items(name: str, texts: Iterable[str], others: Mapping[str, object]) -> Iterator[str]:
    """Canonical JSON of an object with one list more, in pieces, from texts of `items_text`.

    Args:
        name: Of the list; it sorts before the names of the others.
        texts: The items of the list, in their order.
        others: What else the object holds.
    """
    yield f'{{"{name}":['
    is_first = True
    for text in filter(None, texts):
        yield text if is_first else f",{text}"
        is_first = False
    yield f"]{',' if others else ''}{canonical_json(others).removeprefix('{')}"
