"""The wheel works away from the checkout: installed beside its locked dependencies, run from another folder."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker import __version__

# One worker does them all: the wheel and the environment are made once.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("wheel")]

ROOT = Path(__file__).resolve().parents[2]

Run = Callable[..., str]


def _run(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _environment(**more: str) -> dict[str, str]:
    """The environment of a person who has never seen the checkout."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "TRACKER_"))}
    return inherited | more


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `python -m build` makes it from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the checkout, with an environment in venv/."""
    return tmp_path_factory.mktemp("elsewhere")


def _pip(folder: Path, *arguments: str | Path) -> str:
    """Run the checkout's pip on the environment in a folder, which needs none of its own."""
    environment = folder / "venv/bin/python"
    return _run(sys.executable, "-m", "pip", "--python", environment, "--disable-pip-version-check", *arguments)


@pytest.fixture(scope="module")
def installed(wheel: Path, elsewhere: Path) -> Run:
    """Runs a program of an environment that holds the wheel and what locks/runtime.txt names, and nothing else."""
    folder = elsewhere
    _run(sys.executable, "-m", "venv", "--without-pip", folder / "venv")
    _pip(folder, "--quiet", "install", "--no-deps", "--require-hashes", "-r", ROOT / "locks/runtime.txt")
    _pip(folder, "--quiet", "install", "--no-deps", "--no-index", wheel)

    def run(program: str, *arguments: str) -> str:
        return _run(folder / "venv/bin" / program, *arguments, cwd=folder, env=_environment())

    return run


def test_carries_the_files_that_are_not_python(wheel: Path) -> None:
    """Every file of migrations/, data/ and site/ that git knows is in the wheel."""
    listed = _run("git", "ls-files", "migrations", "data", "site").splitlines()
    names = set(zipfile.ZipFile(wheel).namelist())
    kept = [name for name in listed if not name.endswith(".gitkeep")]
    assert [name for name in kept if f"tracker/_bundled/{name}" not in names] == []


def test_carries_no_leftovers(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".db"))] == []
    assert [name for name in names if not name.startswith(("tracker/", f"tracker-{__version__}.dist-info/"))] == []


@pytest.mark.usefixtures("installed")
def test_needs_nothing_that_the_lock_lacks(elsewhere: Path) -> None:
    assert _pip(elsewhere, "check") == "No broken requirements found.\n"


def test_knows_its_version(installed: Run) -> None:
    assert installed("tracker", "--version") == f"tracker {__version__}\n"


@pytest.mark.parametrize("folder", ["migrations", "data", "site"])
def test_finds_its_own_copy_of_each_folder(installed: Run, folder: str) -> None:
    program = f"from tracker import bundled; print(bundled.path({folder!r}))"
    assert installed("python", "-c", program).strip().endswith(f"site-packages/tracker/_bundled/{folder}")


@pytest.mark.usefixtures("installed")
def test_runs_every_command_of_the_demo(elsewhere: Path) -> None:
    script = elsewhere / "scripts" / "demo"
    script.parent.mkdir()
    script.write_bytes((ROOT / "scripts/demo").read_bytes())
    environment = _environment(DEMO_BIN=str(elsewhere / "venv/bin"))
    output = _run("sh", script, elsewhere / "demo", cwd=elsewhere, env=environment)
    assert f"tracker {__version__}\n" in output
