"""Every command is listed, has help with an example, and has a page in the manual."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup

from tests.support.cli import CommandLine
from tracker.cli.lazy import load
from tracker.cli.listing import COMMANDS

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual" / "commands"
HEAVY = ("sqlalchemy", "alembic", "jinja2", "rich", "pydantic", "yaml")


def _leaves() -> Iterator[str]:
    """The path of every command, those within a module with several included."""
    for listed in COMMANDS:
        if not listed.module:
            continue
        command: Any = load(listed.path)
        if isinstance(command, TyperGroup):
            yield from (f"{listed.path} {name}" for name in command.commands)
        else:
            yield listed.path


LEAVES = tuple(_leaves())


@pytest.mark.parametrize("path", LEAVES)
def test_help_has_a_summary_and_an_example_that_names_the_command(tracker: CommandLine, path: str) -> None:
    text = tracker.ok(*path.split(), "--help").stdout
    assert re.search(r"Examples?:\n", text), text
    examples = re.split(r"Examples?:\n", text)[1].split("\n\n")[0]
    assert f"tracker {path}" in re.sub(r"tracker (--\S+ \S+ )+", "tracker ", examples)


@pytest.mark.parametrize("listed", COMMANDS, ids=lambda listed: listed.path)
def test_the_listing_says_what_the_command_itself_says(listed: Any) -> None:
    command = load(listed.path)
    assert (command.help or "").splitlines()[0] == listed.summary


@pytest.mark.parametrize("path", LEAVES)
def test_every_command_has_its_section_in_the_manual(path: str) -> None:
    page = MANUAL / f"{path.split(maxsplit=1)[0]}.md"
    text = page.read_text(encoding="utf-8")
    assert re.search(rf"^#+ tracker {path}$", text, re.MULTILINE), f"{page} has no heading '# tracker {path}'"


def test_every_module_with_commands_is_listed() -> None:
    folder = ROOT / "tracker" / "cli" / "commands"
    modules = {path.stem for path in folder.glob("*.py") if path.stem != "__init__"}
    assert modules == {listed.module for listed in COMMANDS if listed.module}


def test_every_page_of_the_manual_is_about_a_command() -> None:
    assert {path.stem for path in MANUAL.glob("*.md")} == {listed.path.split()[0] for listed in COMMANDS}


def test_the_help_page_names_every_command_once_and_imports_none() -> None:
    script = (
        "import sys; from tracker.cli.app import run; status = run(['--help']);"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules];"
        "own = [name for name in sys.modules if name.startswith('tracker.cli.commands.')];"
        "print(heavy, own, file=sys.stderr); sys.exit(status)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stderr == "[] []\n"
    for name in {listed.path.split()[0] for listed in COMMANDS}:
        assert len(re.findall(rf"^  {name} ", ran.stdout, re.MULTILINE)) == 1


@pytest.mark.parametrize("group", ["cluster", "incident", "plan", "import", "export", "db", "reference", "site"])
def test_the_help_of_a_group_has_whole_sentences_and_examples(tracker: CommandLine, group: str) -> None:
    text = tracker.ok(group, "--help").stdout
    assert f" tracker {group} " in text.split("Examples:\n")[1]
    commands = text.split("Commands:\n")[1].split("Examples:")[0]
    assert "..." not in commands
