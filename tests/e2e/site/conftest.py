"""A store and a cache of the test's own, so that a developer's builds are neither used nor disturbed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.site_browsing import served
from tests.support.site_build import a_store, build


@pytest.fixture(scope="session")
def _journal_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_store(tmp_path_factory.mktemp("store") / "tracker.db")


@pytest.fixture
def store(_journal_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with the journal, to write to."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copy(_journal_store, tmp_path / "tracker.db"))


@pytest.fixture(scope="session")
def site_folder(_journal_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the journal, built once; nobody writes to it."""
    folder = tmp_path_factory.mktemp("browsed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        build(_journal_store, folder / "site")
    return folder / "site"


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
