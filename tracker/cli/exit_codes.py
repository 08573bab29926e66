"""What the status of a finished command says. Code, tests and manual use these names."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit status of the process."""

    OK = 0
    FAILURE = 1
    """Something went wrong in a way that we expect (`TrackerError`); one line says what."""
    USAGE = 2
    """The command line is wrong."""
    BUG = 3
    """tracker is at fault; a report to paste is printed."""
    FINDINGS = 4
    """There are findings at or above ``--fail-on``."""
    INCOMPLETE = 5
    """Evidence is missing and ``--strict`` was asked."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C."""
