"""Objects from YAML for tests of rules; reading files for real is tested with the reader."""

import yaml

from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.manifest import ManifestObject, Place
from tracker.domain.version import Minor
from tracker.rules.readiness.drain.facts import DrainFacts
from tracker.rules.readiness.drain.taking import facts_of
from tracker.rules.readiness.workloads import Manifests


def an_object(text: str, line: int = 1) -> ManifestObject:
    """The one object that a YAML document holds."""
    body = yaml.safe_load(text)
    metadata = body.get("metadata") or {}
    key = ApiKey.of(body["apiVersion"], body["kind"])
    return ManifestObject(Place("test.yaml", line), key, metadata.get("name", ""), metadata.get("namespace", ""), body)


def objects(text: str) -> list[ManifestObject]:
    """The objects of a stream of documents."""
    return [an_object(document) for document in text.split("\n---\n") if document.strip()]


def manifests(text: str, target: str | None = None) -> Manifests:
    """All objects of a stream of documents."""
    return Manifests.of(objects(text), Minor.parse(target) if target else None)


def drain_facts(text: str, target: str | None = None) -> DrainFacts:
    """What the drain rules look at in a stream of documents."""
    return facts_of(objects(text), Minor.parse(target) if target else None)
