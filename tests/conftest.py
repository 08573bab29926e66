"""Fixtures of all tests: a PostgreSQL server, a browser, golden files. A test that asks for none of them starts none."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.support.availability import unavailable
from tests.support.golden import GoldenFiles

if TYPE_CHECKING:
    # A run that touches neither does not wait for their libraries: half a second in each process.
    from playwright.sync_api import Browser, Page

    from tests.support.browser_tabs import Tabs
    from tests.support.postgres_server import PostgresServer

_POSTGRES_FOLDER = "TRACKER_TEST_POSTGRES_FOLDER"
"""Environment variable by which the workers of a run learn where its server is, or is to be."""

# A busy machine is no failure. All else stays as Hypothesis has it, which is repeatable where CI=true.
settings.register_profile("tracker", settings(), deadline=None)
settings.load_profile("tracker")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files with what the tests see")


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    # A developer's own store and settings must not leak into a test.
    for name in [name for name in os.environ if name.startswith("TRACKER_") and not name.startswith("TRACKER_TEST_")]:
        if name != "TRACKER_CHROMIUM":
            del os.environ[name]
    if not _is_worker(config):
        os.environ[_POSTGRES_FOLDER] = tempfile.mkdtemp(prefix="tracker-pg-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if _is_worker(config):
        return
    folder = Path(os.environ.pop(_POSTGRES_FOLDER))
    if any(folder.iterdir()):
        from tests.support import postgres_server

        postgres_server.stop(folder)
    else:
        folder.rmdir()


@pytest.fixture(scope="session")
def postgres() -> "PostgresServer":
    """The PostgreSQL server of this test run."""
    from tests.support import postgres_server

    try:
        return postgres_server.start(Path(os.environ[_POSTGRES_FOLDER]))
    except (ImportError, OSError, subprocess.SubprocessError) as error:
        unavailable(f"no PostgreSQL server could be started ({error})")


@pytest.fixture
def postgres_url(postgres: "PostgresServer") -> Iterator[str]:
    """The address of an empty PostgreSQL database of the test's own."""
    with postgres.database() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A headless Chromium."""
    from playwright.sync_api import Error

    from tests.support import chromium

    executable = chromium.find()
    if executable is None:
        unavailable("no Chromium on PATH (scripts/browser installs it or says how)")
    try:
        with chromium.launched(executable) as browser:
            yield browser
    except Error as error:
        unavailable(f"{executable} does not start ({error.message.splitlines()[0]})")


@pytest.fixture(scope="session")
def tabs(browser: "Browser") -> "Tabs":
    """Pages to look at things with, emptied for each test."""
    from tests.support.browser_tabs import Tabs

    return Tabs(browser)


@pytest.fixture
def page(tabs: "Tabs") -> "Page":
    """A page in an empty browser profile: no cookies, no storage."""
    return tabs.empty()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> GoldenFiles:
    """The golden files."""
    return GoldenFiles(update=bool(request.config.getoption("--update-golden")))
