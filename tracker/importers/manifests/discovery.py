"""Finds the files that a scan was asked for: files, folders, patterns and standard input."""

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.domain.errors import NotFoundError
from tracker.domain.manifest import Place, Unread
from tracker.domain.sentence import Sentence, quoted, say
from tracker.importers.manifests.ignored import IgnoreRules

SUFFIXES = (".yaml", ".yml", ".json")
"""What a folder is searched for, in any case; a file that is named itself is read whatever it is called."""
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """A file to read."""

    path: str
    """As it was named, or below the folder that was named; ``-`` for standard input."""

    @property
    def place(self) -> Place:
        """Where the file begins."""
        return Place(self.path, 1)


Found = ManifestFile | Unread


def discover(arguments: Sequence[str], *, respect_ignore: bool = True) -> Iterator[Found]:
    """The files behind the arguments, in order, each once; a folder's in the order of their names.

    A folder or file that cannot be looked at is `Unread`. Links to folders are followed, after everything else, and
    never into a folder that was visited already.

    Args:
        arguments: Paths, patterns such as ``k8s/**/*.yaml``, and ``-``.
        respect_ignore: Leave out what ``.gitignore`` files name, unless it is an argument itself.

    Raises:
        NotFoundError: An argument names nothing.
    """
    walk = _Walk(respect_ignore)
    for argument in arguments:
        if argument == STANDARD_INPUT:
            yield ManifestFile(STANDARD_INPUT)
        elif os.path.lexists(argument):
            yield from walk.start(argument)
        else:
            yield from _matches(argument, walk)


def _matches(pattern: str, walk: "_Walk") -> Iterator[Found]:
    matches = sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(pattern) else []  # noqa: PTH207  keeps the text as typed
    if not matches:
        what = "no file matches this pattern" if glob.has_magic(pattern) else "no such file or folder"
        raise NotFoundError(f"{pattern}: {what}")
    for match in matches:
        if not os.path.isdir(match) or not glob.has_magic(os.path.basename(pattern)):  # noqa: PTH112, PTH119
            yield from walk.start(match)


class _Walk:
    """Remembers what was visited, so that overlapping arguments and links give each file once."""

    def __init__(self, respect_ignore: bool) -> None:
        self.respect_ignore = respect_ignore
        self.folders: set[tuple[int, int]] = set()
        self.files: set[str] = set()

    def start(self, argument: str) -> Iterator[Found]:
        """The files of one argument."""
        if not Path(argument).is_dir():
            yield from self._file(argument)
            return
        rules = IgnoreRules.above(Path(argument)) if self.respect_ignore else IgnoreRules(())
        links: list[tuple[str, IgnoreRules]] = []
        yield from self._folder(argument, rules, links)
        while links:
            yield from self._folder(*links.pop(0), links)

    def _file(self, path: str) -> Iterator[Found]:
        if path not in self.files:
            self.files.add(path)
            yield ManifestFile(path)

    def _folder(self, folder: str, rules: IgnoreRules, links: list[tuple[str, IgnoreRules]]) -> Iterator[Found]:
        """The files of a folder and those below; links to folders are put off into `links`."""
        try:
            status = os.stat(folder)  # noqa: PTH116  text paths are several times faster than Path here
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Unread(
                Place(folder, 1), say("the folder cannot be read: %(problem)s", problem=quoted(str(error.strerror)))
            )
            return
        if (status.st_dev, status.st_ino) in self.folders:
            return
        self.folders.add((status.st_dev, status.st_ino))
        if self.respect_ignore and any(entry.name == ".gitignore" for entry in entries):
            rules = rules.within(folder)
        real = os.path.realpath(folder) if rules.files else folder
        for entry in entries:
            is_folder = _is_folder(entry)
            if _is_wanted(entry.name, is_folder) and not rules.ignores(f"{real}/{entry.name}", is_folder=is_folder):
                yield from self._entry(entry, is_folder, rules, links)

    def _entry(
        self, entry: "os.DirEntry[str]", is_folder: bool, rules: IgnoreRules, links: list[tuple[str, IgnoreRules]]
    ) -> Iterator[Found]:
        if not is_folder:
            yield from self._regular(entry)
        elif entry.is_symlink():
            links.append((entry.path, rules))
        else:
            yield from self._folder(entry.path, rules, links)

    def _regular(self, entry: "os.DirEntry[str]") -> Iterator[Found]:
        """A file in a folder; pipes and devices, which nobody named, are left alone, and broken links are told."""
        try:
            if entry.is_file() or stat.S_ISREG(entry.stat().st_mode):
                yield from self._file(entry.path)
        except OSError as error:
            yield Unread(Place(entry.path, 1), unreadable_file(error))


def unreadable_file(error: OSError) -> Sentence:
    """Why a file cannot be read, for `Unread`; the operating system says it in its own words."""
    return say("the file cannot be read: %(problem)s", problem=quoted(str(error.strerror)))


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link to itself is neither folder nor file.
        return False


def _is_wanted(name: str, is_folder: bool) -> bool:
    return name != ".git" if is_folder else name.lower().endswith(SUFFIXES)
