"""The search of the site in a real browser: from a key press to results on the screen, and what a first search downloads.

Other programs do not come into it: the bars are those of the design, in milliseconds and bytes.
"""

import gzip
import statistics
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache, partial
from pathlib import Path

from bench import site
from bench.comparison import Limit, NotRun, Row
from tracker.publish.search_index import WHOLE_UP_TO

SIZES = (10_000, 100_000)
WORDS = ("kubernetes", "upgrade", "certificate ran", "superset 1.2", "백업", "결제팀", "인증서 만료", "INFRA-120")
"""Common and rare, English and Korean; each is typed letter by letter into an empty box."""
TURNS = 3
_MOST_BYTES = WHOLE_UP_TO * 100
"""Both sites load about as many events; a picture in a web page often has more."""

_CLOCK = """() => {
  const input = document.querySelector("input[type=search]"), area = document.querySelector("[data-search]");
  const type = (text) => {
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const painted = (done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  });
  const pause = () => new Promise((done) => setTimeout(done, 150));
  window.emptied = () => {
    type("");
    return pause();
  };
  /* Milliseconds from the input event until the browser has painted what the search shows. */
  window.typed = (text) => new Promise((done, failed) => {
    const limit = setTimeout(failed, 10_000, `the search shows nothing for ${text}`);
    const began = performance.now();
    const watch = new MutationObserver(() => {
      watch.disconnect();
      clearTimeout(limit);
      painted(() => done(performance.now() - began));
    });
    watch.observe(area, { childList: true, subtree: true, characterData: true });
    type(text);
  }).then((time) => pause().then(() => time));
}"""


def rows(folder: Path) -> Iterator[Row]:
    """Latency at both sizes, with all years loaded as well at the larger one; then the downloads."""
    try:
        from tests.support import chromium
    except ImportError:
        yield NotRun("search in a browser", "Playwright is not installed")
        return
    executable = chromium.find()
    if executable is None:
        yield NotRun("search in a browser", "there is no Chromium")
        return
    for size in SIZES:
        site.full_build(folder, size).run()
        for is_whole in (False, True) if size > WHOLE_UP_TO else (False,):
            among = f"{size:,} events, all years loaded" if is_whole else f"{size:,} events"
            pressed = cache(partial(_presses, executable, folder / f"full-{size}", is_whole=is_whole))
            yield Limit("search: key press to painted results, median", among, _median(pressed), "ms", must=100)
            yield Limit("search: the slowest key press in ten", among, _slow(pressed), "ms", must=100)
    for size in SIZES:
        measure = partial(_downloaded, executable, folder / f"full-{size}")
        yield Limit("search: bytes of a first one, gzipped", f"{size:,} events", measure, "bytes", must=_MOST_BYTES)


def _median(pressed: Callable[[], list[float]]) -> Callable[[], float]:
    return lambda: statistics.median(pressed())


def _slow(pressed: Callable[[], list[float]]) -> Callable[[], float]:
    return lambda: statistics.quantiles(pressed(), n=10)[-1]


def _presses(executable: Path, folder: Path, *, is_whole: bool) -> list[float]:
    """Milliseconds of each key press, opened from the folder; the words are typed once before, off the clock."""
    from tests.support import chromium

    with chromium.launched(executable) as browser, closing(browser.new_page()) as page:
        page.goto(f"{folder.as_uri()}/timeline.html")
        page.get_by_role("searchbox").fill("upgrade")
        page.locator("[data-search-list] li").first.wait_for()
        if is_whole:
            page.locator("[data-search-older]").click()
            page.locator("[data-search-older]").wait_for(state="hidden", timeout=60_000)
        page.evaluate(_CLOCK)
        found: list[float] = []
        for turn in range(TURNS + 1):
            for word in WORDS:
                page.evaluate("emptied()")
                times = [page.evaluate("text => typed(text)", word[:end]) for end in range(1, len(word) + 1)]
                found += times if turn else []
    return found


def _downloaded(executable: Path, folder: Path) -> float:
    """The bytes of what a browser asks for between opening the timeline and the first results, as a web server packs them."""
    from tests.support import chromium
    from tests.support.site_browsing import served

    with chromium.launched(executable) as browser, closing(browser.new_page()) as page, served(folder) as address:
        page.goto(f"{address}timeline.html", wait_until="networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.get_by_role("searchbox").fill("kubernetes")
        page.locator("[data-search-list] li").first.wait_for()
        page.wait_for_load_state("networkidle")
    files = {url.removeprefix(address).partition("?")[0] for url in asked}
    return sum(len(gzip.compress((folder / name).read_bytes(), 6)) for name in files)
