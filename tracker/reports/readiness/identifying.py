"""Which words of manifests and of the record identify somebody: names, hosts, labels, images; and which are public."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tracker.domain.event import Subject, SubjectType
from tracker.domain.knowledge.reference import Reference
from tracker.domain.manifest import ManifestObject
from tracker.domain.platforms import PLATFORMS

_NAMING = frozenset(
    """
    name generateName namespace image externalName host hosts hostname nodeName serviceName serviceAccountName
    serviceAccount claimName secretName server url uri manager topologyKey values provider cluster clusterName ip ips
    clusterIP podIP hostIP address addresses loadBalancerIP loadBalancerSourceRanges hostnames
    """.split()
)
"""Keys whose values are names, wherever they stand."""
_LABELLING = frozenset({"labels", "matchLabels", "selector", "nodeSelector", "annotations"})
"""Keys whose mappings hold names on both sides."""
_PUBLIC = frozenset(
    """
    default kube-system kube-public kube-node-lease kubernetes kubectl kubectl-client-side-apply helm cluster.local svc
    docker.io index.docker.io quay.io gcr.io ghcr.io k8s.gcr.io registry.k8s.io mcr.microsoft.com public.ecr.aws latest
    kubernetes.io tracker.toml hostname name true false none prod production staging development test the and its one for not has can
    all are was out any may who how why yet now new old day two it is in on at to of or no an be by as if so do us we pod
    pods node nodes image container containers service cluster namespace replica replicas budget app version release
    """.split()
)
_WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_PLAIN = re.compile(r"v?\d[\d.]*(?:[a-zA-Z]{1,3}|-[\w.-]+)?|[A-Z][a-z]+(?:[A-Z][a-z]+)*")
"""Versions and quantities, and the values of enumerations: ``RollingUpdate``."""


def public_words(reference: Reference) -> frozenset[str]:
    """Words that everybody uses: platforms, providers, components, groups and versions of APIs that the reference data knows."""
    apis = (*reference.apis(), *reference.third_party_apis())
    known = {part for life in apis for part in (life.api.group, life.api.version)}
    names = {
        word.lower()
        for component in reference.components()
        for word in (component.slug, component.name, *component.aliases)
    }
    providers = {
        word.lower() for provider in reference.providers() for word in (provider.slug, provider.name, *provider.aliases)
    }
    return frozenset(known | names | providers | PLATFORMS | _PUBLIC | {"upstream"})


def names_in_manifests(objects: Iterable[ManifestObject]) -> Iterator[str]:
    """The names in the objects that a scan kept."""
    for found in objects:
        yield from (found.name, found.namespace)
        yield from (found.release.name, found.release.chart) if found.release else ()
        yield from _named(found.body, is_name=False)


def names_in_record(subjects: Iterable[Subject], clusters: Iterable[str], public: frozenset[str]) -> Iterator[str]:
    """The names of clusters, node pools and scopes, and of components that are somebody's own; in lower case."""
    yield from (cluster.lower() for cluster in clusters)
    for subject in subjects:
        if subject.scope and subject.scope.lower() not in public:
            yield subject.scope.lower()
        is_own = subject.type is SubjectType.COMPONENT and subject.name.lower() not in public
        if is_own or subject.type is SubjectType.NODE_POOL:
            yield subject.name.lower()


def words(names: Iterable[str], public: frozenset[str]) -> frozenset[str]:
    """The words of the names that are not public, in lower case."""
    found: set[str] = set()
    for name in names:
        for word in (name.strip(), *_WORD.findall(name)):
            if word.lower() not in public and len(word) > 1 and not _PLAIN.fullmatch(word):
                found.add(word.lower())
    return frozenset(found)


def _named(value: Any, *, is_name: bool) -> Iterator[str]:
    """Every text that a naming key leads to."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in _LABELLING and isinstance(inner, Mapping):
                yield from map(str, inner)
                yield from _named(inner, is_name=True)
            else:
                yield from _named(inner, is_name=is_name or key in _NAMING)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner, is_name=is_name)
    elif is_name and isinstance(value, str):
        yield value
