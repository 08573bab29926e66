"""Rendering where nothing can be remembered. This touches the disk, because the disk is what it is about."""

from pathlib import Path

from tests.support.site_rendered import rendered_empty
from tests.support.site_sample import empty_site
from tracker.publish.frame import frame
from tracker.publish.page import Page
from tracker.publish.pages import everything
from tracker.publish.render import Renderer
from tracker.publish.theme import Theme


def test_templates_that_cannot_be_kept_are_rendered_all_the_same(tmp_path: Path) -> None:
    site = empty_site()
    renderer = Renderer(Theme.bundled(), lambda page, words: frame(site, page, words), compiled=tmp_path / "gone")
    page = next(file for file in everything(site) if isinstance(file, Page))
    made = {each.path: each.content.decode() for each in renderer.render(page)}
    assert made
    assert made.items() <= rendered_empty().items()
