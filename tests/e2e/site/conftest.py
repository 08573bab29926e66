"""A store and a cache of the test's own, so that a developer's builds are neither used nor disturbed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.made_once import made_once
from tests.support.site_browsing import served
from tests.support.site_build import a_store, build_apart


@pytest.fixture(scope="session")
def _journal_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "journal", lambda folder: a_store(folder / "tracker.db")) / "tracker.db"


@pytest.fixture
def store(_journal_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with the journal, to write to."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copy(_journal_store, tmp_path / "tracker.db"))


@pytest.fixture(scope="session")
def site_folder(_journal_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the journal; nobody writes to it."""
    return made_once(tmp_path_factory, "browsed", lambda folder: build_apart(folder, _journal_store)) / "site"


@pytest.fixture(scope="session")
def _site_server(site_folder: Path) -> Iterator[str]:
    with served(site_folder) as address:
        yield address


@pytest.fixture(params=["server", "folder"])
def base(request: pytest.FixtureRequest, site_folder: Path, _site_server: str) -> str:
    """Where the site is, with a slash at the end: on a web server, and in a folder."""
    return _site_server if request.param == "server" else f"file://{site_folder}/"


@pytest.fixture
def site_url(_site_server: str) -> str:
    """The site on a web server."""
    return _site_server
