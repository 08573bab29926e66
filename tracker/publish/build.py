"""Build a site: gather, render aside, show."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.processes import rare_garbage_collection
from tracker.publish.brief import Brief
from tracker.publish.cache import BuildCache
from tracker.publish.events import StoreChangedError, StoreEvents
from tracker.publish.gather import Progress, gather
from tracker.publish.output import Staging
from tracker.publish.page import Page, TextFile, fingerprint
from tracker.publish.pipeline import Item, Pipeline
from tracker.publish.remembered import CacheLostError
from tracker.publish.render import Frame, Renderer
from tracker.publish.search_index import forget_old_months, index_file, search_files, search_groundwork
from tracker.publish.site_data import SiteData
from tracker.publish.theme import Theme
from tracker.services.ports import Store

_ATTEMPTS = 5
"""So often somebody may write to the store in the middle of a build before it gives up."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did."""

    target: Path
    clusters: int
    events: int
    files: int
    rendered: int
    """Pages and text files whose inputs had changed."""
    written: int
    """Files whose bytes had changed; the others are the ones of the last build."""


@dataclass(frozen=True, slots=True)
class Design:
    """What a site shows and how it looks."""

    theme: Theme
    files: Callable[[SiteData], Iterable[Page | TextFile]]
    frame: Callable[[SiteData], Frame]
    frame_inputs: Callable[[SiteData], str]
    """A fingerprint of what the frame around every page depends on."""


def build_site(
    open_store: Callable[[], Store],
    brief: Brief,
    design: Design,
    target: Path,
    *,
    processes: int,
    progress: Progress,
    is_incremental: bool = True,
) -> Summary:
    """Build a site into a folder; readers see the old one until the new one is complete.

    Args:
        open_store: Opens the store that is published; every process opens it once.
        brief: What the site shall be.
        design: What it shows and how.
        target: The folder; see `Staging` for what it may be.
        processes: How many share the work.
        progress: Told how far the build is.
        is_incremental: Use what the last build into this folder remembers; the result is the same without.

    Raises:
        ConflictError: The folder is not ours, or the store did not stop changing.
        StoreError: The store or the folder cannot be read or written.
    """
    cache = BuildCache.for_site(target, brief.edition)
    if not is_incremental:
        cache.clear()
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with rare_garbage_collection():
                return _build_once(open_store, brief, design, target, processes, progress, cache)
        except StoreChangedError:
            if attempt == _ATTEMPTS:
                raise
        except CacheLostError:
            if attempt == _ATTEMPTS:
                raise
            cache.clear()
    raise AssertionError("unreachable")


def _build_once(
    open_store: Callable[[], Store],
    brief: Brief,
    design: Design,
    target: Path,
    processes: int,
    progress: Progress,
    cache: BuildCache,
) -> Summary:
    with Staging(target) as staging:
        site = gather(open_store, brief, cache, processes=processes, progress=progress)
        # Processes that write are about to be forked.
        staging.settle()
        pipeline = Pipeline(
            staging,
            lambda: Renderer(design.theme, design.frame(site), compiled=cache.path("templates")),
            context=fingerprint(brief.context, design.theme.fingerprint(), design.frame_inputs(site)),
            remembered=cache.load("state", "pages") or {},
            processes=processes,
            progress=progress,
        )
        result = pipeline.make(_all_files(design, site, cache)) | pipeline.make(search_files(site, cache))
        index = index_file(site, result.digests)
        others = {**design.theme.assets, index.path: "".join(index.content()).encode()}
        written = {path: staging.write(path, content) for path, content in others.items()}
        digests = {**result.digests, **{path: digest for path, (digest, _) in written.items()}}
        if isinstance(site.events, StoreEvents):
            site.events.close()
        staging.publish(digests)
    cache.save("state", "pages", result.inputs)
    forget_old_months(site, cache)
    return Summary(
        target=staging.target,
        clusters=len(site.clusters),
        events=sum(month.count for month in site.months),
        files=len(digests),
        rendered=result.rendered,
        written=result.written + sum(is_new for _, is_new in written.values()),
    )


def _all_files(design: Design, site: SiteData, cache: BuildCache) -> Iterator[Item]:
    yield from design.files(site)
    # The scripts that consist of it are made afterwards.
    yield from search_groundwork(site, cache)
