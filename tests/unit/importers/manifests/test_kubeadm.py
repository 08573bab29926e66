"""Configuration in kubeadm's ConfigMaps is read like files of its own, at the lines at which it stands."""

import json

import pytest
import yaml

from tracker.domain.manifest import ManifestObject, Reading, Skimmed, Unread
from tracker.importers.manifests.reader import read
from tracker.importers.manifests.skimming import skim

DUMP = """apiVersion: v1
items:
- apiVersion: v1
  data:
    ClusterConfiguration: |
      apiServer:
        extraArgs: {cloud-provider: aws}
      apiVersion: kubeadm.k8s.io/v1beta2
      kind: ClusterConfiguration
    ClusterStatus: |
      apiVersion: kubeadm.k8s.io/v1beta2
      kind: ClusterStatus
  kind: ConfigMap
  metadata: {name: kubeadm-config, namespace: kube-system}
- apiVersion: v1
  data:
    config.conf: |-
      apiVersion: kubeproxy.config.k8s.io/v1alpha1
      kind: KubeProxyConfiguration
      mode: ipvs
    kubeconfig.conf: |-
      apiVersion: v1
      kind: Config
  kind: ConfigMap
  metadata: {name: kube-proxy, namespace: kube-system}
- apiVersion: v1
  data:
    kubelet: |2

      # as kubeadm wrote it
      ---
      apiVersion: kubelet.config.k8s.io/v1beta1
      kind: KubeletConfiguration
  kind: ConfigMap
  metadata: {name: kubelet-config-1.22, namespace: kube-system}
kind: List
"""


def inner(text: str) -> dict[str, ManifestObject]:
    return {
        found.api.kind: found
        for found in read(text, origin="dump.yaml")
        if isinstance(found, ManifestObject) and found.api.kind != "ConfigMap"
    }


def test_finds_the_configuration_of_each_component() -> None:
    assert {kind: (str(found.api), found.subject) for kind, found in inner(DUMP).items()} == {
        "ClusterConfiguration": (
            "kubeadm.k8s.io/v1beta2 ClusterConfiguration",
            "ClusterConfiguration kube-system/kubeadm-config",
        ),
        "KubeProxyConfiguration": (
            "kubeproxy.config.k8s.io/v1alpha1 KubeProxyConfiguration",
            "KubeProxyConfiguration kube-system/kube-proxy",
        ),
        "KubeletConfiguration": (
            "kubelet.config.k8s.io/v1beta1 KubeletConfiguration",
            "KubeletConfiguration kube-system/kubelet-config-1.22",
        ),
    }
    assert inner(DUMP)["ClusterConfiguration"].get("apiServer", "extraArgs", "cloud-provider") == "aws"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "---\nkind: Secret\napiVersion: v1\nmetadata: {name: kubelet}\n---\n"])
def test_names_the_line_in_the_block_scalar(before: str, ends: str) -> None:
    text = (before + DUMP).replace("\n", ends)
    lines = text.split(ends)
    found = inner(text)
    assert lines[found["ClusterConfiguration"].place.line - 1].strip() == "apiServer:"
    assert lines[found["KubeProxyConfiguration"].place.line - 1].endswith("kubeproxy.config.k8s.io/v1alpha1")
    assert lines[found["KubeletConfiguration"].place.line - 1].endswith("kubelet.config.k8s.io/v1beta1")
    assert str(found["KubeProxyConfiguration"].place).endswith(" (ConfigMap kube-system/kube-proxy, config.conf)")


def test_a_text_in_one_line_is_placed_at_its_key() -> None:
    text = json.dumps(yaml.safe_load(DUMP), indent=1)
    found = inner(text)
    assert text.split("\n")[found["ClusterConfiguration"].place.line - 1].strip().startswith('"ClusterConfiguration":')
    assert str(found["KubeletConfiguration"].place).endswith("kube-system/kubelet-config-1.22, kubelet, line 4)")


def test_a_dump_in_one_line_is_placed_at_its_object() -> None:
    assert inner(json.dumps(yaml.safe_load(DUMP)))["ClusterConfiguration"].place.line == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [("namespace: kube-system", "namespace: shop"), ("name: k", "name: my-k"), ("kind: ConfigMap", "kind: Secret")],
    ids=["another namespace", "another name", "another kind"],
)
def test_other_objects_that_quote_configuration_are_left_alone(old: str, new: str) -> None:
    assert inner(DUMP.replace(old, new)).keys() - {"Secret"} == set()


def test_a_configuration_that_cannot_be_read_is_told_with_its_line() -> None:
    broken = DUMP.replace("      mode: ipvs\n", "      mode: [ipvs\n")
    (unread,) = [found for found in read(broken, origin="dump.yaml") if isinstance(found, Unread)]
    assert unread.place.within == "ConfigMap kube-system/kube-proxy, config.conf"
    assert broken.split("\n")[unread.place.line - 1].strip() == "mode: [ipvs"


def test_skimming_reads_them() -> None:
    def told(readings: list[Reading | Skimmed]) -> list[str]:
        return [str(found.api) for found in readings if isinstance(found, ManifestObject | Skimmed)]

    alone = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kube-proxy\n  namespace: kube-system\ndata:\n  config.conf: |\n    apiVersion: kubeproxy.config.k8s.io/v1alpha1\n    kind: KubeProxyConfiguration\n"
    for text in (DUMP, alone):
        skimmed = list(skim(text, origin="dump.yaml", is_silent=lambda _: True))
        assert told(skimmed) == told(list(read(text, origin="dump.yaml")))
