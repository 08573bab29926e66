"""What one build remembers for the next. It may hold internal data, so it lies in the user's cache folder, private.

Nothing here is needed: whatever is missing, damaged or made by another version is simply made again.
"""

import hashlib
import io
import os
import pickle
import shutil
import tempfile
from collections.abc import Collection, Hashable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast


class BuildCache:
    """Values by kind and key, in files that only the user can read."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        """None: remember nothing."""
        self._made: dict[str, Path] = {}
        """The folders of kinds that are there."""

    @classmethod
    def for_site(cls, target: Path, edition: str) -> "BuildCache":
        """The cache of the site that is built into `target`."""
        from platformdirs import user_cache_path

        name = hashlib.sha256(f"{edition}\0{target.resolve()}".encode()).hexdigest()[:24]
        folder = user_cache_path("tracker") / "site" / name
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return cls(None)
        return cls(folder if _is_private(folder) else None)

    def path(self, kind: str) -> Path | None:
        """A folder for the files of one kind; None when nothing can be remembered."""
        if self._folder is None or kind in self._made:
            return self._made.get(kind)
        folder = self._folder / kind
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            return None
        self._made[kind] = folder
        return folder

    def load(self, kind: str, key: str) -> Any | None:
        """What was saved under this key, or None."""
        folder = self.path(kind)
        if folder is None:
            return None
        try:
            # Only this user can have written there (see `_is_private`).
            return pickle.loads((folder / key).read_bytes())  # noqa: S301
        except Exception:  # noqa: BLE001 (a damaged pickle raises anything; it is made again)
            return None

    def save(self, kind: str, key: str, value: object) -> bool:
        """Remember a value, if possible; a reader finds it whole or not at all."""
        folder = self.path(kind)
        if folder is None:
            return False
        try:
            handle, name = tempfile.mkstemp(dir=folder)
            with os.fdopen(handle, "wb") as file:
                file.write(_pickled(value))
            Path(name).replace(folder / key)
        except OSError:
            return False
        return True

    def load_part(self, kind: str, key: str, name: str) -> tuple[Any | None, int]:
        """One of the parts that were saved under this key, or None; and the bytes that it takes."""
        parts = self.load(kind, key)
        try:
            part = parts[name]  # type: ignore[index]
            return pickle.loads(part), len(part)  # noqa: S301 (as in `load`)
        except Exception:  # noqa: BLE001 (as in `load`)
            return None, 0

    def save_parts(self, kind: str, key: str, value: Any) -> bool:
        """Remember the fields of a dataclass so that each can be loaded without the others."""
        return self.save(
            kind, key, {name: _pickled(getattr(value, name)) for name in _names(cast("Hashable", type(value)))}
        )

    def clear(self) -> None:
        """Forget everything."""
        if self._folder is not None:
            self._made.clear()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep_only(self, kind: str, keys: Collection[str]) -> None:
        """Forget everything of a kind but these keys."""
        folder = self.path(kind)
        if folder is None:
            return
        for file in folder.iterdir():
            if file.name not in keys:
                with suppress(OSError):
                    file.unlink()


def _is_private(folder: Path) -> bool:
    """Whether nobody else can have put something there that we would read as ours."""
    status = folder.stat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


class _Pickler(pickle.Pickler):
    """Pickles dataclasses as calls of their classes, which are made again in half of the time that their states take."""

    def reducer_override(self, value: Any) -> Any:
        """How a value is made again."""
        kind = type(value)
        if is_dataclass(kind):
            return kind, tuple([getattr(value, name) for name in _names(cast("Hashable", kind))])
        return NotImplemented


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _pickled(value: object) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(value)
    return stream.getvalue()
