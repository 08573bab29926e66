"""The public edition leaks nothing.

Marks are planted in every field of internal events and in every sort of secret, and every byte of the output, names of
files included, is searched for them.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.support.journal import record, retracting
from tests.support.site_build import build
from tests.support.site_sample import PROD, young_events
from tests.support.stores import opened
from tracker.domain.cluster import Cluster
from tracker.domain.event import (
    Action,
    Change,
    Event,
    EventKind,
    Incident,
    IncidentSeverity,
    IncidentUpdate,
    Link,
    Provenance,
    Subject,
    SubjectType,
    Visibility,
)
from tracker.domain.when import When
from tracker.publish.order import Order, build_ordered
from tracker.publish.site_data import Edition
from tracker.reference.opening import open_reference
from tracker.services.waivers import Waiver
from tracker.store.opening import open_store

WHEN = When.at(datetime(2017, 10, 3, 5, tzinfo=UTC), "Asia/Seoul")
HIDDEN = "ZQHIDDENQZ"
"""Part of every mark of something internal, in whatever case it comes out."""


def marked(number: int, kind: EventKind, subject_type: SubjectType) -> Event:
    """An internal event with a mark in every field that takes a text."""

    def mark(field: str) -> str:
        return f"{HIDDEN}{number}{field}"

    return Event(
        id=f"0158fffe-{number:04x}-7000-8000-00000000{HIDDEN_ID}{number:x}",
        cluster_id=PROD.id,
        kind=kind,
        title=mark("title"),
        when=WHEN,
        ended=WHEN,
        body=mark("body"),
        language="en",
        translations=(("ko", mark("translation")),),
        changes=(
            Change(Subject(subject_type, mark("name"), mark("scope")), Action.ADDED, None, mark("value")),
            Change(Subject(subject_type, mark("other")), Action.REMOVED, mark("before")),
        ),
        links=(Link(mark("rel"), f"https://ok.example/{mark('url')}"),),
        tags=(mark("tag"),),
        visibility=Visibility.INTERNAL,
        incident=Incident(
            IncidentSeverity.MAJOR, (mark("affects"),), "", mark("fix"), (IncidentUpdate(WHEN, mark("up")),)
        ),
        provenance=Provenance("journal", mark("origin"), mark("place"), mark("key")),
        review=(mark("review"),),
        details=(
            ("target", mark("target")),
            ("verdict", mark("verdict")),
            ("document", f'{{"x": "{mark("document")}"}}'),
        ),
    )


HIDDEN_ID = "dead"
INTERNAL = [
    marked(number, kind, subject_type)
    for number, (kind, subject_type) in enumerate(
        (kind, subject_type) for kind in EventKind for subject_type in SubjectType
    )
]
SECRETS = {
    "AKIAZQZQZQZQZQZQZQZQ": "AKIAZQZQZQZQZQZQZQZQ",
    "hunter2secretvalue9": "password=hunter2secretvalue9",
    "ghp_": "ghp_" + "zq12" * 9,
    "pa55zqword": "postgres://joe:pa55zqword@db.example/x",
    "10.20.30.40": "10.20.30.40",
    "ip-10-9-8-7": "ip-10-9-8-7.ap-northeast-2.compute.internal",
    "zqhost": "zqhost.prod.internal",
    "123456789012": "arn:aws:iam::123456789012:role/zqrole",
    "zqjoe": "zqjoe@company.example",
    "/home/zqjane": "/home/zqjane/clusters",
}


def public_with_secrets() -> Event:
    """A public event that says, in every field, what the public must not read."""
    said = " and ".join(SECRETS.values())
    return Event(
        id="0158fffd-0000-7000-8000-000000000001",
        cluster_id=PROD.id,
        kind=EventKind.INCIDENT,
        title=f"PUBLICTITLE {said}",
        when=WHEN,
        body=f"PUBLICBODY **{said}**",
        translations=(("ko", f"공개 {said}"),),
        changes=(Change(Subject(SubjectType.CONFIG, "publicKey"), Action.SET, None, said),),
        links=tuple(Link("see", f"https://ok.example/?q={secret}") for secret in SECRETS.values()),
        tags=("publictag",),
        visibility=Visibility.PUBLIC,
        incident=Incident(IncidentSeverity.MAJOR, ("kafka",), INTERNAL[0].id, said, (IncidentUpdate(WHEN, said),)),
        provenance=Provenance("journal", f"{HIDDEN}origin", f"{HIDDEN}place", f"{HIDDEN}key"),
        review=(f"{HIDDEN}review",),
    )


@pytest.fixture
def everything_planted(store: Path) -> Path:
    secret_lab = Cluster("c-lab", f"{HIDDEN}lab", f"{HIDDEN}env", zone="UTC", description=f"{HIDDEN}description")
    in_the_lab = replace(
        marked(999, EventKind.NOTE, SubjectType.COMPONENT),
        cluster_id="c-lab",
        id="0158fffc-0000-7000-8000-00000000dead",
    )
    gone = replace(public_with_secrets(), id="0158fffb-0000-7000-8000-00000000dead", title=f"{HIDDEN}retracted")
    once_internal = replace(young_events()[0], title=f"{HIDDEN}before it was amended", visibility=Visibility.INTERNAL)
    with opened(store) as opened_store:
        record(opened_store, *INTERNAL, secret_lab, in_the_lab, public_with_secrets(), gone, once_internal)
        record(opened_store, retracting(gone, f"{HIDDEN}reason"), young_events()[0], author=f"{HIDDEN}author")
    return store


def output(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file with its name as part of what is searched."""
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        yield name, name.encode() + b"\n" + (path.read_bytes() if path.is_file() else b"")


def test_nothing_internal_is_anywhere_in_the_public_edition(everything_planted: Path, tmp_path: Path) -> None:
    build(everything_planted, tmp_path / "site", edition=Edition.PUBLIC)
    leaks = {
        (name, mark)
        for name, content in output(tmp_path / "site")
        for mark in (HIDDEN, *(event.id for event in INTERNAL), "0158fffc-", "0158fffb-", "c-lab")
        if mark.lower().encode() in content.lower()
    }
    assert not leaks


def test_no_secret_or_internal_identifier_is_anywhere_in_the_public_edition(
    everything_planted: Path, tmp_path: Path
) -> None:
    build(everything_planted, tmp_path / "site", edition=Edition.PUBLIC)
    leaks = {
        (name, secret)
        for name, content in output(tmp_path / "site")
        for secret in SECRETS
        if secret.lower().encode() in content.lower()
    }
    assert not leaks


OVERRIDES = f"""
[[override]]
table = "releases/kubernetes-minors"
key = {{ minor = "1.7" }}
set = {{ end_of_life = 2018-02-01 }}
reason = "{HIDDEN}contract"
"""


@pytest.mark.parametrize("edition", Edition)
def test_why_something_is_accepted_or_replaced_is_for_insiders(store: Path, tmp_path: Path, edition: Edition) -> None:
    (tmp_path / "overrides.toml").write_text(OVERRIDES)
    order = Order(
        tmp_path / "site",
        edition,
        date(2018, 6, 1),
        waivers=[Waiver("SUP001", f"{HIDDEN}owner", f"{HIDDEN}why", date(2018, 12, 31))],
    )
    reference = open_reference(overrides=tmp_path / "overrides.toml")
    build_ordered(order, lambda: open_store(str(store)), reference, lambda _what, _done, _total: None)
    everything = b"".join(content for _, content in output(tmp_path / "site"))
    assert b"accepted by waiver" in everything
    assert b"2018-02-01" in everything
    for mark in ("owner", "why", "contract"):
        assert (f"{HIDDEN}{mark}".encode() in everything) == (edition is Edition.INTERNAL), mark


def test_what_is_public_is_there(everything_planted: Path, tmp_path: Path) -> None:
    build(everything_planted, tmp_path / "site", edition=Edition.PUBLIC)
    everything = b"".join(content for _, content in output(tmp_path / "site"))
    for word in ("PUBLICTITLE", "PUBLICBODY", "publickey", "publictag", "공개", "MaxScale"):
        assert word.encode() in everything


def test_the_internal_edition_has_it_all_but_the_secrets(everything_planted: Path, tmp_path: Path) -> None:
    build(everything_planted, tmp_path / "site", edition=Edition.INTERNAL)
    everything = b"".join(content for _, content in output(tmp_path / "site"))
    assert f"{HIDDEN}0title".encode() in everything
    assert b"10.20.30.40" in everything
    for secret in ("AKIAZQZQZQZQZQZQZQZQ", "hunter2secretvalue9", "ghp_zq12", "pa55zqword"):
        assert secret.encode() not in everything


def test_an_event_that_becomes_internal_leaves_the_public_site(everything_planted: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(everything_planted, site, edition=Edition.PUBLIC)
    with opened(everything_planted) as opened_store:
        record(opened_store, replace(public_with_secrets(), visibility=Visibility.INTERNAL))
    build(everything_planted, site, edition=Edition.PUBLIC)
    assert not [name for name, content in output(site) if b"PUBLICTITLE" in content or b"publictag" in content]


def test_the_cache_of_one_edition_is_not_used_for_the_other(everything_planted: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(everything_planted, site, edition=Edition.INTERNAL)
    build(everything_planted, site, edition=Edition.PUBLIC)
    assert not [name for name, content in output(site) if HIDDEN.lower().encode() in content.lower()]
