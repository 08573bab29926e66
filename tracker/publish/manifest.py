"""The list of what a build made, kept in the built folder: the proof that a folder is ours, and what may be deleted."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tracker.domain.errors import InvalidDataError, StoreError

MANIFEST_NAME = ".tracker-site.json"
_FORMAT = 1
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build made: the SHA-256 of every file, by its path below the folder."""

    files: Mapping[str, str]

    def to_bytes(self) -> bytes:
        """Sorted JSON, one file a line; the same files give the same bytes."""
        document = {"made_by": "tracker", "format": _FORMAT, "files": dict(sorted(self.files.items()))}
        return (json.dumps(document, indent=0) + "\n").encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in `folder`; None when there is none.

    Raises:
        StoreError: It cannot be read as one, so that nobody can say which files are ours.
    """
    path = folder / MANIFEST_NAME
    try:
        return _parse(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidDataError) as error:
        raise StoreError(
            f"{path}: the list of built files is damaged ({error}): build into an empty folder instead"
        ) from error


def _parse(content: bytes) -> Manifest:
    document = json.loads(content)
    if document["made_by"] != "tracker" or document["format"] != _FORMAT:
        raise ValueError("made by another program or version")
    return Manifest({check_path(name): str(recorded) for name, recorded in document["files"].items()})


def digest(content: bytes) -> str:
    """What proves that a file is the same: its SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def check_path(path: str) -> str:
    """The same path, if every part of it is a slug (ASCII letters, digits, ``.``, ``_``, ``-``; no leading dot).

    Raises:
        InvalidDataError: It could name something outside of the site, or is not portable.
    """
    if _PATH.fullmatch(path):
        return path
    raise InvalidDataError(f"{path!r} cannot be a file of the site: names are made of a-z, 0-9, '.', '_' and '-'")
