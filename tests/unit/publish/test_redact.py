from datetime import UTC, date, datetime

import pytest

from tracker.domain.event import (
    Action,
    Change,
    Event,
    EventKind,
    Incident,
    IncidentUpdate,
    Link,
    Provenance,
    Subject,
    SubjectType,
    Visibility,
)
from tracker.domain.when import When
from tracker.publish.redact import edited_event, is_visible, redaction_for
from tracker.publish.site_data import Edition

PUBLIC = redaction_for(Edition.PUBLIC)
INTERNAL = redaction_for(Edition.INTERNAL)


@pytest.mark.parametrize(
    "identifier",
    [
        "10.0.12.34",
        "10.0.0.0/16",
        "192.168.1.7",
        "172.31.255.1",
        "100.64.3.2",
        "169.254.169.254",
        "fd12:3456:789a::1",
        "ip-10-0-1-23.ap-northeast-2.compute.internal",
        "db-master.prod.internal",
        "api.corp",
        "registry.svc.cluster.local",
        "arn:aws:iam::123456789012:role/kube2iam",
        "123456789012.dkr.ecr.ap-northeast-2.amazonaws.com",
        "i-0123456789abcdef0",
        "subnet-12345678",
        "internal-a1b2.ap-northeast-2.elb.amazonaws.com",
        "joe.kim@company.example",
        "/home/joe/clusters/prod",
    ],
)
def test_the_public_edition_shows_no(identifier: str) -> None:
    assert PUBLIC(f"moved {identifier} away") == "moved [redacted] away"
    assert INTERNAL(f"moved {identifier} away") == f"moved {identifier} away"


@pytest.mark.parametrize(
    "text",
    [
        "kube-aws v0.9.8 / kubernetes v1.7.4",
        "etcd 3.1.10.1, CoreDNS 1.11.3",
        "chart 10.0.12.3-rc.1 is no address",
        "203.0.113.9 and 8.8.8.8 are no secrets",
        "172.15.0.1 and 172.32.0.1 are public",
        "sg-sized pods, i-frames, vol-1",
        "nodeMonitorGracePeriod: 90s → 240s",
        "https://github.com/kubernetes-incubator/kube-aws/pull/838",
        "쿠버네티스 1.7.4로 업그레이드, 시간당 10.5건",
        "kube-system/cluster.local-dns",
    ],
)
def test_the_public_edition_keeps(text: str) -> None:
    assert PUBLIC(text) == text


@pytest.mark.parametrize("redact", [PUBLIC, INTERNAL])
def test_no_edition_shows_a_secret(redact: object) -> None:
    assert callable(redact)
    assert redact("password=hunter22") == "password=[redacted]"


def an_event(text: str, visibility: Visibility = Visibility.PUBLIC) -> Event:
    """An event with `text` wherever text can be."""
    when = When.at(datetime(2017, 9, 25, 5, tzinfo=UTC))
    return Event(
        id="01",
        cluster_id="c",
        kind=EventKind.INCIDENT,
        title=text,
        when=when,
        ended=when,
        body=text,
        language="en",
        translations=(("ko", text),),
        changes=(Change(Subject(SubjectType.CONFIG, text, text), Action.SET, text, text),),
        links=(Link(text, "https://ok.example/"), Link("issue", f"https://x.example/{text}")),
        tags=(text,),
        visibility=visibility,
        incident=Incident(affects=(text,), cause="other", fix=text, updates=(IncidentUpdate(when, text),)),
        provenance=Provenance("journal", text, text, text),
        review=(text,),
        details=(("step", text),),
    )


@pytest.mark.parametrize("text", ["password=hunter22", "10.0.12.34"])
def test_no_field_of_a_public_event_is_forgotten(text: str) -> None:
    shown = edited_event(an_event(text), Edition.PUBLIC, visible=())
    assert text not in repr(shown)
    assert shown.when == an_event(text).when
    assert shown.links == (Link("password=[redacted]" if "pass" in text else "[redacted]", "https://ok.example/"),)


def test_a_secret_is_in_no_field_of_the_internal_edition_but_its_origin() -> None:
    shown = edited_event(an_event("password=hunter22"), Edition.INTERNAL)
    assert "hunter22" not in repr(shown).replace(repr(shown.provenance), "").replace(repr(shown.review), "")


def test_a_cause_that_readers_may_not_see_is_not_named() -> None:
    event = an_event("x")
    assert event.incident is not None
    shown = [edited_event(event, Edition.PUBLIC, visible=visible).incident for visible in ((), ("other",))]
    assert [incident.cause if incident else None for incident in shown] == ["", "other"]


@pytest.mark.parametrize(
    "url",
    [
        "http://grafana/d/1",
        "https://wiki.corp/x",
        "https://10.0.0.1/",
        "https://ok.example/?token=abc123def",
        "http://[",
    ],
)
def test_links_that_only_insiders_can_follow_are_left_out(url: str) -> None:
    event = Event("01", "c", EventKind.NOTE, "x", When.on(date(2017, 9, 25)), links=(Link("see", url),))
    assert edited_event(event, Edition.PUBLIC).links == ()


def test_only_public_events_are_public() -> None:
    assert is_visible(an_event("x", Visibility.PUBLIC), Edition.PUBLIC)
    assert not is_visible(an_event("x", Visibility.INTERNAL), Edition.PUBLIC)
    assert is_visible(an_event("x", Visibility.INTERNAL), Edition.INTERNAL)
