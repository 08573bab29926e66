"""Providers and their support windows."""

from scripts.reference_builder.rows import Row, newest_first, row

_UPSTREAM_NOTE = "no own end-of-life table; the upstream end of life counts"

_PROVIDERS: tuple[Row, ...] = (
    {"slug": "aks", "name": "Azure Kubernetes Service", "aliases": ["azure", "azure aks", "azure-kubernetes-service"],
     "standard_means": "community support", "extended_means": "long-term support tier (paid)"},
    {"slug": "alibaba-ack", "name": "Alibaba Cloud ACK", "aliases": ["ack", "alibaba", "aliyun"],
     "standard_means": "support"},
    {"slug": "amazon-eks", "name": "Amazon EKS", "aliases": ["eks", "aws eks", "aws-eks"],
     "standard_means": "standard support", "extended_means": "extended support (paid)"},
    {"slug": "gke", "name": "Google Kubernetes Engine", "aliases": ["google-kubernetes-engine", "google gke"],
     "active_means": "standard support on release channels", "standard_means": "maintenance support"},
    {"slug": "k3s", "name": "K3s", "aliases": [], "follows_upstream": True},
    {"slug": "openshift", "name": "Red Hat OpenShift", "aliases": ["ocp", "red-hat-openshift", "rhocp"],
     "active_means": "full support", "standard_means": "maintenance support",
     "extended_means": "extended update support"},
    {"slug": "rancher", "name": "Rancher Manager", "aliases": ["rancher-manager"],
     "active_means": "full support", "standard_means": "limited support", "is_distribution": False},
    {"slug": "rke2", "name": "RKE2", "aliases": [], "follows_upstream": True},
)  # fmt: skip
"""Meaning of the phases in each provider's own words; written by hand after the notes in the fact table."""

_REPEATED = {("openshift", "4.21")}
"""Versions for which the source repeats the release day of the version before."""
_GKE_NOTE = "the extended channel (paid, from 1.27 on) is not in the source; latest releases after the end come from it"


def providers(facts: Row) -> list[Row]:
    """Rows of ``releases/providers``, by slug."""
    sources = {each["provider"]: each["source"] for each in facts["records"]}
    return [row(sources[each["slug"]], **each) for each in _PROVIDERS]


def windows(facts: Row) -> list[Row]:
    """Rows of ``releases/provider-windows``."""
    rows = [_window(each) for each in facts["records"]]
    by_provider: list[Row] = []
    for slug in sorted({each["provider"] for each in rows}):
        by_provider += newest_first((each for each in rows if each["provider"] == slug), "version")
    return by_provider


def _window(fact: Row) -> Row:
    return row(
        fact["source"],
        provider=fact["provider"],
        version=fact["version"],
        minor=fact["kubernetes_minor"],
        released_on=None if (fact["provider"], fact["version"]) in _REPEATED else fact["release_date"],
        active_until=fact["active_end"],
        standard_until=fact["standard_end"],
        extended_until=fact["extended_end"],
        upstream_until=fact.get("upstream_end_of_life"),
        latest=fact["latest"],
        latest_on=fact["latest_date"],
        note=_note(fact),
    )


def _note(fact: Row) -> str | None:
    ended, latest = fact["standard_end"], fact["latest_date"]
    if fact["provider"] == "gke" and ended and latest and latest > ended:
        return _GKE_NOTE
    if (fact["provider"], fact["version"]) in _REPEATED:
        return f"the source repeats the release day of the version before ({fact['release_date']}), left out here"
    if fact["provider"] == "openshift" and fact["kubernetes_minor"] is None:
        return "the Kubernetes minor of this version is not in the source"
    if fact["no_end_announced"]:
        return "no end of support is announced"
    return _UPSTREAM_NOTE if fact.get("upstream_end_of_life") else None
