"""What a search expression asks for, after it has been read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SearchField(StrEnum):
    """What a criterion looks at; the value is what people type before the colon."""

    TEXT = "text"
    """Title, translations, body, names and values of changes, links: every word that a reader of the event sees."""
    COMPONENT = "component"
    """The name of anything that the event changes (platform, component, config key, node pool) or an incident affects."""
    KIND = "kind"
    CLUSTER = "cluster"
    """The cluster's name."""
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that has to hold of an event, or that must not hold when it is negated.

    Letter case and the normal form of Unicode never matter. In a text a word is found by its beginning (``kube`` finds
    kubernetes), Chinese, Japanese and Korean also inside a longer word; several words in one value are a phrase.
    """

    field: SearchField
    value: str
    is_exact: bool = False
    """Only for texts: the last word is whole, as in a quoted phrase."""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search expression: all criteria have to hold."""

    criteria: tuple[Criterion, ...] = ()
    after: date | None = None
    """First day that counts, inclusive."""
    before: date | None = None
    """First day that does not count any more."""
