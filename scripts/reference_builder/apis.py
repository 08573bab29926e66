"""API lifecycles: Kubernetes' own APIs and configuration files, and custom resources.

What the fact table gets from other tools is corrected here where upstream says otherwise; each correction leaves a
note in the row.
"""

from collections.abc import Iterable
from typing import Any

from scripts.reference_builder import api_corrections as corrections
from scripts.reference_builder.rows import Row, minor_of, row, version_key

_CONFIGURATION = {"kubelet", "kube-scheduler", "kube-proxy", "kube-apiserver", "kubeadm", "client-go"}
_OWN = {"k8s", "metrics-api"} | _CONFIGURATION
_ABOUT_COMPONENT = "versions are those of the component, not of Kubernetes"
_ON_BY_DEFAULT = {("flowcontrol.apiserver.k8s.io", "v1beta3")}
"""Beta versions after 1.23 that stay on, because an older beta of the same API was on (KEP-3136)."""

Key = tuple[str, str, str]


def kubernetes(facts: Row) -> list[Row]:
    """Rows of ``apis/kubernetes``: by group and kind, within these the newest version first."""
    own = [each for each in facts["records"] if each["component"] in _OWN]
    return _lifecycles([*own, *corrections.OWN_ADDITIONS], facts["latest_released_minor"])


def third_party(facts: Row) -> list[Row]:
    """Rows of ``apis/third-party``."""
    others = [
        each
        for each in facts["records"]
        if each["component"] not in _OWN and (each["group"], each["version"]) not in corrections.REWRITTEN
    ]
    return _lifecycles([*others, *corrections.THIRD_PARTY_ADDITIONS], facts["latest_released_minor"])


def _lifecycles(records: Iterable[Row], latest: str) -> list[Row]:
    known: dict[Key, Row] = {_key(each): each for each in records}
    rows = [_lifecycle(each, known, latest) for each in known.values()]
    rows.sort(key=lambda each: version_key(each["version"]), reverse=True)
    return sorted(rows, key=lambda each: (each.get("group", ""), each["kind"]))


def _key(fact: Row) -> Key:
    return (fact["group"], fact["version"], fact["kind"])


def _lifecycle(fact: Row, known: dict[Key, Row], latest: str) -> Row:
    own = fact["component"] in _OWN
    introduced, introduced_note = _introduced(fact)
    removed, removed_note = _removed(fact)
    replacement, since, replacement_note = _replacement(fact, removed, known)
    said = None if (fact["note"] or "").startswith(_ABOUT_COMPONENT) else fact["note"]
    notes = [said, introduced_note, removed_note, replacement_note, corrections.NOTES.get(_key(fact))]
    return row(
        fact["source"],
        group=fact["group"],
        version=fact["version"],
        kind=fact["kind"],
        component="kubernetes" if fact["component"] == "k8s" else fact["component"],
        use=fact["use"],
        stage=fact["stage"],
        introduced_in=introduced,
        deprecated_in=minor_of(fact["deprecated"]) if not removed_note else None,
        removed_in=removed,
        removal_is_planned=True if own and removed and version_key(removed) > version_key(latest) else None,
        served_by_default=_served_by_default(fact, introduced),
        replacement=replacement,
        replacement_since=since,
        removal_basis=fact["removed_basis"] if removed else None,
        note="; ".join(note for note in notes if note) or None,
    )


def _introduced(fact: Row) -> tuple[str | None, str | None]:
    """The first minor that can serve the API, and a note where upstream's declaration says otherwise.

    A kind that is not registered cannot be served, so a declaration before the first registration is early. Later
    ones were copied from the minor that introduced the declarations; one alpha was registered before it was served.
    """
    declared, registered = minor_of(fact["introduced"]), minor_of(fact["first_registered"])
    if registered is None or declared is None or registered == declared:
        return declared or registered, None
    if version_key(registered) > version_key(declared):
        return registered, f"upstream's declaration says {declared}, the kind is registered from {registered} on"
    if (fact["group"], fact["version"]) in corrections.REGISTERED_BEFORE_SERVED:
        return declared, None
    return registered, f"upstream's declaration says {declared}, the kind was registered in {registered} already"


def _removed(fact: Row) -> tuple[str | None, str | None]:
    if fact["use"] == "webhook-payload" and fact["last_registered"] and fact["removed_basis"] == "lifecycle":
        return None, (
            f"the lifecycle declaration says removed in {fact['removed']}, but the API server still sends this version "
            "to webhooks that list it"
        )
    return minor_of(fact["removed"]), None


def _replacement(fact: Row, removed: str | None, known: dict[Key, Row]) -> tuple[Row | None, str | None, str | None]:
    named, note = _named_replacement(fact)
    if named is None or removed is None:
        return named, _since(fact, named, known), note
    since = _since(fact, named, known)
    if since is None or version_key(since) <= version_key(removed):
        return named, since, note
    stepping = _stepping_stone(fact, removed, known)
    if stepping is None:
        return named, since, f"the replacement came with {since}, later than the removal"
    step = {"group": stepping["group"], "version": stepping["version"], "kind": stepping["kind"]}
    note = f"the source names {named['version']}, which came with {since}, later than the removal"
    return step, _since(fact, step, known), note


def _named_replacement(fact: Row) -> tuple[Row | None, str | None]:
    corrected = corrections.REPLACEMENTS.get(_key(fact))
    if corrected is not None:
        return corrected
    named = fact["replacement"]
    return (None if named is None else {part: named[part] for part in ("group", "version", "kind")}), None


def _since(fact: Row, named: Row | None, known: dict[Key, Row]) -> str | None:
    """When the replacement came: what the source says, but not before the replacement was registered."""
    if named is None:
        return None
    said = minor_of(fact["replacement_available_since"]) if named == _plain(fact["replacement"]) else None
    target = known.get((named["group"], named["version"], named["kind"]))
    introduced = _introduced(target)[0] if target is not None else None
    candidates = [each for each in (said, introduced) if each is not None]
    return max(candidates, key=version_key, default=None)


def _plain(named: Row | None) -> Row | None:
    return None if named is None else {part: named[part] for part in ("group", "version", "kind")}


def _stepping_stone(fact: Row, removed: str, known: dict[Key, Row]) -> Row | None:
    """The newest version of the same kind that was served when `fact` was removed."""
    served = [
        each
        for each in known.values()
        if (each["group"], each["kind"]) == (fact["group"], fact["kind"])
        and each is not fact
        and _at_or_before(_introduced(each)[0], removed)
        and not _at_or_before(each["removed"], removed)
    ]
    return max(served, key=lambda each: version_key(each["version"]), default=None)


def _at_or_before(minor: Any, limit: str) -> bool:
    return minor is not None and version_key(minor_of(minor) or "") <= version_key(limit)


def _served_by_default(fact: Row, introduced: str | None) -> bool | None:
    if fact["component"] != "k8s" or fact["use"] not in ("resource", "subresource"):
        return None
    old = introduced is None or version_key(introduced) < version_key("1.6")
    if fact["stage"] == "alpha":
        return None if old else False
    if fact["stage"] == "beta" and not old and version_key(introduced or "") >= version_key("1.24"):
        return (fact["group"], fact["version"]) in _ON_BY_DEFAULT
    return True
