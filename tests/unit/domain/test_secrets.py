import pytest

from tracker.domain import secrets
from tracker.domain.secrets import find_secrets, without_secrets


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("password=hunter22", "password"),
        ('db_password: "correct horse"', "password"),
        ("비밀번호: 나의비밀번호12", "password"),
        ("API key = 0a1b2c3d4e5f", "password"),
        ("AKIAIOSFODNN7EXAMPLE was rotated", "AWS access key"),
        ("pushed with ghp_" + "a1" * 18, "GitHub token"),
        ("glpat-" + "x" * 20, "GitLab token"),
        ("xoxb-123456789012-abcdef", "Slack token"),
        ("postgres://admin:pa55w0rd@db/tracker", "credentials in a URL"),
        ("Authorization: Bearer abcdefghijklmnopqrst", "bearer token"),
        ("kubeadm join --token abcdef.0123456789abcdef", "kubeadm token"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "JSON web token"),
        ("client-key-data: " + "LS0t" * 20, "certificate or key data"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "private key"),
    ],
)
def test_finds(text: str, kind: str) -> None:
    assert [secret.kind for secret in find_secrets(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "kube-aws v0.9.8 / kubernetes v1.7.4",
        "rotated the token of the dashboard",
        "secret: rotated",
        "TLS secret: cert-manager",
        "external-secrets: v0.9.11",
        "password: ${DB_PASSWORD}",
        "token: {{ vault.token }}",
        "secret: vault://kv/data/db",
        "password: [redacted]",
        "commit 8e292affb22cc201a4d6ab0b9a9d1f4d0f5a3b21",
        "nodeMonitorGracePeriod: 90s",
        "https://github.com/kubernetes-incubator/kube-aws/releases/tag/v0.9.8",
        "비밀번호 정책을 바꿈",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert find_secrets(text) == ()
    assert without_secrets(text) == text


def test_replaces_each_secret_and_nothing_else() -> None:
    text = "user=joe password=hunter22; then AKIAIOSFODNN7EXAMPLE"
    assert without_secrets(text) == "user=joe password=[redacted]; then [redacted]"


def test_is_idempotent() -> None:
    once = without_secrets("password=hunter22 postgres://a:b1c2d3@db/x")
    assert without_secrets(once) == once


def test_every_hint_holds_a_stem_of_its_pattern() -> None:
    for stems, hints in zip(secrets._STEMS, secrets._HINTS, strict=True):
        for hint in hints:
            assert any(stem in hint for stem in stems), hint
