"""What the 53 entries of the kube-aws journal say, entry by entry, whoever tells it: facts only, no words of anybody."""

from typing import NamedTuple


class Entry(NamedTuple):
    """One entry of the journal."""

    date: str
    said: tuple[str, ...] = ()
    """Statements: ``kubernetes v1.7.4``, ``Kafka added``, ``Labelgun retired``, ``key=value``."""
    trouble: str = ""
    """What suffered, when the entry speaks of trouble."""
    link: str = ""
    tag: str = ""


def _versions(kube_aws: str, kubernetes: str) -> tuple[str, str]:
    return (f"kube-aws {kube_aws}", f"kubernetes {kubernetes}")


_RELEASE = "https://github.com/coreos/coreos-kubernetes/releases/tag/v0.8.1"
_DNS_ISSUE = "https://github.com/kubernetes/dns/issues/93"
_ELB_ISSUE = "https://github.com/kubernetes-incubator/kube-aws/issues/598"

ENTRIES = (
    Entry("2016-04-07", tag="INFRA-7"),
    Entry("2016-08-11", (*_versions("v0.8.1", "v1.3.4"), "KommandoCenter added"), link=_RELEASE),
    Entry("2016-08-25", ("route53-kubernetes added",)),
    Entry("2016-08-25", ("DataDog added",)),
    Entry("2016-08-27", ("Fluentd added",)),
    Entry("2016-09-01", ("MobileAPI added", "MaxScale added")),
    Entry("2016-09-06", ("Kafka added", "Intranet added", "Elasticsearch added")),
    Entry("2016-09-07", ("Extranet added",)),
    Entry("2016-09-10", _versions("v0.8.1", "v1.3.6")),
    Entry("2016-09-11", ("Labelgun added",)),
    Entry("2016-09-20"),
    Entry("2016-09-27"),
    Entry("2016-09-27", _versions("v0.8.2", "v1.3.6")),
    Entry("2016-09-27"),
    Entry("2016-10-06", _versions("v0.8.2", "v1.4.0")),
    Entry("2016-10-12", ("grinder added",)),
    Entry("2016-10-13"),
    Entry("2016-10-25", _versions("v0.8.3", "v1.4.3"), trouble="MaxScale"),
    Entry("2016-10-27", ("locust added",)),
    Entry("2016-11-03", ("Slack Relay added",)),
    Entry("2016-11-09", ("log rotate added",)),
    Entry("2016-11-24", trouble="MaxScale"),
    Entry("2016-12-01", _versions("v0.8.3", "v1.4.6")),
    Entry("2016-12-22", _versions("v0.9.3-rc.2", "v1.5.1")),
    Entry("2017-01-16", _versions("v0.9.3-rc.5", "v1.5.1")),
    Entry("2017-02-15"),
    Entry("2017-03-03", ("Elastalert added", "MaxScale added")),
    Entry("2017-03-06", (*_versions("v0.9.4", "v1.5.3"), "Labelgun retired")),
    Entry("2017-03-20", _versions("v0.9.5-rc.3", "v1.5.3")),
    Entry("2017-03-22"),
    Entry("2017-03-23", ("Superset added",)),
    Entry("2017-03-24"),
    Entry("2017-04-01", _versions("v0.9.5", "v1.5.5")),
    Entry("2017-04-07", _versions("v0.9.6", "v1.6.1")),
    Entry("2017-04-12", ("Kafka manager added",)),
    Entry("2017-04-14", (*_versions("v0.9.6-rc.2", "v1.6.1"), "Debezium added")),
    Entry("2017-04-18", ("Druid added",)),
    Entry("2017-04-20", ("Hadoop added",)),
    Entry("2017-04-25", ("Maxwell added",)),
    Entry("2017-05-10", _versions("v0.9.6", "v1.6.2")),
    Entry("2017-05-31", ("Dex added",)),
    Entry("2017-06-05", _versions("v0.9.7", "v1.6.3")),
    Entry("2017-06-07"),
    Entry("2017-06-13"),
    Entry("2017-06-20", trouble="kube-dns", link=_DNS_ISSUE),
    Entry("2017-06-22", ("nodeMonitorGracePeriod=90s",), link=_ELB_ISSUE, tag="INFRA-671"),
    Entry("2017-06-22", ("ism-agent added",)),
    Entry("2017-06-26"),
    Entry("2017-06-27", ("external-dns added",)),
    Entry("2017-06-28"),
    Entry("2017-07-03", ("nodeMonitorGracePeriod=240s",)),
    Entry("2017-07-12", ("nodeMonitorGracePeriod=600s",)),
    Entry("2017-09-25", _versions("v0.9.8", "v1.7.4")),
)
