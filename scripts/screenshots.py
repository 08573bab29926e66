"""Take pictures of a built site: every kind of page, in both themes, at three widths, to be looked at one by one.

    .venv/bin/python scripts/screenshots.py demo/site pictures/

Needs Playwright and a Chromium on PATH. Says what a picture cannot show as well: console errors, requests to outside
the site, text that is wider than the window.
"""

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = {"phone": (360, 780), "desktop": (1280, 900), "wall": (2560, 1440)}
THEMES = ("light", "dark")
_FOLDERS = ("clusters", "timeline", "components", "config", "reports", "rules")
"""One page of each of these folders is enough."""


def main() -> int:
    """Take the pictures; the exit status says whether a page misbehaved."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--only", default="", help="only pages whose path contains this")
    parser.add_argument("--language", default="", help="ko: the Korean pages")
    arguments = parser.parse_args()
    root = arguments.site.resolve() / arguments.language
    arguments.pictures.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        faults = [
            fault
            for page in sorted(_chosen(root))
            if arguments.only in page
            for fault in _photograph(browser, root, page, arguments.pictures)
        ]
        browser.close()
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def _chosen(root: Path) -> list[str]:
    """The pages at the top, and from each folder the largest page."""
    pages = [path.name for path in root.glob("*.html")]
    for folder in _FOLDERS:
        found = sorted((root / folder).glob("*.html"), key=lambda path: path.stat().st_size)
        pages += [f"{folder}/{path.name}" for path in found[-1:]]
    return pages


def _photograph(browser: Browser, root: Path, page: str, folder: Path) -> list[str]:
    faults: list[str] = []
    for size, (width, height) in WIDTHS.items():
        for theme in THEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if theme == "dark" else "light",
                locale="ko-KR" if root.name == "ko" else "en-US",
            )
            tab = context.new_page()
            said: list[str] = []
            _listen(tab, said)
            tab.goto((root / page).as_uri())
            name = f"{page.removesuffix('.html').replace('/', '-')}-{size}-{theme}"
            tab.screenshot(path=folder / f"{name}.png", full_page=True)
            faults += [f"{name}: {fault}" for fault in (*said, *_overflows(tab))]
            context.close()
    return faults


def _listen(tab: Page, said: list[str]) -> None:
    """Note what the page complains about."""
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))


def _overflows(tab: Page) -> list[str]:
    """What sticks out of the window to the right."""
    found: list[str] = tab.evaluate(
        """() => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        return [...document.querySelectorAll("main *, header *, footer *")]
          .filter((node) => node.getBoundingClientRect().right > width + 1 && !node.closest(".scroll, nav, svg"))
          .slice(0, 5).map((node) => "wider than the window: " + node.tagName + "." + node.getAttribute("class"));
        }"""
    )
    return found


if __name__ == "__main__":
    sys.exit(main())
