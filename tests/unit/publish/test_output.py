"""The folder that a site is built into. These tests touch the disk, because the disk is what the module is about."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tracker.domain.errors import ConflictError, InvalidDataError, StoreError
from tracker.publish import swap
from tracker.publish.manifest import MANIFEST_NAME, Manifest, digest, read_manifest
from tracker.publish.output import Staging


def build(target: Path, files: dict[str, str]) -> dict[str, bool]:
    """Build a site of these files; which of them were written."""
    written = {}
    digests = {}
    with Staging(target) as staging:
        for path, content in files.items():
            digests[path], written[path] = staging.write(path, content.encode())
        staging.publish(digests)
    return written


def content(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST_NAME
    }


def neighbours(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def test_builds_into_a_new_folder_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "public" / "site"
    build(target, {"index.html": "a", "en/x.html": "b"})
    assert content(target) == {"index.html": "a", "en/x.html": "b"}
    assert neighbours(target) == ["site"]


def test_the_folder_is_readable_as_any_new_folder_is(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    build(tmp_path / "site", {"index.html": "a"})
    assert (tmp_path / "site").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_builds_into_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    build(tmp_path / "site", {"index.html": "a"})
    assert content(tmp_path / "site") == {"index.html": "a"}


def test_replaces_its_own_site_and_removes_what_is_gone(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"index.html": "a", "old/page.html": "b"})
    build(target, {"index.html": "c"})
    assert content(target) == {"index.html": "c"}
    assert not (target / "old").exists()
    assert neighbours(target) == ["site"]


def test_writes_only_what_changed(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"a.html": "a", "b.html": "b"})
    before = (target / "a.html").stat()
    assert build(target, {"a.html": "a", "b.html": "changed"}) == {"a.html": False, "b.html": True}
    after = (target / "a.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_in_pieces_is_the_file_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"a.json": "abc", "b.json": "b"})
    before = (target / "a.json").stat()
    with Staging(target) as staging:
        digests = {
            "a.json": staging.write("a.json", iter([b"a", b"", b"bc"])),
            "b.json": staging.write("b.json", iter([])),
        }
        assert digests == {"a.json": (digest(b"abc"), False), "b.json": (digest(b""), True)}
        staging.publish({path: fingerprint for path, (fingerprint, _) in digests.items()})
    assert content(target) == {"a.json": "abc", "b.json": ""}
    after = (target / "a.json").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_manifest_proves_every_byte(tmp_path: Path) -> None:
    build(tmp_path / "site", {"a.html": "a", "ko/b.html": "나"})
    manifest = read_manifest(tmp_path / "site")
    assert manifest == Manifest({"a.html": digest(b"a"), "ko/b.html": digest("나".encode())})


def test_a_file_that_somebody_changed_is_written_again(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"a.html": "a"})
    (target / "a.html").write_text("defaced")
    later = (target / MANIFEST_NAME).stat().st_mtime_ns + 1_000_000
    os.utime(target / "a.html", ns=(later, later))
    assert build(target, {"a.html": "a"}) == {"a.html": True}
    assert content(target) == {"a.html": "a"}


def test_a_file_that_somebody_deleted_is_written_again(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"a.html": "a"})
    (target / "a.html").unlink()
    assert build(target, {"a.html": "a"}) == {"a.html": True}


@pytest.mark.parametrize("name", ["notes.txt", ".git/HEAD", "sub/thesis.doc", ".tracker-site.json.bak"])
def test_refuses_a_folder_that_it_did_not_make(tmp_path: Path, name: str) -> None:
    precious = tmp_path / "site" / name
    precious.parent.mkdir(parents=True)
    precious.write_text("mine")
    with pytest.raises(ConflictError, match="did not make"):
        build(tmp_path / "site", {"index.html": "a"})
    assert precious.read_text() == "mine"
    assert neighbours(tmp_path / "site") == ["site"]


def test_refuses_a_folder_whose_manifest_it_cannot_read(tmp_path: Path) -> None:
    build(tmp_path / "site", {"index.html": "a"})
    (tmp_path / "site" / MANIFEST_NAME).write_text('{"made_by": "tracker", "format": 1, "files": {"../../x": "y"}}')
    with pytest.raises(StoreError, match="damaged"):
        build(tmp_path / "site", {"index.html": "b"})
    assert content(tmp_path / "site") == {"index.html": "a"}


def test_refuses_a_file(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(ConflictError, match="is a file"):
        build(tmp_path / "site", {"index.html": "a"})


@pytest.mark.parametrize(
    "path", ["../x", "/etc/x", "a//b", "a/../../x", ".hidden", "a b", "한글.html", "a\\b", "", "x\n"]
)
def test_refuses_names_that_are_no_slugs(tmp_path: Path, path: str) -> None:
    with pytest.raises(InvalidDataError, match="cannot be a file of the site"):
        build(tmp_path / "site", {path: "x"})
    assert list(tmp_path.iterdir()) == []


def test_refuses_names_that_are_one_file_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(ConflictError, match="only in case"):
        build(tmp_path / "site", {"A.html": "a", "a.html": "b"})


def test_keeps_what_somebody_else_put_there(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"index.html": "a", "en/x.html": "b"})
    (target / "CNAME").write_text("tracker.example")
    (target / ".git" / "objects").mkdir(parents=True)
    (target / ".git" / "objects" / "1").write_text("blob")
    (target / "latest").symlink_to("index.html")
    build(target, {"index.html": "c"})
    assert (target / "CNAME").read_text() == "tracker.example"
    assert (target / ".git" / "objects" / "1").read_text() == "blob"
    assert (target / "latest").readlink() == Path("index.html")
    assert neighbours(target) == ["site"]


def test_never_overwrites_what_somebody_else_put_there(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"index.html": "a"})
    (target / "about.html").write_text("mine")
    with pytest.raises(ConflictError, match=r"about\.html was not made by tracker"):
        build(target, {"index.html": "b", "about.html": "c"})
    assert content(target) == {"index.html": "a", "about.html": "mine"}
    assert neighbours(target) == ["site"]


def test_follows_a_link_to_the_folder_and_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "live").symlink_to("site")
    (tmp_path / "site").mkdir()
    build(tmp_path / "live", {"index.html": "a"})
    assert (tmp_path / "live").is_symlink()
    assert content(tmp_path / "site") == {"index.html": "a"}


def test_an_error_leaves_the_old_site_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"index.html": "a"})

    def fail() -> None:
        with Staging(target) as staging:
            staging.write("index.html", b"b")
            raise RuntimeError("boom")

    with pytest.raises(RuntimeError):
        fail()
    assert content(target) == {"index.html": "a"}
    assert neighbours(target) == ["site"]


def test_two_builds_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with Staging(target) as first:
        digest_of_first, _ = first.write("index.html", b"first")
        build(target, {"index.html": "second"})
        first.publish({"index.html": digest_of_first})
    assert content(target) == {"index.html": "first"}
    assert neighbours(target) == ["site"]


def test_clears_what_a_dead_build_left(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"index.html": "a"})
    left = tmp_path / ".site.tracker-0123456789ab"
    (left / "en").mkdir(parents=True)
    (left / "en" / "half.html").write_text("half")
    build(target, {"index.html": "b"})
    assert neighbours(target) == ["site"]


def test_saves_what_was_foreign_in_the_old_folder_of_a_dead_build(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"index.html": "a"})
    left = tmp_path / ".site.tracker-0123456789ab"
    build(left, {"index.html": "old"})
    (left / "CNAME").write_text("tracker.example")
    build(target, {"index.html": "b"})
    assert content(target) == {"index.html": "b", "CNAME": "tracker.example"}
    assert neighbours(target) == ["site"]


def test_brings_back_a_site_that_was_being_replaced_when_the_build_died(tmp_path: Path) -> None:
    build(tmp_path / ".site.tracker-0123456789ab-old", {"index.html": "a"})
    with Staging(tmp_path / "site") as staging:
        assert content(tmp_path / "site") == {"index.html": "a"}
        staging.publish({})
    assert neighbours(tmp_path / "site") == ["site"]


def test_works_where_two_names_cannot_be_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_exchange_call", lambda: None)
    target = tmp_path / "site"
    build(target, {"index.html": "a"})
    (target / "CNAME").write_text("tracker.example")
    build(target, {"index.html": "b"})
    assert content(target) == {"index.html": "b", "CNAME": "tracker.example"}
    assert neighbours(target) == ["site"]


def test_works_where_files_cannot_have_two_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    target = tmp_path / "site"
    build(target, {"index.html": "a"})
    assert build(target, {"index.html": "a", "x.html": "b"}) == {"index.html": False, "x.html": True}
    assert content(target) == {"index.html": "a", "x.html": "b"}


@contextmanager
def an_ordinary_user() -> Iterator[None]:
    """Somebody who is not root: root may write everywhere."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_says_which_folder_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with an_ordinary_user(), pytest.raises(StoreError, match="cannot write the site"):
        build(tmp_path / "site", {"index.html": "a"})
