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
        name: Of the list.
        texts: The items of the list, in their order.
        others: What else the object holds.
    """
    yield f'{{{_members({key: value for key, value in others.items() if key < name}, after=",")}"{name}":['
    is_first = True
    for text in filter(None, texts):
        yield text if is_first else f",{text}"
        is_first = False
    yield f"]{_members({key: value for key, value in others.items() if key > name}, before=',')}}}"


def _members(values: Mapping[str, object], *, before: str = "", after: str = "") -> str:
    """The members of an object without its braces, with commas around; empty for none."""
    return f"{before}{canonical_json(values)[1:-1]}{after}" if values else ""
