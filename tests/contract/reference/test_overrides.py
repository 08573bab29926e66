"""Rows of a user's own: replaced, added, refused."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.reference_tables import small_tables
from tracker.domain.errors import ReferenceDataError
from tracker.domain.version import Minor
from tracker.reference.known import KnownWorld
from tracker.reference.overrides import OverriddenTables, read_overrides

LONGER = """
[[override]]
table = "releases/provider-windows"
key = { provider = "big-cloud", version = "1.2" }
set = { extended_until = 2033-01-31 }
reason = "contract 4711"
"""


def _world(folder: Path, text: str) -> KnownWorld:
    path = folder / "overrides.toml"
    path.write_text(text, encoding="utf-8")
    return KnownWorld(OverriddenTables(small_tables(), read_overrides(path)))


def test_a_replaced_field_shows_its_reason_and_leaves_the_others(tmp_path: Path) -> None:
    window = _world(tmp_path, LONGER).support("big-cloud", Minor(1, 2))
    assert window is not None
    assert window.extended_until == date(2033, 1, 31)
    assert window.standard_until == date(2031, 5, 1)
    assert window.overridden == "contract 4711"
    assert window.source == "overrides.toml, entry 1, over invented for a test (2030-06-01)"
    assert window.retrieved_on == date(2030, 6, 1)


def test_rows_that_nobody_overrides_say_so(tmp_path: Path) -> None:
    window = _world(tmp_path, LONGER).support("small-k", Minor(1, 2))
    assert window is not None
    assert window.overridden is None


def test_a_new_row_is_added(tmp_path: Path) -> None:
    world = _world(
        tmp_path,
        """
        [[override]]
        table = "components/releases/carts"
        key = { line = "9.0" }
        set = { date_basis = "our fork", released_on = "2030-05-01" }
        reason = "our fork"
        retrieved_on = 2030-05-02
        """,
    )
    newest = world.component_releases("carts")[0]
    assert (newest.line, newest.overridden, newest.retrieved_on) == ("9.0", "our fork", date(2030, 5, 2))
    assert len(world.component_releases("carts")) == 3


def test_two_entries_for_one_row_add_up(tmp_path: Path) -> None:
    more = LONGER.replace("extended_until = 2033-01-31", 'latest = "1.2.9"').replace("4711", "4712")
    window = _world(tmp_path, LONGER + more).support("big-cloud", Minor(1, 2))
    assert window is not None
    assert (window.extended_until, window.latest, window.overridden) == (date(2033, 1, 31), "1.2.9", "contract 4712")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[override]", "cannot be read"),
        ("x = 1", "unknown key 'x'"),
        ('[[override]]\nrow = 1', "entry 1: unknown key 'row'"),
        (LONGER.replace("provider-windows", "provider-window"), "did you mean 'releases/provider-windows'"),
        (LONGER.replace('table = "releases/provider-windows"', 'table = "x"'), "no table is called 'x'; there are"),
        (LONGER.replace('"contract 4711"', '" "'), "say in 'reason' why"),
        (LONGER.replace(', version = "1.2"', ""), "the key of a row of releases/provider-windows is provider, version"),
        (LONGER.replace("version = ", "versoin = "), "the key of a row of releases/provider-windows"),
        (LONGER.replace("{ extended_until = 2033-01-31 }", '"x"'), "are tables of fields"),
        (LONGER + 'retrieved_on = "then"', "'retrieved_on' is a day"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_used_is_named(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(ReferenceDataError, match=r"overrides\.toml") as raised:
        _world(tmp_path, text)
    assert expected in str(raised.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LONGER.replace('"1.2"', '"1.7"'), "say 'retrieved_on' too"),
        (LONGER.replace("extended_until", "paid_until"), "has no field 'paid_until'"),
        (LONGER.replace("2033-01-31", '"January"'), "bad extended_until, 'January'"),
    ],
)
def test_a_row_that_is_not_whole_is_refused_when_it_is_read(tmp_path: Path, text: str, expected: str) -> None:
    world = _world(tmp_path, text)
    with pytest.raises(ReferenceDataError, match=r"overrides\.toml, entry 1") as raised:
        world.support("big-cloud", Minor(1, 2))
    assert expected in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match=r"nowhere\.toml cannot be read"):
        read_overrides(tmp_path / "nowhere.toml")
