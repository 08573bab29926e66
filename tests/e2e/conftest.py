"""Command lines in a folder of their own."""

from pathlib import Path

import pytest

from tests.support.cli import CommandLine, command_line


@pytest.fixture
def tracker(tmp_path: Path) -> CommandLine:
    """Runs command lines in an empty folder, away from the developer's settings and stores."""
    return command_line(tmp_path)
