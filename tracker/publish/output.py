"""Write a site beside its folder and put it in place in one step.

What this promises: a folder that tracker did not make is never touched; a reader finds the old site or the new one,
complete, at every instant; a build that dies leaves something that the next one recognises and clears away; files that
somebody else put into the folder stay there.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.domain.errors import ConflictError, StoreError
from tracker.publish.manifest import MANIFEST_NAME, Manifest, check_path, digest, read_manifest
from tracker.publish.swap import put_in_place


class Staging:
    """A folder beside `target` in which the next site grows.

    Use it as a context manager: leaving it without `publish` removes the folder again. `write` and `keep` may be called
    in forked processes; every path belongs to one of them.
    """

    def __init__(self, target: Path) -> None:
        self.target = target.resolve()
        try:
            self.previous = _previous_manifest(self.target)
            """What the last build made; empty when there was none."""
            self._built_at = _modified_at(self.target / MANIFEST_NAME)
        except OSError as error:
            raise _unwritable(self.target, error) from error
        self._folder = self.target.with_name(f"{_aside_prefix(self.target)}{secrets.token_hex(6)}")
        self._target_prefix, self._folder_prefix = f"{self.target}{os.sep}", f"{self._folder}{os.sep}"
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
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        os.close(self._lock)

    def write(self, path: str, content: bytes) -> tuple[str, bool]:
        """Put a file into the next site; gives its digest, and whether its bytes differ from the last build's.

        A file whose bytes did not change is linked, not written: its inode and its time stay what they were.
        """
        fingerprint = digest(content)
        if self.keep(path, fingerprint):
            return fingerprint, False
        destination = self._folder / check_path(path)
        try:
            _write_new(destination, content)
        except OSError as error:
            raise _unwritable(destination, error) from error
        return fingerprint, True

    def keep(self, path: str, fingerprint: str | None = None) -> bool:
        """Take a file over from the last build; False when it is not there as it was built.

        Args:
            path: Below the site's folder.
            fingerprint: The digest that the file must have had; None: whatever it was.
        """
        recorded = self.previous.files.get(path)
        if recorded is None or fingerprint not in (None, recorded):
            return False
        # Plain text: a site has tens of thousands of files, and putting paths together takes longer than linking them.
        source = f"{self._target_prefix}{path}"
        if not _is_untouched(source, recorded, self._built_at):
            return False
        _link(source, f"{self._folder_prefix}{path}")
        return True

    def publish(self, files: Mapping[str, str]) -> None:
        """Put the new site in place; `files` are the digests of everything that was written or kept.

        Raises:
            ConflictError: A file of the new site has the name of a file that somebody else put there.
        """
        _check_names(files)
        # Another build may have put its site in place meanwhile; what that one made is not foreign either.
        foreign = list(_foreign_files(self.target, _previous_manifest(self.target)))
        taken = sorted(set(foreign) & files.keys())
        if taken:
            raise ConflictError(f"{self.target / taken[0]} was not made by tracker: move it away and build again")
        try:
            for path in foreign:
                _link(self.target / path, self._folder / path)
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
            _remove_old(self._folder, self.target)


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


def _is_untouched(path: str, recorded: str, built_at: int) -> bool:
    """Whether a built file is as it was built: older than the manifest, or at least of the recorded digest."""
    modified_at = _modified_at(path)
    if 0 < modified_at <= built_at:
        return True
    try:
        return digest(Path(path).read_bytes()) == recorded
    except OSError:
        return False


def _modified_at(path: str | Path) -> int:
    """Nanoseconds since 1970, or 0 when there is no such file."""
    try:
        return os.lstat(path).st_mtime_ns
    except OSError:
        return 0


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that does not exist; never through a link into the site that readers see."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_new(path, content)
    except FileExistsError:
        path.unlink()
        _write_new(path, content)


def _link(source: str | Path, destination: str | Path) -> None:
    """Give a file a second name; a copy where the file system has no hard links."""
    try:
        os.link(source, destination, follow_symlinks=False)
    except FileNotFoundError:
        Path(destination).parent.mkdir(parents=True, exist_ok=True)
        _link(source, destination)
    except FileExistsError:
        Path(destination).unlink()
        _link(source, destination)
    except OSError:
        shutil.copy2(source, destination, follow_symlinks=False)


def _files(folder: Path, below: str = "") -> Iterator[str]:
    """The paths of all files under `folder`, symbolic links included and not followed."""
    with os.scandir(folder / below) as entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _files(folder, f"{path}/")
            else:
                yield path


def _foreign_files(folder: Path, manifest: Manifest) -> Iterator[str]:
    """The files in `folder` that no build made."""
    if folder.is_dir():
        yield from (path for path in _files(folder) if path != MANIFEST_NAME and path not in manifest.files)


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
            _remove_old(folder, target)


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


def _remove_old(folder: Path, target: Path) -> None:
    """Delete a folder that `target` has replaced; what somebody else had put there goes to `target`.

    A folder without a manifest is a build that was never finished: all of it is ours, and a foreign file in it is a
    second name of one that is still in `target`.
    """
    manifest = read_manifest(folder)
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
