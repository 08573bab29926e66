"""Opens the files of a scan and reads them; what cannot be opened is unread like what cannot be parsed."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tracker.domain.errors import ImporterError
from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.manifest import Place, Reading, Skimmed, Unread
from tracker.domain.sentence import say
from tracker.importers.manifests.discovery import STANDARD_INPUT, Found, ManifestFile, discover, unreadable_file
from tracker.importers.manifests.editing import Edit, Target, rename
from tracker.importers.manifests.reader import read
from tracker.importers.manifests.skimming import skim

MAX_BYTES = 512 * 1024 * 1024
"""A file larger than this is unread: no manifest is, and a dump of that size should be split by namespace."""


class FolderManifests:
    """Manifests of the file system and of standard input."""

    def __init__(self, *, respect_ignore: bool = True) -> None:
        self.respect_ignore = respect_ignore

    def discover(self, arguments: Sequence[str]) -> Iterator[Found]:
        """The files behind paths, patterns and ``-``; raises NotFoundError for an argument that names nothing."""
        return discover(arguments, respect_ignore=self.respect_ignore)

    def read(self, found: Found) -> Iterator[Reading]:
        """Everything in one file that was discovered."""
        content = _content(found)
        if isinstance(content, Unread):
            yield content
        else:
            yield from read(content, origin=found.place.origin)

    def skim(self, found: Found, is_silent: Callable[[ApiKey], bool]) -> Iterator[Reading | Skimmed]:
        """Everything in one file that was discovered, objects of silent APIs only `Skimmed`."""
        content = _content(found)
        if isinstance(content, Unread):
            yield content
        else:
            yield from skim(content, origin=found.place.origin, is_silent=is_silent)

    def read_path(self, path: str) -> Iterator[Reading]:
        """Everything in one file."""
        return self.read(ManifestFile(path))

    def renamed(self, path: str, versions: Mapping[Target, str]) -> Edit:
        """The file with new versions of objects; writes nothing.

        Raises:
            ImporterError: The file cannot be read any more.
        """
        content = load(ManifestFile(path))
        if isinstance(content, Unread):
            raise ImporterError(content.reason, origin=path)
        return rename(content, path, versions)

    def write(self, path: str, content: bytes) -> None:
        """Replace the content of a file; what is there before is there until the new content is complete."""
        # Imported here: a scan that only reads pays for neither.
        import shutil
        import tempfile

        target = Path(path).resolve()
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as stream:
            beside = Path(stream.name)
            try:
                stream.write(content)
                stream.close()
                shutil.copymode(target, beside)
                beside.replace(target)
            except OSError:
                beside.unlink(missing_ok=True)
                raise


def _content(found: Found) -> bytes | Unread:
    return found if isinstance(found, Unread) else load(found)


def load(file: ManifestFile) -> bytes | Unread:
    """The bytes of a file, or why there are none."""
    try:
        if file.path == STANDARD_INPUT:
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open(file.path, "rb") as stream:  # noqa: PTH123  faster than Path.open, for thousands of files
                # A bound would be allocated before reading; a file that says its size needs none.
                bound = -1 if 0 < os.fstat(stream.fileno()).st_size <= MAX_BYTES else MAX_BYTES + 1
                content = stream.read(bound)
    except OSError as error:
        return Unread(Place(file.path, 1), unreadable_file(error))
    if file.path == STANDARD_INPUT and not content.strip():
        return Unread(Place(file.path, 1), say("nothing came in; did the command before the pipe fail?"))
    if len(content) > MAX_BYTES:
        return Unread(Place(file.path, 1), say("it is larger than %(size)s MB; split it", size=MAX_BYTES // 2**20))
    return content
