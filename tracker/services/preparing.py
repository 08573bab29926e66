"""Makes observations ready to be recorded, as far as that can be done without looking at what is recorded.

What an import spends its time on happens here, so that it may happen in another process: control characters are masked,
and an entry that says everything itself becomes a draft of its document.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from tracker.domain.control_characters import CONTROL, masked
from tracker.domain.errors import InvalidDataError
from tracker.domain.event import Provenance, Visibility
from tracker.domain.event_document import to_document
from tracker.services.composing import event_of
from tracker.services.observation import Observation, Read
from tracker.services.ports import Draft


class Prepared(NamedTuple):
    """An entry whose document is drafted; it lacks an identifier and its place in the ledger."""

    cluster: str
    """As `Observation.cluster`."""
    place: str
    """Where in the document of the import it stands."""
    kind: str
    sort_at: int
    key: str
    """Under which it is found again; empty when it has none."""
    draft: Draft


Item = Read | Prepared


def prepare(reads: Iterable[Read], draft: Callable[[Mapping[str, Any]], Draft], visibility: Visibility) -> list[Item]:
    """The entries in their order, drafted where that is possible.

    Left as they are: what was skipped, what a person should see again, what the store will refuse, and, when one entry
    needs the state at its date, all of them, because each may change the state that the next one is seen from.

    Args:
        reads: What an importer says.
        draft: `UnitOfWork.draft` of the store that the entries go into.
        visibility: Of entries that do not say theirs.
    """
    reads = list(reads)
    if any(isinstance(read, Observation) and read.statements for read in reads):
        return [without_controls(read) if isinstance(read, Observation) else read for read in reads]
    return [_prepared(read, draft, visibility) if isinstance(read, Observation) else read for read in reads]


def _prepared(observation: Observation, draft: Callable[[Mapping[str, Any]], Draft], visibility: Visibility) -> Item:
    if observation.review:
        return without_controls(observation)
    event = event_of(observation, event_id="", cluster_id="", visibility=visibility)
    try:
        drafted = draft(to_document(event))
    except InvalidDataError:
        return without_controls(observation)
    if _may_hold_controls(drafted.text):
        screened = without_controls(observation)
        if screened is not observation:
            return screened
    return Prepared(
        observation.cluster,
        observation.provenance.place,
        event.kind.value,
        observation.when.sort_at,
        observation.provenance.key,
        drafted,
    )


def _may_hold_controls(json_text: str) -> bool:
    """Whether canonical JSON may have a control character in it, escaped or not; a look at once at all of an entry."""
    return not json_text.isprintable() or any(escape in json_text for escape in ("\\u00", "\\b", "\\f", "\\r"))


def without_controls(observation: Observation) -> Observation:
    """The observation with its control characters masked, and marked for a review if there were any."""
    if not _holds_controls(observation):
        return observation
    found = masked(replace(observation, provenance=Provenance("")))
    mark = "control characters, which a terminal would obey, were replaced: compare it with its source"
    return replace(found, provenance=observation.provenance, review=(*found.review, mark))


def _holds_controls(observation: Observation) -> bool:
    """Looks at the texts that every entry has first, and quickly: a million entries pass here."""
    found = CONTROL.search
    if found(observation.title) or (observation.body and found(observation.body)):
        return True
    for statement in observation.statements:
        if found(f"{statement.subject.name}{statement.subject.scope}{statement.value}"):
            return True
    texts: list[object] = [*observation.tags, *observation.review]
    for change in observation.changes:
        texts += (change.subject.name, change.subject.scope, change.before, change.to)
    for link in observation.links:
        texts += (link.rel, link.url)
    rare: tuple[object, ...] = (observation.details, observation.translations, observation.incident)
    if not all(map(_is_printable, texts)):
        rare += (observation.tags, observation.review, observation.changes, observation.links)
    return any(each and masked(each) != each for each in rare)


def _is_printable(text: object) -> bool:
    """Whether a text has neither line feeds nor anything else that is not shown as it is, and so no controls."""
    return not text or (isinstance(text, str) and text.isprintable())
