"""Write a site beside its folder and put it in place in one step.

What this promises: a folder that tracker did not make is never touched; a reader finds the old site or the new one,
complete, at every instant; a build that dies leaves something that the next one recognises and clears away; files that
somebody else put into the folder stay there.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.domain.errors import ConflictError, StoreError
from tracker.processes import Background
from tracker.publish.disk import files_in, is_untouched, link, take_out, write_new
from tracker.publish.manifest import MANIFEST_NAME, Manifest, check_path, digest, read_manifest
from tracker.publish.swap import put_in_place


class Staging:
    """A folder beside `target` in which the next site grows.

    Use it as a context manager: leaving it without `publish` removes the folder again. What the last build made is linked
    into it meanwhile, by a process of its own, because nearly all of it stays; what does not is replaced or taken out.
    After `settle`, `write` may be called in forked processes too; every path belongs to one of them.
    """

    def __init__(self, target: Path) -> None:
        self.target = target.resolve()
        try:
            self._list = _BuiltList.of(self.target)
            self.previous = self._list.manifest
            """What the last build made; empty when there was none."""
        except OSError as error:
            raise _unwritable(self.target, error) from error
        self._folder = self.target.with_name(f"{_aside_prefix(self.target)}{secrets.token_hex(6)}")
        self._linking: Background[frozenset[str]] | None = None
        self._kept: frozenset[str] = frozenset()
        self._lock = -1

    def __enter__(self) -> Self:
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            _clear_leftovers(self.target)
            self._folder.mkdir()
        except OSError as error:
            raise _unwritable(self.target, error) from error
        self._lock = os.open(self._folder, os.O_RDONLY)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if self.previous.files:
            self._linking = Background(partial(_link_untouched, self._list, self.target, self._folder))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._linking is not None:
            self._linking.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        os.close(self._lock)

    def write(self, path: str, content: bytes | Iterable[bytes]) -> tuple[str, bool]:
        """Put a file into the next site; gives its digest, and whether its bytes differ from the last build's.

        A file whose bytes did not change is not written: its inode and its time stay what they were.

        Args:
            path: Below the site's folder.
            content: All of it, or in pieces: then only one of them is in memory.
        """
        self.settle()
        destination = self._folder / check_path(path)
        try:
            if not isinstance(content, bytes):
                return self._write_pieces(path, destination, content)
            fingerprint = digest(content)
            if self._has(path, fingerprint):
                return fingerprint, False
            write_new(destination, content)
        except OSError as error:
            raise _unwritable(destination, error) from error
        return fingerprint, True

    def _write_pieces(self, path: str, destination: Path, content: Iterable[bytes]) -> tuple[str, bool]:
        # No file of a site has a name with a dot at its beginning.
        unfinished = destination.with_name(f".{destination.name}")
        destination.parent.mkdir(parents=True, exist_ok=True)
        hashed = hashlib.sha256()
        with unfinished.open("xb") as file:
            for piece in content:
                hashed.update(piece)
                file.write(piece)
        fingerprint = hashed.hexdigest()
        if self._has(path, fingerprint):
            unfinished.unlink()
            return fingerprint, False
        unfinished.replace(destination)
        return fingerprint, True

    def _has(self, path: str, fingerprint: str) -> bool:
        return self.previous.files.get(path) == fingerprint and self.keep(path)

    def keep(self, path: str) -> bool:
        """Whether a file of the last build is in the next site, as it was built then."""
        self.settle()
        return path in self._kept

    def settle(self) -> None:
        """Wait until everything that the last build made is there."""
        if self._linking is not None:
            self._kept = self._linking.result()
            self._linking = None

    def publish(self, files: Mapping[str, str]) -> None:
        """Put the new site in place; `files` are the digests of everything that was written or kept.

        Raises:
            ConflictError: A file of the new site has the name of a file that somebody else put there.
        """
        _check_names(files)
        # Another build may have put its site in place meanwhile; what that one made is not foreign either.
        foreign = list(_foreign_files(self.target, self._list.now(self.target)))
        taken = sorted(set(foreign) & files.keys())
        if taken:
            raise ConflictError(f"{self.target / taken[0]} was not made by tracker: move it away and build again")
        try:
            for path in self._kept - files.keys():
                take_out(self._folder, path)
            for path in foreign:
                link(self.target / path, self._folder / path)
            # Whole or not at all: a folder whose list is cut off would never be cleared away.
            unfinished = self._folder / f"{MANIFEST_NAME}.new"
            unfinished.write_bytes(Manifest(files).to_bytes())
            unfinished.rename(self._folder / MANIFEST_NAME)
            if self.target.is_dir():
                shutil.copymode(self.target, self._folder)
            put_in_place(self._folder, self.target)
        except OSError as error:
            raise _unwritable(self.target, error) from error
        if self._folder.exists():
            _remove_old(self._folder, self.target, self._list.now(self._folder))


@dataclass(frozen=True, slots=True)
class _BuiltList:
    """The manifest of a folder, and which file on the disk it was read from, so that it is not read twice."""

    manifest: Manifest
    file: tuple[int, int, int]
    """Inode, nanoseconds since 1970, bytes; zeros for none."""

    @classmethod
    def of(cls, folder: Path) -> Self:
        # The file is looked at first: one that is put in its place meanwhile is read again.
        file = _identity(folder / MANIFEST_NAME)
        return cls(_previous_manifest(folder), file)

    def now(self, folder: Path) -> Manifest:
        """The manifest that the folder has now."""
        return self.manifest if self.file == _identity(folder / MANIFEST_NAME) else _previous_manifest(folder)

    @property
    def built_at(self) -> int:
        """When the build ended."""
        return self.file[1]


def _previous_manifest(target: Path) -> Manifest:
    """The manifest of the site at `target`; an empty one when nothing is there.

    Raises:
        ConflictError: Something is there that tracker did not make.
    """
    if target.exists() and not target.is_dir():
        raise ConflictError(f"{target} is a file: name a folder for the site")
    if target.is_dir() and os.path.ismount(target):
        raise ConflictError(f"{target} is a mount point and cannot be replaced: name a folder inside it")
    if not target.is_dir() or not any(target.iterdir()):
        return Manifest({})
    manifest = read_manifest(target)
    if manifest is None:
        raise ConflictError(f"{target} holds files that tracker did not make: choose an empty folder for the site")
    return manifest


def _check_names(files: Iterable[str]) -> None:
    """Two names that differ only in case would be one file on some file systems."""
    seen: dict[str, str] = {}
    for path in files:
        other = seen.setdefault(path.lower(), path)
        if other != path:
            raise ConflictError(f"{path} and {other} differ only in case: a site cannot hold both")


def _identity(path: Path) -> tuple[int, int, int]:
    try:
        status = path.lstat()
    except OSError:
        return 0, 0, 0
    return status.st_ino, status.st_mtime_ns, status.st_size


def _link_untouched(built: _BuiltList, target: Path, folder: Path) -> frozenset[str]:
    """Link the files of the last build into the folder of the next one; gives those that were as they were built."""
    linked = []
    # Plain text: a site has tens of thousands of files, and putting paths together takes longer than linking them.
    target_prefix, folder_prefix = f"{target}{os.sep}", f"{folder}{os.sep}"
    try:
        parent = os.getppid()
        for path, recorded in built.manifest.files.items():
            if os.getppid() != parent:
                # The build died: what it left can be cleared as soon as nobody is at work in it.
                break
            source = f"{target_prefix}{path}"
            if is_untouched(source, recorded, built.built_at):
                link(source, f"{folder_prefix}{path}")
                linked.append(path)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return frozenset(linked)


def _foreign_files(folder: Path, manifest: Manifest) -> Iterator[str]:
    """The files in `folder` that no build made."""
    if folder.is_dir():
        yield from (path for path in files_in(folder) if path != MANIFEST_NAME and path not in manifest.files)


def _aside_prefix(target: Path) -> str:
    return f".{target.name}.tracker-"


def _clear_leftovers(target: Path) -> None:
    """Remove what builds that died left beside `target`, or bring back the site that one was replacing."""
    for folder in sorted(target.parent.glob(f"{_aside_prefix(target)}*")):
        if not folder.is_dir() or folder.is_symlink() or _is_in_use(folder):
            continue
        if not target.exists() and (folder / MANIFEST_NAME).is_file():
            folder.rename(target)
        else:
            _remove_old(folder, target, read_manifest(folder))


def _is_in_use(folder: Path) -> bool:
    """Whether a living build holds the folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _remove_old(folder: Path, target: Path, manifest: Manifest | None) -> None:
    """Delete a folder that `target` has replaced; what somebody else had put there goes to `target`.

    A folder without a manifest is a build that was never finished: all of it is ours, and a foreign file in it is a
    second name of one that is still in `target`.
    """
    for path in list(_foreign_files(folder, manifest)) if manifest else ():
        old, new = folder / path, target / path
        if not os.path.lexists(new):
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
        elif not os.path.samestat(old.lstat(), new.lstat()):
            old.replace(new)
    shutil.rmtree(folder, ignore_errors=True)


def _unwritable(path: Path, error: OSError) -> StoreError:
    return StoreError(f"{path}: cannot write the site ({error.strerror or error}): check the folder and its space")
