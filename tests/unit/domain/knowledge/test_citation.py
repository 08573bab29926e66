"""Sources in words become addresses."""

import pytest

from tracker.domain.knowledge.citation import source_url


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("https://kubernetes.io/releases/ (2026-08-22)", "https://kubernetes.io/releases/"),
        ("kubernetes/api tag kubernetes-1.31.4", "https://github.com/kubernetes/api/releases/tag/kubernetes-1.31.4"),
        ("coreos/kubernetes tag v1.3.4+coreos.0", "https://github.com/coreos/kubernetes/releases/tag/v1.3.4+coreos.0"),
        ("kubernetes/kubernetes#118388", "https://github.com/kubernetes/kubernetes/pull/118388"),
        ("kubernetes/website#40672 (merged 2023-04-13) dropped it", "https://github.com/kubernetes/website/pull/40672"),
        ("dexidp/dex tags (2026-05-20)", "https://github.com/dexidp/dex/tags"),
        (
            "kubernetes/website data/releases/eol.yaml",
            "https://github.com/kubernetes/website/blob/HEAD/data/releases/eol.yaml",
        ),
        (
            "kubernetes/website content/en/releases/version-skew-policy.md (stored commit 01bc09751ea9)",
            "https://github.com/kubernetes/website/blob/01bc09751ea9/content/en/releases/version-skew-policy.md",
        ),
        (
            "kubernetes/api core/v1/types.go at v0.36.3",
            "https://github.com/kubernetes/api/blob/v0.36.3/core/v1/types.go",
        ),
        ("cri-o/cri-o README.md", "https://github.com/cri-o/cri-o/blob/HEAD/README.md"),
        (
            "Kubernetes release notes 1.25, 1.31 (kubernetes/sig-release releases/)",
            "https://github.com/kubernetes/sig-release/tree/HEAD/releases/release-1.25",
        ),
        (
            "Kubernetes 1.24 release notes (kubernetes/sig-release releases/release-1.24)",
            "https://github.com/kubernetes/sig-release/tree/HEAD/releases/release-1.24",
        ),
        (
            "etcd2 of the image; endoflife-date/endoflife.date products/kubernetes.md (2026-08-22)",
            "https://github.com/endoflife-date/endoflife.date/blob/HEAD/products/kubernetes.md",
        ),
        ("kyverno/kyverno CRD manifests over release tags (newest tag)", "https://github.com/kyverno/kyverno"),
        ("invented for a test", ""),
        ("", ""),
    ],
)
def test_a_source_leads_to_its_place(source: str, url: str) -> None:
    assert source_url(source) == url
