"""What the reference data calls the sorts of its facts about components, as sentences that can be translated."""

from collections.abc import Mapping

from tracker.domain.sentence import say

_RANGES: Mapping[str, str] = {
    "chart kubeVersion": say("chart kubeVersion"),
    "client-go version": say("client-go version"),
    "compatible": say("compatible"),
    "expected": say("expected"),
    "installed by kubeadm": say("installed by kubeadm"),
    "minimum": say("minimum"),
    "minimum (flux check)": say("minimum (flux check)"),
    "recommended": say("recommended"),
    "same minor": say("same minor"),
    "supported": say("supported"),
    "tested": say("tested"),
    "tested (third-party list, .0 release only)": say("tested (third-party list, .0 release only)"),
}
_DEPENDENCIES: Mapping[str, str] = {
    "highest etcd server version named in the release notes": say(
        "highest etcd server version named in the release notes"
    ),
    "installed by kubeadm": say("installed by kubeadm"),
    "latest validated version": say("latest validated version"),
    "validated range (first, last)": say("validated range (first, last)"),
    "validated versions": say("validated versions"),
}


def range_said(kind: str) -> str:
    """What a `ComponentRelease.range_kind` says of a range; a text of the data's own where nobody knows the sort."""
    return _RANGES.get(kind, kind)


def dependency_said(kind: str) -> str:
    """What a `KubernetesDependency.kind` says of its versions; likewise."""
    return _DEPENDENCIES.get(kind, kind)
