"""Every pattern of a breaking change finds what it is for and leaves alone what only looks like it."""

import json
from pathlib import Path

import pytest

from tracker.domain.knowledge.changes import BreakingChange, Evidence
from tracker.reference.opening import open_reference

EXAMPLES = json.loads((Path(__file__).parent / "detection_examples.json").read_text(encoding="utf-8"))
CHANGES = {change.id: change for change in open_reference().all_breaking_changes()}
WITH_PATTERNS = {key for key, change in CHANGES.items() if any(each.pattern for each in change.detections)}


def _finds(change: BreakingChange, text: str) -> bool:
    return any(each.matches(text) for each in change.detections if each.pattern is not None)


def test_every_pattern_has_examples() -> None:
    assert set(EXAMPLES) == WITH_PATTERNS


@pytest.mark.parametrize("change_id", sorted(EXAMPLES))
def test_a_pattern_finds_its_examples_and_spares_the_others(change_id: str) -> None:
    change, examples = CHANGES[change_id], EXAMPLES[change_id]
    assert examples["finds"]
    assert examples["spares"]
    assert [text for text in examples["finds"] if not _finds(change, text)] == []
    assert [text for text in examples["spares"] if _finds(change, text)] == []


@pytest.mark.parametrize("change", CHANGES.values(), ids=lambda change: change.id)
def test_a_detection_says_where_to_look(change: BreakingChange) -> None:
    for each in change.detections:
        if each.evidence is Evidence.MANUAL:
            assert each.look
        elif each.evidence in (Evidence.OBJECT, Evidence.NODE, Evidence.CONFIGURATION):
            assert each.kinds
            assert each.path
        else:
            assert each.pattern


def test_the_azure_file_plugin_went_with_1_30() -> None:
    """The notes of 1.28 name a removal that was reverted before the release (kubernetes/kubernetes#118388)."""
    assert str(CHANGES["intree-azurefile"].removed_in) == "1.30"


def test_volumes_that_migrate_need_their_driver_before_the_plugin_goes() -> None:
    """Upstream redirects them by default some minors before it removes the code."""
    change = CHANGES["intree-awsebs"]
    assert change.replacement == "CSI driver ebs.csi.aws.com"
    assert [str(turn) for turn in change.turns] == ["1.17", "1.23", "1.27"]
    assert str(change.bites_in) == "1.23"
    assert "install it before that upgrade" in (change.note or "")
    assert CHANGES["intree-glusterfs"].note is None


def test_the_api_server_lost_its_cloud_flags_with_1_33() -> None:
    change = CHANGES["apiserver-cloud-provider-flags"]
    assert (str(change.deprecated_in), str(change.removed_in)) == ("1.29", "1.33")
