"""A kept report in the language of the page: its sentences are told, and whatever else it says stays as it was written."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from markupsafe import Markup

from tests.support.readiness_sample import a_document
from tests.support.site_report import REPORT
from tracker.domain.sentence import say
from tracker.domain.sentence_document import sentences_in
from tracker.domain.when import When
from tracker.publish.gathered import KeptReport
from tracker.publish.views.report_story import ReportStory, Said, report_story
from tracker.publish.words import CatalogueWords, Spoken

QUOTED = {"an init container", "git-repo is gone", "stat the cgroup mount on each node"}
"""What rows of the reference data say in their own words."""
ENGLISH, KOREAN = CatalogueWords("en"), CatalogueWords("ko")


def kept(document: dict[str, Any]) -> KeptReport:
    """The report as the store gives it back."""
    written = json.loads(json.dumps(document))
    return KeptReport("e-1", When.on(date(2025, 1, 15)), "1.31", "unknown", written, sentences_in(document))


def outcomes(story: ReportStory) -> list[Said]:
    """Everything that has a subject, a message and evidence."""
    in_hops = (each for hop in story.hops for each in hop.blockers + hop.unknowns)
    return [*story.findings, *story.undecided, *in_hops]


def spoken(story: ReportStory) -> list[Spoken]:
    """Every sentence of the story that the program said."""
    return [
        *story.reasons,
        *(text for each in outcomes(story) for text in (each.message, each.advice) if text.text),
        *(step.reason for hop in story.hops for step in hop.steps),
        *(how for _, hows in story.look_yourself for how in hows),
    ]


@pytest.mark.parametrize(
    "document",
    [a_document(), a_document(manifests=None), a_document("1.28", rollback=True), a_document("1.33")],
    ids=["upgrade", "no manifests", "rollback", "further than anybody knows"],
)
def test_every_sentence_is_told_in_korean(document: dict[str, Any]) -> None:
    said = spoken(report_story(kept(document), KOREAN))
    assert len(said) > 5
    assert {each.text for each in said if each.language} <= QUOTED


def test_rows_of_the_reference_data_are_told_in_korean_where_a_rule_or_the_plan_words_them() -> None:
    story = report_story(kept(a_document()), KOREAN)
    rows = [piece for each in outcomes(story) for piece in each.evidence]
    assert {piece.text.striptags().partition(": ")[2] for piece in rows if piece.language} <= QUOTED
    told = {piece.text.striptags() for piece in rows if not piece.language}
    assert "api/kubernetes/policy/v1beta1 PodDisruptionBudget: 1.30에서 제거됨" in told


def test_how_to_look_is_told_in_korean() -> None:
    story = report_story(kept(a_document()), KOREAN)
    told = [how for _, hows in story.look_yourself for how in hows]
    assert {str(how.text) for how in told if how.language} == {"stat the cgroup mount on each node"}
    assert [Markup(how.text).striptags() for how in told if not how.language] == [
        "kubelet 명령줄: ^--(keep-volumes|old)(=|$)에 맞는 것이 있는지"
    ]


def test_verdict_and_values_agree_in_both_languages() -> None:
    report = kept(a_document(manifests=None))
    assert "no manifests were given, so the APIs in use are not known" in {
        each.text for each in report_story(report, ENGLISH).reasons
    }
    korean = {each.text for each in report_story(report, KOREAN).reasons}
    assert "매니페스트를 받지 않아 사용 중인 API를 알 수 없습니다" in korean


def test_labels_are_those_of_the_language() -> None:
    story = report_story(kept(a_document()), KOREAN)
    assert story.looked_at == ("사건 3건", "파일 1개", "오브젝트 3개")
    assert {step.kind for hop in story.hops for step in hop.steps} >= {"API 서버", "노드 풀", "etcd"}
    assert {each.kind_label for each in story.findings} == {"필수", "권장", "참고"}


def test_an_older_report_stays_as_it_was_written() -> None:
    story = report_story(replace(kept(a_document()), sentences=()), KOREAN)
    assert {each.language for each in spoken(story)} == {"en"}
    assert "the API server leads: nothing else may be newer" in {each.text for each in spoken(story)}


def test_a_sentence_that_no_catalogue_has_stays_as_it_was_written() -> None:
    report = kept(a_document() | {"reasons": [say("%(part)s was said otherwise then", part="etcd")]})
    assert report_story(report, KOREAN).reasons == (Spoken("etcd was said otherwise then", "en"),)


def test_neither_is_one_told_by_halves() -> None:
    within = say("no %(name)s of then", name="word")
    report = kept(
        a_document()
        | {"reasons": [say("%(subject)s: %(message)s (%(code)s)", subject="x", message=within, code="API001")]}
    )
    assert report_story(report, KOREAN).reasons == (Spoken("x: no word of then (API001)", "en"),)


def test_code_stands_between_backticks() -> None:
    story = report_story(KeptReport("e-1", When.on(date(2017, 12, 20)), "1.8", "not ready", REPORT), KOREAN)
    assert story.reasons[1] == Spoken("the version of <code>etcd</code> was never recorded", "en")


def test_a_report_that_lacks_everything_is_still_told() -> None:
    story = report_story(kept({"verdict": "ready", "hops": None, "memory": 3}), KOREAN)
    assert (story.hops, story.findings, story.earlier) == ((), (), ())


def test_kinds_that_a_later_version_brought_are_shown_by_their_names() -> None:
    document = a_document()
    document["hops"][0]["steps"][0]["kind"] = "moon phase"
    document["looked_at"]["moons"] = 1200
    story = report_story(kept(document), KOREAN)
    assert (story.hops[0].steps[0].kind, story.looked_at[-1]) == ("moon phase", "1,200 moons")
