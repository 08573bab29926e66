"""JSON that is put together from parts which were written before."""

from collections.abc import Iterable, Mapping, Sequence

from tracker.domain.ledger import canonical_json
from tracker.publish.data.facts import Json


def items_text(items: Sequence[Json]) -> str:
    """The items of a list in canonical JSON, without the brackets; empty for none."""
    return canonical_json({"": items}).removeprefix('{"":[').removesuffix("]}")


def with_items(name: str, texts: Iterable[str], others: Mapping[str, object]) -> str:
    """Canonical JSON of an object with one list more, from texts of `items_text`.

    Args:
        name: Of the list; it sorts before the names of the others.
        texts: The items of the list, in their order.
        others: What else the object holds.
    """
    items = ",".join(text for text in texts if text)
    return f'{{"{name}":[{items}]{"," if others else ""}{canonical_json(others).removeprefix("{")}'
