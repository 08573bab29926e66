"""Take pictures of a built site, to be looked at one by one: every kind of page, in both themes and at several widths.

    .venv/bin/python scripts/screenshots.py demo/site pictures/
    .venv/bin/python scripts/screenshots.py demo/site pictures/ --language ko --width phone --theme dark --only cluster

A picture is a long page cut into columns of one screen or two that stand side by side at their real size. Besides pages
there are states that no page shows at first: results of a search, a search that finds nothing, the way of the keyboard,
and paper. Needs Playwright and a Chromium on PATH (or TRACKER_CHROMIUM). Says what a picture cannot show as well: console errors,
requests to outside the site, text that is wider than the window, cut, or lies on other text.
"""

import argparse
import base64
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Request, sync_playwright

WIDTHS = {
    "phone": (360, 780),
    "tablet": (768, 1024),
    "desktop": (1440, 900),
    "wall": (2560, 1440),
    "4k": (3840, 2160),
}
THEMES = ("light", "dark")
_FOLDERS = {
    "clusters": "*.html",
    "clusters/*": "*.html",
    "components": "*.html",
    "config": "*.html",
    "reports": "*.html",
    "rules": "sup001.html",
    "timeline": "*.html",
}
"""The largest page of each of these folders is enough."""
_STATES = {
    "timeline.html?q=kafka": "found",
    "timeline.html?q=zzz": "nothing-found",
    "timeline.html?kind=incident": "filtered",
}
_COLUMN_HEIGHT, _SHEET_WIDTH = 1500, 1480


@dataclass(frozen=True)
class Look:
    """How the window is set up."""

    language: str
    width: str
    theme: str


def main() -> int:
    """Take the pictures; the exit status says whether a page misbehaved."""
    arguments = _arguments()
    arguments.pictures.mkdir(parents=True, exist_ok=True)
    site = arguments.site.resolve()
    pages = [
        page
        for page in (*_pages(site), *_STATES)
        if any(part in f"{page} {_name(page)}" for part in arguments.only or [""])
    ]
    looks = [
        Look(language, width, theme)
        for language in arguments.language or ("en", "ko")
        for width in arguments.width or ("phone", "tablet", "desktop")
        for theme in arguments.theme or THEMES
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        faults = [fault for look in looks for fault in _photograph(browser, site, pages, look, arguments.pictures)]
        browser.close()
    print("\n".join(faults))
    return 1 if faults else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("pictures", type=Path)
    parser.add_argument(
        "--only",
        action="append",
        help="only pages whose path or picture contains this; can be repeated, like all that follow",
    )
    parser.add_argument("--language", action="append", choices=("en", "ko"), help="both if not given")
    parser.add_argument("--width", action="append", choices=WIDTHS, help="phone, tablet and desktop if not given")
    parser.add_argument("--theme", action="append", choices=THEMES, help="both if not given")
    return parser.parse_args()


def _chromium() -> str | None:
    named = os.environ.get("TRACKER_CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def _pages(site: Path) -> Iterator[str]:
    """The pages at the top, and from each folder the largest one."""
    yield from sorted(path.name for path in site.glob("*.html"))
    for folder, pattern in _FOLDERS.items():
        found = sorted(site.glob(f"{folder}/{pattern}"), key=lambda path: path.stat().st_size)
        yield from (path.relative_to(site).as_posix() for path in found[-1:])


def _photograph(browser: Browser, site: Path, pages: list[str], look: Look, folder: Path) -> Iterator[str]:
    """Take the pictures of one look with one window; what is wrong on a page, said with the name of its picture."""
    width, height = WIDTHS[look.width]
    with browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if look.theme == "dark" else "light",
        locale="ko-KR" if look.language == "ko" else "en-US",
    ) as context:
        tab, dark_room = context.new_page(), browser.new_page()
        said: list[str] = []
        _listen(tab, said)
        root = site / look.language if look.language != "en" else site
        for page in pages:
            path, _, query = page.partition("?")
            tab.goto((root / path).as_uri() + ("?" + query if query else ""))
            if query:
                tab.wait_for_function(_FOUND)
            tab.evaluate(_LAY_OUT)
            name = "-".join((_name(page), look.width, look.theme, look.language))
            _develop(dark_room, tab.screenshot(full_page=True), width, folder / f"{name}.png")
            yield from (f"{name}: {fault}" for fault in (*said, *tab.evaluate(_FAULTS)))
            said.clear()
            if (look.width, look.theme) == ("desktop", "light") and not query:
                tab.pdf(path=folder / f"{name}.pdf", format="A4")
        dark_room.close()


def _name(page: str) -> str:
    path, _, query = page.partition("?")
    return path.removesuffix(".html").replace("/", "-") + (f"-{_STATES[page]}" if query else "")


def _listen(tab: Page, said: list[str]) -> None:
    """Note what the page complains about, and what it asks for elsewhere."""

    def asked(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            said.append(f"asks for {request.url}")

    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", asked)


def _develop(dark_room: Page, picture: bytes, width: int, path: Path) -> None:
    """Cut the long picture into columns that stand side by side; as many sheets as that takes."""
    dark_room.set_content("<body style='margin:0;background:#888'>")
    height: int = dark_room.evaluate(_LOAD, base64.b64encode(picture).decode())
    columns = max(1, _SHEET_WIDTH // (width + 8))
    a_sheet = columns * _COLUMN_HEIGHT
    for number, top in enumerate(range(0, height, a_sheet)):
        size = dark_room.evaluate(_CUT, [top, min(height, top + a_sheet), width, _COLUMN_HEIGHT])
        dark_room.set_viewport_size(size)
        dark_room.screenshot(path=path.with_suffix(f".{number}.png") if height > a_sheet else path)


_FOUND = """() => {
  const list = document.querySelector("[data-search-list]");
  return !list || list.ariaBusy === "false";
}"""

# Results far below the window are laid out when somebody scrolls to them, which nobody does here.
_LAY_OUT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".result { content-visibility: visible !important }");
  document.adoptedStyleSheets.push(sheet);
}"""

_LOAD = """async (encoded) => {
  const picture = new Image();
  picture.src = "data:image/png;base64," + encoded;
  await picture.decode();
  window.picture = picture;
  return picture.naturalHeight;
}"""

_CUT = """async ([top, bottom, width, height]) => {
  const count = Math.ceil((bottom - top) / height), canvas = document.createElement("canvas");
  canvas.width = count * (width + 8) - 8;
  canvas.height = Math.min(height, bottom - top);
  canvas.style.display = "block";
  const pen = canvas.getContext("2d");
  for (let column = 0; column < count; column++) {
    const from = top + column * height, part = Math.min(height, bottom - from);
    pen.drawImage(window.picture, 0, from, width, part, column * (width + 8), 0, width, part);
  }
  document.body.replaceChildren(canvas);
  return { width: canvas.width, height: canvas.height };
}"""

_FAULTS = """() => {
  const faults = [], seen = document.documentElement.clientWidth;
  const called = (node) => node.tagName.toLowerCase() + "." + (node.getAttribute("class") || "").replaceAll(" ", ".");
  const inside = (box) => box.width > 1 && box.height > 1;
  if (document.documentElement.scrollWidth > seen)
    for (const node of document.querySelectorAll("main *, header *, footer *"))
      if (node.getBoundingClientRect().right > seen + 1 && !node.closest(".scroll, nav, svg"))
        faults.push("wider than the window: " + called(node));

  const words = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || parent.closest(".sr, .skip, [hidden], script, style, thead")) continue;
    if (!parent.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) if (inside(box)) words.push({ text: text.data.trim(), box, parent });
  }
  const lies = (one, other) => one.left + 2 < other.right && other.left + 2 < one.right
    && one.top + 4 < other.bottom - 4 && other.top + 4 < one.bottom - 4;
  words.sort((one, other) => one.box.top - other.box.top);
  words.forEach((one, index) => {
    for (let next = index + 1; next < words.length && words[next].box.top < one.box.bottom; next++) {
      const other = words[next];
      if (other.parent !== one.parent && lies(one.box, other.box))
        faults.push(`text on text: "${one.text.slice(0, 40)}" and "${other.text.slice(0, 40)}" in ${called(one.parent)}`);
    }
  });
  for (const { text, parent } of words)
    for (let node = parent; node && node !== document.body; node = node.parentElement) {
      if (node.closest("svg, nav, .scroll, .choices") || getComputedStyle(node).overflowX === "visible") continue;
      if (node.scrollWidth > node.clientWidth + 1) faults.push(`cut: "${text.slice(0, 60)}" in ${called(node)}`);
    }
  return [...new Set(faults)].slice(0, 12);
}"""


if __name__ == "__main__":
    sys.exit(main())
