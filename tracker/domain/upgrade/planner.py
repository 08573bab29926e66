"""`plan_upgrade`: from a recorded state to a target minor, hop by hop.

Within a hop the order is the one of the version skew policy: what would fall out of it catches up first, then etcd,
the API servers one by one, the controllers, the nodes, kube-proxy, add-ons and kubectl.
"""

from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.errors import InvalidDataError
from tracker.domain.knowledge.apis import ApiLifecycle, ApiUse
from tracker.domain.knowledge.reference import Reference
from tracker.domain.platforms import WHOLE_CLUSTERS
from tracker.domain.sentence import say
from tracker.domain.state import State
from tracker.domain.upgrade.add_ons import AddOnMoves, move_add_ons
from tracker.domain.upgrade.control_plane import (
    control_plane_steps,
    etcd_steps,
    installer_release_for,
    installer_step,
)
from tracker.domain.upgrade.hops import direction_of, hops_between
from tracker.domain.upgrade.inventory import Inventory, Part, take_inventory
from tracker.domain.upgrade.nodes import NodeHop, NodeMoves, kubectl_step, move_nodes
from tracker.domain.upgrade.plan import Blocker, Direction, Hop, Plan, Step, StepKind, Unknown
from tracker.domain.upgrade.rollback import rollback_hop
from tracker.domain.version import Minor, Version, parse_version

MANAGED = frozenset({"amazon-eks", "aks", "gke", "alibaba-ack"})
"""Providers that run etcd and the control plane themselves."""


def plan_upgrade(
    state: State,
    target: Minor,
    reference: Reference,
    today: date,
    *,
    cluster: str,
    provider: str = "upstream",
    rollback: bool = False,
) -> Plan:
    """The way from `state` to Kubernetes `target`, as it looks on a day.

    `provider` is who runs or packages the cluster (`Cluster.provider`); its support windows count beside upstream's. A
    target that equals the recorded minor gives a plan without hops.

    Raises:
        InvalidDataError: No comparable Kubernetes version is recorded, the target is older and no rollback was asked
            for, or the target is one that the reference data does not know.
    """
    inventory = take_inventory(state, cluster)
    direction = direction_of(inventory.minor, target, rollback=rollback)
    _require_known(target, reference)
    known_provider = reference.provider(provider)
    slug = known_provider.slug if known_provider else provider.lower()
    plan = Plan(
        cluster,
        inventory.minor,
        target,
        direction,
        today,
        (),
        (*_unrecorded(inventory, slug), *_not_offered(slug, target, reference)),
        _unlisted(inventory, reference),
    )
    if direction is Direction.ROLLBACK:
        return replace(plan, hops=_rollback(inventory, target, reference, slug))
    return replace(plan, hops=_climb(inventory, target, reference, today, slug))


def _climb(inventory: Inventory, target: Minor, reference: Reference, today: date, provider: str) -> tuple[Hop, ...]:
    hops: list[Hop] = []
    for current, following in hops_between(inventory.minor, target):
        hop, inventory = _hop(inventory, current, following, reference, today, is_last=following == target)
        support = reference.support(provider, following)
        until = support.last_until if support else None
        hops.append(replace(hop, is_projection=bool(hops), provider_until=until))
    return tuple(hops)


def _rollback(inventory: Inventory, target: Minor, reference: Reference, provider: str) -> tuple[Hop, ...]:
    return tuple(
        rollback_hop(
            inventory,
            current,
            following,
            reference,
            is_projection=current != inventory.minor,
            provider=provider,
            is_managed=provider in MANAGED,
        )
        for current, following in hops_between(inventory.minor, target)
    )


@dataclass(frozen=True, slots=True)
class _Moves:
    """Everything that one hop moves."""

    version: Version
    """What the control plane runs after the hop; without a patch when none is known."""
    pools: NodeMoves
    proxies: NodeMoves
    add_ons: AddOnMoves
    installer: Step | Blocker | None
    etcd: tuple[Step, ...]
    kubectl: Step | None

    def steps(self, inventory: Inventory) -> tuple[Step, ...]:
        """The steps in the order in which they are done."""
        return (
            *self.pools.before,
            *self.proxies.before,
            *self.add_ons.before,
            *([self.installer] if isinstance(self.installer, Step) else []),
            *self.etcd,
            *control_plane_steps(inventory, self.version),
            *self.pools.after,
            *self.proxies.after,
            *self.add_ons.after,
            *([self.kubectl] if self.kubectl else []),
        )

    def blockers(self) -> tuple[Blocker, ...]:
        return (*([self.installer] if isinstance(self.installer, Blocker) else []), *self.add_ons.blockers)

    def unknowns(self) -> tuple[Unknown, ...]:
        return (*self.pools.unknowns, *self.proxies.unknowns, *self.add_ons.unknowns)

    def applied_to(self, inventory: Inventory) -> Inventory:
        """The parts as they stand after the hop's required steps: what may wait has waited."""
        return replace(
            inventory,
            kubernetes=inventory.kubernetes.at(self.version),
            serving=self.version,
            api_servers=tuple(part.at(self.version) for part in inventory.api_servers),
            controllers=tuple(part.at(self.version) for part in inventory.controllers),
            node_pools=tuple(self.pools.parts),
            kube_proxies=tuple(self.proxies.parts),
            components=tuple(self.add_ons.parts),
            kubectl=_after(inventory.kubectl, self.kubectl),
            etcd=_after(inventory.etcd, self.etcd[-1] if self.etcd else None),
            installer=_after(inventory.installer, self.installer),
        )


def _hop(
    inventory: Inventory, current: Minor, target: Minor, reference: Reference, today: date, *, is_last: bool
) -> tuple[Hop, Inventory]:
    patch, facts = _version_to_reach(inventory, target, reference, today), reference.minor(target)
    moves = _moves(inventory, current, patch or Version(target), reference, today, is_last)
    hop = Hop(
        current=current,
        target=target,
        patch=patch,
        is_projection=False,
        end_of_life=facts.end_of_life_as_known(today) if facts else None,
        provider_until=None,
        steps=moves.steps(inventory),
        removed_apis=removed_apis(target, reference),
        breaking_changes=tuple(reference.breaking_changes(current, target)),
        blockers=moves.blockers() if patch else (*moves.blockers(), _not_released(target, reference)),
        unknowns=moves.unknowns(),
    )
    return hop, moves.applied_to(inventory)


def _moves(
    inventory: Inventory, current: Minor, version: Version, reference: Reference, today: date, is_last: bool
) -> _Moves:
    target = version.minor
    nodes = NodeHop(inventory.serving, target, version, is_last, today)
    return _Moves(
        version,
        pools=move_nodes(inventory.node_pools, "kubelet", StepKind.NODE_POOL, nodes, reference),
        proxies=move_nodes(inventory.kube_proxies, "kube-proxy", StepKind.KUBE_PROXY, nodes, reference),
        add_ons=move_add_ons(inventory.components, current, target, reference, today),
        installer=installer_step(inventory, target, reference, today),
        etcd=tuple(etcd_steps(inventory, target, reference, today)),
        kubectl=kubectl_step(inventory.kubectl, nodes, reference),
    )


def _version_to_reach(inventory: Inventory, target: Minor, reference: Reference, today: date) -> Version | None:
    """What the installer brings, where one is recorded and has a release for the target; else the newest patch."""
    if inventory.installer is not None:
        release = installer_release_for(inventory.installer, target, reference, today)
        if release is not None and release.kubernetes is not None:
            return release.kubernetes.upstream
    newest = reference.latest_patch(target, today)
    return newest.version if newest else None


def removed_apis(target: Minor, reference: Reference) -> tuple[ApiLifecycle, ...]:
    """The resources that `target` is the first minor not to serve, in order of group, version and kind."""
    found = [life for life in reference.apis() if life.removed_in == target and life.use is ApiUse.RESOURCE]
    return tuple(sorted(found, key=lambda life: life.api))


def _after(part: Part | None, step: Step | Blocker | None) -> Part | None:
    if part is None or not isinstance(step, Step):
        return part
    version = parse_version(step.target)
    return part.at(version) if isinstance(version, Version) else part


def _unrecorded(inventory: Inventory, provider: str) -> tuple[Unknown, ...]:
    """What would make the plan more exact, and is not recorded."""
    found = []
    installer = inventory.installer.subject.name if inventory.installer else provider
    if not inventory.node_pools and installer not in WHOLE_CLUSTERS:
        missing = say("no node pool is recorded, so kubelet skew cannot be judged")
        found.append(Unknown(say("node pools"), missing, say("record the pools: tracker add --pool workers=1.31.4")))
    if inventory.etcd is None and inventory.installer is None and provider not in MANAGED:
        missing = say("no etcd version is recorded")
        found.append(Unknown("etcd", missing, say("record it: tracker add --version etcd=3.5.16")))
    return tuple(found)


def _not_offered(provider: str, target: Minor, reference: Reference) -> tuple[Unknown, ...]:
    if not reference.supports(provider) or reference.support(provider, target):
        return ()
    missing = say(
        "the reference data does not say whether %(provider)s offers Kubernetes %(target)s",
        provider=provider,
        target=target,
    )
    return (Unknown("kubernetes", missing),)


def _unlisted(inventory: Inventory, reference: Reference) -> tuple[str, ...]:
    names = (part.subject.name for part in inventory.components)
    return tuple(name for name in names if reference.component(name) is None)


def _require_known(target: Minor, reference: Reference) -> None:
    if reference.minor(target) is None:
        newest = max(minor.minor for minor in reference.minors())
        raise InvalidDataError(
            f"the reference data of {reference.as_of} ends with Kubernetes {newest} and says nothing about {target}; "
            "update it: tracker reference update https://endoflife.date/api/kubernetes.json"
        )


def _not_released(target: Minor, reference: Reference) -> Blocker:
    facts = reference.minor(target)
    message = say("Kubernetes %(target)s was not released yet", target=target)
    if facts and facts.planned_for:
        message = say("%(message)s, it is planned for %(day)s", message=message, day=facts.planned_for)
    return Blocker("kubernetes", message, say("choose a released minor"), (), True)
