"""What was planned for a minor is done once that minor is out."""

from collections.abc import Mapping, Sequence
from datetime import date

from tracker.domain.version import Minor
from tracker.reference.edition_file import DocumentTables
from tracker.reference.known import KnownWorld
from tracker.reference.tables import Row
from tracker.reference.updates.merge import in_order

_PLANS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "apis/kubernetes": ("removal_is_planned", ("removed_in",)),
    "changes/breaking": ("is_planned", ("default_off_in", "changed_in", "removed_in")),
}
"""By table: the mark of a plan, and the fields with the minors that are planned."""


def settled(tables: DocumentTables, names: Sequence[str], as_of: date) -> dict[str, Sequence[Row]]:
    """The named tables with marks of plans that fit the latest minor of a day."""
    latest = KnownWorld(tables).latest_minor(as_of)
    contents = {name: tables.rows(name) for name in names}
    if latest is None:
        return contents
    for name, (mark, fields) in _PLANS.items():
        contents[name] = [_marked(row, mark, fields, latest.minor) for row in contents[name]]
    return contents


def _marked(row: Row, mark: str, fields: Sequence[str], latest: Minor) -> Row:
    minors = [Minor.parse(row[field]) for field in fields if field in row]
    planned = bool(minors) and min(minors) > latest
    if planned == bool(row.get(mark)):
        return row
    rest = {name: value for name, value in row.items() if name != mark}
    return in_order({**rest, mark: True}) if planned else rest
