"""What a replay keeps of a cluster while it reads its history: each subject, and each panel of facts, with its open span."""

from dataclasses import dataclass, field

from tracker.domain.event import Subject
from tracker.services.judges import SubjectAnswers, Values
from tracker.services.judging import Answers
from tracker.services.keys import Panel
from tracker.services.windows import Told


@dataclass(slots=True, eq=False)
class Tracked:
    """One subject while its history is read: everything about it is found with one look-up."""

    subject: Subject
    answers: SubjectAnswers
    """What the rules say of it, in the cluster's context."""
    releases: Answers[str] | None
    """What the rules say of its versions on the day on which they are recorded; None for what has none."""
    panels: "tuple[PanelSpan, ...]"
    is_context: bool
    """Others are judged beside it."""
    is_listed: bool
    """It is told when it cannot be judged."""
    fact: Told | None = None
    """None: it is not there."""
    judged: Told | None = None
    """The fact that holds since `since`, to be judged when it ends."""
    since: int = 0
    has_changed: bool = False


@dataclass(slots=True, eq=False)
class PanelSpan:
    """The facts of a panel that hold since a day."""

    panel: Panel
    tracked: list[Tracked] = field(default_factory=list)
    """The subjects that the panel reads, in the order in which they came."""
    is_needed: bool = False
    """Whether one of them gives the rules something to say."""
    values: Values = ()
    facts: tuple[Told, ...] = ()
    since: int = 0
    has_changed: bool = False
