"""Writing an event in an editor, on a real terminal."""

import os
import pty
import sys
from pathlib import Path

import pytest

from tests.support.cli import CommandLine

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")


def _on_a_terminal(line: CommandLine, folder: Path, editor: str, *arguments: str) -> tuple[int, str]:
    """Run a command whose editor is a small Python program that gets the file's name as its argument."""
    program = folder / "editor.py"
    program.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n{editor}\n", encoding="utf-8")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(Path(__file__).parents[2])
        environment = {**line.environment, "EDITOR": f"{sys.executable} {program}"}
        os.execve(sys.executable, [sys.executable, "-m", "tracker", *arguments], environment)
    output = b""
    try:
        while part := os.read(terminal, 4096):
            output += part
    except OSError:
        # Linux says so when the other side has closed.
        pass
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), output.decode()


def test_the_first_line_is_the_title_and_the_rest_the_body(seoul: CommandLine, tmp_path: Path) -> None:
    editor = "path.write_text('coredns 1.11.3\\n\\n- **why**\\n' + path.read_text())"
    status, output = _on_a_terminal(seoul, tmp_path, editor, "add", "--edit", "--no-check")
    assert status == 0, output
    (row,) = seoul.ok("log", "--format", "json").json
    assert (row["title"], row["body"]) == ("coredns 1.11.3", "- **why**")


def test_what_was_recorded_can_be_edited(seoul: CommandLine, tmp_path: Path) -> None:
    event = seoul.ok("add", "coredns 1.11.3", "--body", "old", "--no-check", "--format", "json").json["id"]
    editor = "path.write_text(path.read_text().replace('old', 'new'))"
    status, output = _on_a_terminal(seoul, tmp_path, editor, "amend", event, "--edit")
    assert status == 0, output
    assert seoul.ok("show", event, "--format", "json").json["body"] == "new"


@pytest.mark.parametrize(
    ("editor", "message"),
    [("path.write_text('')", "nothing was written in the editor"), ("sys.exit(3)", "failed, nothing was recorded")],
)
def test_an_editor_that_writes_nothing_records_nothing(
    seoul: CommandLine, tmp_path: Path, editor: str, message: str
) -> None:
    status, output = _on_a_terminal(seoul, tmp_path, editor, "add", "--edit")
    assert status == 1
    assert message in output
    assert seoul.ok("log", "--format", "json").json == []
