"""A store and a cache of the test's own, so that a developer's builds are neither used nor disturbed."""

import shutil
from pathlib import Path

import pytest

from tests.support.site_build import a_store


@pytest.fixture(scope="session")
def _journal_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_store(tmp_path_factory.mktemp("store") / "tracker.db")


@pytest.fixture
def store(_journal_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with the journal, to write to."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copy(_journal_store, tmp_path / "tracker.db"))
