"""What providers and installers promise and ship."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from tracker.reference.answers.base import Answers
from tracker.reference.answers.lookup import name_key
from tracker.reference.fields import Fields
from tracker.reference.tables import INSTALLERS, Row, Tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.domain.knowledge.installers import InstallerRelease
    from tracker.domain.knowledge.providers import Provider, ProviderSupport
    from tracker.domain.version import Minor, Version

_PROVIDERS, _WINDOWS = "releases/providers", "releases/provider-windows"


class ProviderAnswers(Answers):
    """Providers by name or alias, and their windows."""

    def providers(self) -> Sequence[Provider]:
        """All providers, by slug."""
        return self._providers

    def provider(self, name: str) -> Provider | None:
        """By slug, name or alias, whatever the case."""
        return self._provider_by_name.get(name_key(name))

    def supports(self, provider: str) -> Sequence[ProviderSupport]:
        """Every window of a provider, newest first."""
        known = self.provider(provider)
        return () if known is None else self._windows.get(known.slug, ())

    def support(self, provider: str, minor: Minor) -> ProviderSupport | None:
        """The window of a Kubernetes minor at a provider."""
        known = self.provider(provider)
        return None if known is None else self._window_of_minor.get((known.slug, minor))

    def support_of(self, provider: str, version: str) -> ProviderSupport | None:
        """The window of a version in the provider's own numbering."""
        return next((each for each in self.supports(provider) if each.version == version), None)

    @cached_property
    def _providers(self) -> tuple[Provider, ...]:
        from tracker.reference.readers import releases

        return tuple(releases.provider(Fields(_PROVIDERS, row)) for row in self.tables.rows(_PROVIDERS))

    @cached_property
    def _provider_by_name(self) -> dict[str, Provider]:
        return {name_key(name): each for each in self._providers for name in (each.slug, each.name, *each.aliases)}

    @cached_property
    def _windows(self) -> dict[str, tuple[ProviderSupport, ...]]:
        from tracker.reference.readers import releases

        grouped: dict[str, list[ProviderSupport]] = defaultdict(list)
        for row in self.tables.rows(_WINDOWS):
            window = releases.provider_support(Fields(_WINDOWS, row))
            grouped[window.provider].append(window)
        return {slug: tuple(windows) for slug, windows in grouped.items()}

    @cached_property
    def _window_of_minor(self) -> dict[tuple[str, Minor | None], ProviderSupport]:
        # Of several windows of a minor the newest counts, so the oldest is put in first.
        return {(slug, each.minor): each for slug, windows in self._windows.items() for each in reversed(windows)}


class InstallerAnswers(Answers):
    """Installers and their releases; a release becomes a value when somebody asks for it."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._installer_rows: dict[str, dict[Version, Row]] = {}
        self._installer_releases: dict[tuple[str, Minor | None], tuple[InstallerRelease, ...]] = {}

    def installers(self) -> Sequence[str]:
        """The names of the installers with known releases."""
        return INSTALLERS

    def installer_release(self, name: str, version: Version) -> InstallerRelease | None:
        """Exactly this release of an installer, without regard to a suffix."""
        slug = _installer_slug(name)
        row = None if slug is None else self._rows_of(slug).get(version.upstream)
        return None if slug is None or row is None else _installer_release(slug, row)

    def installer_releases(self, name: str, *, ships: Minor | None = None) -> Sequence[InstallerRelease]:
        """Every release of an installer, or those that ship a minor of Kubernetes; highest version first."""
        slug = _installer_slug(name)
        if slug is None:
            return ()
        if (slug, ships) not in self._installer_releases:
            rows = [row for row in self._rows_of(slug).values() if ships is None or _ships(slug, row) == ships]
            read = (_installer_release(slug, row) for row in rows)
            self._installer_releases[slug, ships] = tuple(sorted(read, key=lambda each: each.version, reverse=True))
        return self._installer_releases[slug, ships]

    def _rows_of(self, slug: str) -> dict[Version, Row]:
        if slug not in self._installer_rows:
            rows = self.tables.rows(f"releases/{slug}")
            self._installer_rows[slug] = {Fields(slug, row).version("version"): row for row in rows}
        return self._installer_rows[slug]


def _installer_slug(name: str) -> str | None:
    return next((each for each in INSTALLERS if name_key(each) == name_key(name)), None)


def _ships(slug: str, row: Row) -> Minor | None:
    """The minor of Kubernetes that a release ships, where that is known."""
    version = Fields(slug, row).version_or_none("kubernetes")
    return None if version is None else version.minor


def _installer_release(slug: str, row: Row) -> InstallerRelease:
    from tracker.reference.readers import releases

    return releases.installer_release(slug, Fields(f"releases/{slug}", row))
