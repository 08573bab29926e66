"""Real builds of small sites: a store with the journal in it, built by what `tracker site build` calls."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.journal import record
from tests.support.site_report import REPORT
from tests.support.site_sample import PROD, STAGE, journal_events, young_events
from tests.support.stores import opened, sqlite_store_at
from tracker.publish.build import Summary
from tracker.publish.manifest import MANIFEST_NAME
from tracker.publish.order import Order, build_ordered
from tracker.publish.site_data import Edition
from tracker.reference.opening import open_reference
from tracker.store.opening import open_store

TODAY = date(2017, 12, 28)


def a_store(path: Path) -> Path:
    """A store with the journal's cluster and a young one, of which a readiness report was kept."""
    *events, plan = young_events()
    kept = replace(plan, details=(("document", json.dumps(REPORT)), *plan.details))
    sqlite_store_at(path)
    with opened(path) as store:
        record(store, PROD, *journal_events(), STAGE, *events, kept)
    return path


def build(
    store: Path, target: Path, *, edition: Edition = Edition.INTERNAL, today: date = TODAY, is_incremental: bool = True
) -> Summary:
    """Build the site of a store."""
    order = Order(target, edition, today, "Test", "https://clusters.example.org", is_incremental=is_incremental)
    return build_ordered(order, lambda: open_store(str(store)), open_reference(), lambda _what, _done, _total: None)


def build_apart(folder: Path, store: Path, *, today: date = TODAY) -> None:
    """Build the site of a store into site/ of a folder; what the build remembers stays in that folder too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        build(store, folder / "site", today=today)


def content(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of a site, its manifest included, by path."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differing(first: Path, second: Path, *, but: Sequence[str] = (MANIFEST_NAME,)) -> set[str]:
    """The paths of files that only one of two sites has, or that differ."""
    one, other = content(first), content(second)
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)} - set(but)
