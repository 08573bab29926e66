"""Where the programs are that we measure ourselves against, and our own."""

import os
import shutil
import sys
from pathlib import Path


def tracker() -> Path:
    """Our command, as the environment of this Python has it: never through a shim, which would cost more than the work."""
    return Path(sys.executable).with_name("tracker")


def peer(name: str) -> Path | None:
    """A program of the peers' environment (locks/bench.txt), else one on PATH, else none."""
    folder = os.environ.get("BENCH_PEERS", "")
    found = (shutil.which(name, path=folder) if folder else None) or shutil.which(name)
    return Path(found) if found else None
