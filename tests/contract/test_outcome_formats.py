"""Every format of outcomes: valid by its schema whatever the outcomes say, complete, and the same on every run.

The SARIF standard's own schema is not part of this repository; `sarif_subset.json` states the part that tracker writes,
and states it more strictly. JUnit has no official schema at all; `junit.xsd` is what its readers agree on. Published schemas
of both are what `tests/e2e/test_published_schemas.py` holds the output against.
"""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.support.outcomes import a_finding, an_assessment, an_undecided
from tracker.domain.outcome import Disposition, Evidence, EvidenceKind, Severity
from tracker.reports.outcomes.formats import FORMATS
from tracker.services.assessment import Assessment

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE.parents[1] / "docs" / "schemas" / "outcomes.schema.json").read_text(encoding="utf-8"))
SARIF = json.loads((HERE / "sarif_subset.json").read_text(encoding="utf-8"))
JUNIT = etree.XMLSchema(etree.parse(HERE / "junit.xsd"))

FILE = Evidence(EvidenceKind.FILE, "./k8s/my app.yaml:12:3", "apiVersion: apps/v1beta1")
WHOLE_FILE = Evidence(EvidenceKind.FILE, "k8s/broken.yaml", "does not parse")
EVENT = Evidence(EvidenceKind.EVENT, "01a20658-9b80-7000-8000-0123456789ab", "kubernetes 1.7.4", date(2017, 9, 25))
ROW = Evidence(EvidenceKind.REFERENCE, "kubernetes/1.7", "end of life 2018-04-04", date(2025, 11, 11))
KNOWN = a_finding(subject="known")
MIXED = an_assessment(
    a_finding(evidence=(EVENT, ROW), since=date(2018, 4, 5)),
    a_finding("API001", "web", cluster="", evidence=(FILE,)),
    a_finding("API008", "file", cluster="", evidence=(WHOLE_FILE,), severity=Severity.RECOMMENDED),
    a_finding("NEW999", "from a newer version", severity=Severity.NOTE, source=""),
    a_finding(subject="b", disposition=Disposition.ACCEPTED, waiver="platform until 2027-01-31: is switched off"),
    a_finding(subject="c", since=date(2017, 1, 1), until=date(2017, 2, 1)),
    a_finding(subject="d", since=date(2017, 1, 1), until=date(2017, 1, 1), disposition=Disposition.WAITING),
    KNOWN,
    an_undecided(),
    known=frozenset({KNOWN.fingerprint}),
)

# What people and files can write: no surrogates, which no UTF-8 output can hold.
_text = st.text(st.characters(codec="utf-8"), max_size=40)
_evidence = st.builds(Evidence, st.sampled_from(EvidenceKind), _text, _text)
_findings = st.builds(
    a_finding,
    st.sampled_from(["SKEW001", "SUP001", "API001"]),
    _text,
    message=_text.map(lambda text: text or "x"),
    cluster=_text,
    advice=_text,
    severity=st.sampled_from(Severity),
    disposition=st.sampled_from(Disposition),
    evidence=st.lists(_evidence, max_size=3).map(tuple),
)
_assessments = st.lists(_findings, max_size=5).map(lambda findings: an_assessment(*findings))


def rendered(name: str, assessment: Assessment) -> str:
    return "".join(FORMATS[name].render(assessment))


def sarif(assessment: Assessment) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(rendered("sarif", assessment))
    jsonschema.Draft202012Validator(SARIF).validate(document)
    return document


def junit(assessment: Assessment) -> Any:
    tree = etree.fromstring(rendered("junit", assessment).encode())
    JUNIT.assertValid(tree)
    return tree


def json_document(assessment: Assessment) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(rendered("json", assessment))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    return document


@pytest.mark.parametrize("name", FORMATS)
def test_ends_with_a_line_feed_and_is_the_same_every_time(name: str) -> None:
    for assessment in (MIXED, an_assessment()):
        text = rendered(name, assessment)
        assert text.endswith("\n")
        assert text == rendered(name, assessment)


@pytest.mark.parametrize("name", ["table", "json", "markdown", "sarif", "junit"])
def test_names_every_code_and_what_was_looked_at(name: str) -> None:
    text = rendered(name, MIXED)
    for outcome in MIXED.outcomes:
        assert outcome.code in text
    assert "2026-08-22.1" in text or name == "junit"


@pytest.mark.parametrize("name", FORMATS)
def test_a_message_that_ends_like_a_sentence_gets_no_full_stop(name: str) -> None:
    assert "?." not in rendered(name, an_assessment(a_finding(message="nothing came in; did it fail?")))


class TestJson:
    def test_is_valid_and_complete(self) -> None:
        document = json_document(MIXED)
        assert len(document["findings"]) == 8
        assert document["totals"] == {
            "required": 4,
            "recommended": 1,
            "note": 1,
            "accepted": 1,
            "known": 1,
            "undecided": 1,
        }
        days = {finding["subject"]: finding["days"] for finding in document["findings"]}
        assert (days["workers"], days["c"], days["d"], days["web"]) == (3155, 32, 1, None)

    def test_is_valid_when_there_is_nothing_to_say(self) -> None:
        assert json_document(an_assessment())["findings"] == []

    @settings(max_examples=25)
    @given(_assessments)
    def test_is_valid_whatever_the_texts_hold(self, assessment: Assessment) -> None:
        assert len(json_document(assessment)["findings"]) == len(assessment.findings)


class TestSarif:
    def test_is_valid_and_points_into_files(self) -> None:
        results = {result["message"]["text"].partition(":")[0]: result for result in sarif(MIXED)["runs"][0]["results"]}
        assert results["web"]["locations"][0]["physicalLocation"] == {
            "artifactLocation": {"uri": "k8s/my%20app.yaml"},
            "region": {"startLine": 12, "startColumn": 3},
        }
        assert results["file"]["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "k8s/broken.yaml"}}
        assert results["workers"]["locations"][0] == {
            "physicalLocation": {"artifactLocation": {"uri": "tracker.toml"}},
            "logicalLocations": [{"fullyQualifiedName": "prod/workers", "kind": "resource"}],
        }

    def test_levels_kinds_suppressions_and_baseline(self) -> None:
        results = {result["message"]["text"].partition(":")[0]: result for result in sarif(MIXED)["runs"][0]["results"]}
        assert (results["workers"]["level"], results["workers"]["kind"]) == ("error", "fail")
        assert (results["batch"]["level"], results["batch"]["kind"]) == ("none", "review")
        assert results["b"]["suppressions"][0]["justification"] == "platform until 2027-01-31: is switched off"
        assert results["known"]["baselineState"] == "unchanged"
        assert results["workers"]["baselineState"] == "new"

    def test_every_result_points_at_its_rule(self) -> None:
        run = sarif(MIXED)["runs"][0]
        rules = run["tool"]["driver"]["rules"]
        assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])

    def test_a_clean_run_has_no_results(self) -> None:
        assert sarif(an_assessment())["runs"][0]["results"] == []

    @settings(max_examples=25)
    @given(_assessments)
    def test_is_valid_whatever_the_texts_hold(self, assessment: Assessment) -> None:
        assert len(sarif(assessment)["runs"][0]["results"]) == len(assessment.outcomes)


class TestJunit:
    def test_is_valid_and_counts(self) -> None:
        root = junit(MIXED)
        assert {name: root.get(name) for name in ("tests", "failures", "errors")} == {
            "tests": "9",
            "failures": "6",
            "errors": "1",
        }
        assert sum(int(suite.get("skipped", "")) for suite in root) == 2
        assert [suite.get("name") for suite in root] == ["check", "prod"]

    def test_a_clean_run_is_one_passed_case(self) -> None:
        (suite,) = junit(an_assessment())
        assert len(suite) == 1
        assert len(suite[0]) == 0

    @settings(max_examples=25)
    @given(_assessments)
    def test_is_valid_whatever_the_texts_hold(self, assessment: Assessment) -> None:
        root = junit(assessment)
        assert int(root.get("tests")) == sum(len(suite.findall("testcase")) for suite in root)


class TestMarkdown:
    def test_text_cannot_break_out_of_its_cell_or_mention_anybody(self) -> None:
        nasty = a_finding(subject="a|b", message="<script>x</script> @team [x](http://evil) `code`\nnew line")
        text = rendered("markdown", an_assessment(nasty))
        assert "| a\\|b |" in text
        assert "<script>" not in text
        assert "@" not in text
        assert "\\[x\\](http://evil)" in text

    def test_says_how_many_rows_it_leaves_out(self) -> None:
        many = an_assessment(*(a_finding(subject=f"pool-{number:03}") for number in range(205)))
        assert "5 more; `--format json` lists them all." in rendered("markdown", many)


class TestPrometheus:
    SAMPLE = re.compile(r'[a-z_]+(\{([a-z]+="(?:[^"\\]|\\["\\n])*",?)*\})? -?\d+')

    def samples(self, assessment: Assessment) -> list[str]:
        lines = rendered("prometheus", assessment).splitlines()
        return [line for line in lines if not line.startswith("#")]

    def test_every_line_is_a_sample_and_no_labels_come_twice(self) -> None:
        samples = self.samples(MIXED)
        assert all(self.SAMPLE.fullmatch(sample) for sample in samples)
        names = [sample.rpartition(" ")[0] for sample in samples]
        assert len(names) == len(set(names))

    def test_tells_how_long_a_finding_lasts_and_when_the_data_ends(self) -> None:
        samples = self.samples(MIXED)
        labels = 'cluster="prod",code="SKEW001",severity="required",subject="workers",standing="open"'
        assert f"tracker_finding_days{{{labels}}} 3155" in samples
        assert 'tracker_reference_as_of_seconds{edition="2026-08-22.1"} 1787356800' in samples

    @settings(max_examples=25)
    @given(_assessments)
    def test_holds_whatever_the_texts_hold(self, assessment: Assessment) -> None:
        assert all(self.SAMPLE.fullmatch(sample) for sample in self.samples(assessment))
