"""Words for numbers."""


def count(number: int, one: str, many: str = "") -> str:
    """``1 event``, ``2 events``, ``1,200 entries``; the plural is the singular with an s unless it is given."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
