"""How the daily questions fare in a large store: beside the same questions to a store of a thousand events."""

from collections.abc import Iterator
from pathlib import Path

from bench.comparison import Comparison, Row, command
from bench.peers import tracker
from bench.stores import full_store, most_events

_SMALL = 1_000
_QUESTIONS = {
    "`tracker log --limit 50`": ("log", "--limit", "50"),
    "`tracker state --at 2021-05-01`": ("--cluster", "prod-000", "state", "--at", "2021-05-01"),
    "`tracker search 자동백업`": ("search", "자동백업", "--limit", "50"),
    "`tracker search velero`": ("search", "velero", "--limit", "50"),
}


def rows(folder: Path) -> Iterator[Row]:
    """One row for each question."""
    size = most_events()
    large = full_store(folder / "large.db", size)
    small = full_store(folder / "small.db", _SMALL)
    for work, question in _QUESTIONS.items():
        yield Comparison(
            work=f"{work} among {size:,} events",
            ours=command("tracker", tracker(), "--store", large, *question),
            theirs=command(f"the same among {_SMALL:,}", tracker(), "--store", small, *question),
            must=1.5,
            aim=1.1,
        )
