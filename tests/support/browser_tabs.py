"""Pages of one browser that tests get one after the other, each as good as a page in a new profile.

Chromium spends most of a second of CPU time on a new profile with a page in it, and a tenth of that on emptying a used one.
"""

from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

ColorScheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a browser decides once for all of its pages."""

    locale: str = "en-US"
    has_scripts: bool = True


class _Tab:
    """The page of a profile, with what it takes to empty that profile."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self._context = context
        self._devtools: CDPSession = context.new_cdp_session(self.page)

    def empty(self) -> None:
        """Leave nothing of what happened here: no page, cookie, storage, cache, route or pointer."""
        for other in self._context.pages:
            if other is not self.page:
                other.close()
        self.page.unroute_all()
        self.page.goto("about:blank")
        self.page.mouse.move(-1, -1)
        self._context.clear_cookies()
        self._devtools.send("Network.clearBrowserCache")
        self._devtools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})


class Tabs:
    """One page for each profile that was asked for; whoever asks gets it empty, and takes it from whoever had it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._tabs: dict[Profile, _Tab] = {}

    def empty(
        self,
        *,
        width: int = 1280,
        height: int = 720,
        color_scheme: ColorScheme = "light",
        has_forced_colors: bool = False,
        locale: str = "en-US",
        has_scripts: bool = True,
    ) -> Page:
        """A page that shows nothing yet, in an empty profile."""
        profile = Profile(locale, has_scripts)
        tab = self._tabs.get(profile)
        if tab is None or tab.page.is_closed():
            context = self._browser.new_context(locale=locale, java_script_enabled=has_scripts)
            tab = self._tabs[profile] = _Tab(context)
        else:
            tab.empty()
        tab.page.set_viewport_size({"width": width, "height": height})
        forced_colors: Literal["active", "none"] = "active" if has_forced_colors else "none"
        tab.page.emulate_media(media="null", color_scheme=color_scheme, forced_colors=forced_colors)
        return tab.page
