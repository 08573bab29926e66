"""Chromium for the browser tests: the machine's own, driven through Playwright; nothing is downloaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

_QUIET = [
    # Containers have no user namespaces; the pages are our own.
    "--no-sandbox",
    "--disable-gpu",
    # A browser of a test asks nothing of the network, and leaves nothing behind.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> Path | None:
    """The browser that `TRACKER_CHROMIUM` names, else the first one known on PATH, else none."""
    named = os.environ.get("TRACKER_CHROMIUM")
    if named:
        return Path(named)
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is not None:
        return Path(found)
    return _MACOS if _MACOS.exists() else None


@contextmanager
def launched(executable: Path) -> Iterator[Browser]:
    """A headless browser with an empty profile."""
    with sync_playwright() as playwright:
        # Everything that is expected has happened soon, and on a busy machine later.
        expect.set_options(timeout=30_000)
        browser = playwright.chromium.launch(executable_path=executable, headless=True, args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()
