"""A scan finds every manifest behind its arguments once, and says what it could not look at."""

import os
from pathlib import Path

import pytest

from tracker.domain.errors import NotFoundError
from tracker.domain.manifest import Unread
from tracker.importers.manifests.discovery import ManifestFile, discover
from tracker.importers.manifests.files import FolderManifests


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for path in (
        "k8s/b.yaml",
        "k8s/a.yml",
        "k8s/deep/er/c.JSON",
        "k8s/notes.txt",
        "k8s/vendored/.git/x.yaml",
        "other/d.yaml",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("apiVersion: v1\nkind: Pod\n")
    return tmp_path


def paths(*arguments: str, respect_ignore: bool = True) -> list[str]:
    found = discover(arguments, respect_ignore=respect_ignore)
    return [each.path if isinstance(each, ManifestFile) else f"unread {each.place.origin}" for each in found]


@pytest.mark.usefixtures("here")
def test_walks_folders_in_order_and_reads_manifests_only() -> None:
    assert paths("k8s") == ["k8s/a.yml", "k8s/b.yaml", "k8s/deep/er/c.JSON"]


@pytest.mark.usefixtures("here")
def test_reads_what_is_named_whatever_it_is_called() -> None:
    assert paths("k8s/notes.txt", "-", "k8s/b.yaml") == ["k8s/notes.txt", "-", "k8s/b.yaml"]


@pytest.mark.usefixtures("here")
def test_gives_each_file_once() -> None:
    assert paths("k8s/b.yaml", "k8s", "k8s/*.yaml") == ["k8s/b.yaml", "k8s/a.yml", "k8s/deep/er/c.JSON"]


@pytest.mark.usefixtures("here")
def test_expands_patterns() -> None:
    assert paths("**/*.yaml") == ["k8s/b.yaml", "other/d.yaml"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("argument", ["missing", "k8s/*.toml"])
def test_refuses_an_argument_that_names_nothing(argument: str) -> None:
    with pytest.raises(NotFoundError, match="no "):
        paths(argument)


def test_survives_links_that_go_in_circles(here: Path) -> None:
    (here / "k8s/deep/up").symlink_to(here / "k8s")
    (here / "k8s/self").symlink_to(here / "k8s/self")
    (here / "k8s/elsewhere").symlink_to(here / "other")
    assert paths("k8s") == ["k8s/a.yml", "k8s/b.yaml", "k8s/deep/er/c.JSON", "k8s/elsewhere/d.yaml"]


def test_tells_of_links_that_lead_nowhere(here: Path) -> None:
    (here / "k8s/gone.yaml").symlink_to(here / "nowhere")
    assert "unread k8s/gone.yaml" in paths("k8s")


def test_leaves_out_what_git_ignores(here: Path) -> None:
    (here / ".git").mkdir()
    (here / ".gitignore").write_text("*.yml\n/k8s/deep/\n")
    (here / "k8s/.gitignore").write_text("!a.yml\n")
    assert paths("k8s") == ["k8s/a.yml", "k8s/b.yaml"]
    assert paths("k8s", respect_ignore=False) == ["k8s/a.yml", "k8s/b.yaml", "k8s/deep/er/c.JSON"]
    assert paths("k8s/deep/er/c.JSON") == ["k8s/deep/er/c.JSON"]


def test_an_ignore_file_outside_a_repository_counts_in_its_folder_only(here: Path) -> None:
    (here / ".gitignore").write_text("*.yaml\n")
    (here / "k8s/deep/.gitignore").write_text("er\n")
    assert paths("k8s") == ["k8s/a.yml", "k8s/b.yaml"]


def test_leaves_pipes_in_folders_alone(here: Path) -> None:
    os.mkfifo(here / "k8s/pipe.yaml")
    assert "k8s/pipe.yaml" not in paths("k8s")


def test_tells_of_files_that_cannot_be_opened(here: Path) -> None:
    (here / "k8s/b.yaml").unlink()
    (found,) = FolderManifests().read(ManifestFile("k8s/b.yaml"))
    assert isinstance(found, Unread)
    assert "No such file" in found.reason
