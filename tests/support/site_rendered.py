"""A whole site in memory: what the pipeline would write, by path."""

from functools import cache

from tests.support.site_sample import empty_site, sample_site
from tracker.publish.frame import frame
from tracker.publish.page import TextFile
from tracker.publish.pages import everything
from tracker.publish.render import Renderer
from tracker.publish.site_data import SiteData
from tracker.publish.theme import Theme


def render(site: SiteData) -> dict[str, str]:
    """Every file of a site, without assets and search data."""
    renderer = Renderer(Theme.bundled(), lambda page, words: frame(site, page, words), compiled=None)
    files: dict[str, str] = {}
    for file in everything(site):
        if isinstance(file, TextFile):
            files[file.path] = "".join(file.content())
        else:
            files |= {made.path: made.content.decode() for made in renderer.render(file)}
    return files


@cache
def rendered_sample() -> dict[str, str]:
    """The sample site."""
    return render(sample_site())


@cache
def rendered_empty() -> dict[str, str]:
    """The site of an empty store."""
    return render(empty_site())
