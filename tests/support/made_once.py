"""What many tests only look at is made once in a run, by whichever of its processes asks for it first."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name that `make` has filled; nobody may write to it afterwards."""
    here = factory.getbasetemp()
    # Each of several processes has a folder of its own, in that of the run.
    root = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here
    folder, done = root / name, root / f"{name}.done"
    with FileLock(root / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
