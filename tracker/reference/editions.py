"""The folder with fetched editions: each complete in a folder of its own, one of them named as the current one.

An edition is written aside and becomes current by replacing one small file, so a reader sees the old edition or the
new one, never a part of either, whenever the writer is stopped. The edition before the current one is kept.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from tracker.domain.errors import ReferenceDataError
from tracker.reference.canonical import contents_digest, edition_document
from tracker.reference.tables import Edition, FolderTables

_POINTER = "current"
_PART = ".part-"
_WRITERS = 16


class FetchedEditions:
    """Editions below a folder, usually ``reference/`` in the user's data directory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> FolderTables | None:
        """The current edition; None when none was fetched yet.

        Raises:
            ReferenceDataError: The current edition is named but not there.
        """
        pointer = self.folder / _POINTER
        if not pointer.exists():
            return None
        name = pointer.read_text(encoding="utf-8").strip()
        edition = self.folder / name
        if not name or not (edition / "edition.json").is_file():
            raise ReferenceDataError(f"{pointer} names an edition that is not there: delete {pointer} or update again")
        return FolderTables(edition)

    def install(self, edition: Edition, texts: Mapping[str, str]) -> Path:
        """Writes an edition and makes it the current one.

        Raises:
            ReferenceDataError: It cannot be written; the edition before stays current.
        """
        # Imported here: whoever only reads, such as every `add`, would pay for it.
        from tempfile import mkdtemp

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._remove_leftovers()
            aside = Path(mkdtemp(prefix=_PART, dir=self.folder))
            _write_all(aside, edition, texts)
            target = self.folder / f"{edition.edition}-{_short_digest(edition)}"
            if target.exists():
                shutil.rmtree(aside)
            else:
                aside.rename(target)
            self._point_to(target)
        except OSError as error:
            raise ReferenceDataError(f"the edition cannot be written to {self.folder}: {error}") from error
        return target

    def _point_to(self, target: Path) -> None:
        before = self.current()
        pointer = self.folder / _POINTER
        aside = pointer.with_suffix(".new")
        _write(aside, target.name + "\n")
        os.replace(aside, pointer)  # noqa: PTH105  the atomic step
        keep = {target, before.folder if before is not None else target}
        for old in self.folder.iterdir():
            if old.is_dir() and old not in keep and not old.name.startswith(_PART):
                shutil.rmtree(old, ignore_errors=True)

    def _remove_leftovers(self) -> None:
        for part in self.folder.glob(f"{_PART}*"):
            shutil.rmtree(part, ignore_errors=True)


def _write_all(folder: Path, edition: Edition, texts: Mapping[str, str]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    described = edition_document(edition.edition, edition.as_of.isoformat(), texts)
    files = {folder / f"{table}.json": text for table, text in texts.items()} | {folder / "edition.json": described}
    # Waiting for the disk file by file takes eight times as long as letting it take many at once.
    with ThreadPoolExecutor(_WRITERS) as writers:
        for _ in writers.map(_write, files, files.values()):
            pass


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _short_digest(edition: Edition) -> str:
    # Two editions may carry one name: a row that changed between two updates on one day.
    return contents_digest(edition.checksums)[:8]
