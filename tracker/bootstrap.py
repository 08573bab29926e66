"""The one place where ports and implementations meet: which settings, which store, which importer."""

# Every command imports this module, the help page too: annotations must not import what they name.
from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from tracker.domain.knowledge.reference import Reference
    from tracker.importers.live_cluster import Kubectl
    from tracker.reference.known import KnownWorld
    from tracker.services.assessment import Assessment
    from tracker.services.check import CheckRequest
    from tracker.services.migrate import Changes
    from tracker.services.ports import Store
    from tracker.services.scan import Question, Tally
    from tracker.services.settings import Settings
    from tracker.store.upgrade import Upgrade
    from tracker.store.watch import StoreWatch

SETTINGS_FILE = "tracker.toml"
STORE_FILE = "tracker.db"


def find_settings(start: Path) -> Settings:
    """The settings of the nearest `tracker.toml` from `start` upwards; the defaults when there is none.

    Raises:
        InvalidDataError: The file is no TOML, not readable, or has an unknown key.
    """
    from tracker.services.settings import Settings

    for folder in (start, *start.parents):
        path = folder / SETTINGS_FILE
        if path.is_file():
            return read_settings(path)
    return Settings()


def read_settings(path: Path) -> Settings:
    """The settings in one file; raises like `find_settings`."""
    # Imported here: most stores are found without a file.
    import tomllib

    from tracker.services.settings import parse_settings

    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise InvalidDataError(f"{path}: not valid TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDataError(f"{path}: cannot be read: {error}") from error
    return parse_settings(document, origin=str(path), folder=str(path.parent))


def store_location(option: str | None, environment: Mapping[str, str], settings: Settings) -> str:
    """Where the store is: an absolute path, or a database URL.

    The option wins over ``TRACKER_STORE``, that over the settings, and those over the user's data directory.
    """
    chosen = option or environment.get("TRACKER_STORE")
    if chosen:
        return absolute_location(chosen)
    if settings.folder:
        chosen = settings.store or STORE_FILE
        return chosen if is_url(chosen) else str(Path(settings.folder) / Path(chosen).expanduser())
    return str(data_directory() / STORE_FILE)


def absolute_location(location: str) -> str:
    """A store's location as it was typed, seen from anywhere."""
    return location if is_url(location) else os.path.abspath(Path(location).expanduser())  # noqa: PTH100  resolves no link


def data_directory() -> Path:
    """Where this user's data is kept: the store of last resort, and fetched reference data."""
    # Imported here: few commands need it.
    import platformdirs

    return Path(platformdirs.user_data_dir("tracker", appauthor=False))


def open_reference(settings: Settings) -> Reference:
    """The facts about the world, the newest edition at hand with the rows that the settings' own file adds.

    Raises:
        ReferenceDataError: The file with the user's rows cannot be used.
    """
    return open_known_world(settings)


def open_known_world(settings: Settings) -> KnownWorld:
    """The same, for whoever looks at its tables."""
    from tracker.reference.opening import open_reference as opened

    return opened(data_directory=data_directory(), overrides=overrides_file(settings))


def overrides_file(settings: Settings) -> Path | None:
    """The file with the user's own rows of reference data; relative to the settings."""
    named = settings.reference.get("overrides", "")
    return Path(settings.folder) / Path(named).expanduser() if named else None


def check_clusters(
    location: str, reference: Reference, request: CheckRequest, on_progress: Callable[[int], None]
) -> Assessment:
    """What the rules say about clusters of the store at a location, which must not be open here."""
    from functools import partial

    from tracker.processes import in_parallel, rare_garbage_collection
    from tracker.services.check import check_in_parallel

    with rare_garbage_collection():
        return check_in_parallel(partial(open_store, location), reference, request, in_parallel, on_progress)


def scan_manifests(
    arguments: Sequence[str],
    question: Question,
    reference: Reference,
    *,
    respect_ignore: bool = True,
    live: Kubectl | None = None,
) -> Tally:
    """Judge the manifests behind paths, patterns and ``-``, and of a live cluster; raises like `tracker.services.scan.scan`."""
    from tracker.importers.manifests.files import FolderManifests
    from tracker.processes import in_parallel
    from tracker.services.scan import scan

    files = FolderManifests(respect_ignore=respect_ignore)
    if live is None:
        return scan(files, arguments, question, reference, in_parallel)
    from tracker.importers.live_cluster import LiveManifests

    return scan(LiveManifests(live, files), arguments, question, reference, in_parallel)


def find_kubectl(context: str = "") -> Kubectl:
    """The kubectl on PATH.

    Raises:
        ImporterError: There is none.
    """
    from tracker.importers.live_cluster import Kubectl

    return Kubectl(context)


def event_permalink(settings: Settings) -> Callable[[date, str], str] | None:
    """Makes the addresses of events on the site that the settings name; None when they name none."""
    from tracker.publish import urls

    site = settings.site.get("url", "").rstrip("/")
    return (lambda day, event_id: f"{site}/{urls.event(day, event_id)}") if site else None


def migrate_manifests(tally: Tally, question: Question, reference: Reference, *, write: bool) -> Changes:
    """Move the manifests of a scan to the APIs that its target serves; raises like `tracker.services.migrate.migrate`."""
    from tracker.importers.manifests.files import FolderManifests
    from tracker.reference.api_migrations import open_migrations
    from tracker.services.migrate import migrate

    return migrate(FolderManifests(), tally.changing, question, reference, open_migrations(), write=write)


def is_url(location: str) -> bool:
    """Whether a store's location is a database URL and no path."""
    return "://" in location


def open_store(location: str) -> Store:
    """The store at a location, ready to read and write.

    Raises:
        StoreError: There is none, or it cannot be opened.
        SchemaOutdatedError: It was made by an older or a newer tracker.
    """
    from tracker.store.opening import open_store as opened

    return opened(location)


def watch_store(location: str) -> StoreWatch:
    """Looks again and again whether the store at a location has changed."""
    from tracker.store.watch import StoreWatch

    return StoreWatch(location)


def create_store(location: str) -> bool:
    """Make an empty store; False when there was one already.

    Raises:
        StoreError: The place is taken by something else, or may not be written.
    """
    from tracker.store.opening import create_store as create

    return create(location)


def upgrade_store(location: str, backup_to: Path) -> Upgrade:
    """Bring an old store up to date, with a backup made first; raises like `tracker.store.upgrade.upgrade`."""
    from tracker.store.upgrade import upgrade

    return upgrade(location, backup_to)


def restore_store(source: Path, location: str, *, recorded_at: datetime) -> int:
    """Make a store from a backup; how many revisions it has. Raises like `tracker.store.backup.restore`."""
    from tracker.store.backup import restore

    return restore(source, location, recorded_at=recorded_at)
