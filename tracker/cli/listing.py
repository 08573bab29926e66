"""Every command of tracker by hand, in the order of the help page: adding a command adds a line here.

The summaries stand here so that help and completion need not import the commands; a test compares them with the
commands' own first lines.
"""

from typing import NamedTuple


class Listed(NamedTuple):
    """One command, or a group of commands."""

    path: str
    """As it is typed: ``log``, ``import journal``."""
    module: str
    """Below `tracker.cli.commands`; empty for a group whose commands are listed here one by one."""
    summary: str


class Section(NamedTuple):
    """Commands that belong together on the help page."""

    title: str
    commands: tuple[Listed, ...]


SECTIONS = (
    Section(
        "Start",
        (Listed("settings", "settings", "Show which store, cluster and author are used here, and what decides it."),),
    ),
    Section(
        "Judge",
        (
            Listed(
                "check",
                "check",
                "Say what is wrong with the recorded clusters: versions, support, compatibility, settings, the journal itself.",
            ),
            Listed(
                "scan",
                "scan",
                "Find what a Kubernetes minor refuses or deprecates in manifests, and what a drain would break.",
            ),
        ),
    ),
    Section(
        "Facts",
        (
            Listed(
                "reference",
                "reference",
                "Look up, check, compare and update the facts about the world.",
            ),
        ),
    ),
)

COMMANDS = tuple(command for section in SECTIONS for command in section.commands)
