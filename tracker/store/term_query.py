"""The filters of an event query that the full-text index answers."""

from tracker.domain.errors import InvalidDataError
from tracker.domain.search_query import Criterion, SearchField
from tracker.domain.search_terms import REVIEW_LABEL, Phrase, label, phrase
from tracker.services.ports import EventQuery
from tracker.store.search_index import Alternatives, TermQuery


def term_query(query: EventQuery) -> TermQuery:
    """What the terms of the events must be like; empty when the query looks at nothing but clusters and time.

    Raises:
        InvalidDataError: A text has no letter or digit to look for.
    """
    wanted: list[Alternatives] = []
    for field, values in (
        (SearchField.KIND, query.kinds),
        (SearchField.COMPONENT, query.subjects),
        (SearchField.TAG, query.tags),
    ):
        if values:
            wanted.append(tuple(_labelled(field, value) for value in values))
    if query.needs_review:
        wanted.append((Phrase((REVIEW_LABEL,)),))
    criteria = [criterion for criterion in query.criteria if criterion.field is not SearchField.CLUSTER]
    wanted += [(_phrase(criterion),) for criterion in criteria if not criterion.negated]
    unwanted = tuple((_phrase(criterion),) for criterion in criteria if criterion.negated)
    return TermQuery(tuple(wanted), unwanted)


def _phrase(criterion: Criterion) -> Phrase:
    if criterion.field is not SearchField.TEXT:
        return _labelled(criterion.field, criterion.value)
    found = phrase(criterion.value, is_exact=criterion.is_exact)
    if found is None:
        raise InvalidDataError(f"{criterion.value!r} has no letter or digit that could be searched for")
    return found


def _labelled(field: SearchField, value: str) -> Phrase:
    return Phrase((label(field, value),))
