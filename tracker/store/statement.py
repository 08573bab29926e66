"""A statement as the databases' drivers take it: text, and the names of its values in their order."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Statement(NamedTuple):
    """SQL with placeholders, compiled ahead of time by `scripts/compile_statements.py`."""

    sql: str
    parameters: tuple[str, ...] = ()

    def values(self, given: Mapping[str, Any]) -> tuple[Any, ...]:
        """The values for the placeholders, picked by name."""
        return tuple([given[name] for name in self.parameters])

    def where(self, *conditions: "Statement") -> "Statement":
        """This statement, which ends before its WHERE, with conditions that all have to hold."""
        if not conditions:
            return self
        sql = " AND ".join(condition.sql for condition in conditions)
        return Statement(f"{self.sql} WHERE {sql}", sum((each.parameters for each in conditions), self.parameters))

    def followed_by(self, clause: "Statement") -> "Statement":
        """This statement with an ORDER BY or LIMIT clause behind it."""
        return Statement(f"{self.sql} {clause.sql}", self.parameters + clause.parameters)
