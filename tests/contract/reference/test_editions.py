"""A fetched edition is there completely or not at all, wherever the writing stops."""

import itertools
import os
from pathlib import Path
from typing import Any

import pytest

from tests.support.reference_tables import small_tables
from tracker.domain.errors import ReferenceDataError
from tracker.reference.editions import FetchedEditions
from tracker.reference.fetch import fetch
from tracker.reference.update import install
from tracker.reference.verify import verify

OLD = small_tables()
NEW = small_tables(components_kubernetes_dependencies=[])


def test_without_a_fetched_edition_there_is_none(tmp_path: Path) -> None:
    assert FetchedEditions(tmp_path / "reference").current() is None


def test_an_installed_edition_reads_back_the_same(tmp_path: Path) -> None:
    editions = FetchedEditions(tmp_path / "reference")
    install(OLD, editions)
    current = editions.current()
    assert current is not None
    current.check_files()
    assert verify(current) == []
    assert current.edition() == OLD.edition()


@pytest.mark.parametrize("step", range(25))
def test_a_stop_at_any_step_leaves_the_old_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """The disk fills up at the n-th file; after the last one, while the new edition is being made the current one."""
    editions = FetchedEditions(tmp_path / "reference")
    install(OLD, editions)
    steps = itertools.count()

    def counted(real: Any) -> Any:
        def act(*arguments: Any, **options: Any) -> Any:
            if next(steps) >= step:
                raise OSError(28, "No space left on device")
            return real(*arguments, **options)

        return act

    monkeypatch.setattr(os, "fsync", counted(os.fsync))
    monkeypatch.setattr(os, "replace", counted(os.replace))
    try:
        install(NEW, editions)
    except ReferenceDataError as error:
        assert "No space left on device" in str(error)  # noqa: PT017  later steps succeed
    current = FetchedEditions(tmp_path / "reference").current()
    assert current is not None
    current.check_files()
    complete = {OLD.edition().checksums["components/kubernetes-dependencies"]: 1,
                NEW.edition().checksums["components/kubernetes-dependencies"]: 0}  # fmt: skip
    digest = current.edition().checksums["components/kubernetes-dependencies"]
    assert len(current.rows("components/kubernetes-dependencies")) == complete[digest]


def test_a_pointer_to_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("gone\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="names an edition that is not there"):
        FetchedEditions(tmp_path).current()


def test_a_file_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "large.json").write_bytes(b" " * 1_048_577)
    with pytest.raises(ReferenceDataError, match="larger than 1 MiB"):
        fetch(str(tmp_path / "large.json"), timeout_seconds=1, max_bytes=1_048_576)
    assert len(fetch(str(tmp_path / "large.json"), timeout_seconds=1, max_bytes=1_048_577).content) == 1_048_577
