"""``CHANGELOG.md`` of a cluster in the form of keepachangelog.com.

A section is the time in which one Kubernetes version ran, newest first; it bears the version and the day on which that
version came. What was recorded before the first version stands in a section of its own at the end.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from tracker.domain.event import Action, Change, Event, EventKind
from tracker.domain.platforms import KUBERNETES
from tracker.publish import urls
from tracker.publish.page import TextFile, fingerprint
from tracker.publish.site_data import SiteData

_FORM = """\
The form is that of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/): a section is the time in which a version
of Kubernetes ran.
"""
_TYPES = ("Added", "Changed", "Removed", "Fixed")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
_TYPE_OF = {Action.ADDED: "Added", Action.REMOVED: "Removed"}


@dataclass(slots=True)
class _Section:
    heading: str
    lines: dict[str, list[str]] = field(default_factory=dict)
    """By type of change, oldest first."""

    def add(self, kind: str, line: str) -> None:
        self.lines.setdefault(kind, []).append(line)


def files(site: SiteData) -> Iterator[TextFile]:
    """The changelog of every cluster."""
    for data in site.clusters:
        path = urls.cluster_file(data.cluster.name, "CHANGELOG.md")
        inputs = fingerprint(data.cluster.name, data.fingerprint)
        yield TextFile(path, inputs, partial(getattr, data, "changelog"), beside=urls.cluster(data.cluster.name))


def changelog_text(cluster: str, events: Iterable[Event]) -> str:
    """The changelog of a cluster of that name from its events, which come oldest first."""
    parts = [
        "# Changelog\n",
        f"Everything that changed in the cluster {_escaped(cluster)}.",
        _FORM,
    ]
    for section in reversed(_sections(events)):
        parts.append(f"## {section.heading}\n")
        for kind in _TYPES:
            if kind in section.lines:
                parts.append(f"### {kind}\n")
                parts += [f"- {line}" for line in reversed(section.lines[kind])]
                parts.append("")
    return "\n".join(parts).rstrip("\n") + "\n"


def _sections(events: Iterable[Event]) -> list[_Section]:
    sections = [_Section("Before the first recorded version")]
    version = ""
    for event in events:
        now = _kubernetes(event)
        if now and now != version:
            version = now
            sections.append(_Section(f"[{_escaped(version)}] - {event.when.day.isoformat()}"))
        _file_event(sections[-1], event)
    return [section for section in sections if section.lines]


def _kubernetes(event: Event) -> str:
    """The version of Kubernetes that an event brings, or an empty text."""
    changed = (change.to for change in event.changes if change.subject.name == KUBERNETES and not change.subject.scope)
    return next((to for to in changed if to), "")


def _file_event(section: _Section, event: Event) -> None:
    """The event under its type; what it added or removed besides, under the types of those changes."""
    main = _main_type(event)
    section.add(main, f"{event.when.day.isoformat()} {_escaped(event.title)}{_note(event)}")
    for change in event.changes:
        kind = _TYPE_OF.get(change.action, "Changed")
        if kind not in (main, "Changed"):
            section.add(kind, f"{event.when.day.isoformat()} {_escaped(_named(change))}")


def _main_type(event: Event) -> str:
    if event.kind is EventKind.INCIDENT:
        return "Fixed" if event.ended else "Changed"
    types = {_TYPE_OF.get(change.action, "Changed") for change in event.changes}
    return types.pop() if len(types) == 1 and event.kind is not EventKind.UPGRADE else "Changed"


def _note(event: Event) -> str:
    return " (incident, not resolved)" if event.is_open else ""


def _named(change: Change) -> str:
    return f"{change.subject} {change.to or ''}".strip()


def _escaped(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
