"""The life of APIs."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from tracker.domain.knowledge.apis import ApiKey, ApiLifecycle
from tracker.domain.version import Minor
from tracker.reference.answers.base import Answers
from tracker.reference.fields import Fields
from tracker.reference.readers.apis import api_lifecycle
from tracker.reference.tables import Row, Tables

_OWN, _THIRD_PARTY = "apis/kubernetes", "apis/third-party"
_STAGES = ("ga", "beta", "alpha", "pre")


class ApiAnswers(Answers):
    """Lifecycles by group, version and kind; rows become values when somebody asks for them."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._api_read: dict[ApiKey, ApiLifecycle] = {}

    def api(self, group: str, version: str, kind: str) -> ApiLifecycle | None:
        """The lifecycle of exactly this API."""
        return self._lifecycle(ApiKey(group, version, kind))

    def apis(self) -> Sequence[ApiLifecycle]:
        """Kubernetes' own APIs and configuration files."""
        return self._all_own

    def third_party_apis(self, component: str | None = None) -> Sequence[ApiLifecycle]:
        """Custom resources, of one component or of all."""
        return tuple(
            lifecycle
            for key, row in self._third_party.items()
            if component is None or row.get("component") == component
            if (lifecycle := self._lifecycle(key)) is not None
        )

    def apis_removed_by(self, minor: Minor) -> Sequence[ApiLifecycle]:
        """Kubernetes' own APIs and configuration files that are gone in that minor."""
        return tuple(each for each in self._all_own if each.is_removed(minor))

    def final_replacement(self, api: ApiKey, target: Minor) -> ApiKey | None:
        """The end of the chain of replacements that is served at `target`.

        For a custom resource `target` is a release line of its component. A replacement that is not in the data ends
        the chain and counts as served: only versions with an end are listed for custom resources.
        """
        served = [key for key in self._chain(api) if self._is_served(key, target)]
        return served[-1] if served else self._served_sibling(api, target)

    def _chain(self, api: ApiKey) -> Iterator[ApiKey]:
        seen = {api}
        lifecycle = self._lifecycle(api)
        while lifecycle is not None and lifecycle.replacement is not None and lifecycle.replacement not in seen:
            yield lifecycle.replacement
            seen.add(lifecycle.replacement)
            lifecycle = self._lifecycle(lifecycle.replacement)

    def _is_served(self, api: ApiKey, target: Minor) -> bool:
        lifecycle = self._lifecycle(api)
        return lifecycle is None or lifecycle.is_served(target) is True

    def _served_sibling(self, api: ApiKey, target: Minor) -> ApiKey | None:
        """Another version of the same kind that is served at `target`, the most stable one first."""
        rows = self._own if api in self._own else self._third_party
        siblings = [
            lifecycle
            for key in rows
            if (key.group, key.kind) == (api.group, api.kind) and key != api
            if (lifecycle := self._lifecycle(key)) is not None and lifecycle.is_served(target)
        ]
        if not siblings or self._lifecycle(api) is None:
            return None
        return min(siblings, key=lambda each: _STAGES.index(each.stage)).api

    def _lifecycle(self, key: ApiKey) -> ApiLifecycle | None:
        known = self._api_read.get(key)
        if known is not None:
            return known
        table, row = _OWN, self._own.get(key)
        if row is None:
            table, row = _THIRD_PARTY, self._third_party.get(key)
        if row is None:
            return None
        self._api_read[key] = api_lifecycle(Fields(table, row))
        return self._api_read[key]

    @cached_property
    def _all_own(self) -> tuple[ApiLifecycle, ...]:
        return tuple(lifecycle for key in self._own if (lifecycle := self._lifecycle(key)) is not None)

    @cached_property
    def _own(self) -> dict[ApiKey, Row]:
        return {_key(row): row for row in self.tables.rows(_OWN)}

    @cached_property
    def _third_party(self) -> dict[ApiKey, Row]:
        return {_key(row): row for row in self.tables.rows(_THIRD_PARTY)}


def _key(row: Row) -> ApiKey:
    return ApiKey(row.get("group", ""), row.get("version", ""), row.get("kind", ""))
