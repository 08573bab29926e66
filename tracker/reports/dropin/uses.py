"""The uses of changing APIs that a scan found, beside what the target makes of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.domain.knowledge.apis import ApiKey, ApiLifecycle, ApiUse
from tracker.domain.knowledge.reference import Apis
from tracker.domain.manifest import ManifestObject
from tracker.domain.version import Minor, Version


@dataclass(frozen=True, slots=True)
class Use:
    """One object written in an API that is deprecated or removed for the target."""

    found: ManifestObject
    life: ApiLifecycle
    target: Minor
    """Of Kubernetes, or of the component that ships the custom resource."""
    replacement: ApiKey | None
    """Served at the target; None when there is none."""

    @property
    def is_removed(self) -> bool:
        """Whether the target no longer serves it."""
        return self.life.is_removed(self.target)

    @property
    def is_deprecated(self) -> bool:
        """Whether the target calls it deprecated, or would if it still served it."""
        return self.life.is_deprecated(self.target)


def uses(
    objects: Iterable[ManifestObject], target: Minor, components: Mapping[str, Version], apis: Apis
) -> Iterator[Use]:
    """Those of the objects that matter; custom resources only where their component's version is known."""
    for found in objects:
        life = apis.api(found.api.group, found.api.version, found.api.kind)
        if life is None or (found.release is not None and found.release.is_history):
            continue
        at: Minor | None = target
        if life.use is ApiUse.CUSTOM_RESOURCE:
            at = components[life.component].minor if life.component in components else None
        if at is not None and (life.is_removed(at) or life.is_deprecated(at)):
            yield Use(found, life, at, apis.final_replacement(found.api, at))
