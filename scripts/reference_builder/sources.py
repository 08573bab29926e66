"""The day of the copy behind each source, so that every row can say how old its evidence is.

Most sources carry their day in the text: ``dexidp/dex tags (2026-05-20)``. For the others the day of the copy of the
repository is listed here. Where only the content of a copy tells its age, the day is the earliest that fits: a date
in the data may be older than the evidence, never younger.
"""

import re

_DAY = re.compile(r"\b(20\d\d-\d\d-\d\d)\b")
_PUBLISHED = re.compile(r"(first published|section added|last commit) \d{4}-\d\d-\d\d")

_COPIES: tuple[tuple[str, str], ...] = (
    ("kubernetes/kubernetes.github.io", "2021-07-22"),
    ("kubernetes/sig-release", "2026-08-13"),
    ("kubernetes/website data/releases/eol.yaml", "2025-11-11"),  # lists 1.31.14, which came that day
    ("kubernetes/website data/releases/schedule.yaml", "2024-10-22"),  # lists 1.28.15
    ("kubernetes/website content/en/docs/reference/using-api/deprecation-guide.md", "2023-12-13"),  # names 1.32
    ("kubernetes/website content/en/releases", "2023-08-15"),  # the edition of 1.28
    ("kubernetes/website content/en/docs", "2024-04-17"),  # knows 1.30
    ("kubernetes/website#", "2026-08-22"),
    ("kubernetes/kubernetes#", "2026-08-22"),
    ("deprecation guide", "2023-12-13"),
    ("kubernetes/design-proposals-archive", "2022-04-20"),
    ("kubernetes/enhancements", "2026-07-24"),
    ("kubernetes-retired/kube-aws", "2020-09-30"),
    ("coreos/coreos-kubernetes", "2017-10-31"),
    ("coreos/kubernetes tag", "2018-11-28"),  # the newest tag in the copy
    ("coreos/kubernetes", "2017-12-11"),
    ("FairwindsOps/pluto", "2026-04-27"),
    ("clowdhaus/eksup", "2026-03-23"),
    ("endoflife-date/endoflife.date", "2026-08-22"),
    ("containerd/containerd", "2026-08-22"),
    ("rancher/rke2", "2026-08-21"),
    ("k3s-io/k3s-upgrade", "2026-08-21"),
    ("istio/istio.io", "2021-03-03"),
    ("longhorn/website", "2026-08-22"),  # has 1.13, which endoflife.date of that day lacks
    ("pluralsh/console", "2025-01-01"),
    ("kubernetes/", "2026-07-24"),  # the staging repositories: api, apiserver, kubelet, kube-scheduler …
)
_CRD_MANIFESTS = "2026-05-01"
"""CRD manifests were read between May and August 2026; the copies carry no day of their own."""


def join(*sources: str | None) -> str:
    """The sources as one text, each part once, in order."""
    parts: dict[str, None] = {}
    for source in sources:
        for part in (source or "").split("; "):
            if part:
                parts[part] = None
    return "; ".join(parts)


def retrieved_on(source: str) -> str:
    """The day of the newest copy that `source` names.

    Raises:
        ValueError: Nothing in the text tells the day.
    """
    days = [day for part in source.split("; ") if (day := _day_of(part)) is not None]
    if not days:
        raise ValueError(f"no day is known for the source {source!r}: add its repository to _COPIES")
    return max(days)


def _day_of(part: str) -> str | None:
    stamped = _DAY.findall(_PUBLISHED.sub("", part))
    if stamped:
        return str(max(stamped))
    for repository, day in _COPIES:
        if repository in part:
            return day
    return _CRD_MANIFESTS if "over release tags" in part else None
