"""What one build remembers for the next. It may hold internal data, so it lies in the user's cache folder, private.

Nothing here is needed: whatever is missing, damaged or made by another version is simply made again.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from tracker.publish.packing import pack, unpack, unpacked
from tracker.publish.part_file import PartFile, part_file


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
            with (folder / key).open("rb") as file:
                return unpack(file)
        except Exception:  # noqa: BLE001 (a damaged pickle raises anything; it is made again)
            return None

    def save(self, kind: str, key: str, value: object) -> bool:
        """Remember a value, if possible; a reader finds it whole or not at all."""
        return self._write(kind, key, partial(pack, value))

    def load_table(self, kind: str, key: str) -> dict[str, tuple[Any, bytes]]:
        """The values of a table, each with the packet that it came from; nothing if one of them is damaged."""
        table = self.load(kind, key)
        try:
            return {name: (unpacked(packet), packet) for name, packet in (table or {}).items()}
        except Exception:  # noqa: BLE001 (as in `load`)
            return {}

    def load_parts(self, kind: str, key: str) -> PartFile | None:
        """The file that was saved with `save_parts`, or None."""
        folder = self.path(kind)
        if folder is None:
            return None
        try:
            return PartFile(folder / key)
        except Exception:  # noqa: BLE001 (as in `load`)
            return None

    def load_part(self, kind: str, key: str, name: str) -> Any | None:
        """The first item of a list that was saved with `save_parts`, or None."""
        file = self.load_parts(kind, key)
        try:
            return file.item(name, 0)[0] if file else None
        except Exception:  # noqa: BLE001 (as in `load`)
            return None

    def save_parts(self, kind: str, key: str, lists: Mapping[str, Sequence[object]]) -> bool:
        """Remember lists so that each of their items can be loaded without the others."""
        content = part_file(lists)
        return self._write(kind, key, lambda file: file.write(content))

    def _write(self, kind: str, key: str, write: Callable[[BinaryIO], object]) -> bool:
        folder = self.path(kind)
        if folder is None:
            return False
        try:
            handle, name = tempfile.mkstemp(dir=folder)
            with os.fdopen(handle, "wb") as file:
                write(file)
            Path(name).replace(folder / key)
        except OSError:
            return False
        return True

    def clear(self) -> None:
        """Forget everything."""
        if self._folder is not None:
            self.remove()
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def remove(self) -> None:
        """Leave nothing behind; the site is not built again."""
        if self._folder is not None:
            self._made.clear()
            shutil.rmtree(self._folder, ignore_errors=True)

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
