"""Make the files of a site: skip those whose inputs did not change, render the others in several processes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tracker.domain.errors import ConflictError
from tracker.publish import urls
from tracker.publish.output import Staging
from tracker.publish.page import Page, TextFile, fingerprint
from tracker.publish.render import Renderer
from tracker.publish.workers import in_parallel

FEWEST_TO_SHARE = 8
"""With fewer files to make than this, another process costs more than it brings."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one page or text file."""

    path: str
    digests: Mapping[str, str]
    """Of the files that it became, by their paths."""
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

    def make(self, files: Iterable[Page | TextFile]) -> Result:
        """Make all files; what has to be rendered is rendered by forked processes."""
        inputs: dict[str, str] = {}
        digests: dict[str, str] = {}
        stale: list[Page | TextFile] = []
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
        for done, made in enumerate(self._made(stale), start=1):
            digests.update(made.digests)
            written += made.written
            self._progress("pages", done, len(stale))
        return Result(digests, inputs, len(stale), written)

    def _made(self, stale: list[Page | TextFile]) -> Iterable[Made]:
        if any(isinstance(file, Page) for file in stale):
            # Loaded here once, and shared by the processes that are about to be forked.
            renderer = self._renderer()
            return in_parallel(lambda file: self._make(file, renderer), stale, self._processes_for(stale))
        return in_parallel(lambda file: self._make(file, None), stale, self._processes_for(stale))

    def _processes_for(self, stale: list[Page | TextFile]) -> int:
        return self._processes if len(stale) >= FEWEST_TO_SHARE else 1

    def _make(self, file: Page | TextFile, renderer: Renderer | None) -> Made:
        if isinstance(file, TextFile):
            contents = [(file.path, file.content().encode())]
        else:
            assert renderer is not None  # noqa: S101 (there is one as soon as there is a page)
            contents = [(rendered.path, rendered.content) for rendered in renderer.render(file)]
        written = {path: self._staging.write(path, content) for path, content in contents}
        return Made(
            file.path,
            {path: digest for path, (digest, _) in written.items()},
            sum(is_new for _, is_new in written.values()),
        )

    def _kept(self, file: Page | TextFile) -> dict[str, str] | None:
        """The digests of the files of the last build, taken over; None when one of them is not as it was."""
        paths = [file.path]
        if isinstance(file, Page):
            paths = [urls.localized(file.path, language) for language in urls.LANGUAGES]
        if not all(self._staging.keep(path) for path in paths):
            return None
        return {path: self._staging.previous.files[path] for path in paths}
