"""What the README shows has been run: here."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[2] / "README.md"
FOLDER = "/srv/clusters"
"""What the README calls the folder that the commands are typed in."""
_ID = re.compile(r"\b[0-9a-f]{8}\b")


def console(text: str) -> list[tuple[str, str]]:
    """The commands of the console block, each with what it printed."""
    (block,) = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [(part.split("\n", 1)[0], part.split("\n", 1)[1]) for part in block.split("$ ")[1:]]


@pytest.fixture
def environment() -> dict[str, str]:
    """A terminal of 80 columns on the day that the README was written."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("TRACKER_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{inherited['PATH']}"
    return inherited | {"PATH": path, "TRACKER_NOW": "2026-11-23T09:00:00Z", "COLUMNS": "80"}


def test_every_command_prints_what_the_readme_shows(tmp_path: Path, environment: dict[str, str]) -> None:
    shown = console(README.read_text())
    assert len(shown) > 3
    for command, output in shown:
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=True,
        )
        printed = done.stdout.replace(str(tmp_path), FOLDER)
        assert _ID.sub("········", printed) == _ID.sub("········", output), command
