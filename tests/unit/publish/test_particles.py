"""Korean particles follow the last sound of what stands before them."""

import pytest

from tracker.publish.particles import filled, fitting


@pytest.mark.parametrize(
    ("text", "topic", "towards"),
    [
        ("백업", "은", "으로"),
        ("서버", "는", "로"),
        ("노드 풀", "은", "로"),
        ("1.30", "은", "으로"),
        ("1.31", "은", "로"),
        ("1.32", "는", "로"),
        ("1.33", "은", "으로"),
        ("v1.26.6", "은", "으로"),
        ("2017-09-25", "는", "로"),
        ("kubelet", "은", "으로"),
        ("kube-proxy", "는", "로"),
        ("kubectl", "은", "로"),
        ("MaxScale", "은", "로"),
        ("Helm", "은", "으로"),
        ("etcd", "는", "로"),
        ("coredns", "는", "로"),
        ("CRD", "는", "로"),
        ("NPM", "은", "으로"),
        ("`velero`", "는", "로"),
        ("kafka (prod)", "는", "로"),
        ("…", "은(는)", "(으)로"),
    ],
)
def test_follows_the_last_sound(text: str, topic: str, towards: str) -> None:
    assert fitting(text, "은(는)") == topic
    assert fitting(text, "(으)로") == towards


def test_fills_values_in_with_their_particles() -> None:
    template = "`%(name)s`을(를) %(version)s(으)로, 그리고 %(name)s"
    assert filled(template, {"name": "노드", "version": "1.31"}) == "`노드`를 1.31로, 그리고 노드"


def test_leaves_alone_what_a_value_says() -> None:
    assert filled("%(title)s", {"title": "백업을(를) %(x)s"}) == "백업을(를) %(x)s"
