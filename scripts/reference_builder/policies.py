"""Version skew by period, upgrade rules, support windows and defaults of settings.

The fact table ties limits to the version of the reference component and adds conditions. The policy page does not:
what counts is the version of the subject (``kubelet`` < 1.25) and, for the rule between kube-proxy and kubelet, the
day on which the page said so. Each limit here is one plain rectangle of versions and days.
"""

from typing import Any

from scripts.reference_builder.rows import Row, row
from scripts.reference_builder.sources import join

_CONTROLLERS = ("kube-controller-manager", "kube-scheduler", "cloud-controller-manager")
_PROXY_DROPPED = "kubernetes/website#40672 (merged 2023-04-13) dropped the rule of equal minors"
_PROXY_TWO = "kubernetes/website#40932 (2023-05-02); kubernetes/website#40672"
_PROXY_THREE = "kubernetes/website#42218 (published with 1.28 on 2023-08-15)"


def skew(facts: Row) -> list[Row]:
    """Rows of ``policies/version-skew``, the newest rule of each pair first."""
    by_id = {each["id"]: each["source"] for each in facts["rules"]}
    return [
        *_node_component("kubelet", "1.12", "1.13", by_id["kubelet-n-3"], by_id["kubelet-n-2"],
                         by_id["kubelet-1.3-era"]),
        *_node_component("kube-proxy", "1.17", "1.18", by_id["kube-proxy-n-3"], by_id["kube-proxy-n-2"],
                         by_id["kube-proxy-1.3-era"]),
        *_proxy_beside_kubelet(by_id["kube-proxy-kubelet-3"], by_id["kube-proxy-kubelet-same"]),
        *(_limit(f"{name}-one-behind", name, by_id[f"{name}-n-1"], behind=1, ahead=0, reference_from="1.13",
                 note="one behind only for the time of a live upgrade") for name in _CONTROLLERS),
        _limit("kubectl-within-one", "kubectl", by_id["kubectl-1"], behind=1, ahead=1, reference_from="1.13"),
        _limit("kubectl-design-document", "kubectl", by_id["kubectl-1.3-era"], behind=1, ahead=1,
               reference_from="1.3", reference_to="1.12", formal=False, note="the document speaks of clients"),
        _limit("kube-apiserver-within-one", "kube-apiserver", by_id["apiserver-ha"], behind=1, ahead=1,
               reference_from="1.13", note="instances of one control plane; the skew between them narrows what every "
               "other component may run"),
    ]  # fmt: skip


def _node_component(subject: str, era_to: str, page_from: str, three: str, two: str, era: str) -> list[Row]:
    return [
        _limit(f"{subject}-three-behind", subject, three, behind=3, ahead=0, reference_from=page_from,
               subject_from="1.25"),
        _limit(f"{subject}-two-behind", subject, join(two, three), behind=2, ahead=0, reference_from=page_from, subject_to="1.24"),
        _limit(f"{subject}-design-document", subject, era, behind=2, ahead=0, reference_from="1.3",
               reference_to=era_to, formal=False, note="the document speaks of nodes, which may trail the master by "
               "two minors and must not be newer"),
    ]  # fmt: skip


def _proxy_beside_kubelet(three: str, same: str) -> list[Row]:
    pair: dict[str, Any] = {"reference": "kubelet"}
    return [
        _limit("kube-proxy-kubelet-three", "kube-proxy", f"{three}; {_PROXY_THREE}", behind=3, ahead=3,
               subject_from="1.25", since="2023-08-15", **pair),
        _limit("kube-proxy-kubelet-two", "kube-proxy", f"{three}; {_PROXY_THREE}", behind=2, ahead=2,
               subject_to="1.24", since="2023-08-15", **pair),
        _limit("kube-proxy-kubelet-two-2023", "kube-proxy", _PROXY_TWO, behind=2, ahead=2, since="2023-05-02",
               until="2023-08-14", **pair),
        _limit("kube-proxy-kubelet-same", "kube-proxy", f"{same}; {_PROXY_DROPPED}", behind=0, ahead=0,
               since="2020-06-24", until="2023-04-13", **pair,
               note="dropped because it had not been needed since 1.19; no rule from then to 2023-05-01"),
    ]  # fmt: skip


def _limit(
    limit_id: str,
    subject: str,
    source: str,
    *,
    behind: int,
    ahead: int,
    reference: str = "kube-apiserver",
    formal: bool = True,
    since: str | None = None,
    until: str | None = None,
    note: str | None = None,
    **bounds: str,
) -> Row:
    return row(
        source,
        id=limit_id,
        subject=subject,
        reference=reference,
        **bounds,
        max_behind=behind,
        max_ahead=ahead,
        in_force_from=since,
        in_force_until=until,
        formal=formal,
        note=note,
    )


_UPGRADES = {
    "compat-emulation": ("kube-apiserver", True),
    "upgrade-step-apiserver": ("kube-apiserver", True),
    "upgrade-order": ("cluster", True),
    "upgrade-kubelet-drain": ("kubelet", True),
    "upgrade-prereq-kubelet-lag": ("kubelet", True),
    "etcd-one-minor": ("etcd", True),
    "upgrade-step-legacy": ("cluster", False),
    "downgrade": ("kube-apiserver", False),
}
"""Subject and binding force of each upgrade rule of the fact table."""


def upgrades(facts: Row) -> list[Row]:
    """Rows of ``policies/upgrades``."""
    by_id = {each["id"]: each for each in facts["upgrade_rules"]}
    return [_upgrade(by_id[rule_id], *_UPGRADES[rule_id]) for rule_id in _UPGRADES]


def _upgrade(fact: Row, subject: str, binding: bool) -> Row:
    # The etcd rule's minor is etcd's, and emulation lets a binary act older: neither bounds a step of the cluster.
    return row(
        fact["source"],
        id=fact["id"],
        subject=subject,
        applies_from=fact["applies_from_minor"],
        max_step=None if fact["id"] == "compat-emulation" else fact["max_minor_step"],
        text=fact["rule"],
        binding=binding,
        note=fact["note"],
    )


def support(facts: Row) -> list[Row]:
    """Rows of ``policies/support``."""
    sources = {each["months"]: each["source"] for each in facts["support_windows"]}
    return [
        row(sources[14], id="support-14-months", applies_from="1.19", months=14, maintenance_months=2,
            concurrent_minors=3, note="twelve months of standard support and two of maintenance mode"),
        row(sources[9], id="support-9-months", applies_to="1.18", months=9, maintenance_months=0,
            concurrent_minors=3),
    ]  # fmt: skip


_MANAGER_OPTIONS = "kubernetes/kubernetes cmd/kube-controller-manager/app/options/nodelifecyclecontroller.go at v1.14.0"
_SETTINGS_READ = "2026-08-22"


def settings() -> list[Row]:
    """Rows of ``policies/settings``: written by hand, they are not in the fact tables."""
    manager, kubelet = "kube-controller-manager", "kubelet"
    grace, period = "nodeMonitorGracePeriod", "nodeMonitorPeriod"
    rows = [
        row("kubernetes/kubernetes#126287; kubernetes/website#48915", name=grace, component=manager,
            flag="--node-monitor-grace-period", value="50s", applies_from="1.32", retrieved_on=_SETTINGS_READ,
            note="raised because 40s is shorter than the connection timeouts of HTTP/2 and etcd together"),
        row(_MANAGER_OPTIONS, name=grace, component=manager, flag="--node-monitor-grace-period", value="40s",
            applies_to="1.31", retrieved_on=_SETTINGS_READ),
        row(_MANAGER_OPTIONS, name=period, component=manager, flag="--node-monitor-period", value="5s",
            retrieved_on=_SETTINGS_READ),
        row("kubernetes/kubernetes pkg/kubelet/apis/config/v1beta1/defaults.go", name="nodeStatusUpdateFrequency",
            component=kubelet, flag="--node-status-update-frequency", value="10s", retrieved_on=_SETTINGS_READ),
        row(_MANAGER_OPTIONS, name="podEvictionTimeout", component=manager, flag="--pod-eviction-timeout",
            value="5m0s", applies_to="1.26", retrieved_on=_SETTINGS_READ,
            note="flag removed in 1.27; the toleration of 300 seconds in each pod decides"),
    ]  # fmt: skip
    return sorted(rows, key=lambda each: str(each["name"]))
