"""Waivers: findings that a team accepts in `tracker.toml`, for a reason and for a time.

An accepted finding stays visible and does not count for the exit status. An undecided outcome can be accepted as well:
it is shown with the others and does not count under ``--strict``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase

from tracker.domain.errors import InvalidDataError
from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Disposition, Finding, Outcome
from tracker.rules import catalogue, recorded
from tracker.rules.facts import WaiverFacts
from tracker.rules.world import World

_REQUIRED_KEYS = ("code", "owner", "reason", "expires")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One accepted sort of finding."""

    code: str
    owner: str
    reason: str
    expires: date
    """The last day on which it counts."""
    cluster: str = "*"
    """A pattern with ``*`` and ``?`` for the cluster's name, in any case."""
    subject: str = "*"
    """A pattern for the subject."""

    @property
    def label(self) -> str:
        """The code and the patterns that narrow it."""
        narrowed = [pattern for pattern in (self.cluster, self.subject) if pattern != "*"]
        return " ".join((self.code, *narrowed))

    @property
    def told(self) -> str:
        """Who accepted it, why and until when."""
        return f"{self.owner} until {self.expires}: {self.reason}"

    def matches(self, outcome: Outcome) -> bool:
        """Whether it is about this outcome, expired or not."""
        return (
            self.code == outcome.code
            and fnmatchcase(outcome.cluster.lower(), self.cluster.lower())
            and fnmatchcase(outcome.subject.lower(), self.subject.lower())
        )


def read_waivers(tables: Iterable[Mapping[str, str]]) -> tuple[Waiver, ...]:
    """The waivers that the settings name.

    Raises:
        InvalidDataError: A key is missing, a rule does not exist, or the last day is no date.
    """
    return tuple(_read(number, table) for number, table in enumerate(tables, start=1))


def apply_waivers(
    outcomes: Iterable[Outcome], waivers: Sequence[Waiver], reference: Reference, today: date, *, is_complete: bool
) -> tuple[tuple[Outcome, ...], frozenset[str]]:
    """The outcomes with accepted findings marked, and the findings about the waivers themselves.

    Args:
        outcomes: What the rules said.
        waivers: What is accepted.
        reference: Facts about the world.
        today: The day on which a waiver has to count; a look at the past does not revive an expired one.
        is_complete: Everything was judged that a waiver could be about.

    Returns:
        The outcomes, and the fingerprints of undecided ones that are accepted.
    """
    if not waivers:
        return tuple(outcomes), frozenset()
    uses = dict.fromkeys(waivers, 0)
    accepted: set[str] = set()
    result: list[Outcome] = []
    for outcome in outcomes:
        matching = [waiver for waiver in waivers if waiver.matches(outcome)]
        for waiver in matching:
            uses[waiver] += 1
        valid = next((waiver for waiver in matching if today <= waiver.expires), None)
        if valid is None:
            result.append(outcome)
        elif isinstance(outcome, Finding):
            result.append(replace(outcome, disposition=Disposition.ACCEPTED, waiver=valid.told))
        else:
            accepted.add(outcome.fingerprint)
            result.append(outcome)
    for waiver, count in uses.items():
        world = World(reference, today)
        facts = WaiverFacts(waiver.label, waiver.owner, waiver.expires, count, is_complete, world)
        result.extend(outcome for rule in recorded.WAIVER_RULES for outcome in rule.check(facts))
    return tuple(result), frozenset(accepted)


def _read(number: int, table: Mapping[str, str]) -> Waiver:
    place = f"tracker.toml: waiver {number}"
    missing = [key for key in _REQUIRED_KEYS if not table.get(key, "").strip()]
    if missing:
        raise InvalidDataError(f"{place} lacks {' and '.join(missing)}")
    code = table["code"].strip().upper()
    if catalogue.find(code) is None and code not in catalogue.RETIRED:
        raise InvalidDataError(f"{place}: there is no rule {code}; the manual lists them all")
    try:
        expires = date.fromisoformat(table["expires"].strip())
    except ValueError as error:
        raise InvalidDataError(
            f"{place}: expires must be a day such as 2027-01-31, not {table['expires']!r}"
        ) from error
    optional = {key: table[key] for key in ("cluster", "subject") if table.get(key)}
    return Waiver(code, table["owner"], table["reason"], expires, **optional)
