"""Scan manifests: which objects the target refuses, calls deprecated or does not serve yet, and what a drain breaks.

Files are judged in batches, in as many processes as there are cores, and only outcomes come back. The drain rules look at
objects side by side: of each workload, budget and service a few short values are kept for them, and no object's body.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from tracker.domain.errors import InvalidDataError, NotFoundError
from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.knowledge.reference import Reference
from tracker.domain.manifest import ManifestObject, Reading, Skimmed, Unread
from tracker.domain.outcome import Outcome
from tracker.domain.state import State
from tracker.domain.version import Minor, Version
from tracker.rules.readiness.apis import unread_document
from tracker.rules.readiness.apis.facts import ApiFacts
from tracker.rules.readiness.apis.judge import depends_on_api_alone, judge
from tracker.rules.readiness.workloads import GROUPS
from tracker.services.assessment import Assessment, Looked, in_report_order
from tracker.services.ports import InParallel

if TYPE_CHECKING:
    from tracker.rules.readiness.drain.facts import DrainFacts
    from tracker.services.waivers import Waiver

_BATCH = 100
"""Files that a process takes at a time: large enough that sending the result costs nothing beside reading them."""
_FEWEST_FOR_PROCESSES = 200
"""With fewer files a second process costs more than it saves."""


class ManifestFiles(Protocol):
    """Where manifests come from."""

    def discover(self, arguments: Sequence[str]) -> Iterator[Any]:
        """The files behind paths, patterns and ``-``; raises NotFoundError for one that names nothing."""
        ...

    def read(self, found: Any) -> Iterator[Reading]:
        """Everything in one of them."""
        ...

    def skim(self, found: Any, is_silent: Callable[[ApiKey], bool]) -> Iterator[Reading | Skimmed]:
        """Like `read`; objects of APIs that `is_silent` knows may be `Skimmed`."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """What a scan asks of every object."""

    target: Minor
    current: Minor | None = None
    components: Mapping[str, Version] = field(default_factory=dict)
    """Versions of add-ons by slug."""
    apis: bool = True
    drain: bool = True
    kept: frozenset[str] | None = None
    """Kinds whose objects are kept for rules of the caller's own, beside those of Kubernetes' own groups; ``*`` keeps
    all, None nothing."""


@dataclass(slots=True)
class Tally:
    """What was seen and said so far."""

    files: int = 0
    objects: int = 0
    others: int = 0
    """Documents that are no Kubernetes objects."""
    unread: list[Unread] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    changing: list[ManifestObject] = field(default_factory=list)
    """Objects of APIs that some version deprecates or removes, without their bodies."""
    kept: list[ManifestObject] = field(default_factory=list)
    """What the question keeps."""
    side_by_side: "DrainFacts | None" = None
    """What the drain rules look at together; None where they are not asked."""

    def add(self, other: "Tally") -> None:
        """Count another part of the same scan."""
        self.files += other.files
        self.objects += other.objects
        self.others += other.others
        self.unread += other.unread
        self.outcomes += other.outcomes
        self.changing += other.changing
        self.kept += other.kept
        if self.side_by_side is None:
            self.side_by_side = other.side_by_side
        elif other.side_by_side is not None:
            self.side_by_side.add(other.side_by_side)


def scan(
    files: ManifestFiles, arguments: Sequence[str], question: Question, reference: Reference, in_parallel: InParallel
) -> Tally:
    """Judge everything behind the arguments.

    Raises:
        InvalidDataError: The reference data does not cover the target.
        NotFoundError: An argument names nothing.
    """
    check_target(question.target, reference)
    found = list(files.discover(arguments))
    if not found:
        raise NotFoundError(f"{', '.join(arguments)}: no manifest there: files end in .yaml, .yml or .json")
    batches = [(start, found[start : start + _BATCH]) for start in range(0, len(found), _BATCH)]

    judge = _Judge(question, reference)

    def judge_batch(batch: tuple[int, list[Any]]) -> tuple[int, Tally]:
        start, members = batch
        judge.begin()
        for member in members:
            judge.take(files.read(member) if question.kept is not None else files.skim(member, judge.is_silent))
        judge.tally.files = len(members)
        return start, judge.tally

    processes = (os.cpu_count() or 1) if len(found) >= _FEWEST_FOR_PROCESSES else 1
    whole = Tally()
    for _, part in sorted(in_parallel(judge_batch, batches, processes), key=lambda result: result[0]):
        whole.add(part)
    if whole.side_by_side is not None:
        whole.outcomes += _judge_together(whole.side_by_side, question.target)
        whole.side_by_side = None
    return whole


def check_target(target: Minor, reference: Reference) -> None:
    """Refuse a target that the reference data knows nothing about."""
    known = [minor.minor for minor in reference.minors()]
    if target not in known:
        covered = f"{min(known)} to {max(known)}" if known else "nothing"
        raise InvalidDataError(
            f"the reference data {reference.edition} covers Kubernetes {covered}, not {target}: "
            "choose a target in it, or update it: tracker reference update https://endoflife.date/api/kubernetes.json"
        )


class _Judge:
    """Judges objects one by one; what spans several of them is left to the whole.

    What it learns about APIs serves every batch that a process takes.
    """

    def __init__(self, question: Question, reference: Reference) -> None:
        self.question = question
        self.reference = reference
        self.tally = Tally()
        self.silent: set[ApiKey] = set()
        """APIs that the rules have nothing to say about, whatever the object: it need not be read."""
        self.changing: dict[ApiKey, bool] = {}
        self.is_looked_at: Callable[[ApiKey], bool] = _drain_looks_at() if question.drain else _nothing_looks_at

    def is_silent(self, api: ApiKey) -> bool:
        """Whether no rule that is asked has anything to say about another object of an API."""
        return (api in self.silent or not self.question.apis) and not self.is_looked_at(api)

    def begin(self) -> None:
        """Start to count anew."""
        self.tally = Tally(side_by_side=_nothing_side_by_side(self.question.target) if self.question.drain else None)

    def take(self, readings: Iterable[Reading | Skimmed]) -> None:
        """Judge and count what was read."""
        for reading in readings:
            if isinstance(reading, ManifestObject):
                self._object(reading)
            elif isinstance(reading, Skimmed):
                self.tally.objects += 1
            elif isinstance(reading, Unread):
                self.tally.unread.append(reading)
                self.tally.outcomes += unread_document.RULE.check(reading)
            else:
                self.tally.others += 1

    def _object(self, found: ManifestObject) -> None:
        tally = self.tally
        tally.objects += 1
        if tally.side_by_side is not None:
            _put_beside(tally.side_by_side, found)
        kept = self.question.kept
        if kept is not None and (found.api.group in GROUPS or not kept.isdisjoint((found.api.kind, "*"))):
            tally.kept.append(found)
        changes = self._changes(found.api)
        if changes:
            tally.changing.append(replace(found, body={}))
        if self.question.apis and not (found.api in self.silent and depends_on_api_alone(found)):
            self._judge_apis(found, changes)

    def _judge_apis(self, found: ManifestObject, changes: bool) -> None:
        question, before = self.question, len(self.tally.outcomes)
        facts = ApiFacts(found, question.target, self.reference, question.current, question.components)
        self.tally.outcomes += judge(facts)
        if not changes and len(self.tally.outcomes) == before and depends_on_api_alone(found):
            self.silent.add(found.api)

    def _changes(self, api: ApiKey) -> bool:
        if api not in self.changing:
            life = self.reference.api(api.group, api.version, api.kind)
            self.changing[api] = life is not None and (life.deprecated_in is not None or life.removed_in is not None)
        return self.changing[api]


# The drain rules are imported inside functions: a scan of the APIs alone starts sooner without them.


def _nothing_side_by_side(target: Minor) -> "DrainFacts":
    from tracker.rules.readiness.drain.facts import DrainFacts

    return DrainFacts(target)


def _drain_looks_at() -> Callable[[ApiKey], bool]:
    from tracker.rules.readiness.drain.taking import looks_at

    return looks_at


def _nothing_looks_at(_api: ApiKey) -> bool:
    return False


def _put_beside(facts: "DrainFacts", found: ManifestObject) -> None:
    from tracker.rules.readiness.drain.taking import take

    take(facts, found)


def _judge_together(facts: "DrainFacts", target: Minor) -> Iterator[Outcome]:
    from tracker.rules.readiness.drain.catalogue import DRAIN_RULES

    for rule in DRAIN_RULES:
        if rule.matters_for(target):
            yield from rule.check(facts)


def assessment(
    tally: Tally, reference: Reference, *, waivers: "Sequence[Waiver]" = (), today: date | None = None
) -> Assessment:
    """The scan as a value that every output format renders; waivers count as of today."""
    looked = [Looked("files", tally.files), Looked("objects", tally.objects)]
    if tally.others:
        looked.append(Looked("other documents", tally.others))
    outcomes, accepted = tuple(tally.outcomes), frozenset[str]()
    if waivers and today is not None:
        from tracker.services.waivers import apply_waivers

        outcomes, accepted = apply_waivers(outcomes, waivers, reference, today, is_complete=False)
    return Assessment(
        command="scan",
        outcomes=in_report_order(outcomes),
        looked_at=tuple(looked),
        judged_on=None,
        edition=reference.edition,
        as_of=reference.as_of,
        accepted=accepted,
    )


def recorded_versions(state: State, cluster: str, reference: Reference) -> tuple[Minor, dict[str, Version]]:
    """What a recorded cluster runs: its minor, and its add-ons by slug.

    Raises:
        InvalidDataError: No comparable Kubernetes version is recorded.
    """
    # Imported here: most scans are told their target.
    from tracker.domain.upgrade.inventory import take_inventory

    inventory = take_inventory(state, cluster)
    versions = {}
    for part in inventory.components:
        known = reference.component(part.subject.name)
        if known is not None and part.version is not None:
            versions[known.slug] = part.version
    return inventory.minor, versions
