"""The report divides what decides from what is told beside it, and rests on what was recorded by the day."""

from dataclasses import replace
from datetime import date

from tests.support.manifests import an_object
from tests.support.readiness_sample import scanned
from tests.support.small_reference import SmallReference, a_breaking_change
from tracker.domain.cluster import Cluster
from tracker.domain.event import Action, Change, Event, EventKind, SubjectType
from tracker.domain.event import Subject as About
from tracker.domain.knowledge.changes import Detection, Evidence
from tracker.domain.knowledge.providers import Provider
from tracker.domain.outcome import Finding, Severity
from tracker.domain.state import fold
from tracker.domain.upgrade.verdict import Verdict
from tracker.domain.version import Minor
from tracker.domain.when import When
from tracker.services.readiness import (
    ReadinessReport,
    Subject,
    assess_readiness,
    kinds_looked_for,
    next_minor,
    unlike_the_record,
)
from tracker.services.scan import Tally

TODAY = date(2025, 1, 15)
CLUSTER = Cluster("c", "seoul", provider="amazon-eks")


def an_upgrade(name: str, day: date, version: str) -> Event:
    kubernetes = Change(About(SubjectType.PLATFORM, "kubernetes"), Action.UPGRADED, to=version)
    pool = Change(About(SubjectType.NODE_POOL, "workers"), Action.UPGRADED, to=version)
    return Event(name, "c", EventKind.UPGRADE, "", When.on(day), changes=(kubernetes, pool))


EVENTS = (an_upgrade("a", date(2024, 2, 1), "1.28.2"), an_upgrade("b", date(2024, 9, 1), "1.29.1"))
SUBJECT = Subject(CLUSTER, EVENTS, fold(EVENTS), {"tokyo": (an_upgrade("t", date(2024, 11, 1), "1.30.1"),)})
DEPLOYMENT = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {volumes: [{name: code, gitRepo: {}}]}}}
"""


def report(tally: Tally | None = None, *outcomes: Finding, reference: SmallReference | None = None) -> ReadinessReport:
    return assess_readiness(
        SUBJECT, Minor(1, 30), reference or SmallReference(), TODAY, tally=tally, outcomes_today=outcomes
    )


def test_without_manifests_the_answer_is_unknown() -> None:
    assert report().judgement.verdict is Verdict.UNKNOWN


def test_with_clean_manifests_it_is_ready() -> None:
    assert report(Tally(files=1, objects=1)).judgement.verdict is Verdict.READY


def test_a_skew_of_today_decides_and_an_end_of_life_is_told_beside() -> None:
    skew = Finding("SKEW001", Severity.REQUIRED, "workers", "too old", cluster="seoul")
    ended = Finding("SUP001", Severity.REQUIRED, "kubernetes", "ended", cluster="seoul")
    found = report(Tally(), skew, ended)
    assert found.judgement.verdict is Verdict.NOT_READY
    assert (found.assessment.outcomes, found.today) == ((skew,), (ended,))


def test_what_the_way_changes_is_looked_for_in_the_manifests() -> None:
    detection = Detection(evidence=Evidence.OBJECT, kinds=("Pod",), path="spec.volumes[].gitRepo")
    change = replace(a_breaking_change("git-repo", "1.30"), detections=(detection,))
    found = report(Tally(kept=[an_object(DEPLOYMENT)]), reference=SmallReference(changes=[change]))
    assert [(o.code, o.subject, o.cluster) for o in found.assessment.outcomes] == [("CHG001", "git-repo", "seoul")]


def test_a_scan_keeps_the_configuration_that_adds_to_command_lines_when_these_are_looked_at() -> None:
    def kinds(detection: Detection) -> frozenset[str]:
        change = replace(a_breaking_change("x", "1.30"), detections=(detection,))
        return kinds_looked_for(Minor(1, 29), Minor(1, 30), SmallReference(changes=[change]))

    assert kinds(Detection(evidence=Evidence.OBJECT, kinds=("Pod",))) == {"Pod"}
    assert kinds(Detection(evidence=Evidence.COMMAND_LINE, kinds=("kubelet",))) > {"kubelet", "ClusterConfiguration"}


def test_what_only_a_person_can_see_is_advice() -> None:
    change = replace(a_breaking_change("x", "1.30"), detections=(Detection(evidence=Evidence.MANUAL, look="look"),))
    found = report(Tally(), reference=SmallReference(changes=[change]))
    assert ([item.change.id for item in found.to_look_at], found.judgement.verdict) == (
        ["x"],
        Verdict.READY_WITH_ADVICE,
    )


def test_remembers_this_cluster_and_its_siblings() -> None:
    memory = report().memory
    assert [str(upgrade.after) for upgrade in memory.own] == ["1.28.2", "1.29.1"]
    assert [upgrade.cluster for upgrade in memory.siblings] == ["tokyo"]


def test_says_how_fresh_the_record_is() -> None:
    assert report().last_recorded_on == date(2024, 9, 1)


def test_the_next_minor_is_the_target_when_nobody_names_one() -> None:
    assert next_minor(SUBJECT) == Minor(1, 30)


class TestWhatIsLookedFor:
    """Configuration files, nodes and the record count, and not only pods."""

    IPVS = Detection(evidence=Evidence.CONFIGURATION, kinds=("KubeProxyConfiguration",), path="mode", pattern="^ipvs$")
    DOCKER = Detection(
        evidence=Evidence.NODE, kinds=("Node",), path="status.nodeInfo.containerRuntimeVersion", pattern="^docker://"
    )
    FLAG = Detection(evidence=Evidence.COMMAND_LINE, kinds=("kubelet",), pattern="^--old-flag")

    def found(self, detection: Detection, *, files: str = "", recorded: Change | None = None) -> list[str]:
        world = SmallReference(changes=[replace(a_breaking_change("x", "1.30"), detections=(detection,))])
        events = SUBJECT.events
        if recorded is not None:
            event = Event("z", SUBJECT.cluster.id, EventKind.CONFIG, "", When.on(date(2024, 9, 1)), changes=(recorded,))
            events = (*events, event)
        subject = Subject(SUBJECT.cluster, events, fold(events), {})
        tally = scanned({"a.yaml": files}, "1.30", world) if files else Tally()
        report = assess_readiness(subject, Minor(1, 30), world, TODAY, tally=tally)
        return [outcome.code for outcome in report.assessment.outcomes]

    def test_a_configuration_file_among_the_manifests(self) -> None:
        text = "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: %s\n"
        assert self.found(self.IPVS, files=text % "ipvs") == ["CHG001"]
        assert self.found(self.IPVS, files=text % "nftables") == []

    def test_a_node_among_the_manifests(self) -> None:
        text = "apiVersion: v1\nkind: Node\nmetadata: {name: a}\nstatus: {nodeInfo: {containerRuntimeVersion: docker://20.10}}\n"
        assert "CHG001" in self.found(self.DOCKER, files=text)

    def test_a_runtime_in_the_record(self) -> None:
        recorded = Change(About(SubjectType.PLATFORM, "docker"), Action.ADDED, to="20.10.7")
        assert self.found(self.DOCKER, recorded=recorded) == ["CHG001"]

    def test_a_setting_in_the_record(self) -> None:
        recorded = Change(About(SubjectType.CONFIG, "oldFlag", "kubelet"), Action.SET, to="1")
        assert self.found(self.FLAG, recorded=recorded) == ["CHG001"]


def test_an_alias_of_the_provider_means_the_provider() -> None:
    """Changes name providers by slug; a cluster may be recorded as EKS."""
    provider = Provider(
        source="",
        retrieved_on=TODAY,
        slug="amazon-eks",
        name="Amazon EKS",
        aliases=("eks",),
        active_means=None,
        standard_means=None,
        extended_means=None,
        follows_upstream=False,
    )
    change = replace(
        a_breaking_change("x", "1.30"),
        providers=("amazon-eks",),
        detections=(Detection(evidence=Evidence.MANUAL, look="l"),),
    )
    subject = replace(SUBJECT, cluster=replace(SUBJECT.cluster, provider="EKS"))
    world = SmallReference(changes=[change], all_providers=[provider])
    assert len(assess_readiness(subject, Minor(1, 30), world, TODAY).to_look_at) == 1
    other = replace(SUBJECT, cluster=replace(SUBJECT.cluster, provider="upstream"))
    report = assess_readiness(other, Minor(1, 30), world, TODAY)
    assert (report.to_look_at, report.plan.hops[0].breaking_changes) == ((), ())


class TestUnlikeTheRecord:
    def test_the_same_minor_is_the_same_cluster(self) -> None:
        assert unlike_the_record(SUBJECT, "v1.29.9-eks-036c24b") == ()

    def test_another_minor_is_told(self) -> None:
        (unknown,) = unlike_the_record(SUBJECT, "v1.28.1")
        assert "runs v1.28.1, and the record says 1.29.1" in unknown.missing
