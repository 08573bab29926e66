"""Records one event that a person told: reads it, refuses what must not be written down, says what was understood."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.domain.cluster import Cluster
from tracker.domain.control_characters import CONTROL, visible
from tracker.domain.errors import InvalidDataError
from tracker.domain.event import Action, Event, EventKind, Link, Provenance, Subject, SubjectType, Visibility
from tracker.domain.event_document import to_document
from tracker.domain.grammar.changes import describe_change
from tracker.domain.grammar.reading import language_of, read_line
from tracker.domain.grammar.statement import Reading, Statement
from tracker.domain.grammar.trouble import find_trouble
from tracker.domain.grammar.writing import format_line
from tracker.domain.platforms import PLATFORMS
from tracker.domain.secrets import find_secrets
from tracker.domain.spelling import is_one_edit_away
from tracker.domain.when import When, find_zone
from tracker.services.composing import Composed, compose
from tracker.services.observation import Observation
from tracker.services.ports import Timeline, UnitOfWork, Write
from tracker.services.vocabulary import Vocabulary

_LONG_ENOUGH = 6
"""Letters of a platform's name from which on one wrong letter is a slip rather than another name."""
_MAY_LIE_AHEAD = (EventKind.PLAN, EventKind.MAINTENANCE)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person told of one event."""

    when: When
    text: str = ""
    """The first line, in the grammar."""
    body: str = ""
    """Markdown below it."""
    kind: EventKind | None = None
    statements: tuple[Statement, ...] = ()
    """What options say beside the text."""
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    visibility: Visibility = Visibility.INTERNAL
    ended: When | None = None
    issue_url: str = ""
    """Where issues are found, with ``{key}`` in it; empty when nobody said."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a draft comes to, before or after it was recorded."""

    event: Event
    lines: tuple[str, ...]
    """One for each change, for a person."""
    warnings: tuple[str, ...]
    """What is ambiguous, does not fit, or was kept as text."""


def understand(timeline: Timeline, cluster: Cluster, draft: Draft, *, event_id: str, now: datetime) -> Understood:
    """The event that a draft describes.

    Raises:
        InvalidDataError: It says nothing, holds a secret, or lies in the future.
    """
    known = timeline.subjects((cluster.id,))
    vocabulary = Vocabulary(known)
    reading = read_line(draft.text, vocabulary.is_known)
    observation, warnings = _observe(draft, reading)
    refuse_unfit(observation.title, observation.body, *_values(observation))
    values = timeline.state(cluster.id, until=draft.when.sort_at).values
    composed = compose(
        observation,
        event_id=event_id,
        cluster_id=cluster.id,
        values=values,
        vocabulary=vocabulary,
        visibility=draft.visibility,
    )
    event = replace(composed.event, review=())
    _refuse_future(event, now)
    slips = _slips(event, known)
    return Understood(event, understood_lines(composed), (*composed.remarks, *slips, *warnings))


def _slips(event: Event, known: Iterable[Subject]) -> tuple[str, ...]:
    """Says which new component has nearly the name of a platform or of a recorded one; both may be right and are kept."""
    names = {name: name for name in PLATFORMS if len(name) >= _LONG_ENOUGH}
    names |= {subject.name.casefold(): subject.name for subject in known if subject.type is SubjectType.COMPONENT}
    new = [
        change.subject.name
        for change in event.changes
        if change.subject.type is SubjectType.COMPONENT
        and change.action is Action.ADDED
        and change.subject.name.casefold() not in names
    ]
    pairs = [(name, near) for name in new for near in names if is_one_edit_away(name.casefold(), near)]
    return tuple(
        f"{name} is new here; if it is {names[near]}, retract this event and record it under that name"
        for name, near in pairs
    )


def record(work: UnitOfWork, event: Event, *, reason: str = "", expected_number: int | None = None) -> None:
    """Append an event; it lasts once the unit of work is committed."""
    write = Write(event.cluster_id, event.id, to_document(event), reason, expected_number)
    for _ in work.append((write,)):
        pass


def refuse_unfit(*texts: str) -> None:
    """Refuse text that must not be written down: with a secret in it, or with control characters.

    Raises:
        InvalidDataError: One of the texts holds a secret, which the message does not repeat, or a control character.
    """
    for text in texts:
        control = CONTROL.search(text)
        if control:
            raise InvalidDataError(
                f"not recorded: the text holds a control character ({visible(control[0])}), which a terminal would "
                "obey; leave it out (colours of a command go away with its --no-color or NO_COLOR=1)"
            )
        for secret in find_secrets(text):
            raise InvalidDataError(
                f"not recorded: the text seems to hold a secret ({secret.kind}), and a ledger never forgets; "
                "leave it out or say where it is kept"
            )


def understood_lines(composed: Composed) -> tuple[str, ...]:
    """One line for each change."""
    return tuple(describe_change(each.change) for each in composed.derived)


def _observe(draft: Draft, reading: Reading) -> tuple[Observation, tuple[str, ...]]:
    statements = (*reading.statements, *draft.statements)
    doubts = tuple(guess.doubt for guess in reading.guesses)
    if draft.kind is EventKind.COMPONENT:
        # The person said that it is about components, so a name alone is one.
        statements, doubts = (*statements, *(guess.statement for guess in reading.guesses)), ()
    title = reading.text or format_line(draft.statements)
    if not title:
        raise InvalidDataError("nothing to record: say what happened, or use an option such as --version NAME=V")
    links = (*reading.links, *draft.links, *_issue_links(draft.issue_url, reading.tags))
    observation = Observation(
        when=draft.when,
        title=title,
        provenance=Provenance("cli"),
        kind=draft.kind,
        statements=tuple(dict.fromkeys(statements)),
        ended=draft.ended,
        body=draft.body,
        language=language_of(reading),
        links=tuple(dict.fromkeys(links)),
        tags=tuple(dict.fromkeys((*reading.tags, *draft.tags))),
        visibility=draft.visibility,
    )
    return observation, (*doubts, *_only_in_title(reading), *reading.hints, *_trouble(draft, reading))


def _only_in_title(reading: Reading) -> tuple[str, ...]:
    """Names the parts that are no change, where others of the line are: nobody would miss them in the list of changes."""
    if not reading.statements or not reading.prose:
        return ()
    parts = ", ".join(repr(part) for part in reading.prose)
    return (f"kept in the title only, not read as a change: {parts}",)


def _trouble(draft: Draft, reading: Reading) -> tuple[str, ...]:
    word = "" if draft.kind else find_trouble(" ".join(reading.prose))
    advice = "if it was an incident, record it with 'tracker incident open', or say --kind note"
    return (f"this speaks of trouble ({word!r}); {advice}",) if word else ()


def _issue_links(url: str, tags: tuple[str, ...]) -> tuple[Link, ...]:
    if not url:
        return ()
    return tuple(Link("issue", url.replace("{key}", tag)) for tag in tags if "-" in tag and tag == tag.upper())


def _values(observation: Observation) -> tuple[str, ...]:
    """Everything else that would be written down; a setting together with its name, which may give a secret away."""
    settings = {
        statement.subject.name: statement.value or ""
        for statement in observation.statements
        if statement.subject.type is SubjectType.CONFIG
    }
    return (
        *(f"{name}={value}" for name, value in settings.items()),
        *(link.url for link in observation.links),
        *observation.tags,
        *(f"{statement.subject} {statement.value or ''}" for statement in observation.statements),
    )


def _refuse_future(event: Event, now: datetime) -> None:
    today = now.astimezone(find_zone(event.when.zone)).date()
    is_ahead = event.when.instant > now if event.when.instant else event.when.day > today
    if is_ahead and event.kind not in _MAY_LIE_AHEAD:
        raise InvalidDataError(
            f"{event.when} lies in the future: only --kind plan and --kind maintenance may be recorded ahead"
        )
