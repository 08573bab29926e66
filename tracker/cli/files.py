"""Writes results to a file that was named: whole, or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from tracker.cli.output import say


def write_lines(lines: Iterable[str], target: Path | None, stdout: TextIO) -> None:
    """Write lines to a file, put in place when it is complete; to `stdout` without a file.

    Raises:
        OSError: It cannot be written; what was there before is untouched.
    """
    if target is None:
        stdout.writelines(lines)
        return
    target = target.expanduser()
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        draft.replace(target)
    except OSError as error:
        if error.filename is not None:
            # The person named the target, not the draft.
            error.filename = str(target)
        raise
    finally:
        draft.unlink(missing_ok=True)
    say(f"wrote {target}")
