"""Writes a reproducible corpus of Kubernetes manifests for the scan benchmark.

The same seed and count give the same bytes. The mix imitates a company's configuration repository: plain
files of one object, Helm-rendered streams, Kustomize folders, `List` dumps in YAML and JSON, long custom
resource definitions, ConfigMaps that quote manifests, Helm values that are no manifests at all. About one
file in twenty-four uses an API that Kubernetes has removed. Nothing here is committed: run the script.

    python bench/scan_corpus.py FOLDER [--files 5000] [--seed 7]
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

TEAMS = ("payments", "search", "checkout", "identity", "catalog", "billing", "media", "ledger", "mail", "metrics")
ROLES = ("api", "worker", "gateway", "cache", "scheduler", "exporter", "web", "sync", "relay", "indexer")

OLD = (
    ("extensions/v1beta1", "Deployment"),
    ("extensions/v1beta1", "Ingress"),
    ("networking.k8s.io/v1beta1", "Ingress"),
    ("batch/v1beta1", "CronJob"),
    ("policy/v1beta1", "PodDisruptionBudget"),
    ("policy/v1beta1", "PodSecurityPolicy"),
    ("autoscaling/v2beta2", "HorizontalPodAutoscaler"),
    ("rbac.authorization.k8s.io/v1beta1", "ClusterRole"),
    ("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema"),
    ("storage.k8s.io/v1beta1", "CSIDriver"),
)


def metadata(name: str, team: str, indent: str = "") -> str:
    """The metadata block of an object, with the labels that charts write."""
    lines = (
        "metadata:",
        f"  name: {name}",
        f"  namespace: {team}",
        "  labels:",
        f"    app.kubernetes.io/name: {name}",
        f"    app.kubernetes.io/part-of: {team}",
        "    app.kubernetes.io/managed-by: Helm",
    )
    return "".join(f"{indent}{line}\n" for line in lines)


SPREAD = (
    "      topologySpreadConstraints:",
    "        - topologyKey: kubernetes.io/hostname",
    "          maxSkew: 1",
    "          whenUnsatisfiable: ScheduleAnyway",
)


def deployment(
    chance: random.Random,
    name: str,
    team: str,
    kind: str = "Deployment",
    api: str = "apps/v1",
    *,
    is_well_kept: bool = False,
) -> str:
    """A workload with one or two containers, probes and resources as most teams write them.

    A well-kept one runs several pods and spreads them, so that no rule has anything to say.
    """
    lines = [f"apiVersion: {api}", f"kind: {kind}", metadata(name, team).rstrip("\n"), "spec:"]
    if kind != "DaemonSet":
        lines.append(f"  replicas: {chance.randint(2 if is_well_kept else 1, 6)}")
    lines += [
        "  selector:",
        "    matchLabels:",
        f"      app.kubernetes.io/name: {name}",
        "  template:",
        "    metadata:",
    ]
    lines += ["      labels:", f"        app.kubernetes.io/name: {name}", "    spec:"]
    lines += [*(SPREAD if is_well_kept else ()), "      containers:"]
    for number in range(chance.randint(1, 2)):
        port = 8000 + chance.randint(0, 90)
        lines += [
            f"        - name: {name if number == 0 else 'sidecar'}",
            f'          image: "registry.example.com/{team}/{name}:{chance.randint(1, 9)}.{chance.randint(0, 30)}.0"',
            "          imagePullPolicy: IfNotPresent",
            "          ports:",
            f"            - containerPort: {port}",
            "              name: http",
            "              protocol: TCP",
            "          env:",
        ]
        for variable in range(chance.randint(2, 8)):
            lines += [
                f"            - name: {name.upper().replace('-', '_')}_{variable}",
                f"              value: 'v{port}'",
            ]
        lines += [
            "          readinessProbe:",
            "            httpGet: {path: /healthz, port: http}",
            "            periodSeconds: 10",
            "          resources:",
            "            requests: {cpu: 100m, memory: 128Mi}",
            "            limits:",
            "              memory: 256Mi",
        ]
    return "\n".join(lines) + "\n"


def service(chance: random.Random, name: str, team: str) -> str:
    """A ClusterIP service."""
    return (
        f"apiVersion: v1\nkind: Service\n{metadata(name, team)}spec:\n  type: ClusterIP\n  ports:\n"
        f"    - port: {chance.randint(80, 9000)}\n      targetPort: http\n      name: http\n"
        f"  selector:\n    app.kubernetes.io/name: {name}\n"
    )


def config_map(chance: random.Random, name: str, team: str) -> str:
    """A ConfigMap; one in three quotes a manifest, which a line-based scanner takes for an object."""
    text = f"apiVersion: v1\nkind: ConfigMap\n{metadata(name, team)}data:\n"
    text += "".join(f'  key-{number}: "{chance.random()}"\n' for number in range(chance.randint(3, 20)))
    if chance.random() < 0.33:
        api, kind = chance.choice(OLD)
        text += f"  manifest.yaml: |\n    apiVersion: {api}\n    kind: {kind}\n    metadata:\n      name: quoted\n"
    return text


def current_ingress(chance: random.Random, name: str, team: str) -> str:
    """An Ingress of networking.k8s.io/v1."""
    return (
        f"apiVersion: networking.k8s.io/v1\nkind: Ingress\n{metadata(name, team)}spec:\n"
        f"  ingressClassName: nginx\n  rules:\n    - host: {name}.example.com\n      http:\n        paths:\n"
        f"          - path: /\n            pathType: Prefix\n            backend:\n              service:\n"
        f"                name: {name}\n                port:\n                  number: {chance.randint(80, 9000)}\n"
    )


def role(chance: random.Random, name: str, team: str) -> str:
    """A Role with a handful of rules in flow style."""
    text = f"apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n{metadata(name, team)}rules:\n"
    for _ in range(chance.randint(1, 6)):
        text += '  - apiGroups: [""]\n    resources: ["pods", "services", "endpoints"]\n    verbs: ["get", "list"]\n'
    return text


def certificate(chance: random.Random, name: str, team: str) -> str:
    """An object of a custom resource that is still served."""
    return (
        f"apiVersion: cert-manager.io/v1\nkind: Certificate\n{metadata(name, team)}spec:\n  secretName: {name}-tls\n"
        f"  dnsNames:\n    - {name}.example.com\n  renewBefore: {chance.randint(100, 900)}h\n"
        f"  issuerRef:\n    name: letsencrypt\n    kind: ClusterIssuer\n"
    )


def resource_definition(chance: random.Random, name: str, team: str) -> str:
    """A long custom resource definition, as operators ship them."""
    group = f"{team}.example.com"
    text = (
        f"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: {name}s.{group}\n"
        f"spec:\n  group: {group}\n  names: {{kind: {name.title().replace('-', '')}, plural: {name}s}}\n"
        "  scope: Namespaced\n  versions:\n    - name: v1beta1\n      served: true\n      storage: true\n"
        "      schema:\n        openAPIV3Schema:\n          type: object\n          properties:\n            spec:\n"
        "              type: object\n              properties:\n"
    )
    for number in range(chance.randint(20, 160)):
        text += (
            f"                field{number}:\n                  description: What field {number} of the object means,\n"
            f"                    in a sentence that goes on.\n                  type: {chance.choice(('string', 'integer'))}\n"
        )
    return text


Makers = Sequence[tuple[Callable[[random.Random, str, str], str], int]]
"""What makes an object, and how often it is asked."""

CURRENT: Makers = (
    (deployment, 34),
    (service, 24),
    (config_map, 18),
    (current_ingress, 8),
    (role, 8),
    (certificate, 6),
    (resource_definition, 2),
)
WELL_KEPT: Makers = ((partial(deployment, is_well_kept=True), 34), *CURRENT[1:])


def current_object(chance: random.Random, makers: Makers) -> str:
    """One object of an API that is served today."""
    make = chance.choices([maker for maker, _ in makers], [weight for _, weight in makers])[0]
    return make(chance, object_name(chance), chance.choice(TEAMS))


def object_name(chance: random.Random) -> str:
    """A name such as `checkout-worker-42`."""
    return f"{chance.choice(TEAMS)}-{chance.choice(ROLES)}-{chance.randint(1, 99)}"


def old_object(chance: random.Random) -> str:
    """One object of an API that Kubernetes has removed."""
    api, kind = chance.choice(OLD)
    name, team = object_name(chance), chance.choice(TEAMS)
    if kind == "Deployment":
        return deployment(chance, name, team, kind, api)
    return f"apiVersion: {api}\nkind: {kind}\n{metadata(name, team)}spec:\n  minAvailable: 1\n"


def values_file(chance: random.Random) -> str:
    """A Helm values file: YAML without a single object."""
    lines = ["# Default values", "image:", "  repository: example/app", f"  tag: {chance.randint(1, 9)}.0.0", "env:"]
    lines += [f"  NAME_{number}: value-{chance.random()}" for number in range(chance.randint(5, 40))]
    return "\n".join(lines) + "\n"


def as_list(objects: list[str]) -> str:
    """The objects as the items of a `v1` List, in block style."""
    items = []
    for text in objects:
        first, *rest = text.rstrip("\n").split("\n")
        items.append("\n".join([f"- {first}", *(f"  {line}" if line else line for line in rest)]))
    return "apiVersion: v1\nkind: List\nitems:\n" + "\n".join(items) + "\n"


def live_dump(chance: random.Random, *, is_well_kept: bool) -> str:
    """A JSON dump of the kind that `kubectl get -o json` prints, last-applied annotation included."""
    kind = "ConfigMap" if is_well_kept else "Deployment"
    api = "v1" if is_well_kept else "apps/v1"
    items = []
    for _ in range(chance.randint(2, 6)):
        name, team = object_name(chance), chance.choice(TEAMS)
        body = {"replicas": chance.randint(1, 4), "selector": {"matchLabels": {"app": name}}}
        applied = {"apiVersion": api, "kind": kind, "metadata": {"name": name}, "spec": body}
        notes = {"kubectl.kubernetes.io/last-applied-configuration": json.dumps(applied) + "\n"}
        meta = {"name": name, "namespace": team, "annotations": notes, "uid": f"{chance.getrandbits(128):032x}"}
        items.append({"apiVersion": api, "kind": kind, "metadata": meta, "spec": body})
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": items, "metadata": {}}, indent=4) + "\n"


def document(chance: random.Random, *, is_well_kept: bool) -> tuple[str, str]:
    """The suffix and text of one file of the corpus."""
    makers = WELL_KEPT if is_well_kept else CURRENT
    objects = [current_object(chance, makers)]
    if chance.random() < 0.042 and not is_well_kept:
        objects[0] = old_object(chance)
    shape = chance.random()
    if shape < 0.70:
        return ".yaml", objects[0]
    if shape < 0.85:
        objects += [current_object(chance, makers) for _ in range(chance.randint(1, 5))]
        return ".yaml", "".join(
            f"---\n# Source: chart/templates/part-{n}.yaml\n{text}" for n, text in enumerate(objects)
        )
    if shape < 0.92:
        return ".yml", as_list(objects + [current_object(chance, makers) for _ in range(chance.randint(1, 4))])
    if shape < 0.95:
        return ".json", live_dump(chance, is_well_kept=is_well_kept)
    return ".yaml", values_file(chance)


def write_corpus(folder: Path, files: int, seed: int = 7, *, is_well_kept: bool = False) -> int:
    """Write `files` files below `folder`, a hundred to a directory, and return their total size in bytes.

    In a well-kept corpus no rule finds anything, whatever its size.
    """
    chance, total = random.Random(seed), 0
    for number in range(files):
        suffix, text = document(chance, is_well_kept=is_well_kept)
        place = folder / f"app-{number // 100:03d}"
        place.mkdir(parents=True, exist_ok=True)
        total += (place / f"manifest-{number:05d}{suffix}").write_bytes(text.encode())
    return total


def main() -> None:
    """Write the corpus that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    print(f"{options.files} files, {write_corpus(options.folder, options.files, options.seed):,} bytes")


if __name__ == "__main__":
    main()
