"""Where the files that are not Python lie."""

from typing import TYPE_CHECKING

import pytest

from tracker import bundled

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("folder", ["migrations", "data", "site", "manual"])
def test_a_checkout_finds_each_folder_beside_the_package(folder: bundled.Folder) -> None:
    assert bundled.path(folder).is_dir()


def test_a_damaged_installation_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: "Path") -> None:
    monkeypatch.setattr(bundled, "_PACKAGE", tmp_path / "tracker")
    with pytest.raises(FileNotFoundError, match=r"data/ is missing from this installation"):
        bundled.path("data")
