"""Components, what they ask of Kubernetes, and what else changes between two minors."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from tracker.reference.answers.base import Answers
from tracker.reference.answers.lookup import name_key
from tracker.reference.fields import Fields
from tracker.reference.tables import RELEASES, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.domain.knowledge.changes import BreakingChange
    from tracker.domain.knowledge.components import Component, ComponentRelease, KubernetesDependency
    from tracker.domain.version import Minor, OpaqueVersion, Version

_INDEX, _DEPENDENCIES, _BREAKING = "components/index", "components/kubernetes-dependencies", "changes/breaking"


class ComponentAnswers(Answers):
    """Components by name or alias; release lines are read component by component."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._component_releases: dict[str, tuple[ComponentRelease, ...]] = {}
        self._component_lines: dict[str, dict[str, ComponentRelease]] = {}
        # Kept: several rules ask of a version, on several days.
        self._line_of = lru_cache(maxsize=1 << 14)(self._longest_line)

    def components(self) -> Sequence[Component]:
        """All components, by slug."""
        return self._components

    def component(self, name_or_alias: str) -> Component | None:
        """By slug, name or alias, whatever the case, spaces and dashes."""
        return self._component_by_name.get(name_key(name_or_alias))

    def component_releases(self, slug: str) -> Sequence[ComponentRelease]:
        """Every release line of a component, newest first."""
        if slug not in self._component_by_slug:
            return ()
        if slug not in self._component_releases:
            from tracker.reference.readers import components

            table = RELEASES + slug
            read = (components.component_release(slug, Fields(table, row)) for row in self.tables.rows(table))
            self._component_releases[slug] = tuple(read)
        return self._component_releases[slug]

    def component_release(self, slug: str, version: Version | OpaqueVersion) -> ComponentRelease | None:
        """The release line that a version belongs to: the longest line that begins the version."""
        return self._line_of(slug, str(version).removeprefix("v"))

    def _longest_line(self, slug: str, version: str) -> ComponentRelease | None:
        if slug not in self._component_lines:
            # The newest of equal lines is the one that counts, so the oldest is put in first.
            self._component_lines[slug] = {each.line: each for each in reversed(self.component_releases(slug))}
        lines = self._component_lines[slug]
        return next((lines[text] for text in _beginnings(version) if text in lines), None)

    def dependencies(self, minor: Minor) -> Sequence[KubernetesDependency]:
        """What a Kubernetes minor was validated with or installs."""
        return tuple(each for each in self._dependencies if each.minor == minor)

    @cached_property
    def _components(self) -> tuple[Component, ...]:
        from tracker.reference.readers import components

        return tuple(components.component(Fields(_INDEX, row)) for row in self.tables.rows(_INDEX))

    @cached_property
    def _component_by_slug(self) -> dict[str, Component]:
        return {each.slug: each for each in self._components}

    @cached_property
    def _component_by_name(self) -> dict[str, Component]:
        return {name_key(name): each for each in self._components for name in (*each.aliases, each.name, each.slug)}

    @cached_property
    def _dependencies(self) -> tuple[KubernetesDependency, ...]:
        from tracker.reference.readers import components

        return tuple(components.dependency(Fields(_DEPENDENCIES, row)) for row in self.tables.rows(_DEPENDENCIES))


class ChangeAnswers(Answers):
    """Breaking changes by minor."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._changes_between: dict[tuple[Minor, Minor], tuple[BreakingChange, ...]] = {}

    def breaking_changes(self, current: Minor, target: Minor) -> Sequence[BreakingChange]:
        """Changes with a turn after `current`, up to and including `target`."""
        key = current, target
        if key not in self._changes_between:
            self._changes_between[key] = self._find_changes_between(current, target)
        return self._changes_between[key]

    def _find_changes_between(self, current: Minor, target: Minor) -> tuple[BreakingChange, ...]:
        first_turns = [
            (min(turns), change.id, change)
            for change in self._changes.values()
            if (turns := [turn for turn in change.turns if current < turn <= target])
        ]
        return tuple(change for _, _, change in sorted(first_turns, key=lambda each: each[:2]))

    def all_breaking_changes(self) -> Sequence[BreakingChange]:
        """Every change, those without a minor included, by id."""
        return tuple(self._changes.values())

    def breaking_change(self, change_id: str) -> BreakingChange | None:
        """One change by its id."""
        return self._changes.get(change_id)

    @cached_property
    def _changes(self) -> dict[str, BreakingChange]:
        from tracker.reference.readers import changes

        read = (changes.breaking_change(Fields(_BREAKING, row)) for row in self.tables.rows(_BREAKING))
        return {each.id: each for each in read}


def _beginnings(version: str) -> Iterator[str]:
    """Every text that a version begins with and that ends between two of its parts, the longest first."""
    for end in range(len(version), 0, -1):
        if not version[end : end + 1].isalnum():
            yield version[:end]
