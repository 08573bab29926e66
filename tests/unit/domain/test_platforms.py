"""Platform names are recognised in the forms that people use."""

import pytest

from tracker.domain.platforms import platform_name


@pytest.mark.parametrize(
    ("text", "name"),
    [("Kubernetes", "kubernetes"), ("k8s", "kubernetes"), ("kube-aws", "kube-aws"), ("CRIO", "cri-o"), ("Kafka", None)],
)
def test_recognises_platforms(text: str, name: str | None) -> None:
    assert platform_name(text) == name
