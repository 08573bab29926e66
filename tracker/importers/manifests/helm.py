"""Helm: the release that an object belongs to, and the releases that Helm 3 keeps in Secrets and ConfigMaps.

A stored release is gzipped JSON in base64; a Secret adds Kubernetes' own base64 around it.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.domain.manifest import HelmRelease, ManifestObject
from tracker.domain.sentence import quoted, say
from tracker.importers.manifests.errors import UnreadableError

SECRET_TYPE = "helm.sh/release.v1"  # noqa: S105 - the type's name
MAX_RELEASE_BYTES = 64 * 1024 * 1024
"""Unpacked. A Secret holds at most 1 MiB; what grows more than sixty-fold is a bomb."""

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """A release as Helm keeps it."""

    release: HelmRelease
    manifest: str
    """What Helm applied: a YAML stream."""


def release_of(metadata: Mapping[str, Any]) -> HelmRelease | None:
    """The release that an object's annotations or labels name, by the conventions of Helm 2, Helm 3 and charts."""
    annotations, labels = _mapping(metadata, "annotations"), _mapping(metadata, "labels")
    chart = labels.get("helm.sh/chart", labels.get("chart", ""))
    name = annotations.get("meta.helm.sh/release-name")
    namespace = annotations.get("meta.helm.sh/release-namespace", "")
    if name is None and "Helm" in (labels.get("app.kubernetes.io/managed-by"), labels.get("heritage")):
        name = labels.get("app.kubernetes.io/instance", labels.get("release"))
    if name is None and labels.get("heritage") == "Tiller":
        name = labels.get("release")
    if not isinstance(name, str) or not name:
        return None
    return HelmRelease(name, str(namespace or ""), chart=str(chart or ""))


def stored_release(found: ManifestObject) -> StoredRelease | None:
    """The release in a Secret or ConfigMap of Helm's; None in any other object.

    Raises:
        UnreadableError: It is a release of Helm's that cannot be unpacked.
    """
    if found.api.group or found.api.kind not in {"Secret", "ConfigMap"}:
        return None
    if found.labels.get("OWNER") == "TILLER":
        raise UnreadableError(say("it is a release of Helm 2 (protobuf); run `helm get manifest` and scan that"))
    if found.body.get("type") != SECRET_TYPE and not (
        found.api.kind == "ConfigMap" and found.labels.get("owner") == "helm"
    ):
        return None
    packed = found.get("data", "release") or found.get("stringData", "release")
    if not isinstance(packed, str):
        raise UnreadableError(say("it is a Helm release without data.release"))
    return _release(_unpack(packed))


def _unpack(packed: str) -> bytes:
    data = packed.encode()
    try:
        for _ in range(3):
            if data.startswith(_GZIP):
                return _gunzip(data)
            if data.lstrip().startswith(b"{"):
                return data
            data = base64.b64decode(b"".join(data.split()), validate=True)
    except (binascii.Error, zlib.error) as error:
        raise UnreadableError(say("its Helm release is damaged: %(problem)s", problem=quoted(str(error)))) from None
    raise UnreadableError(say("its Helm release is neither gzip nor JSON"))


def _gunzip(data: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    unpacked = unpacker.decompress(data, MAX_RELEASE_BYTES)
    if unpacker.unconsumed_tail:
        raise UnreadableError(say("its Helm release unpacks to more than %(size)s MB", size=MAX_RELEASE_BYTES // 2**20))
    if not unpacker.eof:
        raise UnreadableError(say("its Helm release is cut off"))
    return unpacked


def _release(unpacked: bytes) -> StoredRelease:
    try:
        record = json.loads(unpacked)
    except (ValueError, RecursionError):
        raise UnreadableError(say("its Helm release is not JSON")) from None
    if not isinstance(record, dict) or not isinstance(record.get("manifest", ""), str):
        raise UnreadableError(say("its Helm release is not what Helm 3 writes"))
    chart = _mapping(_mapping(record, "chart"), "metadata")
    revision = record.get("version")
    release = HelmRelease(
        name=str(record.get("name", "")),
        namespace=str(record.get("namespace", "")),
        revision=revision if isinstance(revision, int) else None,
        chart="-".join(str(chart[key]) for key in ("name", "version") if key in chart),
        status=str(_mapping(record, "info").get("status", "")),
    )
    return StoredRelease(release, record.get("manifest", ""))


def _mapping(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = value.get(key)
    return found if isinstance(found, Mapping) else {}
