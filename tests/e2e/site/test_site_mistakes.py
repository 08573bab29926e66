"""What a person can get wrong about `tracker site`: one clear line each, the right status, and nothing touched."""

from pathlib import Path

import pytest

from tests.support.cli import CommandLine, command_line


@pytest.fixture
def tracker(tmp_path: Path) -> CommandLine:
    line = command_line(tmp_path)
    line.ok("--store", str(tmp_path / "tracker.db"), "init")
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "thesis.doc").write_text("mine")
    return line


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["build", "-o", "precious"], 1, "holds files that tracker did not make"),
        (["build", "-o", "precious/thesis.doc"], 1, "is a file"),
        (["build", "-o", "precious/thesis.doc/site"], 1, "cannot write the site"),
        (["build", "-o", "x" * 300], 1, "cannot write the site"),
        (["build", "-o", "/"], 1, "/"),
        (["build", "-o", "."], 1, "is where you are"),
        (["build", "-o", ".."], 1, "is where you are"),
        (["build", "--today", "2017-13-40"], 1, "not a date that exists"),
        (["build", "--edition", "secret"], 2, "'internal', 'public'"),
        (["build", "--outputt", "x"], 2, "did you mean --output?"),
        (["build", "extra"], 2, "unexpected extra argument"),
        (["serve", "--port", "99999"], 2, "not in the range"),
        (["serve", "-o", "precious", "--port", "0"], 1, "holds files that tracker did not make"),
    ],
)
def test_a_mistake_is_one_line(
    tracker: CommandLine, tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "precious").rglob("*")}
    assert said in tracker.fails("--store", str(tmp_path / "tracker.db"), "site", *arguments, status=status)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "precious").rglob("*")} == before
    assert not [path for path in tmp_path.iterdir() if ".tracker-" in path.name]


def test_a_folder_is_not_replaced_under_the_feet_of_its_reader(tracker: CommandLine, tmp_path: Path) -> None:
    """The shell would stand in the old folder, which is deleted: its next command would find no working folder."""
    store = str(tmp_path / "tracker.db")
    tracker.ok("--store", store, "site", "build", "-o", "site")
    for inside in ("site", "site/assets"):
        said = tracker("--store", store, "site", "build", "-o", str(tmp_path / "site"), folder=tmp_path / inside)
        assert said.status == 1
        assert "name it from outside" in said.stderr


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_site_is_of_the_whole_store(tracker: CommandLine, tmp_path: Path, command: str) -> None:
    """Somebody who names one cluster would publish all of them."""
    arguments = ("--store", str(tmp_path / "tracker.db"), "--cluster", "nope", "site", command, "-o", "site")
    said = tracker.fails(*arguments, status=2)
    assert "the site is of all clusters of the store, and --cluster nope chooses one" in said
    assert "--edition public" in said
    assert not (tmp_path / "site").exists()
