"""From what is asked of a report to the report and its document: reads the store, manifests, a live cluster, an old report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker import bootstrap
from tracker.cli.session import Session
from tracker.domain.cluster import Cluster
from tracker.domain.errors import InvalidDataError
from tracker.domain.knowledge.reference import Reference
from tracker.domain.manifest import ManifestObject
from tracker.domain.version import Minor
from tracker.reports.readiness.comparison import compared, not_looked_at
from tracker.reports.readiness.document import document
from tracker.reports.readiness.reading import read_document
from tracker.services.ports import Timeline
from tracker.services.readiness import (
    ReadinessReport,
    Subject,
    assess_readiness,
    gather_subject,
    kinds_looked_for,
    next_minor,
    outcomes_on,
    unlike_the_record,
)
from tracker.services.scan import Question, Tally, recorded_versions
from tracker.services.waivers import read_waivers

if TYPE_CHECKING:
    from tracker.importers.live_cluster import Kubectl
    from tracker.reports.readiness.redaction import Redactor

_PSEUDONYM = re.compile(r"file-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Request:
    """What a report shall be about."""

    to: Minor | None = None
    """None: the next minor."""
    manifests: tuple[str, ...] = ()
    kubectl: "Kubectl | None" = None
    """Reads the live cluster; None when nobody asked for that."""
    rollback: bool = False
    redact: bool = False
    compare: Path | None = None
    """An older report."""

    def covers(self, origin: str) -> bool:
        """Whether what stands under this name in an older report is read this time, if it is still there.

        A redacted report names no files; then everything counts as read as soon as there are manifests.
        """
        if origin.startswith("kubectl get "):
            return self.kubectl is not None
        if _PSEUDONYM.fullmatch(origin):
            return bool(self.manifests) or self.kubectl is not None
        path = Path(origin).resolve()
        given = [Path(argument).resolve() for argument in self.manifests]
        return any(path.is_relative_to(each) or fnmatch(str(path), str(each)) for each in given)


def assess(
    session: Session, timeline: Timeline, cluster: Cluster, request: Request
) -> tuple[ReadinessReport, dict[str, Any]]:
    """The report, and its document as it shall be shown."""
    old = _read(request.compare) if request.compare else None
    today = session.today(cluster.zone)
    reference = bootstrap.open_reference(session.settings)
    subject = gather_subject(timeline, cluster, today)
    target = request.to or next_minor(subject)
    unknowns = unlike_the_record(subject, request.kubectl.server_version()) if request.kubectl else ()
    tally = _scan(subject, target, request, reference)
    report = assess_readiness(
        subject,
        target,
        reference,
        today,
        tally=tally,
        outcomes_today=outcomes_on(subject, reference, today),
        waivers=read_waivers(session.settings.waivers),
        unknowns=unknowns,
        rollback=request.rollback,
    )
    unseen = not_looked_at(old, request.covers) if old is not None else frozenset()
    told = document(report, bootstrap.event_permalink(session.settings))
    if request.redact:
        redactor = _redactor(subject, tally.kept if tally else (), reference)
        told = redactor.redact(told)
        # An older report in the open is redacted with the same key, so that the two can be compared.
        if old is not None and not old["is_redacted"]:
            old, unseen = replace(redactor, is_older=True).redact(old), frozenset(map(redactor.fingerprint, unseen))
    return report, compared(told, old, str(request.compare), unseen) if old is not None else told


def _scan(subject: Subject, target: Minor, request: Request, reference: Reference) -> Tally | None:
    if not request.manifests and request.kubectl is None:
        return None
    current, components = recorded_versions(subject.state, subject.cluster.name, reference)
    kinds = kinds_looked_for(current, target, reference)
    question = Question(target, current, components, kept=kinds)
    return bootstrap.scan_manifests(request.manifests, question, reference, live=request.kubectl)


def _redactor(subject: Subject, objects: Sequence[ManifestObject], reference: Reference) -> "Redactor":
    from tracker.reports.readiness.identifying import names_in_manifests, names_in_record, public_words, words
    from tracker.reports.readiness.redaction import Redactor

    public = public_words(reference)
    clusters = (subject.cluster.name, *subject.siblings)
    subjects = (change.subject for event in subject.events for change in event.changes)
    recorded = frozenset(names_in_record(subjects, clusters, public))
    return Redactor(subject.cluster.id, words(names_in_manifests(objects), public), public, recorded)


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDataError(
            f"{path}: the older report cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error
    return read_document(text, str(path))
