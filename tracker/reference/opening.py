"""Which edition counts: the one in the package, or a newer one that the user fetched, with the user's own rows."""

from pathlib import Path

from tracker import bundled
from tracker.reference.edition_file import read_edition_file
from tracker.reference.editions import FetchedEditions
from tracker.reference.known import KnownWorld
from tracker.reference.tables import FolderTables, Tables, load

_FETCHED = "reference"
"""The folder for fetched editions, below the user's data directory."""


def open_reference(*, data_directory: Path | None = None, overrides: Path | None = None) -> KnownWorld:
    """The reference data, read lazily.

    Args:
        data_directory: Where `update` keeps a fetched edition; None looks at the package's own only.
        overrides: A file with rows that the user adds or replaces.

    Raises:
        ReferenceDataError: The overrides are not readable, or name what does not exist.
    """
    tables: Tables = current_tables(data_directory)
    if overrides is not None:
        # Imported here: few people have any, and every `add` would pay for it.
        from tracker.reference.overrides import OverriddenTables, read_overrides

        tables = OverriddenTables(tables, read_overrides(overrides))
    return KnownWorld(tables)


def current_tables(data_directory: Path | None) -> FolderTables:
    """The newer of the packaged and the fetched edition; the fetched one when they are of the same day."""
    packaged = packaged_tables()
    fetched = fetched_editions(data_directory).current() if data_directory is not None else None
    if fetched is None or fetched.edition().as_of < packaged.edition().as_of:
        return packaged
    return fetched


def packaged_tables() -> FolderTables:
    """The edition that came with this version of tracker."""
    return FolderTables(bundled.path("data"))


def fetched_editions(data_directory: Path) -> FetchedEditions:
    """Where fetched editions lie."""
    return FetchedEditions(data_directory / _FETCHED)


def open_edition(path: str) -> Tables:
    """An edition at a path: a file that `export` wrote, or a folder of tables.

    Raises:
        ReferenceDataError: There is none.
    """
    place = Path(path)
    if place.is_dir():
        return FolderTables(place)
    return read_edition_file(load(place), path)
