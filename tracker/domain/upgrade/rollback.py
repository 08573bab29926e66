"""The way back: one minor at a time, in the opposite order, with what the policy does not say said aloud."""

from tracker.domain.event import Action, Change
from tracker.domain.knowledge.reference import Reference
from tracker.domain.sentence import say
from tracker.domain.upgrade.inventory import Inventory, Part
from tracker.domain.upgrade.plan import Blocker, Hop, Step, StepKind, Unknown
from tracker.domain.version import Minor, Version

NO_WAY_BACK = frozenset({"amazon-eks", "aks", "gke"})
"""Providers that run the control plane and offer no older minor to one that exists."""


def rollback_hop(
    inventory: Inventory,
    current: Minor,
    target: Minor,
    reference: Reference,
    *,
    is_projection: bool,
    provider: str,
    is_managed: bool,
) -> Hop:
    """One minor back: what must not be newer than the API servers goes first, the API servers go last.

    `is_managed` says that the provider runs etcd and the control plane: then nobody else can put them back.
    """
    patches = reference.patches(target)
    version = max((patch.version for patch in patches if patch.public), default=Version(target))
    nodes = [
        *((StepKind.KUBE_PROXY, part) for part in inventory.kube_proxies),
        *((StepKind.NODE_POOL, part) for part in inventory.node_pools),
    ]
    servers = inventory.api_servers or (inventory.kubernetes,)
    order = [
        *nodes,
        *((StepKind.CONTROLLER, part) for part in inventory.controllers),
        *((StepKind.API_SERVER, part) for part in servers),
    ]
    steps = tuple(_step(kind, part, version) for kind, part in order if part.version and part.version.minor > target)
    minor = reference.minor(target)
    return Hop(
        current=current,
        target=target,
        patch=version if version.patch is not None else None,
        is_projection=is_projection,
        end_of_life=minor.end_of_life if minor else None,
        provider_until=None,
        steps=steps,
        blockers=(_not_offered(provider, target),) if provider in NO_WAY_BACK else (),
        unknowns=(*([] if provider in NO_WAY_BACK else [_AT_PROVIDER if is_managed else _OWN_SERVERS]), _ADD_ONS),
    )


def _not_offered(provider: str, target: Minor) -> Blocker:
    return Blocker(
        "kubernetes",
        say(
            "%(provider)s runs the control plane and does not let it go back to %(target)s",
            provider=provider,
            target=target,
        ),
        say(
            "make a new cluster of the older minor and bring the workloads there from their manifests and backups; node "
            "pools alone can go back as far as the skew policy allows"
        ),
    )


_AT_PROVIDER = Unknown(
    "kubernetes",
    say("the provider runs the control plane, and only the provider can say whether it goes back"),
    say(
        "ask the provider; if it does not, make a new cluster of the older minor and bring the workloads there from their "
        "manifests and backups"
    ),
)
_OWN_SERVERS = Unknown(
    "kubernetes",
    say(
        "the version skew policy does not cover going back: objects may be stored in versions that the older API server "
        "cannot read"
    ),
    say("rehearse it, and take an etcd snapshot before the upgrade: restoring that is the tested way back"),
)
_ADD_ONS = Unknown(say("add-ons"), say("whether the add-ons run on the older minor has to be looked up one by one"))


def _step(kind: StepKind, part: Part, version: Version) -> Step:
    reason = (
        say("it goes last: everything that must not be newer has gone before")
        if kind is StepKind.API_SERVER
        else say("before the API servers: it must not be newer than any of them")
    )
    change = Change(part.subject, Action.DOWNGRADED, part.recorded or None, str(version))
    return Step(kind, str(part.subject), part.recorded, str(version), reason, changes=(change,))
