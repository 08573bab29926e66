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
        (
            Listed("init", "init", "Make a store, and a tracker.toml that names it."),
            Listed("cluster", "cluster", "Name the clusters whose life is recorded."),
            Listed("settings", "settings", "Show which store, cluster and author are used here, and what decides it."),
        ),
    ),
    Section(
        "Record",
        (
            Listed("add", "add", "Record what happened to a cluster: an upgrade, a component, a setting, a note."),
            Listed("incident", "incident", "Record incidents: open, tell on, resolve with a cause and a fix, list."),
            Listed("amend", "amend", "Correct an event: a new revision is added, and the old ones stay to be seen."),
            Listed(
                "retract", "retract", "Take an event back: it counts no more, and the ledger keeps it with your reason."
            ),
        ),
    ),
    Section(
        "Look back",
        (
            Listed("log", "log", "Show what happened, newest first."),
            Listed("show", "show", "Show one event: what it says, where it came from, and every revision of it."),
            Listed("search", "search", "Find events by words in any language, newest first."),
            Listed(
                "history",
                "history",
                "Show everything that happened to one platform, component, setting or node pool, oldest first.",
            ),
            Listed(
                "state",
                "state",
                "Show what ran in a cluster, now or at any date: versions, components, settings, node pools.",
            ),
            Listed(
                "stats", "stats", "Show upgrade cadence, distance to upstream, change failure rate and time to resolve."
            ),
            Listed(
                "diff",
                "diff",
                "Show what changed in a cluster between two dates, or what differs between two clusters.",
            ),
        ),
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
            Listed(
                "report",
                "report",
                "Say whether a cluster is ready to be upgraded: hops, order, blockers, what is unknown, what the past teaches.",
            ),
            Listed("plan", "plan", "Follow an upgrade step by step, and record each step as it is done."),
        ),
    ),
    Section(
        "Exchange",
        (
            Listed("import", "", "Bring history in: journals, CSV, JSON lines, a ledger of another store."),
            Listed(
                "import journal",
                "import_journal",
                "Import a journal: dates followed by free text, one entry a line or many run together.",
            ),
            Listed(
                "import csv",
                "import_csv",
                "Import events from CSV, one a row, as 'export csv' writes them or from a spreadsheet.",
            ),
            Listed(
                "import jsonl",
                "import_jsonl",
                "Import events from JSON lines, or merge a ledger that 'export jsonl' wrote.",
            ),
            Listed("export", "", "Take history out: the ledger, or events for a spreadsheet."),
            Listed(
                "export jsonl",
                "export_jsonl",
                "Export the ledger: every revision with its hash, one a line, byte for byte what another store imports.",
            ),
            Listed(
                "export csv",
                "export_csv",
                "Export events as CSV, oldest first, safe to open in a spreadsheet; 'import csv' reads it back.",
            ),
        ),
    ),
    Section(
        "Keep",
        (
            Listed(
                "verify",
                "verify",
                "Recompute every hash of the ledger and compare what is shown with what was written.",
            ),
            Listed("db", "db", "Look after the store: bring it up to date, verify, rebuild, back up, restore."),
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
    Section(
        "Publish",
        (Listed("site", "site", "Build the static site, or preview it while the store changes."),),
    ),
)

COMMANDS = tuple(command for section in SECTIONS for command in section.commands)
