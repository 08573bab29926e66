"""Configuration that kubeadm keeps in ConfigMaps of kube-system: its own, the kubelets' and kube-proxy's.

A dump of kube-system holds what a cluster was set up with, as YAML inside a text. Each of those documents is read like a
file of its own and stands where its lines stand, so that an editor can be sent there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.domain.manifest import ManifestObject, Place, Reading
from tracker.domain.sentence import say
from tracker.importers.manifests.documents import Document

NAMESPACE = "kube-system"
_KEYS = {
    "kubeadm-config": ("ClusterConfiguration", "InitConfiguration", "MasterConfiguration"),
    "kubelet-config": ("kubelet",),
    "kube-proxy": ("config.conf",),
}
"""By name of the ConfigMap: the keys whose values are documents that components read."""
_OF_A_MINOR = re.compile(r"-1\.\d+\Z")
"""Before 1.24 there was a ConfigMap for each minor: ``kubelet-config-1.23``."""
_BLOCK = re.compile(r"[|][0-9+-]*[ \t]*(?:#.*)?\r?\Z")


@dataclass(frozen=True, slots=True)
class StoredConfiguration:
    """One configuration document in a ConfigMap."""

    key: str
    text: str


def stored_configuration(found: ManifestObject) -> Iterator[StoredConfiguration]:
    """The documents in a ConfigMap of kubeadm's; none in any other object."""
    if found.api.kind != "ConfigMap" or found.api.group or found.namespace != NAMESPACE:
        return
    data = found.mapping("data")
    for key in _KEYS.get(_OF_A_MINOR.sub("", found.name), ()):
        if isinstance(text := data.get(key), str):
            yield StoredConfiguration(key, text)


def placed(inner: Reading, found: ManifestObject, stored: StoredConfiguration, part: Document) -> Reading:
    """What was read of a stored document, with the name of its ConfigMap and the place at which it stands."""
    line, is_exact = _line_of(stored, found, part)
    named = {"config_map": f"{NAMESPACE}/{found.name}", "key": stored.key}
    within = say("ConfigMap %(config_map)s, %(key)s", **named)
    if is_exact:
        line += inner.place.line - 1
    elif inner.place.line > 1:
        within = say("ConfigMap %(config_map)s, %(key)s, line %(line)s", **named, line=inner.place.line)
    place = Place(found.place.origin, line, found.place.document, within)
    if isinstance(inner, ManifestObject):
        return replace(inner, place=place, name=found.name, namespace=NAMESPACE)
    return replace(inner, place=place)


def _line_of(stored: StoredConfiguration, found: ManifestObject, part: Document) -> tuple[int, bool]:
    """The line of the stream on which a stored document begins, and whether its lines follow one another from there.

    That is so in a block scalar, which is looked for by its key and its first line; otherwise it is the line of the
    key, or else of the object.
    """
    lines = part.text.split("\n")
    of_key = re.compile(rf"""[ \t]*(?:["']?){re.escape(stored.key)}["']?[ \t]*:(?P<value>.*)""")
    first, key_line = stored.text.split("\n", 1)[0].strip(), 0
    for number in range(found.place.line - part.line, len(lines)):
        key = of_key.match(lines[number])
        if key is None:
            continue
        if _BLOCK.match(key["value"].strip(" \t")) and number + 1 < len(lines) and lines[number + 1].strip() == first:
            return part.line + number + 1, True
        key_line = key_line or part.line + number
    return key_line or found.place.line, False
