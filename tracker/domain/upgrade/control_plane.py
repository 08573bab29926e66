"""The steps that move Kubernetes itself: installer, etcd, API servers, controllers."""

from dataclasses import replace
from datetime import date

from tracker.domain.event import Action, Change, Subject, SubjectType
from tracker.domain.knowledge.installers import InstallerRelease
from tracker.domain.knowledge.reference import Reference
from tracker.domain.outcome import Evidence, EvidenceKind
from tracker.domain.sentence import say
from tracker.domain.upgrade.inventory import Inventory, Part
from tracker.domain.upgrade.plan import Blocker, Step, StepKind
from tracker.domain.version import Minor, Version


def installer_step(inventory: Inventory, target: Minor, reference: Reference, today: date) -> Step | Blocker | None:
    """The release of the recorded installer that brings `target`; None without an installer with known releases."""
    installer = inventory.installer
    if installer is None or installer.subject.name not in reference.installers():
        return None
    release = installer_release_for(installer, target, reference, today)
    if release is None:
        return _no_release(installer, target, reference, today)
    if installer.version and not installer.version < release.version:
        return None
    return Step(
        StepKind.INSTALLER,
        installer.subject.name,
        installer.recorded,
        str(release.version),
        say("it installs Kubernetes %(version)s and etcd %(etcd)s", version=release.kubernetes, etcd=release.etcd)
        if release.etcd
        else say("it installs Kubernetes %(version)s", version=release.kubernetes),
        evidence=(_evidence(release),),
        changes=(Change(installer.subject, Action.UPGRADED, installer.recorded or None, str(release.version)),),
    )


def installer_release_for(installer: Part, target: Minor, reference: Reference, today: date) -> InstallerRelease | None:
    """The newest release that was out on the day and installs `target`; a pre-release only where nothing else does."""
    fitting = [
        release
        for release in reference.installer_releases(installer.subject.name)
        if release.kubernetes
        and release.kubernetes.minor == target
        and release.released_on is not None
        and release.released_on <= today
    ]
    stable = [release for release in fitting if not release.version.prerelease]
    return max(stable or fitting, key=lambda release: release.version, default=None)


def _no_release(installer: Part, target: Minor, reference: Reference, today: date) -> Blocker:
    known = [
        release.kubernetes.minor
        for release in reference.installer_releases(installer.subject.name)
        if release.kubernetes and release.released_on and release.released_on <= today
    ]
    name = installer.subject.name
    message = say(
        "no release of %(installer)s installs Kubernetes %(target)s by default", installer=name, target=target
    )
    if known:
        message = say(
            "%(message)s; the newest Kubernetes minor it ever installed is %(newest)s",
            message=message,
            newest=max(known),
        )
    return Blocker(
        name,
        message,
        say(
            "set the version in its configuration if it allows that, or plan the move away from %(installer)s",
            installer=name,
        ),
        waits_on_upstream=True,
    )


def etcd_steps(inventory: Inventory, target: Minor, reference: Reference, today: date) -> list[Step]:
    """Move etcd before the API servers, one minor at a time.

    Where the recorded installer brings an etcd with its release for the target, etcd goes to exactly that, and where no
    etcd is recorded it starts from what the installer's present release brought. Else it goes to the minor that the
    target was validated with.
    """
    release = _release_to_come(inventory, target, reference, today)
    if release is not None and release.etcd is not None:
        etcd = inventory.etcd or _etcd_of(inventory.installer, reference)
        reason = say(
            "%(installer)s %(version)s brings etcd %(etcd)s, and it moves before the API servers",
            installer=release.installer,
            version=release.version,
            etcd=release.etcd,
        )
        if etcd is not None and inventory.etcd is None:
            reason = say(
                "%(reason)s; it is not recorded, and %(version)s is what the installed release brought",
                reason=reason,
                version=etcd.recorded,
            )
        return _etcd_moves(etcd, release.etcd, reason, (_evidence(release),), is_recorded=inventory.etcd is not None)
    wanted = _validated_etcd(target, reference)
    etcd = inventory.etcd
    if etcd is None or etcd.version is None or wanted is None or etcd.version.minor >= wanted.minor:
        return []
    reason = say(
        "Kubernetes %(target)s was validated with etcd %(etcd)s; etcd moves one minor at a time",
        target=target,
        etcd=wanted,
    )
    return _etcd_moves(etcd, wanted, reason, (), is_recorded=True)


def _etcd_moves(
    etcd: Part | None, wanted: Version, reason: str, evidence: tuple[Evidence, ...], *, is_recorded: bool
) -> list[Step]:
    """A step for each minor on the way, and one for the last patch."""
    if etcd is None or etcd.version is None or etcd.version >= wanted:
        return []
    steps, current = [], etcd.recorded
    for at in (*_minors_between(etcd.version.minor, wanted.minor), str(wanted)):
        # What the record says nothing about stays unrecorded: a guess must not become a fact.
        changes = (Change(etcd.subject, Action.UPGRADED, current, at),) if is_recorded else ()
        steps.append(Step(StepKind.ETCD, "etcd", current, at, reason, evidence=evidence, changes=changes))
        current = at
    return steps


def _minors_between(current: Minor, wanted: Minor) -> list[str]:
    """The minors between two, both excluded; a new major begins with its minor 0 (2.3 → 3.0 → 3.1)."""
    first = current.number + 1 if current.major == wanted.major else 0
    return [str(Minor(wanted.major, number)) for number in range(first, wanted.number)]


def _release_to_come(inventory: Inventory, target: Minor, reference: Reference, today: date) -> InstallerRelease | None:
    if inventory.installer is None:
        return None
    return installer_release_for(inventory.installer, target, reference, today)


def _etcd_of(installer: Part | None, reference: Reference) -> Part | None:
    """The etcd that the installed release of an installer brought."""
    if installer is None or installer.version is None:
        return None
    release = reference.installer_release(installer.subject.name, installer.version)
    if release is None or release.etcd is None:
        return None
    return Part(Subject(SubjectType.PLATFORM, "etcd"), release.etcd, str(release.etcd), installer.event_id)


def _validated_etcd(target: Minor, reference: Reference) -> Version | None:
    found = [
        version
        for dependency in reference.dependencies(target)
        if dependency.component == "etcd"
        for version in dependency.versions
        if isinstance(version, Version)
    ]
    return max(found, default=None)


def control_plane_steps(inventory: Inventory, version: Version | Minor) -> list[Step]:
    """The API servers one by one, then the controllers in any order."""
    servers = inventory.api_servers or (inventory.kubernetes,)
    reason = (
        say("one at a time: no two API servers may be more than one minor apart")
        if len(servers) > 1
        else say("the API server leads: nothing else may be newer")
    )
    steps = [_move(StepKind.API_SERVER, part, version, reason) for part in servers]
    if inventory.api_servers and inventory.kubernetes not in inventory.api_servers:
        # The version of the control plane as a whole is reached with its last API server.
        whole = _move(StepKind.API_SERVER, inventory.kubernetes, version, reason)
        steps[-1] = replace(steps[-1], changes=(*steps[-1].changes, *whole.changes))
    after = say("after every API server: it must not be newer than any of them")
    steps += [_move(StepKind.CONTROLLER, part, version, after) for part in inventory.controllers]
    return steps


def _move(kind: StepKind, part: Part, version: Version | Minor, reason: str) -> Step:
    change = Change(part.subject, Action.UPGRADED, part.recorded or None, str(version))
    return Step(kind, str(part.subject), part.recorded, str(version), reason, changes=(change,))


def _evidence(release: InstallerRelease) -> Evidence:
    return Evidence(
        EvidenceKind.REFERENCE,
        f"installer/{release.installer}/{release.version}",
        say("default Kubernetes %(version)s, out since %(day)s", version=release.kubernetes, day=release.released_on),
        release.retrieved_on,
    )
