"""The hops of the way: what each goes to, what stands in it, its steps in order, and what Kubernetes changes there."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.reports.readiness.outline import Block, Group, Item, Paragraph, Section, StepLine, Steps, Table, texts
from tracker.reports.readiness.wording import changes, evidence, support
from tracker.reports.sentences import sentence, stopped

KINDS = {
    "catch up": "catches up first",
    "add-on before": "add-on, before the API servers",
    "installer": "installer",
    "etcd": "etcd",
    "API server": "API server",
    "controller": "controller",
    "node pool": "node pool",
    "kube-proxy": "kube-proxy",
    "add-on after": "add-on, right after the API servers",
    "kubectl": "client",
}


def section(hop: Mapping[str, Any], document: Mapping[str, Any]) -> Section:
    """One hop; only the next one is exact."""
    mark = "projection" if hop["is_projection"] else "exact"
    return Section(f"hop-{hop['to']}", f"Hop {hop['from']} → {hop['to']}", tuple(_blocks(hop, document)), mark)


def _blocks(hop: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[Block]:
    if hop["is_projection"]:
        yield Paragraph(
            "A projection: it assumes that the hops before it went as planned. Report again when its turn comes."
        )
    reached = f"Go to {hop['patch']}" if hop["patch"] else f"No release of {hop['to']} is known"
    yield Paragraph(f"{reached}; {support(hop, document['judged_on'])}.")
    if hop["blockers"]:
        yield Group("required", "Blocks this hop", items=tuple(map(blocker_item, hop["blockers"])))
    if hop["steps"]:
        yield Steps(tuple(map(_step, hop["steps"])))
    if hop["removed_apis"]:
        rows = texts(*((api["api"], api["replacement"] or "nothing") for api in hop["removed_apis"]))
        yield Table((f"No longer served in {hop['to']}", "Replaced by"), rows)
    if hop["breaking_changes"]:
        rows = texts(*(_change(change, document) for change in hop["breaking_changes"]))
        yield Table((f"What {hop['to']} changes", "Area", "Weight", "Here"), rows)


def blocker_item(blocker: Mapping[str, Any]) -> Item:
    """A blocker of the plan."""
    waits = "waits on upstream" if blocker["waits_on_upstream"] else ""
    told = tuple(map(evidence, blocker["evidence"]))
    return Item(blocker["subject"], stopped(blocker["message"]), sentence(blocker["advice"]), told, waits)


def what(step: Mapping[str, Any]) -> str:
    """The subject and its versions."""
    if step["from"]:
        return f"{step['subject']}: {step['from']} → {step['to']}"
    return f"{step['subject']}: to {step['to']}"


def until(step: Mapping[str, Any]) -> str:
    """How long a step may wait, as the end of a phrase."""
    return f" up to API servers of {step['may_wait_until']}" if step["may_wait_until"] else ""


def _step(step: Mapping[str, Any]) -> StepLine:
    may_wait = step["necessity"] != "required"
    return StepLine(
        number=step["number"],
        what=what(step),
        kind=KINDS.get(step["kind"], step["kind"]),
        necessity=f"may wait{until(step)}" if may_wait else "required",
        may_wait=may_wait,
        why=sentence(step["reason"]),
        evidence=tuple(map(evidence, step["evidence"])),
    )


def _change(change: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return changes(change), change["area"], change["severity"], _standing(change["id"], document)


def _standing(change_id: str, document: Mapping[str, Any]) -> str:
    """Whether what was read uses the changed thing."""
    if any(found["code"].startswith("CHG") and found["subject"] == change_id for found in document["findings"]):
        return "in use"
    if any(item["id"] == change_id for item in document["look_yourself"]):
        return "look yourself"
    return "not seen in what was read"
