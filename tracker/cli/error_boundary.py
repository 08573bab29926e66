"""The only place that turns errors into text and an exit status.

Below it errors are raised; here each becomes one line on stderr: what, where, what to do.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from typing import TextIO

import typer

# Typer re-exports only some of the exceptions of the Click that it carries; the version range in pyproject.toml
# (>=0.26,<0.29) is the one in which they live here.
from typer._click.exceptions import ClickException, NoArgsIsHelpError, NoSuchOption, UsageError

from tracker import __version__
from tracker.cli.exit_codes import ExitCode
from tracker.domain.control_characters import visible
from tracker.domain.errors import NotFoundError, TrackerError

_ADVICE = {
    errno.ENOSPC: "the disk is full: make room and run the command again; nothing was half written",
    errno.EDQUOT: "your disk quota is used up: make room and run the command again; nothing was half written",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "permission denied",
    errno.ENOENT: "no such file or directory",
    errno.EISDIR: "it is a directory, and a file is needed",
    errno.ENOTDIR: "a part of the path is a file, not a directory",
}


def guarded(run: Callable[[], int | None]) -> int:
    """Run a command line and return its status, whatever happens in it."""
    try:
        status = run()
        sys.stdout.flush()
    except SystemExit as done:
        # Typer ends so when a reader has gone, and after a request for completion.
        if isinstance(done.__context__, BrokenPipeError):
            _discard(sys.stdout)
            return ExitCode.OK
        return done.code if isinstance(done.code, int) else ExitCode.OK
    except KeyboardInterrupt:
        status = ExitCode.INTERRUPTED
    except BrokenPipeError:
        _discard(sys.stdout)
        return ExitCode.OK
    except Exception as error:  # noqa: BLE001  the boundary: the one place where everything ends
        return _report(error)
    if status == ExitCode.INTERRUPTED:
        # Typer turns Ctrl-C into this status by itself.
        _say("tracker: interrupted; what was acknowledged is recorded, nothing else")
    return int(status or ExitCode.OK)


def _report(error: Exception) -> int:
    if isinstance(error, TrackerError):
        _say(f"tracker: {describe(error)}")
        return ExitCode.FAILURE
    if isinstance(error, NoArgsIsHelpError):
        _say(error.format_message())
        return ExitCode.USAGE
    if isinstance(error, ClickException):
        _say(_usage_line(error))
        return ExitCode.USAGE
    if isinstance(error, typer.Abort):
        _say("tracker: aborted; nothing was recorded")
        return ExitCode.FAILURE
    if isinstance(error, OSError) and error.errno in _ADVICE:
        where = f"{error.filename}: " if error.filename else ""
        _say(f"tracker: {where}{_ADVICE[error.errno]}")
        _discard(sys.stdout)
        return ExitCode.FAILURE
    _say(_bug_report(error))
    return ExitCode.BUG


def describe(error: TrackerError) -> str:
    """The error's message, with what may have been meant."""
    message = str(error)
    if isinstance(error, NotFoundError) and error.suggestions and "did you mean" not in message:
        message += f"; did you mean {' or '.join(error.suggestions[:3])}?"
    return message


def _usage_line(error: ClickException) -> str:
    command = error.ctx.command_path if isinstance(error, UsageError) and error.ctx else "tracker"
    message = error.format_message().strip()
    if isinstance(error, NoSuchOption):
        message = f"no such option: {error.option_name}{_meant(error)}"
    message = message[:1].lower() + message[1:].removesuffix(".")
    return f"{command}: {message} (see '{command} --help')"


def _meant(error: NoSuchOption) -> str:
    # Imported here: only a mistake needs it. Click's own list may hold options that look nothing alike.
    from difflib import get_close_matches

    known = [option for parameter in error.ctx.command.params for option in parameter.opts] if error.ctx else []
    near = get_close_matches(error.option_name, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _bug_report(error: Exception) -> str:
    # Imported here: a bug is rare.
    import platform
    import traceback

    trace = "".join(traceback.format_exception(error)).rstrip()
    command = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    return (
        "tracker: this is a bug in tracker. Please report it with the lines below; read them first, they may name\n"
        "files of yours. What was acknowledged before is recorded.\n"
        f"----\ntracker {__version__}, Python {platform.python_version()}, {platform.platform()}, command {command!r}\n"
        f"{trace}\n----"
    )


def _say(text: str) -> None:
    # Where nobody reads stderr either, the status still tells.
    with contextlib.suppress(OSError):
        print(visible(text), file=sys.stderr, flush=True)  # noqa: T201  the one writer of errors


def _discard(stream: TextIO) -> None:
    """Let the interpreter flush what is left in a stream into nothing, now that it cannot be written."""
    # A stream of a test has no file behind it.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
