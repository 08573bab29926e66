"""Order a site: from settings, reference data and a store to a built folder. What `tracker site` calls."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from tracker import __version__, bundled
from tracker.domain.knowledge.reference import Reference
from tracker.publish.brief import Brief
from tracker.publish.build import Design, Summary, build_site
from tracker.publish.cache import BuildCache
from tracker.publish.frame import frame
from tracker.publish.gather import Progress
from tracker.publish.page import Page, TextFile, fingerprint
from tracker.publish.pages import everything
from tracker.publish.site_data import Edition, RuleNote, SiteData
from tracker.publish.theme import Theme
from tracker.publish.urls import DEFAULT_LANGUAGE, LANGUAGES
from tracker.rules.catalogue import RULES
from tracker.services.ports import Store
from tracker.services.publishing import judge_for
from tracker.services.waivers import Waiver

MOST_PROCESSES = 8
"""More than this wait for the disk and for one another."""


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asked for."""

    target: Path
    edition: Edition
    today: date
    title: str = ""
    base_url: str = ""
    """Where it will be published, or empty."""
    waivers: Sequence[Waiver] = ()
    overrides: Path | None = None
    """The file with the user's own rows of reference data."""
    is_incremental: bool = True
    """Whether what the last build remembers may be used."""


def build_ordered(order: Order, open_store: Callable[[], Store], reference: Reference, progress: Progress) -> Summary:
    """Build the site; raises like `build_site`."""
    theme = Theme.bundled()
    brief = Brief(
        title=order.title or "tracker",
        edition=order.edition,
        today=order.today,
        reference=reference,
        judge=judge_for(reference, order.waivers, order.today),
        rules=tuple(_rule_notes()),
        base_url=f"{order.base_url.rstrip('/')}/" if order.base_url else "",
        version=__version__,
        context=fingerprint(theme.fingerprint(), reference.edition, _digest(order.overrides), tuple(order.waivers)),
    )
    design = Design(theme, files=_files, frame=lambda site: partial(frame, site), frame_inputs=_frame_inputs)
    return build_site(
        open_store,
        brief,
        design,
        order.target,
        processes=min(MOST_PROCESSES, _processors()),
        progress=progress,
        is_incremental=order.is_incremental,
    )


def forget_site(order: Order) -> None:
    """Remove what builds of this order remember, because its folder will not be built again."""
    BuildCache.for_site(order.target, order.edition).remove()


def _files(site: SiteData) -> Iterator[Page | TextFile]:
    yield from everything(site)


def _frame_inputs(site: SiteData) -> str:
    return fingerprint(site.title, site.edition)


def _digest(path: Path | None) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else ""


def _processors() -> int:
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _rule_notes() -> Iterator[RuleNote]:
    for rule in RULES:
        pages = {language: _manual_page(rule.code, language) for language in LANGUAGES}
        english = pages.pop(DEFAULT_LANGUAGE)
        others = tuple((language, text) for language, text in pages.items() if text)
        yield RuleNote(rule.code, rule.title, rule.severity, rule.source, english, others)


def _manual_page(code: str, language: str) -> str:
    """A rule's page of the manual in a language, or empty."""
    folder = bundled.path("manual") / "rules"
    page = (folder if language == DEFAULT_LANGUAGE else folder / language) / f"{code}.md"
    return page.read_text(encoding="utf-8") if page.exists() else ""
