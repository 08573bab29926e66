"""What a person has to look at, grouped by where: one group, one command, and the list of what it would show."""

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracker.reports.readiness.outline import Group, Item
from tracker.reports.readiness.wording import changes, listed

_FLAGS = re.compile(r"\^--\(?([a-z0-9|-]+)\)?\(=\|\$\)")
_VALUE = re.compile(r"\^--([a-z0-9-]+)=\(?([\w|-]+)\)?\$")
_PLUGIN = re.compile(r"\\b(\w+)(?:=true)?\\b")
_ORDER = ("node", "command-line", "configuration", "kubeconfig", "object", "script", "manual")

_Items = Sequence[Mapping[str, Any]]


def groups(items: _Items) -> tuple[Group, ...]:
    """The groups, what stops working first in each."""
    by_place: dict[tuple[str, tuple[str, ...]], list[Mapping[str, Any]]] = {}
    for item in sorted(items, key=lambda item: (item["severity"] != "breaking", item["what"])):
        by_place.setdefault(_place(item), []).append(item)
    ordered = sorted(by_place.items(), key=lambda pair: (_ORDER.index(pair[0][0]), pair[0][1]))
    return tuple(_group(place, members) for place, members in ordered)


def _place(item: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Where the change would show: the sort of evidence and, where it makes a difference, of what."""
    found = [where for where in item["where"] if where["evidence"] != "manual"] or item["where"]
    first: Mapping[str, Any] = found[0] if found else {"evidence": "manual", "kinds": []}
    tells_kinds = first["evidence"] in ("command-line", "configuration")
    return first["evidence"], tuple(first["kinds"]) if tells_kinds else ()


def _group(place: tuple[str, tuple[str, ...]], items: _Items) -> Group:
    evidence, kinds = place
    wheres = [where for item in items for where in item["where"] if where["evidence"] == evidence]
    return Group(
        label="look",
        title=_title(evidence, kinds),
        advice=_ADVICE.get(evidence, ""),
        command=_command(evidence, kinds, wheres),
        evidence_label="look for",
        items=tuple(_item(item, evidence) for item in items),
    )


def _title(evidence: str, kinds: tuple[str, ...]) -> str:
    if evidence == "command-line":
        return f"Command line of {listed(kinds)}"
    if evidence == "configuration":
        return f"Configuration: {listed(kinds)}"
    return _TITLES[evidence]


_TITLES = {
    "node": "Nodes",
    "kubeconfig": "Kubeconfig files",
    "object": "Fields of manifests",
    "script": "Scripts and pipelines that call kubectl",
    "manual": "By hand",
}
_ADVICE = {
    "object": "Give the manifests (--manifests PATH, or --live), and these are looked for.",
    "node": "A dump of the nodes among the manifests, or --live, answers these.",
    "command-line": "Where it runs as a static pod, a dump of kube-system among the manifests answers these.",
}


def _command(evidence: str, kinds: Iterable[str], wheres: _Items) -> str:
    present = [where["pattern"] for where in wheres if where["pattern"] and not where["absent"]]
    patterns = shlex.quote("|".join(dict.fromkeys(present)))
    if evidence == "command-line" and present:
        return f"ps -ww -o args= -C {','.join(kinds)} | tr ' ' '\\n' | grep -P {patterns}"
    if evidence == "script" and present:
        return f"grep -rnP {patterns} ."
    return "kubectl get nodes -o yaml" if evidence == "node" else ""


def _item(item: Mapping[str, Any], evidence: str) -> Item:
    wheres = [where for where in item["where"] if where["evidence"] == evidence]
    return Item(
        subject=item["area"],
        text=_what(item),
        advice=f"Instead: {item['replacement']}" if item["replacement"] else "",
        evidence=tuple(dict.fromkeys(filter(None, (_sought(where) for where in wheres)))),
    )


def _what(item: Mapping[str, Any]) -> str:
    if item.get("announced_for"):
        return changes(item)
    aside = {"behaviour": " (works differently)", "deprecation": " (announced)"}.get(item["severity"], "")
    return f"{item['what']}{aside}"


def _sought(where: Mapping[str, Any]) -> str:
    """What to look for, in words where the pattern is one of the usual ones."""
    if where["look"]:
        return str(where["look"])
    pattern = where["pattern"] or ""
    if where["evidence"] == "command-line":
        sought = _flags(pattern)
    else:
        sought = " ".join(part for part in (where["path"], f"matching {pattern}" if pattern else "") if part)
    return f"missing: {sought}" if where["absent"] else sought


def _flags(pattern: str) -> str:
    """The flags that a pattern of the reference data looks for: ``--port, --address``."""
    if match := _FLAGS.fullmatch(pattern):
        return ", ".join(f"--{flag}" for flag in match[1].split("|"))
    if match := _VALUE.fullmatch(pattern):
        return " or ".join(f"--{match[1]}={value}" for value in match[2].split("|"))
    if names := _PLUGIN.findall(pattern):
        flags = re.findall(r"[a-z]+(?:-[a-z]+)+", pattern.partition("=")[0])
        return f"{listed(names)} in {' or '.join(f'--{flag}' for flag in flags)}"
    return pattern
