"""The table of moves between APIs follows its schema and agrees with the reference data."""

import json
from pathlib import Path

import jsonschema
import pytest

from tracker import bootstrap, bundled
from tracker.domain.errors import ReferenceDataError
from tracker.domain.knowledge.migrations import ApiMigration
from tracker.reference.api_migrations import open_migrations
from tracker.services.settings import Settings

REFERENCE = bootstrap.open_reference(Settings())
MOVES = list(open_migrations())


def test_the_table_follows_its_schema() -> None:
    folder = bundled.path("data")
    schema = json.loads((folder / "api_migrations.schema.json").read_text())
    # Raises what is wrong with it.
    jsonschema.validate(json.loads((folder / "api_migrations.json").read_text()), schema)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move.old} to {move.new.api_version}".replace("/", "."))
def test_a_move_leads_from_an_api_that_ends_to_one_that_outlives_it(move: ApiMigration) -> None:
    old = REFERENCE.api(move.old.group, move.old.version, move.old.kind)
    new = REFERENCE.api(move.new.group, move.new.version, move.new.kind)
    assert old is not None
    assert new is not None
    assert old.removed_in is not None
    assert new.removed_in is None or new.removed_in > old.removed_in


def test_what_every_current_replacement_of_the_last_years_changes_is_written_down() -> None:
    """Removals from 1.22 to 1.32, which is what the deprecation guide covers; reviews are sent, never stored."""
    target = max(minor.minor for minor in REFERENCE.minors() if minor.released_on)
    known = open_migrations()
    missing = [
        str(life.api)
        for life in REFERENCE.apis()
        if life.removed_in is not None
        and (1, 22) <= (life.removed_in.major, life.removed_in.number) <= (1, 32)
        and life.stage == "beta"
        and life.use == "resource"
        and (to := REFERENCE.final_replacement(life.api, target)) is not None
        and known.find(life.api, to) is None
    ]
    assert missing == []


def test_says_when_the_table_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "moves.json").write_text('{"retrieved_on": "2023-12-13", "migrations": [{}]}')
    with pytest.raises(ReferenceDataError, match=r"moves\.json cannot be read"):
        open_migrations(tmp_path / "moves.json")
