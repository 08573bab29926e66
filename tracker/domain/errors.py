"""What can go wrong in ways that we expect, as one tree.

::

    TrackerError
    ├── NotFoundError         a cluster, event, component or file that does not exist
    ├── ConflictError         a name that is taken, a revision that somebody else amended meanwhile
    ├── InvalidDataError      a value that cannot be what it claims: a version, a date, a key
    ├── ImporterError         a document of the wrong kind, or a broken row in it
    ├── ReferenceDataError    facts about the world that are missing, damaged or contradict themselves
    └── StoreError            the store cannot be opened, read or written
        └── SchemaOutdatedError   its schema is older or newer than this program

A message names the thing, the place and the next step. `tracker.cli.error_boundary` alone turns errors into text and
an exit status.
"""


class TrackerError(Exception):
    """The base of everything that tracker raises on purpose."""


class NotFoundError(TrackerError):
    """Something that was asked for by name does not exist."""

    def __init__(self, message: str, *, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class ConflictError(TrackerError):
    """What was asked contradicts what is recorded."""


class InvalidDataError(TrackerError):
    """A value that cannot be what it claims to be."""


class ImporterError(TrackerError):
    """A document that cannot be imported; names the origin and the place in it."""

    def __init__(self, message: str, *, origin: str = "", place: str = "") -> None:
        where = ", ".join(part for part in (origin, place) if part)
        super().__init__(f"{where}: {message}" if where else message)
        self.origin = origin
        self.place = place


class ReferenceDataError(TrackerError):
    """Reference data that is missing, damaged or contradicts itself."""


class StoreError(TrackerError):
    """The store cannot be opened, read or written."""


class SchemaOutdatedError(StoreError):
    """The store's schema is older than this program, or newer."""
