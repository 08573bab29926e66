"""What a plan tells a reader: sentences that remember which of their parts are values.

Plans are told in English everywhere, so that no catalogue has to know these; a report that is shown to others replaces
the names among the values, and leaves the words alone.
"""

from tracker.domain.sentence import Sentence


def tell(template: str, /, **values: object) -> Sentence:
    """A sentence of a plan, with ``%(name)s`` where values stand."""
    return Sentence(template, values)
