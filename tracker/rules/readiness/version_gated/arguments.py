"""Command lines of Kubernetes' components: of containers, and what kubeadm's configuration adds to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tracker.domain.manifest import ManifestObject
from tracker.rules.readiness.loose import as_list, as_mapping, as_mappings
from tracker.rules.readiness.workloads import Workload

_KUBEADM = "kubeadm.k8s.io"
CONFIGURES_COMMAND_LINES = frozenset(
    {"ClusterConfiguration", "InitConfiguration", "JoinConfiguration", "MasterConfiguration"}
)
"""Kinds of kubeadm's configuration that add arguments to command lines."""
_EXTRA_ARGS = {
    "kube-apiserver": ("apiServer", "extraArgs"),
    "kube-controller-manager": ("controllerManager", "extraArgs"),
    "kube-scheduler": ("scheduler", "extraArgs"),
    "etcd": ("etcd", "local", "extraArgs"),
    "kubelet": ("nodeRegistration", "kubeletExtraArgs"),
}
"""Where kubeadm's configuration adds arguments to the command line of a component."""
_EXTRA_ARGS_BEFORE_1_12 = {
    "kube-apiserver": ("apiServerExtraArgs",),
    "kube-controller-manager": ("controllerManagerExtraArgs",),
    "kube-scheduler": ("schedulerExtraArgs",),
}


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a component's command line, as ``--flag=value``."""

    component: str
    subject: str
    place: str
    text: str
    is_whole: bool = True
    """The other arguments of the same program are known too; not of what is added to a command line from elsewhere."""


def arguments_of(workload: Workload) -> Iterator[Argument]:
    """The command lines of a workload's containers."""
    for container in workload.containers:
        words = [str(word) for word in (*as_list(container.get("command")), *as_list(container.get("args")))]
        component = _component(words, str(container.get("name", "")))
        for flag in _flags(words):
            yield Argument(component, workload.object.subject, str(workload.object.place), flag)


def _component(words: list[str], name: str) -> str:
    """The program that runs: the first word's last path element, or hyperkube's first argument."""
    programs = [word.rsplit("/", 1)[-1] for word in words if not word.startswith("-")]
    if programs[:1] == ["hyperkube"]:
        programs = programs[1:]
    return programs[0] if programs else name


def _flags(words: list[str]) -> Iterator[str]:
    """Arguments with ``--flag value`` joined to ``--flag=value``."""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word.startswith("-"):
            alone = "=" not in word and following and not following.startswith("-")
            yield f"{word}={following}" if alone else word


def arguments_in_configuration(item: ManifestObject) -> Iterator[Argument]:
    """What a configuration of kubeadm's adds to the command lines of components; nothing in any other object."""
    if item.api.group != _KUBEADM or item.api.kind not in CONFIGURES_COMMAND_LINES:
        return
    for paths in (_EXTRA_ARGS, _EXTRA_ARGS_BEFORE_1_12):
        for component, path in paths.items():
            for flag, value in _extra_args(item.get(*path)):
                yield Argument(component, item.subject, str(item.place), f"--{flag}={value}", is_whole=False)


def _extra_args(value: Any) -> Iterator[tuple[str, Any]]:
    """Flags and values: a mapping until kubeadm.k8s.io/v1beta3, since v1beta4 a list, in which a flag may stand twice."""
    yield from as_mapping(value).items()
    for argument in as_mappings(value):
        yield str(argument.get("name", "")), argument.get("value", "")
