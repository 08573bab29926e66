"""Adding clusters, changing what is said of them, and retiring them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tracker.domain.cluster import Cluster
from tracker.domain.errors import ConflictError, InvalidDataError
from tracker.domain.identity import IdentifierSource
from tracker.domain.platforms import INSTALLERS
from tracker.domain.when import When, find_zone
from tracker.services.ports import Store, Write

if TYPE_CHECKING:
    # What only records needs no facts about the world.
    from tracker.domain.knowledge.providers import Provider

UPSTREAM = "upstream"
"""The provider of a cluster that nobody provides."""

_FORBIDDEN = frozenset("/\\ \t\n:*?\"'<>|,;=@#")
"""What a name may not contain: it is typed in a shell, and stands in file names and search terms."""


@dataclass(frozen=True, slots=True)
class Recorder:
    """Who records, and when."""

    author: str
    now: datetime


def add_cluster(store: Store, cluster: Cluster, by: Recorder) -> Cluster:
    """Record a new cluster; its identifier is made here.

    Raises:
        InvalidDataError: Its name cannot be one, or its zone is unknown.
        ConflictError: The name is taken.
    """
    cluster = _checked(replace(cluster, id=IdentifierSource().next(by.now)))
    _append(store, cluster, by, "", None)
    return cluster


def similar_provider(name: str, providers: "Sequence[Provider]") -> str:
    """A known provider or installer that comes close to an unknown name; empty for a known one, or when none does."""
    # Imported here: only adding and editing clusters needs it.
    from difflib import get_close_matches

    known = {word: word for word in (UPSTREAM, *INSTALLERS)}
    for provider in providers:
        known |= dict.fromkeys((provider.slug, provider.name.lower(), *provider.aliases), provider.slug)
    wanted = name.lower()
    near = [] if wanted in known else get_close_matches(wanted, known, n=1, cutoff=0.75)
    return known[near[0]] if near else ""


def edit_cluster(store: Store, name: str, fields: Mapping[str, Any], by: Recorder) -> Cluster:
    """Record new values of some fields of a cluster.

    Raises:
        NotFoundError: There is no such cluster.
        ConflictError: It has these values already, or the new name is taken.
    """
    before = store.timeline.cluster(name)
    after = _checked(replace(before, **fields))
    if after == before:
        raise ConflictError(f"cluster {before.name} is like that already; nothing was recorded")
    _append(store, after, by, "", before)
    return after


def retire_cluster(store: Store, name: str, when: When, why: str, by: Recorder) -> Cluster:
    """Record that a cluster is gone; its history stays.

    Raises:
        ConflictError: It is retired already.
    """
    before = store.timeline.cluster(name)
    if before.retired:
        raise ConflictError(f"cluster {before.name} was retired on {before.retired} already")
    after = replace(before, retired=when)
    _append(store, after, by, why, before)
    return after


def _append(store: Store, cluster: Cluster, by: Recorder, reason: str, before: Cluster | None) -> None:
    number = len(store.timeline.revisions(cluster.id)) if before else None
    with store.unit_of_work(author=by.author, recorded_at=by.now) as work:
        for _ in work.append((Write(cluster.id, cluster.id, cluster.to_document(), reason, number),)):
            pass
        work.commit()


def _checked(cluster: Cluster) -> Cluster:
    if (
        not cluster.name
        or set(cluster.name) & _FORBIDDEN
        or cluster.name.startswith("-")
        or not cluster.name.isprintable()
    ):
        raise InvalidDataError(
            f"{cluster.name!r} cannot be the name of a cluster: use letters, digits, dots and dashes, such as seoul-prod"
        )
    find_zone(cluster.zone)
    return cluster
