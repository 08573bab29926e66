"""Move manifests to the APIs that a target serves, where that is purely a rename; say the rest to a person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from typing import Any, Protocol

from tracker.domain.knowledge.migrations import Migrations
from tracker.domain.knowledge.reference import Reference
from tracker.domain.manifest import ManifestObject, Reading
from tracker.rules.readiness.apis.facts import ApiFacts
from tracker.rules.readiness.apis.migration import Move, plan_move
from tracker.services.scan import Question

STANDARD_INPUT = "-"
NOT_LITERAL = "its apiVersion is not written out in the object (alias, merge key, escape): change it by hand"


class EditableFiles(Protocol):
    """Files whose manifests can be changed."""

    def read_path(self, path: str) -> Iterator[Reading]:
        """Everything in a file."""
        ...

    def renamed(self, path: str, versions: Mapping[tuple[int, str, str], str]) -> Any:
        """The file with new versions of objects, given by line, subject and old ``apiVersion``; writes nothing."""
        ...

    def write(self, path: str, content: bytes) -> None:
        """Replace the content of a file."""
        ...


@dataclass(slots=True)
class Changes:
    """What was, or would be, changed."""

    diffs: list[str] = field(default_factory=list)
    """Unified diffs, a file each."""
    moved: list[Move] = field(default_factory=list)
    by_hand: list[Move] = field(default_factory=list)
    """With what a person has to look at."""


def migrate(
    files: EditableFiles,
    objects: Iterable[ManifestObject],
    question: Question,
    reference: Reference,
    migrations: Migrations,
    *,
    write: bool,
) -> Changes:
    """Move the objects of a scan that have to move.

    Args:
        files: Where they stand.
        objects: Those of a scan whose APIs change at some version (`Tally.changing`); standard input is left alone.
        question: The target, and what runs now.
        reference: The life of APIs.
        migrations: What moves change.
        write: Change the files; otherwise only tell.
    """
    changes = Changes()
    for path in sorted({found.place.origin for found in objects} - {STANDARD_INPUT}):
        moves = [move for move in _moves(files, path, question, reference, migrations) if move is not None]
        pure = {_target(move.found): move for move in moves if move.to is not None and not move.look}
        changes.by_hand += [move for move in moves if _target(move.found) not in pure]
        if pure:
            _rename(files, path, pure, changes, write=write)
    return changes


def _moves(
    files: EditableFiles, path: str, question: Question, reference: Reference, migrations: Migrations
) -> Iterator[Move | None]:
    for reading in files.read_path(path):
        if isinstance(reading, ManifestObject):
            facts = ApiFacts(reading, question.target, reference, question.current, question.components)
            yield plan_move(facts, migrations)


def _rename(
    files: EditableFiles, path: str, pure: Mapping[tuple[int, str, str], Move], changes: Changes, *, write: bool
) -> None:
    versions = {target: move.to.api_version for target, move in pure.items() if move.to is not None}
    edit = files.renamed(path, versions)
    done = {_target(found) for found in edit.changed}
    changes.moved += [move for target, move in pure.items() if target in done]
    changes.by_hand += [
        Move(move.found, move.to, (NOT_LITERAL,)) for target, move in pure.items() if target not in done
    ]
    if edit.after == edit.before:
        return
    name = path.lstrip("/")
    lines = unified_diff(edit.before.splitlines(True), edit.after.splitlines(True), f"a/{name}", f"b/{name}")
    changes.diffs.append(
        "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    )
    if write:
        files.write(path, edit.content)


def _target(found: ManifestObject) -> tuple[int, str, str]:
    return found.place.line, found.subject, found.api.api_version
