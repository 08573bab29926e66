"""Rows of ``changes/breaking``."""

from tracker.domain.knowledge.changes import BreakingChange, ChangeSeverity, Detection, Evidence
from tracker.reference.fields import Fields


def breaking_change(fields: Fields) -> BreakingChange:
    """One change with its detections."""
    return BreakingChange(
        id=fields.text("id"),
        area=fields.text("area"),
        what=fields.text("what"),
        severity=fields.one_of("severity", ChangeSeverity),
        deprecated_in=fields.minor_or_none("deprecated_in"),
        default_off_in=fields.minor_or_none("default_off_in"),
        changed_in=fields.minor_or_none("changed_in"),
        removed_in=fields.minor_or_none("removed_in"),
        is_planned=fields.flag("is_planned", default=False),
        providers=fields.texts("providers"),
        replacement=fields.text_or_none("replacement"),
        detections=tuple(_detection(each) for each in fields.rows("detections")),
        **fields.sourced(),
    )


def _detection(fields: Fields) -> Detection:
    return Detection(
        evidence=fields.one_of("evidence", Evidence),
        kinds=fields.texts("kinds"),
        path=fields.text_or_none("path"),
        pattern=fields.text_or_none("pattern"),
        absent=fields.flag("absent", default=False),
        look=fields.text_or_none("look"),
    )
