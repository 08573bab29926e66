"""Files of a site on the disk: hard links where the file system has them, folders as they are needed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tracker.publish.manifest import digest


def is_untouched(path: str, recorded: str, built_at: int) -> bool:
    """Whether a built file is as it was built: older than the manifest, or at least of the recorded digest."""
    try:
        return 0 < os.lstat(path).st_mtime_ns <= built_at or digest(Path(path).read_bytes()) == recorded
    except OSError:
        return False


def write_new(path: Path, content: bytes) -> None:
    """Write a file that does not exist; never through a link into the site that readers see."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new(path, content)
    except FileExistsError:
        path.unlink()
        write_new(path, content)


def link(source: str | Path, destination: str | Path) -> None:
    """Give a file a second name; a copy where the file system has no hard links."""
    try:
        os.link(source, destination, follow_symlinks=False)
    except FileNotFoundError:
        Path(destination).parent.mkdir(parents=True, exist_ok=True)
        link(source, destination)
    except FileExistsError:
        Path(destination).unlink()
        link(source, destination)
    except OSError:
        shutil.copy2(source, destination, follow_symlinks=False)


def take_out(folder: Path, path: str) -> None:
    """Remove a file, and the folders that are empty then."""
    (folder / path).unlink()
    with suppress(OSError):
        for parent in Path(path).parents[:-1]:
            (folder / parent).rmdir()


def files_in(folder: Path, below: str = "") -> Iterator[str]:
    """The paths of all files under `folder`, symbolic links included and not followed."""
    with os.scandir(folder / below) as entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from files_in(folder, f"{path}/")
            else:
                yield path
