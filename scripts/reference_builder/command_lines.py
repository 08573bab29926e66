"""How a removed flag shows on a command line, in a kubeconfig or in a script (see `detections`)."""

from scripts.reference_builder.detections import found, look
from scripts.reference_builder.rows import Row

_API, _KCM, _SCHEDULER = "kube-apiserver", "kube-controller-manager", "kube-scheduler"
_KUBELET, _PROXY = "kubelet", "kube-proxy"


def flag(names: str, *components: str) -> list[Row]:
    """A flag with or without a value; `names` is an alternation without the dashes."""
    return [found("command-line", *components, pattern=rf"^--({names})(=|$)")]


def plugin(name: str) -> list[Row]:
    """An admission plugin switched on by hand."""
    return [found("command-line", _API, pattern=rf"^--(enable-admission-plugins|admission-control)=.*\b{name}\b")]


def script(pattern: str) -> list[Row]:
    """Text in scripts and pipelines."""
    return [found("script", pattern=pattern)]


def provider(names: str) -> list[Row]:
    """An in-tree cloud provider."""
    return [found("command-line", _API, _KCM, _KUBELET, pattern=rf"^--cloud-provider=({names})$")]


COMMAND_LINES: dict[str, list[Row]] = {
    "apiserver-admission-control-flag": flag("admission-control", _API),
    "apiserver-api-audiences": flag("service-account-api-audiences", _API),
    "apiserver-cloud-provider-flags": flag("cloud-provider|cloud-config", _API),
    "apiserver-encryption-config": flag("experimental-encryption-provider-config", _API),
    "apiserver-etcd-quorum-read": flag("etcd-quorum-read", _API),
    "apiserver-etcd2": [found("command-line", _API, pattern=r"^--storage-backend=etcd2$")],
    "apiserver-insecure-port": flag("insecure-port|insecure-bind-address|port|address", _API),
    "apiserver-sa-issuer-required": [
        found("command-line", _API, pattern=r"^--service-account-(issuer|signing-key-file)=", absent=True)
    ],
    "apiserver-storage-versions": flag("storage-versions", _API),
    "auth-plugins-gcp-azure": [
        found("kubeconfig", path="users[].user.auth-provider.name", pattern=r"^(gcp|azure)$")
    ],
    "cloud-auto-detect": [found("command-line", _KUBELET, pattern=r"^--cloud-provider=auto-detect$")],
    "cloud-aws": provider("aws"),
    "cloud-aws-credential-provider": [
        look("kubelets that pull from ECR without --image-credential-provider-config and ecr-credential-provider")
    ],
    "cloud-azure": provider("azure"),
    "cloud-gce": provider("gce"),
    "cloud-in-tree-off": provider("azure|gce|vsphere"),
    "cloud-openstack": provider("openstack"),
    "cloud-vsphere": provider("vsphere"),
    "dynamic-audit": [
        found("object", "AuditSink", path="kind", pattern=r"^AuditSink$"),
        found("command-line", _API, pattern=r"^--(audit-dynamic-configuration(=|$)|feature-gates=.*\bDynamicAuditing=true\b)"),
    ],
    "exec-credential-v1alpha1": [
        found("kubeconfig", path="users[].user.exec.apiVersion", pattern=r"^client\.authentication\.k8s\.io/v1alpha1$")
    ],
    "export-parameter": script(r"\bkubectl\s+get\b[^\n|;]*\s--export\b|[?&]export=(true|1)\b"),
    "kcm-deleting-pods-flags": flag("deleting-pods-qps|deleting-pods-burst|register-retry-count", _KCM),
    "kcm-hpa-rest-clients": [
        found("command-line", _KCM, pattern=r"^--horizontal-pod-autoscaler-use-rest-clients=false$")
    ],
    "kcm-insecure-port": flag("port|address", _KCM),
    "kcm-pod-eviction-timeout": flag("pod-eviction-timeout|enable-taint-manager", _KCM),
    "kube-proxy-cleanup-ipvs": flag("cleanup-ipvs", _PROXY),
    "kubectl-delete-local-data": script(r"\bkubectl\s+drain\b[^\n|;]*\s--delete-local-data\b"),
    "kubectl-dry-run-bool": script(r"\bkubectl\b[^\n|;]*\s--dry-run(=(true|false)\b|(?=\s|$))"),
    "kubectl-get-show-all": script(r"\bkubectl\s+get\b[^\n|;]*\s(--show-all|-a)\b"),
    "kubectl-prune-whitelist": script(r"\bkubectl\s+apply\b[^\n|;]*\s--prune-whitelist\b"),
    "kubectl-run-generators": script(r"\bkubectl\s+run\b[^\n|;]*\s--(generator|replicas)\b"),
    "kubectl-version-short": script(r"\bkubectl\s+version\b[^\n|;]*\s--short\b"),
    "kubelet-allow-privileged": flag("allow-privileged", _KUBELET),
    "kubelet-check-node-capabilities-flag": flag("experimental-check-node-capabilities-before-mount", _KUBELET),
    "kubelet-cloud-config-flag": flag("cloud-config", _KUBELET),
    "kubelet-container-runtime-flag": flag("container-runtime", _KUBELET),
    "kubelet-dockershim-flags": flag(
        "network-plugin|cni-bin-dir|cni-conf-dir|cni-cache-dir|docker-endpoint|image-pull-progress-deadline|"
        "experimental-dockershim-root-directory", _KUBELET),
    "kubelet-experimental-bootstrap-kubeconfig": flag("experimental-bootstrap-kubeconfig", _KUBELET),
    "kubelet-fail-swap-experimental": flag("experimental-fail-swap-on", _KUBELET),
    "kubelet-keep-terminated-pod-volumes": flag("keep-terminated-pod-volumes", _KUBELET),
    "kubelet-node-labels-prefix": [
        found("command-line", _KUBELET,
              pattern=r"^--node-labels=(.*,)?(?!(node|kubelet|[\w.-]+\.node|[\w.-]+\.kubelet)\.kubernetes\.io/)"
                      r"(?!(beta\.)?kubernetes\.io/(hostname|os|arch|instance-type)=)(?!topology\.kubernetes\.io/)"
                      r"(?!failure-domain\.beta\.kubernetes\.io/)(?!node\.kubernetes\.io/)"
                      r"([\w.-]+\.)?(kubernetes|k8s)\.io/")
    ],
    "kubelet-pod-infra-image-flag": flag("pod-infra-container-image", _KUBELET),
    "kubelet-require-kubeconfig": flag("require-kubeconfig", _KUBELET),
    "proxy-root-path": script(r"/api/v1/proxy/"),
    "pv-label-admission": plugin("PersistentVolumeLabel"),
    "scheduler-insecure-port": flag("port|address", _SCHEDULER),
    "scheduler-lock-flags": flag("lock-object-namespace|lock-object-name", _SCHEDULER),
    "scheduler-policy": flag("policy-config-file|policy-configmap|policy-configmap-namespace|use-legacy-policy-config",
                             _SCHEDULER),
    "securitycontextdeny": plugin("SecurityContextDeny"),
    "selflink": script(r"\.metadata\.selfLink\b|\bmetadata\.selfLink\b"),
    "swagger-1": script(r"/swaggerapi\b|/swagger\.json\b"),
}  # fmt: skip
