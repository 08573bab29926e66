"""What the API rules judge: one object beside the target, and the life of its API."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.domain.knowledge.apis import ApiKey, ApiLifecycle, ApiUse
from tracker.domain.knowledge.reference import Apis
from tracker.domain.manifest import ManifestObject
from tracker.domain.outcome import Evidence, EvidenceKind
from tracker.domain.sentence import Sentence, joined, say
from tracker.domain.version import Minor, Version
from tracker.rules.evidence import from_row
from tracker.rules.readiness.evidence import in_release


@dataclass(frozen=True, slots=True)
class ApiFacts:
    """One object, and what is known about where it shall run."""

    found: ManifestObject
    target: Minor
    apis: Apis
    current: Minor | None = None
    """What the cluster runs now; None when that is not known."""
    components: Mapping[str, Version] = field(default_factory=dict)
    """Versions of add-ons by slug, for custom resources."""

    def life(self, api: ApiKey | None = None) -> ApiLifecycle | None:
        """The life of the object's API, or of another one."""
        api = api or self.found.api
        return self.apis.api(api.group, api.version, api.kind)

    def kubernetes_life(self, api: ApiKey | None = None) -> ApiLifecycle | None:
        """The life of an API whose versions are Kubernetes minors; None for custom resources and unknown ones."""
        life = self.life(api)
        return None if life is None or life.use is ApiUse.CUSTOM_RESOURCE else life

    @property
    def is_judged_by_traces(self) -> bool:
        """The server chose the version in which it handed the object out, so only traces tell who writes which."""
        return self.found.is_live and self.apis.final_replacement(self.found.api, self.target) is not None

    @property
    def key(self) -> str:
        """Tells findings about objects of one name in several files and versions apart."""
        release = f" {self.found.release}" if self.found.release and self.found.release.revision else ""
        return f"{self.found.api.api_version} {self.found.place.origin}{release}"


def where(found: ManifestObject, text: str = "") -> Evidence:
    """The object's place as evidence, with its Helm release and template."""
    parts = [text or f"apiVersion: {found.api.api_version}"]
    if found.place.within:
        parts.append(found.place.within)
    elif found.release is not None:
        parts.append(in_release(found.release))
    if found.template:
        parts.append(say("template %(template)s", template=found.template))
    return Evidence(EvidenceKind.FILE, f"{found.place.origin}:{found.place.line}", joined("; ", parts))


def row(life: ApiLifecycle) -> Evidence:
    """What the reference data says about an API."""
    said = [say("deprecated in %(minor)s", minor=life.deprecated_in)] if life.deprecated_in else []
    if life.removed_in and life.removal_is_planned:
        said.append(say("planned to be removed in %(minor)s", minor=life.removed_in))
    elif life.removed_in:
        said.append(say("removed in %(minor)s", minor=life.removed_in))
    return from_row(f"api/{life.component}/{life.api}", joined(", ", said) or say("served"), life)


def what_to_do(facts: ApiFacts, api: ApiKey) -> Sentence:
    """Which API to move to, and when that is possible."""
    replacement = facts.apis.final_replacement(api, facts.target)
    if replacement is None:
        return say("nothing in %(minor)s replaces it: remove the object, or what needs it", minor=facts.target)
    named = replacement if replacement.kind != api.kind else replacement.api_version
    since = _served_since(facts, replacement)
    if since is None:
        return say("move it to %(api)s", api=named)
    if facts.current is None:
        return say("move it to %(api)s, served since %(minor)s", api=named, minor=since)
    if facts.current >= since:
        return say("move it to %(api)s, which %(current)s serves already", api=named, current=facts.current)
    return say(
        "move it to %(api)s, which %(current)s does not serve yet: change it once the cluster runs %(minor)s",
        api=named,
        current=facts.current,
        minor=since,
    )


def _served_since(facts: ApiFacts, api: ApiKey) -> Minor | None:
    life = facts.kubernetes_life(api)
    return life.introduced_in if life else None
