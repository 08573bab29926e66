"""Components, their release lines, and what each Kubernetes minor depends on."""

from typing import Any

from scripts.reference_builder import operating_systems, sources
from scripts.reference_builder.rows import Row, newest_first, row

_AMBIGUOUS = {
    "argo",
    "ark",
    "ca",
    "dashboard",
    "nginx-ingress",
    "nginx-ingress-controller (kubernetes)",
    "pilot",
    "yarn",
}
"""Aliases that mean something else as often: a certificate authority, a package manager, F5's ingress controller."""
_MORE_ALIASES = {
    "argo-workflows": ["argo-workflow"],
    "aws-load-balancer-controller": ["aws-lb-controller"],
    "debezium": ["debezium-connect"],
    "ingress-nginx": ["nginx-ingress-controller", "kubernetes-ingress-nginx"],
    "kubernetes-dashboard": ["k8s-dashboard"],
    "mariadb-maxscale": ["max-scale"],
    "postgresql": ["postgres"],
    "prometheus-operator": ["coreos-prometheus-operator"],
}
_RETIRED = {
    "heapster": ("with Kubernetes 1.13", "metrics-server"),
    "ingress-nginx": ("March 2026", None),
    "kube-dns": (None, None),
}
_STRAY_LATEST = {"vmware-tanzu/velero": ("1.2",)}
"""Lines whose highest tag is older than the line and was never released."""
_EXTRAS = ("app_version", "kafka_versions", "kube_text", "matrix_version", "release_date_documented",
           "tested_max", "tested_min")  # fmt: skip


def index(facts: Row) -> list[Row]:
    """Rows of ``components/index``, by slug."""
    rows = [*map(_component, facts["components"]), *operating_systems.index()]
    return sorted(rows, key=lambda each: str(each["slug"]))


def _component(fact: Row) -> Row:
    slug = fact["slug"]
    aliases = {alias for alias in fact["aliases"] if alias not in _AMBIGUOUS} | set(_MORE_ALIASES.get(slug, ()))
    retired, successor = _RETIRED.get(slug, (None, None))
    newest = max(fact["releases"], key=lambda release: sources.retrieved_on(_source(release)))
    return row(
        sources.join(fact.get("min_version_source"), newest["source"]),
        slug=slug,
        name=fact["name"],
        aliases=sorted(aliases),
        category=fact["category"],
        repository=fact["repository"],
        has_matrix=fact["has_matrix"],
        retired=retired,
        successor=successor,
        minimum_by_kubernetes=_by_minor(fact.get("min_version_by_kubernetes") or {}),
        note=fact["note"],
    )


def releases(facts: Row) -> dict[str, list[Row]]:
    """Rows of ``components/releases/SLUG``, for each component."""
    return {
        each["slug"]: newest_first((_release(release) for release in each["releases"]), "line")
        for each in facts["components"]
    } | operating_systems.releases()


def _release(fact: Row) -> Row:
    fact, note = _with_sane_days(fact)
    return row(
        _source(fact),
        line=fact["line"],
        first=fact["version"],
        released_on=fact["release_date"],
        date_basis=fact["date_kind"],
        latest=fact["latest"],
        latest_on=fact["latest_date"],
        active_until=fact.get("active_support_end"),
        end_of_life=fact["eol"],
        has_ended=fact.get("eol_passed"),
        extended_until=fact.get("extended_support_end"),
        long_term=fact.get("lts"),
        kubernetes_min=fact["kube_min"],
        kubernetes_max=fact["kube_max"],
        range_kind=fact["matrix_kind"],
        range_source=fact["matrix_source"],
        minimum_patch_by_kubernetes=_by_minor(fact.get("min_patch_by_kubernetes") or {}),
        extras={name: _text(fact[name]) for name in _EXTRAS if fact.get(name) is not None},
        note=note,
    )


def _with_sane_days(fact: Row) -> tuple[Row, str | None]:
    """A line whose latest release is dated before its first began on the earlier of the two days, at the latest."""
    first, latest = fact["release_date"], fact["latest_date"]
    if first is None or latest is None or first <= latest:
        return fact, None
    if fact["line"] in _STRAY_LATEST.get(_repository(fact), ()):
        return fact | {"latest": None, "latest_date": None}, f"{fact['latest']} of {latest} is a stray tag, left out"
    note = f"the source dates the first release {first}, after the latest ({latest}); the earlier day counts"
    return fact | {"release_date": latest, "latest_date": None}, note


def _repository(fact: Row) -> str:
    return str(fact["source"]).split(" ", 1)[0]


def _source(fact: Row) -> str:
    return sources.join(fact["source"], fact.get("matrix_source"), fact.get("eol_source"))


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _by_minor(versions: dict[str, str]) -> dict[str, str]:
    return {str(each["minor"]): versions[each["minor"]] for each in newest_first(
        ({"minor": minor} for minor in versions), "minor")}  # fmt: skip


def dependencies(facts: Row) -> list[Row]:
    """Rows of ``components/kubernetes-dependencies``."""
    return newest_first(
        (
            row(
                each["source"],
                minor=each["kubernetes_minor"],
                component=each["component"],
                kind=each["kind"],
                versions=each["value"] if isinstance(each["value"], list) else [each["value"]],
            )
            for each in facts["kubernetes_dependencies"]
        ),
        "minor",
        "component",
    )
