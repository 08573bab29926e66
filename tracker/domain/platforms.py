"""The names of what a cluster itself is made of; every other software in it is a component."""

KUBERNETES = "kubernetes"

CONTROL_PLANE = ("kube-apiserver", "kube-controller-manager", "kube-scheduler", "cloud-controller-manager")
NODE = ("kubelet", "kube-proxy")
INSTALLERS = (
    "kube-aws",
    "kops",
    "kubeadm",
    "kubespray",
    "rancher",
    "rke",
    "rke2",
    "k3s",
    "eksctl",
    "talos",
    "openshift",
)
WHOLE_CLUSTERS = frozenset(("kube-aws", "kops", "kubespray", "k3s", "rke", "rke2", "talos", "openshift"))
"""Installers whose upgrade is one operation for the whole cluster. kubeadm, eksctl and the managed services upgrade
the control plane first, and the nodes when somebody asks for it."""
KUBERNETES_ITSELF = frozenset(("kubeadm", "k3s", "rke2"))
"""Installers whose version is that of the Kubernetes which they bring, and whose support is its support."""
RUNTIMES = ("containerd", "docker", "cri-o")
OPERATING_SYSTEMS = (
    "coreos",
    "flatcar",
    "bottlerocket",
    "ubuntu",
    "debian",
    "amazon-linux",
    "rhel",
    "rocky",
    "windows",
)

PLATFORMS = frozenset(
    (KUBERNETES, *CONTROL_PLANE, *NODE, "kubectl", "etcd", *INSTALLERS, *RUNTIMES, *OPERATING_SYSTEMS)
)

_ALIASES = {
    "k8s": KUBERNETES,
    "apiserver": "kube-apiserver",
    "api-server": "kube-apiserver",
    "controller-manager": "kube-controller-manager",
    "scheduler": "kube-scheduler",
    "crio": "cri-o",
    "container-linux": "coreos",
    # What runs a cluster is of the cluster's version, and so is a managed service.
    "control plane": KUBERNETES,
    "control-plane": KUBERNETES,
    "eks": KUBERNETES,
    "aks": KUBERNETES,
    "gke": KUBERNETES,
    # Only what Koreans do write in Hangul, as in https://kubernetes.io/ko/; kubelet and etcd keep their Latin names.
    "쿠버네티스": KUBERNETES,
    "컨트롤플레인": KUBERNETES,
    "도커": "docker",
    "오픈시프트": "openshift",
    "우분투": "ubuntu",
    "데비안": "debian",
}


def platform_name(text: str) -> str | None:
    """The platform that `text` names in any case or by a common short form; None when it names a component."""
    name = text.strip().lower()
    name = _ALIASES.get(name, name)
    return name if name in PLATFORMS else None
