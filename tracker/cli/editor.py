"""Text from an editor, from stdin, or from the command line."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import typer

from tracker.domain.errors import InvalidDataError


def read_stdin() -> str:
    """All of stdin as text.

    Raises:
        InvalidDataError: It is not UTF-8.
    """
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidDataError(f"stdin is not UTF-8 text: {error}") from error


def edit(text: str, environment: Mapping[str, str], *, instructions: str) -> str:
    """What a person made of `text` in the editor; lines that begin with ``#`` below the instructions are left out.

    Raises:
        typer.BadParameter: There is no terminal, and so nobody to edit.
        InvalidDataError: The editor failed, or nothing was written.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise typer.BadParameter("--edit needs a terminal; pipe the text in and say - instead")
    # Imported here: an editor is opened rarely, and 'add' runs all day.
    import shlex
    import subprocess
    import tempfile

    command = shlex.split(environment.get("VISUAL") or environment.get("EDITOR") or "vi")
    descriptor, name = tempfile.mkstemp(suffix=".md", prefix="tracker-")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{text}\n\n{instructions}\n")
        try:
            subprocess.run([*command, name], check=True)  # noqa: S603  the person's own editor
        except (OSError, subprocess.CalledProcessError) as error:
            raise InvalidDataError(f"the editor {command[0]} failed, nothing was recorded: {error}") from error
        written = path.read_text(encoding="utf-8").partition(instructions)[0].strip()
    finally:
        path.unlink(missing_ok=True)
    if not written:
        raise InvalidDataError("nothing was written in the editor, nothing was recorded")
    return written


def first_line_and_rest(text: str) -> tuple[str, str]:
    """The first line that is not empty, and the text below it."""
    first, _, rest = text.strip().partition("\n")
    return first.strip(), rest.strip()
