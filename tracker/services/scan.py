"""Scan manifests: which objects the target refuses, calls deprecated or does not serve yet, and what a drain breaks.

Files are judged in batches, in as many processes as there are cores, and only outcomes come back: memory does not grow
with the number of files. The drain rules alone need objects side by side; for them the workloads are kept.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from tracker.domain.errors import InvalidDataError, NotFoundError
from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.knowledge.reference import Reference
from tracker.domain.manifest import ManifestObject, NotAnObject, Reading, Unread
from tracker.domain.outcome import Outcome
from tracker.domain.version import Minor, Version
from tracker.rules.readiness.apis import unread_document
from tracker.rules.readiness.apis.facts import ApiFacts
from tracker.rules.readiness.apis.judge import depends_on_api_alone, judge
from tracker.rules.readiness.drain.catalogue import DRAIN_RULES
from tracker.rules.readiness.workloads import GROUPS, Manifests
from tracker.services.assessment import Assessment, Looked, in_report_order

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


InParallel = Callable[[Callable[[Any], Any], Sequence[Any], int], Iterator[Any]]
"""``in_parallel(work, items, processes)``: the results of work on each item, in any order."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a scan asks of every object."""

    target: Minor
    current: Minor | None = None
    components: Mapping[str, Version] = field(default_factory=dict)
    """Versions of add-ons by slug."""
    apis: bool = True
    drain: bool = True


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
    workloads: list[ManifestObject] = field(default_factory=list)
    """What the drain rules look at together."""

    def add(self, other: "Tally") -> None:
        """Count another part of the same scan."""
        self.files += other.files
        self.objects += other.objects
        self.others += other.others
        self.unread += other.unread
        self.outcomes += other.outcomes
        self.changing += other.changing
        self.workloads += other.workloads


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

    def judge_batch(batch: tuple[int, list[Any]]) -> tuple[int, Tally]:
        start, members = batch
        readings = (reading for member in members for reading in files.read(member))
        tally = judge_readings(readings, question, reference)
        tally.files = len(members)
        return start, tally

    processes = (os.cpu_count() or 1) if len(found) >= _FEWEST_FOR_PROCESSES else 1
    whole = Tally()
    for _, part in sorted(in_parallel(judge_batch, batches, processes), key=lambda result: result[0]):
        whole.add(part)
    if question.drain:
        whole.outcomes += _judge_together(whole.workloads, question.target)
    return whole


def check_target(target: Minor, reference: Reference) -> None:
    """Refuse a target that the reference data knows nothing about."""
    known = [minor.minor for minor in reference.minors()]
    if target not in known:
        covered = f"{min(known)} to {max(known)}" if known else "nothing"
        raise InvalidDataError(
            f"the reference data {reference.edition} covers Kubernetes {covered}, not {target}: "
            "choose a target in it, or update it (tracker reference update)"
        )


def judge_readings(readings: Iterable[Reading], question: Question, reference: Reference) -> Tally:
    """Judge objects one by one; what spans several of them is left to the whole."""
    tally, silent, changing = Tally(), set[ApiKey](), dict[ApiKey, bool]()
    for reading in readings:
        if isinstance(reading, Unread):
            tally.unread.append(reading)
            tally.outcomes += unread_document.RULE.check(reading)
            continue
        if isinstance(reading, NotAnObject):
            tally.others += 1
            continue
        tally.objects += 1
        if question.drain and reading.api.group in GROUPS:
            tally.workloads.append(reading)
        if question.apis:
            _judge_apis(reading, question, reference, tally, silent)
        if _changes(reading.api, reference, changing):
            tally.changing.append(replace(reading, body={}))
    return tally


def _judge_apis(
    found: ManifestObject, question: Question, reference: Reference, tally: Tally, silent: set[ApiKey]
) -> None:
    """Ask the API rules, unless they were silent about such an object before."""
    if found.api in silent and depends_on_api_alone(found):
        return
    before = len(tally.outcomes)
    tally.outcomes += judge(ApiFacts(found, question.target, reference, question.current, question.components))
    if len(tally.outcomes) == before and depends_on_api_alone(found):
        silent.add(found.api)


def _changes(api: ApiKey, reference: Reference, known: dict[ApiKey, bool]) -> bool:
    if api not in known:
        life = reference.api(api.group, api.version, api.kind)
        known[api] = life is not None and (life.deprecated_in is not None or life.removed_in is not None)
    return known[api]


def _judge_together(objects: Iterable[ManifestObject], target: Minor) -> Iterator[Outcome]:
    facts = Manifests.of(objects, target)
    for rule in DRAIN_RULES:
        if rule.matters_for(target):
            yield from rule.check(facts)


def assessment(tally: Tally, reference: Reference) -> Assessment:
    """The scan as a value that every output format renders."""
    looked = [Looked("files", tally.files), Looked("objects", tally.objects)]
    if tally.others:
        looked.append(Looked("other documents", tally.others))
    return Assessment(
        command="scan",
        outcomes=in_report_order(tally.outcomes),
        looked_at=tuple(looked),
        judged_on=None,
        edition=reference.edition,
        as_of=reference.as_of,
    )
