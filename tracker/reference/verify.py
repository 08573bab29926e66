"""Whether an edition is whole and agrees with itself."""

from collections.abc import Callable, Iterator
from itertools import chain

from tracker.domain.errors import ReferenceDataError
from tracker.reference import identity
from tracker.reference.checks import apis, components, policies, releases
from tracker.reference.checks.problem import Problem
from tracker.reference.known import KnownWorld
from tracker.reference.reading import check_row
from tracker.reference.tables import RELEASES, Tables

_CHECKS: tuple[Callable[[KnownWorld], Iterator[Problem]], ...] = (
    releases.check_minors,
    releases.check_patches,
    releases.check_providers,
    releases.check_installers,
    releases.check_evidence,
    policies.check_skew,
    policies.check_settings,
    apis.check_lifecycles,
    apis.check_plans,
    apis.check_replacements,
    components.check_names,
    components.check_releases,
    components.check_changes,
)


def verify(tables: Tables) -> list[Problem]:
    """Every problem of an edition, in the order of the checks; empty when all is well.

    Rows that cannot be read are reported alone: the other checks would stumble over them.
    """
    unreadable = list(chain.from_iterable(_check_rows(tables, table) for table in all_tables(tables)))
    if unreadable:
        return unreadable
    world = KnownWorld(tables)
    return [problem for check in _CHECKS for problem in check(world)]


def all_tables(tables: Tables) -> tuple[str, ...]:
    """The tables of an edition: those that each has, then the release lines of its components."""
    slugs = sorted(str(row.get("slug")) for row in tables.rows("components/index"))
    return (*identity.tables(), *(RELEASES + slug for slug in slugs))


def _check_rows(tables: Tables, table: str) -> Iterator[Problem]:
    seen: set[identity.Identity] = set()
    for row in tables.rows(table):
        name = identity.label(table, row)
        try:
            check_row(table, row)
        except ReferenceDataError as error:
            yield Problem(table, name, str(error))
        key = identity.identity(table, row)
        if key in seen:
            yield Problem(table, name, "is listed twice")
        seen.add(key)
