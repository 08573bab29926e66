"""The rules on what is recorded of clusters: those that `check`, `add` and the site run, by the facts that they judge.

Apart from `tracker.rules.catalogue`, so that recording an event does not import the rules on manifests.
"""

from tracker.rules.base import Rule
from tracker.rules.compatibility import (
    component_beside_kubernetes,
    component_beside_next_minor,
    coredns_beside_kubernetes,
    etcd_beside_kubernetes,
    installer_beside_kubernetes,
)
from tracker.rules.configuration import (
    grace_period_too_lax,
    grace_period_too_strict,
    setting_not_read,
    setting_removed,
)
from tracker.rules.facts import (
    ClusterFacts,
    EventFacts,
    IncidentFacts,
    InventoryFacts,
    SilenceFacts,
    SubjectFacts,
    WaiverFacts,
)
from tracker.rules.journal import (
    added_twice,
    differs_from_installer,
    goes_backwards,
    incident_unresolved,
    kubernetes_not_recorded,
    long_silence,
    pre_release_in_use,
    recorded_again,
    recorded_before_release,
    retired_without_having_been_there,
    setting_unchanged,
    skips_minor,
    unknown_version,
)
from tracker.rules.skew import (
    api_servers_apart,
    blocks_next_minor,
    cloud_controller_manager_beside_api_server,
    controller_manager_beside_api_server,
    kube_proxy_beside_api_server,
    kube_proxy_beside_kubelet,
    kubectl_beside_api_server,
    kubelet_ahead_of_api_server,
    kubelet_behind_api_server,
    nodes_not_recorded,
    scheduler_beside_api_server,
)
from tracker.rules.support import (
    behind_newest_minor,
    behind_newest_patch,
    component_end_of_life_near,
    component_past_end_of_life,
    end_of_life_near,
    maintenance_mode,
    not_judged,
    past_end_of_life,
    project_retired,
    provider_standard_ended,
    provider_support_ended,
    reference_too_old,
)
from tracker.rules.waivers import waiver_expired, waiver_unused

RELEASE_RULES: tuple[Rule[EventFacts], ...] = (recorded_before_release.RULE,)
"""Judge each version that an event brings, on the day it happened."""

STEP_RULES: tuple[Rule[EventFacts], ...] = (
    goes_backwards.RULE,
    skips_minor.RULE,
    recorded_again.RULE,
    retired_without_having_been_there.RULE,
    added_twice.RULE,
    setting_unchanged.RULE,
)
"""Judge an event's changes beside what was there before. They have nothing to say of plain steps: see `is_plain`."""

EVENT_RULES: tuple[Rule[EventFacts], ...] = (*RELEASE_RULES, *STEP_RULES)

KUBERNETES_RULES: tuple[Rule[SubjectFacts], ...] = (
    pre_release_in_use.RULE,
    unknown_version.RULE,
    past_end_of_life.RULE,
    end_of_life_near.RULE,
    maintenance_mode.RULE,
    provider_standard_ended.RULE,
    provider_support_ended.RULE,
    behind_newest_patch.RULE,
    behind_newest_minor.RULE,
    reference_too_old.RULE,
)
"""Judge a version of Kubernetes: the cluster's, a part's, a node pool's."""

PRODUCT_RULES: tuple[Rule[SubjectFacts], ...] = (
    pre_release_in_use.RULE,
    unknown_version.RULE,
    component_past_end_of_life.RULE,
    component_end_of_life_near.RULE,
    project_retired.RULE,
)
"""Judge any other platform or component by itself."""

FIT_RULES: tuple[Rule[SubjectFacts], ...] = (
    component_beside_kubernetes.RULE,
    component_beside_next_minor.RULE,
    etcd_beside_kubernetes.RULE,
    coredns_beside_kubernetes.RULE,
)
"""Judge it beside the cluster's Kubernetes."""

SETTING_RULES: tuple[Rule[SubjectFacts], ...] = (setting_removed.RULE,)
"""Judge one setting."""

SUBJECT_RULES: tuple[Rule[SubjectFacts], ...] = tuple(
    dict.fromkeys((*KUBERNETES_RULES, *PRODUCT_RULES, *FIT_RULES, *SETTING_RULES))
)

SKEW_RULES: tuple[Rule[ClusterFacts], ...] = (
    kubelet_behind_api_server.RULE,
    kubelet_ahead_of_api_server.RULE,
    kube_proxy_beside_api_server.RULE,
    kube_proxy_beside_kubelet.RULE,
    controller_manager_beside_api_server.RULE,
    scheduler_beside_api_server.RULE,
    cloud_controller_manager_beside_api_server.RULE,
    kubectl_beside_api_server.RULE,
    api_servers_apart.RULE,
    blocks_next_minor.RULE,
    nodes_not_recorded.RULE,
)
"""Judge the parts of Kubernetes and the node pools side by side; of the installers only that they are there."""

INSTALLER_RULES: tuple[Rule[ClusterFacts], ...] = (
    differs_from_installer.RULE,
    installer_beside_kubernetes.RULE,
    setting_not_read.RULE,
)
"""Judge what runs beside what the recorded installer brings."""

GRACE_RULES: tuple[Rule[ClusterFacts], ...] = (grace_period_too_strict.RULE, grace_period_too_lax.RULE)
"""Judge the settings that decide when a node is given up, in the cluster's minor."""

CLUSTER_RULES: tuple[Rule[ClusterFacts], ...] = (*SKEW_RULES, *INSTALLER_RULES, *GRACE_RULES)

INVENTORY_RULES: tuple[Rule[InventoryFacts], ...] = (kubernetes_not_recorded.RULE, not_judged.RULE)
"""Judge how much of a state can be judged at all."""

INCIDENT_RULES: tuple[Rule[IncidentFacts], ...] = (incident_unresolved.RULE,)
"""Judge an incident while it is open."""

SILENCE_RULES: tuple[Rule[SilenceFacts], ...] = (long_silence.RULE,)
"""Judge the days without any event."""

WAIVER_RULES: tuple[Rule[WaiverFacts], ...] = (waiver_expired.RULE, waiver_unused.RULE)
"""Judge what was accepted."""
