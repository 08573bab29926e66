"""Golden files: what a command or a renderer printed, kept beside the tests and read in review."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "golden"


@dataclass(frozen=True)
class GoldenFiles:
    """Compares text with the files in tests/golden; `pytest --update-golden` rewrites them instead."""

    update: bool

    def check(self, name: str, actual: str) -> None:
        """Asserts that `actual` is what tests/golden/NAME holds."""
        path = FOLDER / name
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="")
            return
        assert path.exists(), f"tests/golden/{name} does not exist; pytest --update-golden writes it"
        with path.open(encoding="utf-8", newline="") as file:
            expected = file.read()
        assert actual == expected, f"tests/golden/{name} differs; pytest --update-golden rewrites it"
