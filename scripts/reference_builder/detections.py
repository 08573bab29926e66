"""How a use of each changed thing shows in objects, nodes and configuration files.

Patterns are Python regular expressions for `re.search`; each has examples that it must find and leave alone in
``tests/contract/reference/detection_examples.json``. Paths of a Pod start at the pod, also inside a template.
"""

from scripts.reference_builder.rows import Row

_POD_IMAGES = "spec.containers[].image"


def found(evidence: str, *kinds: str, path: str | None = None, pattern: str | None = None, absent: bool = False) -> Row:
    """One detection by machine."""
    fields: Row = {"evidence": evidence, "kinds": list(kinds), "path": path, "pattern": pattern}
    return {name: value for name, value in fields.items() if value} | ({"absent": True} if absent else {})


def look(how: str) -> Row:
    """One thing that only a person can find."""
    return {"evidence": "manual", "look": how}


def pod(path: str, pattern: str | None = None, *, absent: bool = False) -> Row:
    """A field of pods and pod templates."""
    return found("object", "Pod", path=path, pattern=pattern, absent=absent)


def annotation(kind: str, pattern: str) -> Row:
    """A key of an object's annotations."""
    return found("object", kind, path="metadata.annotations{}", pattern=pattern)


def volume(field: str) -> list[Row]:
    """An in-tree volume, in a pod or as a persistent volume."""
    return [pod(f"spec.volumes[].{field}"), found("object", "PersistentVolume", path=f"spec.{field}")]


def node(path: str, pattern: str | None = None) -> Row:
    """A field of a Node."""
    return found("node", "Node", path=path, pattern=pattern)


OBJECTS: dict[str, list[Row]] = {
    "amazon-linux-2": [node("status.nodeInfo.osImage", r"^Amazon Linux 2$")],
    "anonymous-discovery": [
        found("object", "ClusterRoleBinding", path="metadata.name", pattern=r"^system:(discovery|basic-user)$")
    ],
    "apparmor-annotations": [annotation("Pod", r"^container\.apparmor\.security\.beta\.kubernetes\.io/")],
    "arch-suffix-images": [
        pod(_POD_IMAGES, r"(kube-(apiserver|controller-manager|scheduler|proxy)|etcd|pause)-amd64(:|@|$)")
    ],
    "audit-v1beta1": [found("configuration", "Policy", path="apiVersion", pattern=r"^audit\.k8s\.io/v1(alpha|beta)1$")],
    "beta-apis-off": [
        look("kubectl api-versions: which beta APIs does the cluster serve, and who uses one that came with 1.24 or later")
    ],
    "bound-sa-tokens": [
        look("metric serviceaccount_stale_tokens_total of the API server, and audit annotations "
             "authentication.k8s.io/stale-token: clients that do not read their token again")
    ],
    "cgroup-v1-default-fail": [look("on each node: stat -fc %T /sys/fs/cgroup prints cgroup2fs for cgroup v2")],
    "cgroup-v1-maintenance": [
        look("on each node: stat -fc %T /sys/fs/cgroup prints tmpfs for cgroup v1; metric kubelet_cgroup_version")
    ],
    "componentstatus": [found("script", pattern=r"\bkubectl\s+(get|describe)\s+(cs|componentstatus(es)?)\b")],
    "containerd-1x": [node("status.nodeInfo.containerRuntimeVersion", r"^containerd://1\.")],
    "coredns-proxy-plugin": [
        found("object", "ConfigMap", path="data.Corefile", pattern=r"(?m)^\s*(proxy\s+\S|upstream\s*$|upstream\s+\S)")
    ],
    "crd-openapi-ref": [found("object", "CustomResourceDefinition", path="spec.validation", pattern=r"['\"]?\$ref['\"]?\s*:")],
    "cri-v1alpha2": [node("status.nodeInfo.containerRuntimeVersion", r"^containerd://1\.[0-5]\.")],
    "critical-pod-annotation": [annotation("Pod", r"^scheduler\.alpha\.kubernetes\.io/critical-pod$")],
    "cronjob-tz": [found("object", "CronJob", path="spec.schedule", pattern=r"^(CRON_)?TZ=")],
    "csi-pre-1.0": [look("versions of the CSI drivers: any below 1.0 speaks CSI 0.x")],
    "docker-sock-mount": [pod("spec.volumes[].hostPath.path", r"/(docker|dockershim)\.sock$")],
    "dockershim": [node("status.nodeInfo.containerRuntimeVersion", r"^docker://")],
    "endpoints-api": [found("object", "Endpoints", path="kind", pattern=r"^Endpoints$")],
    "enforce-mountable-secrets": [annotation("ServiceAccount", r"^kubernetes\.io/enforce-mountable-secrets$")],
    "exec-probe-timeout": [
        pod("spec.containers[].livenessProbe.exec"),
        pod("spec.containers[].readinessProbe.exec"),
    ],
    "flexvolume": volume("flexVolume"),
    "gitrepo-volume": [pod("spec.volumes[].gitRepo")],
    "http-probe-redirect": [
        look("endpoints of httpGet probes that answer with a redirect to another host: the probe no longer follows it")
    ],
    "hyperkube-image": [pod(_POD_IMAGES, r"(^|/)hyperkube(-amd64)?(:|@|$)")],
    "ingress-nginx-retired": [pod(_POD_IMAGES, r"(ingress-nginx/controller|nginx-ingress-controller)(:|@|$)")],
    "initializers": [
        found("object", "*", path="metadata.initializers"),
        found("command-line", "kube-apiserver", pattern=r"^--(enable-admission-plugins|admission-control)=.*\bInitializers\b"),
    ],
    **{
        f"intree-{name}": volume(field)
        for name, field in (
            ("awsebs", "awsElasticBlockStore"), ("azuredisk", "azureDisk"), ("azurefile", "azureFile"),
            ("cephfs", "cephfs"), ("cinder", "cinder"), ("flocker", "flocker"), ("gcepd", "gcePersistentDisk"),
            ("glusterfs", "glusterfs"), ("portworx", "portworxVolume"), ("quobyte", "quobyte"), ("rbd", "rbd"),
            ("scaleio", "scaleIO"), ("storageos", "storageos"), ("vsphere", "vsphereVolume"),
        )
    },
    "kms-v1": [found("configuration", "EncryptionConfiguration", path="resources[].providers[].kms.apiVersion",
                     pattern=r"^v1$"),
               look("an EncryptionConfiguration whose kms provider has no apiVersion means v1")],
    "kube-dns-kubeadm": [found("object", "Deployment", path="metadata.name", pattern=r"^kube-dns$")],
    "kube-proxy-ipvs": [found("configuration", "KubeProxyConfiguration", path="mode", pattern=r"^ipvs$")],
    "kube-proxy-mode-explicit": [
        found("configuration", "KubeProxyConfiguration", path="mode", pattern=r"\S", absent=True)
    ],
    "kube-proxy-route-localnet": [found("configuration", "KubeProxyConfiguration", path="mode", pattern=r"^ipvs$")],
    "kube-proxy-userspace": [found("configuration", "KubeProxyConfiguration", path="mode", pattern=r"^userspace$")],
    "kubeadm-kube-dns-option": [found("configuration", "ClusterConfiguration", path="dns.type", pattern=r"^kube-dns$")],
    "kubeadm-super-admin": [look("who uses /etc/kubernetes/admin.conf in the belief that it is in system:masters")],
    "kubeadm-systemd-cgroup": [
        found("configuration", "KubeletConfiguration", path="cgroupDriver", pattern=r"\S", absent=True)
    ],
    "kubelet-cgroup-driver-fallback": [
        found("configuration", "KubeletConfiguration", path="cgroupDriver"),
        found("command-line", "kubelet", pattern=r"^--cgroup-driver(=|$)"),
    ],
    "kubelet-dynamic-config": [node("spec.configSource"), found("command-line", "kubelet", pattern=r"^--dynamic-config-dir(=|$)")],
    "kubelet-eventrecordqps-zero": [found("configuration", "KubeletConfiguration", path="eventRecordQPS", pattern=r"^0$")],
    "label-beta-os-arch": [
        pod("spec.nodeSelector{}", r"^beta\.kubernetes\.io/(os|arch)$"),
        pod("spec.affinity.nodeAffinity", r"beta\.kubernetes\.io/(os|arch)\b"),
    ],
    "label-failure-domain": [
        pod("spec.nodeSelector{}", r"^failure-domain\.beta\.kubernetes\.io/(zone|region)$"),
        pod("spec.affinity", r"failure-domain\.beta\.kubernetes\.io/(zone|region)\b"),
        pod("spec.topologySpreadConstraints[].topologyKey", r"^failure-domain\.beta\.kubernetes\.io/(zone|region)$"),
        found("object", "PersistentVolume", path="metadata.labels{}",
              pattern=r"^failure-domain\.beta\.kubernetes\.io/(zone|region)$"),
    ],
    "label-master": [
        pod("spec.nodeSelector{}", r"^node-role\.kubernetes\.io/master$"),
        pod("spec.affinity.nodeAffinity", r"node-role\.kubernetes\.io/master\b"),
        node("metadata.labels{}", r"^node-role\.kubernetes\.io/master$"),
    ],
    "node-kubeproxyversion": [look("tools that read status.nodeInfo.kubeProxyVersion of a Node")],
    "ownerref-namespace": [
        look("kubectl-check-ownerreferences: namespaced owners in another namespace, or owned by a wrong kind")
    ],
    "pod-status-resize": [look("clients that read status.resize of a pod")],
    "podpreset": [
        found("object", "PodPreset", path="kind", pattern=r"^PodPreset$"),
        found("command-line", "kube-apiserver", pattern=r"^--enable-admission-plugins=.*\bPodPreset\b"),
    ],
    "podsecuritypolicy": [
        found("object", "PodSecurityPolicy", path="kind", pattern=r"^PodSecurityPolicy$"),
        found("command-line", "kube-apiserver",
              pattern=r"^--(enable-admission-plugins|admission-control)=.*\bPodSecurityPolicy\b"),
    ],
    "pv-mount-options-annotation": [annotation("PersistentVolume", r"^volume\.beta\.kubernetes\.io/mount-options$")],
    "recycle-reclaim": [
        found("object", "PersistentVolume", path="spec.persistentVolumeReclaimPolicy", pattern=r"^Recycle$"),
        found("object", "StorageClass", path="reclaimPolicy", pattern=r"^Recycle$"),
    ],
    "registry-k8s-io": [pod(_POD_IMAGES, r"^(k8s\.gcr\.io|gcr\.io/google[-_]containers)/")],
    "sa-token-cleanup": [
        found("object", "Secret", path="metadata.labels{}", pattern=r"^kubernetes\.io/legacy-token-(last-used|invalid-since)$")
    ],
    "sa-token-secrets": [found("object", "ServiceAccount", path="secrets[].name", pattern=r"-token-[a-z0-9]{5}$")],
    "scheduler-nonlocal-volume-limits": [
        found("configuration", "KubeSchedulerConfiguration", path="profiles[].plugins",
              pattern=r"\b(AzureDisk|Cinder|EBS|GCEPD)Limits\b")
    ],
    "seccomp-annotations": [annotation("Pod", r"^(container\.)?seccomp\.security\.alpha\.kubernetes\.io/")],
    "service-externalips": [found("object", "Service", path="spec.externalIPs[]")],
    "service-loadbalancerip": [found("object", "Service", path="spec.loadBalancerIP")],
    "service-tolerate-unready": [annotation("Service", r"^service\.alpha\.kubernetes\.io/tolerate-unready-endpoints$")],
    "service-topologykeys": [found("object", "Service", path="spec.topologyKeys[]")],
    "statefulset-initialized-annotation": [annotation("Pod", r"^pod\.alpha\.kubernetes\.io/initialized$")],
    "static-pod-api-refs": [look("manifests in the kubelet's staticPodPath that name a ConfigMap, Secret, ServiceAccount or PVC")],
    "system-nodes-group": [
        found("object", "ClusterRoleBinding", path="subjects[].name", pattern=r"^system:nodes$")
    ],
    "taint-alpha-notready": [pod("spec.tolerations[].key", r"^node\.alpha\.kubernetes\.io/(notReady|unreachable)$")],
    "taint-master": [pod("spec.tolerations[].key", r"^node-role\.kubernetes\.io/master$")],
    "third-party-resource": [found("object", "ThirdPartyResource", path="kind", pattern=r"^ThirdPartyResource$")],
    "topology-mode-annotation": [annotation("Service", r"^service\.kubernetes\.io/topology-(mode|aware-hints)$")],
    "topology-spread-affinity": [pod("spec.topologySpreadConstraints[]")],
    "windows-hns-v1": [look("Windows nodes: kube-proxy needs Windows Server 2019 with HNS v2")],
    "iptables-chain-ownership": [look("software on the nodes that uses the iptables chains KUBE-MARK-DROP or KUBE-MARK-MASQ")],
}  # fmt: skip
