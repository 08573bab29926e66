"""Objects know their Helm release, and stored releases are unpacked."""

import base64
import gzip
import json
from typing import Any

import pytest

from tracker.domain.manifest import HelmRelease, ManifestObject, Reading, Unread
from tracker.importers.manifests.reader import read

MANIFEST = (
    "---\n# Source: web/templates/ingress.yaml\napiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: web}\n"
)


def packed(status: str = "deployed", **record: Any) -> bytes:
    release = {
        "name": "web",
        "namespace": "shop",
        "version": 3,
        "info": {"status": status},
        "chart": {"metadata": {"name": "web", "version": "1.2.0"}},
        "manifest": MANIFEST,
    }
    return base64.b64encode(gzip.compress(json.dumps(release | record).encode()))


def secret(data: str, kind: str = "Secret", **extra: Any) -> str:
    metadata = {"name": "sh.helm.release.v1.web.v3", "namespace": "shop", "labels": {"owner": "helm"}}
    body = {"apiVersion": "v1", "kind": kind, "metadata": metadata, "data": {"release": data}}
    return json.dumps(body | ({"type": "helm.sh/release.v1"} if kind == "Secret" else {}) | extra)


def inner(text: str) -> Reading:
    _, found = read(text, origin="dump.json")
    return found


@pytest.mark.parametrize(
    "text",
    [
        secret(base64.b64encode(packed()).decode()),
        secret(packed().decode()),
        secret(packed().decode(), kind="ConfigMap"),
    ],
    ids=["base64 twice", "base64 once", "config map"],
)
def test_unpacks_a_stored_release(text: str) -> None:
    found = inner(text)
    assert isinstance(found, ManifestObject)
    assert str(found.api) == "extensions/v1beta1 Ingress"
    assert found.namespace == "shop"
    assert found.template == "web/templates/ingress.yaml"
    assert found.release == HelmRelease("web", "shop", 3, "web-1.2.0", "deployed")
    assert str(found.place) == "dump.json:1 (Helm release web.v3, line 3)"


@pytest.mark.parametrize(("status", "is_history"), [("deployed", False), ("failed", False), ("superseded", True), ("uninstalled", True)])  # fmt: skip
def test_knows_which_revisions_are_history(status: str, is_history: bool) -> None:
    found = inner(secret(packed(status).decode()))
    assert isinstance(found, ManifestObject)
    assert found.release is not None
    assert found.release.is_history is is_history


DAMAGED = {
    "base64 of something else": ("bm90IGEgcmVsZWFzZQ==", "damaged"),
    "base64 of base64 of something else": ("V1cwd1BRPT0=", "neither gzip nor JSON"),
    "no base64": ("%%%", "damaged"),
    "cut off": (base64.b64encode(gzip.compress(b"x")[:-9]).decode(), "cut off"),
    "no json": (base64.b64encode(gzip.compress(b"not json")).decode(), "not JSON"),
    "no release": (base64.b64encode(gzip.compress(b"[]")).decode(), "not what Helm 3 writes"),
    "bomb": (base64.b64encode(gzip.compress(b"\0" * 70_000_000)).decode(), "more than 64 MB"),
}


@pytest.mark.parametrize(("data", "reason"), DAMAGED.values(), ids=DAMAGED)
def test_says_which_release_it_cannot_unpack(data: str, reason: str) -> None:
    found = inner(secret(data))
    assert isinstance(found, Unread)
    assert reason in found.reason


def test_says_that_it_cannot_read_releases_of_helm_2() -> None:
    text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web.v1, labels: {OWNER: TILLER}}\ndata: {release: H4sI}\n"
    found = inner(text)
    assert isinstance(found, Unread)
    assert "Helm 2" in found.reason


@pytest.mark.parametrize(
    ("metadata", "release"),
    [
        (
            "annotations: {meta.helm.sh/release-name: web, meta.helm.sh/release-namespace: shop}",
            HelmRelease("web", "shop"),
        ),
        (
            "labels: {app.kubernetes.io/managed-by: Helm, app.kubernetes.io/instance: web, helm.sh/chart: web-1.2.0}",
            HelmRelease("web", chart="web-1.2.0"),
        ),
        ("labels: {heritage: Helm, release: web, chart: web-1.2.0}", HelmRelease("web", chart="web-1.2.0")),
        ("labels: {heritage: Tiller, release: web}", HelmRelease("web")),
        ("labels: {app.kubernetes.io/instance: web}", None),
        ("labels: {app.kubernetes.io/managed-by: Helm}", None),
    ],
)
def test_knows_an_objects_release(metadata: str, release: HelmRelease | None) -> None:
    (found,) = read(f"apiVersion: v1\nkind: Service\nmetadata: {{name: web, {metadata}}}\n", origin="a.yaml")
    assert isinstance(found, ManifestObject)
    assert found.release == release
