"""The locks: complete, hashed, from nowhere in particular, and of one mind."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("runtime", "demo", "dev", "bench")
_ENTRY = re.compile(r"^([a-z0-9-]+)==(\S+?)(?: ; (.+?))?((?: \\\n {4}--hash=sha256:[0-9a-f]{64})*)$", re.MULTILINE)


def lock(name: str) -> str:
    return (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> set[tuple[str, str, str]]:
    """Name, version and marker of each entry; a package may be there once for each range of Pythons."""
    return {(package, version, marker) for package, version, marker, _ in _ENTRY.findall(lock(name))}


def declared(table: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    entries = project["project"]["dependencies"] if table == "runtime" else project["dependency-groups"][table]
    return [Requirement(entry) for entry in entries if isinstance(entry, str)]


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_has_hashes(name: str) -> None:
    entries = _ENTRY.findall(lock(name))
    assert len(entries) == len(re.findall(r"^[a-zA-Z0-9]", lock(name), re.MULTILINE))
    assert [package for package, _, _, hashes in entries if not hashes] == []


@pytest.mark.parametrize("name", LOCKS)
def test_names_no_index_and_no_folder(name: str) -> None:
    assert re.findall(r"https?:|file:|--(?:index-url|extra-index-url|find-links|trusted-host)|@ ?/", lock(name)) == []


@pytest.mark.parametrize(
    ("table", "name"), [("runtime", "runtime"), ("build", "demo"), ("dev", "dev"), ("bench", "bench")]
)
def test_satisfies_what_the_project_declares(table: str, name: str) -> None:
    versions = {package: version for package, version, _ in pins(name)}
    missed = [
        str(need)
        for need in declared(table)
        if need.name not in versions or not need.specifier.contains(versions[need.name])
    ]
    assert missed == [], "run `make lock`"


@pytest.mark.parametrize(("inner", "outer"), [("runtime", "demo"), ("demo", "dev")])
def test_a_wider_lock_holds_the_versions_of_the_narrower(inner: str, outer: str) -> None:
    """So that what is tested is what a wheel is installed beside."""
    wider = {(package, version) for package, version, _ in pins(outer)}
    assert {(package, version) for package, version, _ in pins(inner)} - wider == set()
