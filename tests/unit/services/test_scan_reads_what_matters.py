"""A scan reads only the objects that some rule looks at, and says what it would say after reading everything."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.scan_corpus import write_corpus
from tracker import bootstrap
from tracker.domain.knowledge.apis import ApiKey
from tracker.domain.manifest import ManifestObject, Reading, Skimmed
from tracker.domain.version import Minor
from tracker.importers.manifests.discovery import Found
from tracker.importers.manifests.files import FolderManifests
from tracker.services.scan import Question, Tally, scan
from tracker.services.settings import Settings

TARGET = Minor(1, 32)
ODD = """apiVersion: v1
kind: LimitRange
metadata: {name: limits, namespace: payments}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: kube-proxy, namespace: kube-system}
data:
  config.conf: |
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    kind: KubeProxyConfiguration
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: all, namespace: search}
spec: {maxUnavailable: 0, selector: {}}
---
apiVersion: example.com/v1
kind: Deployment
metadata: {name: of-somebody-else}
---
kind: {{ .Values.kind }}
"""


class Counting(FolderManifests):
    """Counts the objects that it reads."""

    def __init__(self, *, reads_everything: bool) -> None:
        super().__init__()
        self.reads_everything = reads_everything
        self.objects_read = 0

    def skim(self, found: Found, is_silent: Callable[[ApiKey], bool]) -> Iterator[Reading | Skimmed]:
        for reading in super().skim(found, (lambda _: False) if self.reads_everything else is_silent):
            self.objects_read += isinstance(reading, ManifestObject)
            yield reading


def told(tally: Tally) -> tuple[Any, ...]:
    return (tally.files, tally.objects, tally.others, tally.unread, sorted(tally.outcomes, key=repr))


@pytest.mark.parametrize(
    ("apis", "drain"), [(True, True), (True, False), (False, True)], ids=["everything", "apis", "drain"]
)
def test_says_the_same_as_after_reading_everything(tmp_path: Path, apis: bool, drain: bool) -> None:
    write_corpus(tmp_path / "corpus", 150)
    (tmp_path / "odd.yaml").write_text(ODD)
    question = Question(TARGET, apis=apis, drain=drain)
    reference = bootstrap.open_reference(Settings())
    some, all_of_them = Counting(reads_everything=False), Counting(reads_everything=True)
    tallies = [
        scan(files, (str(tmp_path),), question, reference, lambda work, items, _: map(work, items))
        for files in (some, all_of_them)
    ]
    assert told(tallies[0]) == told(tallies[1])
    assert len(tallies[0].outcomes) > 5
    assert some.objects_read < 0.8 * all_of_them.objects_read
