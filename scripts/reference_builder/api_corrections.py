"""What is wrong or missing in the fact table of API lifecycles, and what upstream says instead."""

from typing import Any

Row = dict[str, Any]
Key = tuple[str, str, str]

REGISTERED_BEFORE_SERVED = {("flowcontrol.apiserver.k8s.io", "v1alpha1")}
"""The types were published one minor before the API server served them (alpha in 1.18)."""

_ISTIO = "istio/istio.io content/en/blog/2021/migrate-alpha-policy; FairwindsOps/pluto versions.yaml"
_WEBHOOKS_PAGE = "kubernetes/website content/en/docs/reference/access-authn-authz/extensible-admission-controllers.md"

REWRITTEN: set[tuple[str, str | None]] = {("authentication.istio.io", "v1alpha1"), ("rbac.istio.io", None)}
"""Groups whose rows come from another tool and name no kind that ever existed; replaced by THIRD_PARTY_ADDITIONS."""


def _record(group: str, version: str, kind: str, component: str, source: str, **more: Any) -> Row:
    blank: Row = dict.fromkeys(
        ("introduced", "first_registered", "last_registered", "deprecated", "removed", "removed_basis", "replacement",
         "replacement_available_since", "note"))  # fmt: skip
    stage = "alpha" if "alpha" in version else "beta" if "beta" in version else "ga"
    own: Row = {"group": group, "version": version, "kind": kind, "component": component, "stage": stage}
    return {**blank, **own, "use": "custom-resource", "source": source, **more}


def _istio(group: str, kind: str, successor: str) -> Row:
    return _record(
        group, "v1alpha1", kind, "istio", _ISTIO, deprecated="1.4", removed="1.6", removed_basis="component version",
        replacement={"group": "security.istio.io", "version": "v1beta1", "kind": successor},
        replacement_available_since="1.4" if successor == "AuthorizationPolicy" else "1.5",
        note="fields differ: see Istio's page on migrating alpha policies",
    )  # fmt: skip


THIRD_PARTY_ADDITIONS: tuple[Row, ...] = (
    _istio("authentication.istio.io", "MeshPolicy", "PeerAuthentication"),
    _istio("authentication.istio.io", "Policy", "PeerAuthentication"),
    _istio("rbac.istio.io", "ClusterRbacConfig", "AuthorizationPolicy"),
    _istio("rbac.istio.io", "RbacConfig", "AuthorizationPolicy"),
    _istio("rbac.istio.io", "ServiceRole", "AuthorizationPolicy"),
    _istio("rbac.istio.io", "ServiceRoleBinding", "AuthorizationPolicy"),
)

OWN_ADDITIONS: tuple[Row, ...] = (
    _record("client.authentication.k8s.io", "v1beta1", "ExecCredential", "client-go", "kubernetes/kubernetes#64482",
            use="config-file", introduced="1.11"),
    _record("client.authentication.k8s.io", "v1", "ExecCredential", "client-go", "kubernetes/kubernetes#102890",
            use="config-file", introduced="1.22"),
    _record("apiserver.config.k8s.io", "v1", "WebhookAdmissionConfiguration", "kube-apiserver", _WEBHOOKS_PAGE,
            use="config-file", introduced="1.17"),
)  # fmt: skip
"""Successors that the table names as replacements but does not list."""


def _named(group: str, version: str, kind: str, note: str | None = None) -> tuple[Row, str | None]:
    return {"group": group, "version": version, "kind": kind}, note


_ROLLBACK = "the lifecycle declaration names apps/v1, which never had it; kubectl rollout undo works on the Deployment"
_ACME = "another tool names the group cert-manager.io, but the kind stays in acme.cert-manager.io"

_NO_STORAGE = "the API server has no storage for it from 1.31 on (kubernetes/kubernetes#125021), whatever is declared"
NOTES: dict[Key, str] = {
    ("networking.k8s.io", "v1alpha1", "IPAddress"): _NO_STORAGE,
    ("networking.k8s.io", "v1alpha1", "ServiceCIDR"): _NO_STORAGE,
}
"""What a reader should know beside upstream's record."""

REPLACEMENTS: dict[Key, tuple[Row | None, str | None]] = {
    ("apps", "v1beta1", "DeploymentRollback"): (None, _ROLLBACK),
    ("autoscaling", "v2alpha1", "HorizontalPodAutoscaler"): _named(
        "autoscaling", "v2beta1", "HorizontalPodAutoscaler", "v1 knows no metrics but CPU; v2beta1 came when v2alpha1 went"),
    ("kubeadm.k8s.io", "v1alpha1", "MasterConfiguration"): _named(
        "kubeadm.k8s.io", "v1alpha3", "ClusterConfiguration", "split into InitConfiguration and ClusterConfiguration; "
        "kubeadm config migrate does it"),
    ("apiserver.config.k8s.io", "v1alpha1", "WebhookAdmission"): _named(
        "apiserver.config.k8s.io", "v1", "WebhookAdmissionConfiguration", "the kind was renamed with v1"),
    ("metrics", "v1alpha1", "NodeMetrics"): _named("metrics.k8s.io", "v1beta1", "NodeMetrics"),
    ("metrics", "v1alpha1", "PodMetrics"): _named("metrics.k8s.io", "v1beta1", "PodMetrics"),
    ("certmanager.k8s.io", "v1alpha1", "Challenge"): _named("acme.cert-manager.io", "v1alpha2", "Challenge", _ACME),
    ("certmanager.k8s.io", "v1alpha1", "Order"): _named("acme.cert-manager.io", "v1alpha2", "Order", _ACME),
    **{
        ("acme.cert-manager.io", version, kind): _named("acme.cert-manager.io", "v1", kind, _ACME)
        for version in ("v1alpha2", "v1alpha3", "v1beta1")
        for kind in ("Challenge", "Order")
    },
}  # fmt: skip
"""Replacements that the table or upstream's declarations name wrongly: what to name instead, and why."""
