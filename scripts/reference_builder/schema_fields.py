"""The fields of every table of the reference data: type, whether it must be there, and what it means."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row."""

    type: dict[str, Any]
    meaning: str = ""
    required: bool = False

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        return self.type | ({"description": self.meaning} if self.meaning else {})

    def __call__(self, meaning: str) -> "Field":
        """The same with a meaning."""
        return replace(self, meaning=meaning)


def must(field: Field) -> Field:
    """A field that every row has."""
    return replace(field, required=True)


def one_of(*values: str) -> Field:
    """One of a few words."""
    return Field({"enum": list(values)})


def list_of(field: Field) -> Field:
    """A list that is left out when empty."""
    return Field({"type": "array", "minItems": 1, "items": field.schema()})


def mapping_of(field: Field, keys: str = ".") -> Field:
    """An object with free keys that is left out when empty."""
    return Field({
        "type": "object", "minProperties": 1, "propertyNames": {"pattern": keys}, "additionalProperties": field.schema(),
    })  # fmt: skip


def record(**fields: Field) -> Field:
    """An object with known keys."""
    return Field({
        "type": "object",
        "properties": {name: field.schema() for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.required],
        "additionalProperties": False,
    })  # fmt: skip


TEXT = Field({"type": "string", "minLength": 1})
ANY_TEXT = Field({"type": "string"})
FLAG = Field({"type": "boolean"})
COUNT = Field({"type": "integer", "minimum": 0})
DAY = Field({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"})
MINOR = Field({"type": "string", "pattern": r"^\d+\.\d+$"})
VERSION = Field({"type": "string", "pattern": r"^\d+\.\d+(\.\d+)?([-+_][0-9A-Za-z._+-]+)?$"})
VERSIONS_BY_MINOR = mapping_of(VERSION, r"^\d+\.\d+$")
API = record(group=must(ANY_TEXT), version=must(TEXT), kind=must(TEXT))

SOURCED = {
    "source": must(TEXT("what was read; several are joined with '; '")),
    "retrieved_on": must(DAY("the day of the newest copy that was read")),
    "note": TEXT("doubts, exceptions, corrections"),
}

_API_FIELDS = {
    "group": TEXT("missing for the core group"),
    "version": must(TEXT),
    "kind": must(TEXT),
    "component": must(TEXT("kubernetes, or the slug of the component whose versions the row counts in")),
    "use": must(one_of("resource", "subresource", "custom-resource", "config-file", "webhook-payload", "internal")),
    "stage": must(one_of("alpha", "beta", "ga", "pre")),
    "introduced_in": MINOR("first minor that knows it"),
    "deprecated_in": MINOR,
    "removed_in": MINOR("first minor that no longer serves it"),
    "removal_is_planned": FLAG("the removal lies in a minor that was not released when this was read"),
    "served_by_default": FLAG("missing where unknown, or not served by the API server"),
    "replacement": API("what upstream names, else the newest version of the same kind"),
    "replacement_since": MINOR,
    "removal_basis": TEXT("how removed_in is known"),
}
_DETECTION = record(
    evidence=must(one_of("object", "node", "command-line", "configuration", "kubeconfig", "script", "manual")),
    kinds=list_of(TEXT),
    path=TEXT("field path relative to the object; a trailing {} means the keys of the mapping"),
    pattern=Field({"type": "string", "format": "regex"}, "for Python's re.search; missing: being there is enough"),
    absent=FLAG("it shows by nothing matching"),
    look=TEXT("how a person can find it"),
)

TABLES: dict[str, dict[str, Field]] = {
    "releases/kubernetes-minors": {
        "minor": must(MINOR),
        "first_release": VERSION("missing while the minor is only planned"),
        "released_on": DAY("day of the first public release"),
        "planned_for": DAY("day in the release team's plan"),
        "maintenance_from": DAY("first day of maintenance mode"),
        "end_of_life": DAY("last supported day, inclusive"),
        "end_of_life_basis": one_of("policy", "documented", "final-patch", "last-tag"),
        "promised_end_of_life": DAY("what upstream had promised before, where it moved"),
        "other_claims": list_of(record(on=must(DAY), source=must(TEXT))),
        "final_patch": VERSION,
        "skipped_patches": list_of(VERSION),
        "support_months": must(COUNT),
    },
    "releases/kubernetes-patches": {
        "version": must(VERSION),
        "released_on": must(DAY("day of the tag in the tagger's time zone")),
        "planned_on": DAY("day in the patch schedule, where it differs"),
        "public": FLAG("false for a tag that never became a release"),
        "unlisted_before": COUNT("patch numbers right before it that are in no row"),
    },
    "releases/kubernetes-builds": {"version": must(VERSION), "released_on": must(DAY)},
    "releases/providers": {
        "slug": must(TEXT),
        "name": must(TEXT),
        "aliases": list_of(TEXT),
        "active_means": TEXT,
        "standard_means": TEXT,
        "extended_means": TEXT,
        "follows_upstream": FLAG,
        "is_distribution": FLAG,
    },
    "releases/provider-windows": {
        "provider": must(TEXT),
        "version": must(TEXT("as the provider writes it")),
        "minor": MINOR("the Kubernetes minor in it"),
        "released_on": DAY,
        "active_until": DAY("last day, inclusive"),
        "standard_until": DAY("last day, inclusive"),
        "extended_until": DAY("last day, inclusive"),
        "upstream_until": DAY("the upstream end of life, for providers that follow it"),
        "latest": TEXT,
        "latest_on": DAY,
    },
    "releases/kube-aws": {
        "version": must(VERSION),
        "released_on": DAY,
        "date_basis": must(TEXT),
        "kubernetes": VERSION("what it installs by default"),
        "etcd": VERSION,
        "images": mapping_of(TEXT),
        "settings": mapping_of(record(default=TEXT, example=TEXT)),
    },
    "policies/version-skew": {
        "id": must(TEXT),
        "subject": must(TEXT),
        "reference": must(TEXT),
        "reference_from": MINOR,
        "reference_to": MINOR,
        "subject_from": MINOR,
        "subject_to": MINOR,
        "max_behind": must(COUNT),
        "max_ahead": must(COUNT),
        "in_force_from": DAY,
        "in_force_until": DAY,
        "formal": must(FLAG("false for rules from a design document")),
    },
    "policies/upgrades": {
        "id": must(TEXT),
        "subject": must(TEXT),
        "applies_from": MINOR,
        "max_step": COUNT("minor versions in one step"),
        "text": must(TEXT),
        "binding": must(FLAG("false for advice")),
    },
    "policies/support": {
        "id": must(TEXT),
        "applies_from": MINOR,
        "applies_to": MINOR,
        "months": must(COUNT),
        "maintenance_months": must(COUNT),
        "concurrent_minors": must(COUNT),
    },
    "policies/settings": {
        "name": must(TEXT),
        "component": must(TEXT),
        "flag": must(TEXT),
        "value": must(TEXT),
        "applies_from": MINOR,
        "applies_to": MINOR,
    },
    "apis/kubernetes": _API_FIELDS,
    "apis/third-party": _API_FIELDS,
    "components/index": {
        "slug": must(Field({"type": "string", "pattern": "^[a-z0-9-]+$"})),
        "name": must(TEXT),
        "aliases": list_of(TEXT),
        "category": must(TEXT),
        "repository": TEXT,
        "has_matrix": must(FLAG("the project documents the Kubernetes versions that it supports")),
        "retired": TEXT("when the project ended"),
        "successor": TEXT,
        "minimum_by_kubernetes": VERSIONS_BY_MINOR,
    },
    "components/releases": {
        "line": must(TEXT),
        "first": TEXT("first release of the line"),
        "released_on": DAY,
        "date_basis": must(TEXT),
        "latest": TEXT,
        "latest_on": DAY,
        "active_until": DAY,
        "end_of_life": DAY("last day of support, inclusive"),
        "has_ended": FLAG("support ended on an unknown day"),
        "extended_until": DAY,
        "long_term": FLAG,
        "kubernetes_min": MINOR,
        "kubernetes_max": MINOR("missing with a known minimum: or newer, or not stated"),
        "range_kind": TEXT("supported, tested, minimum, recommended …"),
        "range_source": TEXT,
        "minimum_patch_by_kubernetes": VERSIONS_BY_MINOR,
        "extras": mapping_of(TEXT),
    },
    "components/kubernetes-dependencies": {
        "minor": must(MINOR),
        "component": must(TEXT),
        "kind": must(TEXT),
        "versions": must(list_of(TEXT)),
    },
    "changes/breaking": {
        "id": must(Field({"type": "string", "pattern": "^[a-z0-9.-]+$"})),
        "area": must(TEXT),
        "what": must(TEXT),
        "severity": must(one_of("breaking", "behaviour", "deprecation")),
        "deprecated_in": MINOR,
        "default_off_in": MINOR,
        "changed_in": MINOR,
        "removed_in": MINOR,
        "is_planned": FLAG("the first minor that matters was not released when this was read"),
        "providers": list_of(TEXT),
        "replacement": TEXT,
        "detections": must(list_of(_DETECTION)),
    },
}
