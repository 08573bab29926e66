"""A revision carries a hash over everything it says and over what came before it."""

from dataclasses import replace

import pytest

from tracker.domain.ledger import GENESIS, Revision, canonical_json, is_intact, link_revision


def a_revision(**changes: object) -> Revision:
    fields: dict[str, object] = {
        "cluster_id": "c",
        "entity_id": "e",
        "number": 1,
        "recorded_at": "2026-11-23T06:00:00.000001Z",
        "author": "mina",
        "reason": "",
        "document": canonical_json({"type": "event", "title": "백업"}),
        "previous_hash": GENESIS,
    }
    return link_revision(**(fields | changes))  # type: ignore[arg-type]


def test_is_intact_as_written() -> None:
    assert is_intact(a_revision())


@pytest.mark.parametrize(
    "field", ["cluster_id", "entity_id", "recorded_at", "author", "reason", "document", "previous_hash"]
)
def test_notices_a_change_in_any_field(field: str) -> None:
    assert not is_intact(replace(a_revision(), **{field: "x"}))  # type: ignore[arg-type]


def test_text_cannot_move_from_one_field_to_the_next() -> None:
    assert a_revision(author="a\nb", reason="").hash != a_revision(author="a", reason="b").hash


def test_canonical_json_is_sorted_compact_and_readable() -> None:
    assert canonical_json({"b": 1, "a": ["백업"]}) == '{"a":["백업"],"b":1}'
