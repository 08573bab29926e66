"""What means different things looks different without colours too: on a grey print, to whoever sees no hues.

The browser draws each thing as it would for someone who sees no colours at all, one in the place of the other, and the
two pictures are compared point by point.
"""

import base64
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.site_browsing import page_of
from tracker.domain.event import EventKind

pytestmark = pytest.mark.browser

ENOUGH = 0.1
"""Of the points that two pictures fill, the difference in lightness that their mean has at least; 1 is black and white."""
SEEN = 0.2
"""The difference between the empty page and the point of a picture that stands out most."""

Thing = tuple[str, str, dict[str, str]]
"""How it is drawn, its classes, and further attributes."""
Things = Mapping[str, Thing]

KINDS: Things = {kind.value: ("mark", f"mark {kind}", {"href": f"#g-{kind}"}) for kind in EventKind}
LIVES: Things = {
    name: ("mark", f"mark {name}", {"href": f"#g-{name}"})
    for name in ("added", "upgraded", "downgraded", "again", "removed", "trouble")
}
WARNINGS: Things = {
    name: ("rect", f"warning {name}", {"width": "48", "height": "12"}) for name in ("required", "recommended", "note")
}
SUPPORT: Things = {
    name: ("rect", f"band {name}", {"width": "48", "height": "24"}) for name in ("supported", "maintenance", "ended")
}
BARS: Things = {
    name: ("rect", f"meter {name}", {"width": "48", "height": "12"}) for name in ("supported", "ending", "ended")
}
LINES: Things = {name: ("across", name, {}) for name in ("run", "overdue")}
UPRIGHT: Things = {
    "today": ("upright", "today", {}),
    "year": ("upright", "grid year", {}),
    "riser": ("upright", "riser", {}),
}
SLOPES: Things = {"slope": ("upright", "slope", {}), "drop": ("upright", "drop", {})}
HUES: Things = {
    "accent": ("rect", "glyph upgrade", {"width": "48", "height": "12"}),
    "red": ("rect", "glyph incident", {"width": "48", "height": "12"}),
}
GROUPS = {
    "kinds of events": KINDS,
    "what happens to a component": LIVES,
    "warnings": WARNINGS,
    "support windows": SUPPORT,
    "versions in use": BARS,
    "with and without support": LINES,
    "today among the years": UPRIGHT,
    "days behind upstream": SLOPES,
}

DRAW = """([shape, classes, more]) => {
  const make = (name, attributes, parent) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return parent.appendChild(node);
  };
  document.getElementById("specimen")?.remove();
  const sheet = document.body.appendChild(Object.assign(document.createElement("div"), { id: "specimen" }));
  Object.assign(sheet.style, { position: "fixed", inset: 0, background: "var(--paper)", zIndex: 99 });
  let place = make("svg", { width: 64, height: 32 }, sheet);
  place.style.display = "block";
  place = make("g", { transform: "translate(8 4)" }, place);
  const [first, second] = classes.split(" ");
  if (shape === "mark") make("use", { ...more, x: 12, y: 12, width: 12, height: 12 }, make("g", { class: classes }, place));
  else if (shape === "across") make("line", { class: classes, x1: 0, x2: 48, y1: 12, y2: 12 }, place);
  else if (shape === "upright" && second) make("line", { class: second, x1: 12, x2: 12, y1: 0, y2: 24 }, make("g", { class: first }, place));
  else if (shape === "upright") make("line", { class: classes, x1: 12, x2: 12, y1: 0, y2: 24 }, place);
  else if (first === "meter") make("rect", { ...more, class: "fill" }, make("g", { class: classes }, place));
  else make("rect", { ...more, class: classes }, place);
}"""

READ = """async (encoded) => {
  const picture = new Image();
  picture.src = "data:image/png;base64," + encoded;
  await picture.decode();
  const pen = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height }).getContext("2d");
  pen.drawImage(picture, 0, 0);
  const { data } = pen.getImageData(0, 0, picture.width, picture.height), points = [];
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) throw new Error("there is a colour");
    points.push(data[at] / 255);
  }
  return points;
}"""

Picture = list[float]
"""The lightness of each point, from 0 to 1."""


class Studio:
    """Takes the pictures on a page of the site, and reads them in another tab."""

    def __init__(self, page: Page, dark_room: Page) -> None:
        self._page, self._dark_room = page, dark_room
        page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})

    def picture(self, thing: Thing) -> Picture:
        """What one who sees no colours sees of the thing, alone on the page."""
        self._page.evaluate(DRAW, list(thing))
        taken = self._page.screenshot(clip={"x": 0, "y": 0, "width": 64, "height": 32})
        points: Picture = self._dark_room.evaluate(READ, base64.b64encode(taken).decode())
        return points


@pytest.fixture(scope="module", params=["light", "dark"])
def studio(request: pytest.FixtureRequest, browser: Browser, site_folder: Path) -> Iterator[Studio]:
    """In both themes, on the page of a cluster."""
    with browser.new_context(
        color_scheme=request.param, viewport={"width": 400, "height": 300}, device_scale_factor=2
    ) as context:
        page = context.new_page()
        page.goto(f"file://{site_folder}/{page_of(site_folder, 'clusters/prod.html')}")
        yield Studio(page, context.new_page())


def alike(studio: Studio, things: Things) -> list[str]:
    """The pairs of things that can hardly be told apart, and those that can hardly be seen."""
    empty = studio.picture(("mark", "", {"href": "#none"}))
    pictures = {name: studio.picture(thing) for name, thing in things.items()}
    unseen = [name for name, taken in pictures.items() if max(_differences(taken, empty)) < SEEN]
    return unseen + [
        f"{one} and {other}"
        for (one, first), (other, second) in combinations(pictures.items(), 2)
        if _mean([abs(a - b) for a, b, ground in zip(first, second, empty, strict=True) if {a, b} != {ground}]) < ENOUGH
    ]


def _differences(one: Picture, other: Picture) -> list[float]:
    return [abs(a - b) for a, b in zip(one, other, strict=True)]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0


@pytest.mark.parametrize("group", GROUPS)
def test_different_meanings_look_different_in_grey(studio: Studio, group: str) -> None:
    assert alike(studio, GROUPS[group]) == []


def test_hues_of_the_same_lightness_are_found_out(studio: Studio) -> None:
    """Which shows that the measure is one: what differs by its colour alone does not pass."""
    assert alike(studio, HUES) == ["accent and red"]
