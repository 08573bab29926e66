"""Every row of the reference data, as a pair of manifests: the last minor before its removal, and the removal."""

import pytest

from tracker import bootstrap
from tracker.domain.knowledge.apis import ApiLifecycle, ApiUse
from tracker.domain.manifest import ManifestObject
from tracker.domain.outcome import Finding, Outcome
from tracker.domain.version import Minor, Version
from tracker.importers.manifests.reader import read
from tracker.rules.readiness.apis.facts import ApiFacts
from tracker.rules.readiness.apis.judge import judge
from tracker.services.settings import Settings

REFERENCE = bootstrap.open_reference(Settings())
KNOWN = {minor.minor for minor in REFERENCE.minors()}
OWN = [life for life in REFERENCE.apis() if life.removed_in in KNOWN and life.removed_in.previous() in KNOWN]
CUSTOM = [life for life in REFERENCE.third_party_apis() if life.removed_in and life.removed_in.previous()]


def judged(life: ApiLifecycle, minor: Minor) -> list[Outcome]:
    kind = "Anything" if life.api.kind == "*" else life.api.kind
    text = f"# {life.component}\napiVersion: {life.api.api_version}\nkind: {kind}\nmetadata: {{name: x}}\n"
    (found,) = read(text, origin="a.yaml")
    assert isinstance(found, ManifestObject)
    if life.use is ApiUse.CUSTOM_RESOURCE:
        return list(judge(ApiFacts(found, max(KNOWN), REFERENCE, components={life.component: Version(minor, 0)})))
    return list(judge(ApiFacts(found, minor, REFERENCE)))


def refusals(outcomes: list[Outcome]) -> list[str]:
    return [
        each.code for each in outcomes if isinstance(each, Finding) and "serve" in each.message and each.severity > 2
    ]


@pytest.mark.parametrize("life", OWN, ids=lambda life: str(life.api).replace("/", "."))
def test_an_own_api_is_refused_from_its_removal_on(life: ApiLifecycle) -> None:
    assert life.removed_in is not None
    before = life.removed_in.previous()
    assert before is not None
    assert refusals(judged(life, life.removed_in)) == ["API001"]
    if life.introduced_in is not None and before >= life.introduced_in:
        assert refusals(judged(life, before)) == []


@pytest.mark.parametrize("life", CUSTOM, ids=lambda life: f"{life.component}-{life.api}".replace("/", "."))
def test_a_custom_resource_is_refused_from_its_components_removal_on(life: ApiLifecycle) -> None:
    assert life.removed_in is not None
    before = life.removed_in.previous()
    assert before is not None
    assert refusals(judged(life, life.removed_in)) == ["API005"]
    if life.introduced_in is not None and before >= life.introduced_in:
        assert refusals(judged(life, before)) == []


def test_there_are_rows_to_judge() -> None:
    assert len(OWN) > 150
    assert len(CUSTOM) > 100


@pytest.mark.parametrize("life", OWN, ids=lambda life: str(life.api).replace("/", "."))
def test_the_replacement_is_served_where_the_old_one_is_gone(life: ApiLifecycle) -> None:
    """The chain is followed to its end: no advice leads to an API that the target refuses."""
    assert life.removed_in is not None
    for target in sorted(minor for minor in KNOWN if minor >= life.removed_in):
        replacement = REFERENCE.final_replacement(life.api, target)
        known = REFERENCE.api(replacement.group, replacement.version, replacement.kind) if replacement else None
        assert known is None or known.is_served(target) is not False
