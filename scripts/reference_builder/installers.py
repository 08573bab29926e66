"""kube-aws: its releases with their default versions, images and settings, and the lines that these form."""

from typing import Any

from scripts.reference_builder import sources
from scripts.reference_builder.rows import Row, minor_of, newest_first, row

_REPOSITORIES = {
    "coreos/coreos-kubernetes": "coreos/coreos-kubernetes tag {tag}",
    "kubernetes-retired/kube-aws": "kubernetes-retired/kube-aws tag {tag}",
}
_LIGHTWEIGHT = "day of the commit: the tag is lightweight, so it may have been published later"


def kube_aws(facts: Row) -> list[Row]:
    """Rows of ``releases/kube-aws``."""
    return newest_first((_release(each) for each in facts["records"]), "version")


def kube_aws_lines(facts: Row) -> list[Row]:
    """Rows of ``components/releases/kube-aws``: each line with its first and its latest final release."""
    lines: dict[str, list[Row]] = {}
    for release in kube_aws(facts):
        if "-" not in release["version"]:
            lines.setdefault(str(minor_of(release["version"])), []).append(release)
    return [_line(name, releases[-1], releases[0]) for name, releases in lines.items()]


def _line(name: str, first: Row, latest: Row) -> Row:
    return row(
        sources.join(first["source"], latest["source"]),
        line=name,
        first=first["version"],
        released_on=first["released_on"],
        date_basis=first["date_basis"],
        latest=latest["version"],
        latest_on=latest["released_on"],
    )


def _release(fact: Row) -> Row:
    return row(
        _REPOSITORIES[fact["repository"]].format(tag=fact["tag"]),
        version=fact["version"],
        released_on=fact["date"],
        date_basis=fact["date_kind"],
        kubernetes=(fact["kubernetes_version"] or "").removeprefix("v") or None,
        etcd=fact["etcd_version"],
        images={name: f"{image['repo']}:{image['tag']}" for name, image in sorted(fact["images"].items())},
        settings=_settings(fact["defaults"]),
        note=_note(fact),
    )


def _settings(defaults: dict[str, Any]) -> Row:
    settings: Row = {}
    for name, value in sorted(defaults.items()):
        if isinstance(value, dict):
            example = value["template_example"]
            default = value.get("code_default") or value.get("hardcoded_flag")
            if value["supported"] or default:
                settings[name] = {"default": default, "example": example}
        elif value is not None:
            settings[name] = {"default": _text(value)}
    return {name: {key: text for key, text in each.items() if text is not None} for name, each in settings.items()}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _note(fact: Row) -> str | None:
    notes = [fact["note"], _LIGHTWEIGHT if "lightweight" in fact["date_kind"] else None]
    if fact["etcd_version"] is None and fact["kubernetes_version"]:
        notes.append("etcd is the etcd2 of the CoreOS image, of unknown version")
    return "; ".join(note for note in notes if note) or None
