"""Make the files of a site: skip those whose inputs did not change, render the others in several processes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tracker.domain.errors import ConflictError
from tracker.processes import in_parallel
from tracker.publish import urls
from tracker.publish.output import Staging
from tracker.publish.page import Groundwork, Page, TextFile, fingerprint
from tracker.publish.render import Renderer

Item = Page | TextFile | Groundwork

MOST_GROWTH = 32 << 20
"""Bytes by which a process of a build may grow before a new one takes its place: so memory stays what it is, however much
there is to do."""

FEWEST_TO_SHARE = 8
"""With fewer files to make than this, another process costs more than it brings."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of some pages and text files."""

    files: int
    digests: Mapping[str, str]
    """Of the files that they became, by their paths."""
    written: int
    """How many of them had other bytes than the last time."""


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that a site consists of now."""

    digests: Mapping[str, str]
    """Of every file, by path."""
    inputs: Mapping[str, str]
    """Of every page and text file, by path: to remember for the next build."""
    rendered: int
    written: int

    def __or__(self, other: "Result") -> "Result":
        return Result(
            {**self.digests, **other.digests},
            {**self.inputs, **other.inputs},
            self.rendered + other.rendered,
            self.written + other.written,
        )


class Pipeline:
    """Makes files into a staging folder."""

    def __init__(
        self,
        staging: Staging,
        renderer: Callable[[], Renderer],
        *,
        context: str,
        remembered: Mapping[str, str],
        processes: int,
        progress: Callable[[str, int, int], None],
    ) -> None:
        """Prepare.

        Args:
            staging: Where the files go.
            renderer: Called when the first page has to be rendered, because its libraries take time to load.
            context: A fingerprint of what decides all files: templates, catalogues, program, title.
            remembered: `Result.inputs` of the last build into the same folder.
            processes: How many share the work.
            progress: Told what is done, how many, and of how many.
        """
        self._staging = staging
        self._renderer = renderer
        self._context = context
        self._remembered = remembered
        self._processes = processes
        self._progress = progress

    def make(self, files: Iterable[Item]) -> Result:
        """Make all files; what has to be rendered is rendered by forked processes."""
        inputs: dict[str, str] = {}
        digests: dict[str, str] = {}
        stale: list[Item] = []
        for file in files:
            if file.path in inputs:
                raise ConflictError(f"two pages of the site would both be {file.path}: rename one of the two things")
            inputs[file.path] = fingerprint(self._context, file.inputs)
            kept = self._kept(file) if self._remembered.get(file.path) == inputs[file.path] else None
            if kept is None:
                stale.append(file)
            else:
                digests.update(kept)
        written = 0
        done = 0
        for made in self._made(_neighbours(stale)):
            digests.update(made.digests)
            written += made.written
            done += made.files
            self._progress("pages", done, len(stale))
        rendered = sum(not isinstance(file, Groundwork) for file in stale)
        return Result(digests, inputs, rendered, written)

    def _made(self, stale: Sequence[Sequence[Item]]) -> Iterable[Made]:
        renderer = None
        if any(isinstance(file, Page) for files in stale for file in files):
            # Loaded here once, and shared by the processes that are about to be forked.
            renderer = self._renderer()
        processes = self._processes if len(stale) >= FEWEST_TO_SHARE else 1
        if renderer is not None and processes > 1:
            renderer.load()
        return in_parallel(partial(self._make, renderer), stale, processes, most_growth=MOST_GROWTH)

    def _make(self, renderer: Renderer | None, files: Sequence[Item]) -> Made:
        contents = (content for file in files for content in _contents(file, renderer))
        written = {path: self._staging.write(path, content) for path, content in contents}
        return Made(
            len(files),
            {path: digest for path, (digest, _) in written.items()},
            sum(is_new for _, is_new in written.values()),
        )

    def _kept(self, file: Item) -> dict[str, str] | None:
        """The digests of the files of the last build, taken over; None when one of them is not as it was."""
        if isinstance(file, Groundwork):
            return {}
        paths = [file.path]
        if isinstance(file, Page):
            paths = [urls.localized(file.path, language) for language in urls.LANGUAGES]
        if not all(map(self._staging.keep, paths)):
            return None
        return {path: self._staging.previous.files[path] for path in paths}


def _contents(file: Item, renderer: Renderer | None) -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
    if isinstance(file, Groundwork):
        file.do()
    elif isinstance(file, TextFile):
        content = file.content()
        yield file.path, content.encode() if isinstance(content, str) else map(str.encode, content)
    else:
        assert renderer is not None  # noqa: S101 (there is one as soon as there is a page)
        yield from ((rendered.path, rendered.content) for rendered in renderer.render(file))


def _neighbours(files: Iterable[Item]) -> list[list[Item]]:
    """Pages together with what is made from the same events, so that those are read once."""
    groups: dict[str, list[Item]] = {}
    for file in files:
        groups.setdefault(file.beside or file.path, []).append(file)
    return list(groups.values())
