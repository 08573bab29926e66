"""DaemonSets take the same share of every node, so many small nodes leave less room for work than a few large ones."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from tracker.domain.outcome import Outcome, Severity
from tracker.domain.sentence import Sentence, say
from tracker.rules.base import Rule
from tracker.rules.readiness.demand import Demand
from tracker.rules.readiness.drain.facts import DrainFacts
from tracker.rules.readiness.drain.objects import DaemonFacts

NOTEWORTHY = Decimal("0.15")
"""A share of a node below which nothing is said: monitoring, logs and network commonly take a tenth."""


def check(facts: DrainFacts) -> Iterator[Outcome]:
    """How much of each size of node the DaemonSets take, and what nodes of twice the size would give.

    Nodes count together when they are of one size and run the same DaemonSets; with a single one there is nothing to
    balance. A DaemonSet that requests no CPU takes an unknown share: it is named, because the share is then a least one.
    """
    for (size, runs), count in _alike(facts).items():
        running = [daemon for daemon, is_running in zip(facts.daemons, runs, strict=True) if is_running]
        total = sum((daemon.demand for daemon in running), Demand())
        if count > 1 and total.cpu and max(total.cpu / size.cpu, total.memory / size.memory) >= NOTEWORTHY:
            yield _finding(total, size, count, running)


def _finding(total: Demand, size: Demand, count: int, running: list[DaemonFacts]) -> Outcome:
    half = -(-count // 2)
    gained = Demand(total.cpu * (count - half), total.memory * (count - half))
    return RULE.finding(
        say("nodes of %(size)s", size=size.told),
        _told(total, size, count, running),
        advice=say(
            "%(nodes)s of twice the size would free %(gained)s, and losing one would then take %(then)s of the room"
            " instead of %(now)s: choose the balance on purpose",
            nodes=say("1 node") if half == 1 else say("%(count)s nodes", count=half),
            gained=gained.told,
            then=f"{Decimal(1) / half:.0%}",
            now=f"{Decimal(1) / count:.0%}",
        ),
        evidence=tuple(daemon.evidence for daemon in running),
        key=" ".join((size.told, *sorted(daemon.subject for daemon in running))),
    )


def _told(total: Demand, size: Demand, count: int, running: list[DaemonFacts]) -> Sentence:
    silent = [daemon.subject for daemon in running if not daemon.demand.cpu]
    told = say(
        "the DaemonSets take %(demand)s of each of the %(count)s nodes of this size: %(cpu)s of the CPU,"
        " %(memory)s of the memory",
        demand=total.told,
        count=count,
        cpu=f"{total.cpu / size.cpu:.0%}",
        memory=f"{total.memory / size.memory:.0%}",
    )
    if not silent:
        return told
    if len(silent) == 1:
        return say("%(told)s at least, since %(name)s requests no CPU", told=told, name=silent[0])
    return say("%(told)s at least, since %(names)s request no CPU", told=told, names=", ".join(silent))


def _alike(facts: DrainFacts) -> dict[tuple[Demand, tuple[bool, ...]], int]:
    """How many nodes there are, by what they offer to pods and by which DaemonSets run on them."""
    found: dict[tuple[Demand, tuple[bool, ...]], int] = {}
    for size, labels in facts.nodes:
        key = (size, tuple(_runs_on(daemon, labels) for daemon in facts.daemons))
        found[key] = found.get(key, 0) + 1
    return found


def _runs_on(daemon: DaemonFacts, labels: Mapping[str, Any]) -> bool:
    """Whether the node selector lets it; one for GPU or Windows nodes takes nothing of the others."""
    return daemon.node_selector.items() <= labels.items()


RULE = Rule(
    code="DRN013",
    title="DaemonSets crowd the nodes",
    severity=Severity.NOTE,
    source="https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/",
    check=check,
)
