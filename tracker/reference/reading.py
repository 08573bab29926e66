"""Checking that a row can be read as what its table holds, and has no field that nobody reads."""

from collections.abc import Callable, Mapping
from functools import partial

from tracker.domain.errors import ReferenceDataError
from tracker.reference.fields import Fields
from tracker.reference.readers import apis, changes, components, policies, releases
from tracker.reference.tables import INSTALLERS, RELEASES, Row

Reader = Callable[[Fields], object]

_READERS: Mapping[str, Reader] = {
    "releases/kubernetes-minors": releases.kubernetes_minor,
    "releases/kubernetes-patches": releases.patch_release,
    "releases/kubernetes-builds": releases.distributor_build,
    "releases/providers": releases.provider,
    "releases/provider-windows": releases.provider_support,
    "policies/version-skew": policies.skew_limit,
    "policies/upgrades": policies.upgrade_rule,
    "policies/support": policies.support_policy,
    "policies/settings": policies.setting_default,
    "apis/kubernetes": apis.api_lifecycle,
    "apis/third-party": apis.api_lifecycle,
    "components/index": components.component,
    "components/kubernetes-dependencies": components.dependency,
    "changes/breaking": changes.breaking_change,
} | {f"releases/{name}": partial(releases.installer_release, name) for name in INSTALLERS}


def read_row(table: str, row: Row) -> object:
    """The value of a row of any table.

    Raises:
        ReferenceDataError: The table is unknown, or the row is not one of it.
    """
    return _reader(table)(Fields(table, row))


def check_row(table: str, row: Row) -> None:
    """Reads a row and refuses fields that its table does not have.

    Raises:
        ReferenceDataError: As `read_row`, or a field is unknown.
    """
    noted = _NotedRow(row)
    read_row(table, noted)
    unread = row.keys() - noted.asked_for
    if unread:
        raise ReferenceDataError(f"{table} has no field {min(unread)!r}")


def _reader(table: str) -> Reader:
    if table.startswith(RELEASES):
        return partial(components.component_release, table.removeprefix(RELEASES))
    try:
        return _READERS[table]
    except KeyError:
        raise ReferenceDataError(f"no table is called {table!r}") from None


class _NotedRow(dict[str, object]):
    """A row that remembers which fields were asked for."""

    def __init__(self, row: Row) -> None:
        super().__init__(row)
        self.asked_for: set[str] = set()

    def get(self, key: str, default: object = None) -> object:
        self.asked_for.add(key)
        return super().get(key, default)
