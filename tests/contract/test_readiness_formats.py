"""The readiness report for programs: valid by its schema in every situation, and complete in SARIF and JUnit."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from tests.support.readiness_sample import SHOP, a_document
from tracker.domain.errors import InvalidDataError
from tracker.domain.upgrade.plan import Unknown
from tracker.reports.readiness.comparison import compared
from tracker.reports.readiness.formats import FORMATS
from tracker.reports.readiness.reading import assessment_of, read_document
from tracker.reports.readiness.redaction import Redactor
from tracker.services.waivers import Waiver

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE.parents[1] / "docs" / "schemas" / "readiness.schema.json").read_text(encoding="utf-8"))
SARIF = json.loads((HERE / "sarif_subset.json").read_text(encoding="utf-8"))
JUNIT = etree.XMLSchema(etree.parse(HERE / "junit.xsd"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

WAIVERS = tuple(
    Waiver(code, "platform", "until the move", date(2026, 1, 1)) for code in ("DRN005", "CHG001", "API001", "API008")
)
REDACTOR = Redactor("key", frozenset({"shop", "checkout"}), frozenset())
DOCUMENTS: dict[str, dict[str, Any]] = {
    "not ready": a_document(),
    "no manifests": a_document(manifests=None),
    "same": a_document("1.29"),
    "rollback": a_document("1.28", rollback=True),
    "not released": a_document("1.33"),
    "waived": a_document(waivers=WAIVERS),
    "unlike the record": a_document(unknowns=(Unknown("kubernetes", "it runs another version"),)),
    "compared": compared(a_document(), a_document("1.30", None), "old.json"),
    "redacted": REDACTOR.redact(a_document()),
}


@pytest.mark.parametrize("case", DOCUMENTS)
def test_the_document_is_valid(case: str) -> None:
    document = json.loads("".join(FORMATS["json"].render(DOCUMENTS[case])))
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []


def test_the_schema_allows_nothing_else() -> None:
    """A key that is missing, and one that is new, are noticed at every level that the sample reaches."""
    document = DOCUMENTS["compared"]
    assert not VALIDATOR.is_valid({**document, "extra": 1})
    for key in document.keys() - {"comparison"}:
        assert not VALIDATOR.is_valid({name: value for name, value in document.items() if name != key}), key


@pytest.mark.parametrize("case", DOCUMENTS)
def test_sarif_is_valid_and_holds_every_outcome(case: str) -> None:
    log = json.loads("".join(FORMATS["sarif"].render(DOCUMENTS[case])))
    jsonschema.validate(log, SARIF)
    assert len(log["runs"][0]["results"]) == len(assessment_of(DOCUMENTS[case]).outcomes)


@pytest.mark.parametrize("case", DOCUMENTS)
def test_junit_is_valid_and_fails_when_not_ready(case: str) -> None:
    root = etree.fromstring("".join(FORMATS["junit"].render(DOCUMENTS[case])).encode())
    JUNIT.assertValid(root)
    if DOCUMENTS[case]["verdict"] == "not ready":
        assert int(root.get("failures", "0")) > 0
    if DOCUMENTS[case]["verdict"] == "unknown":
        assert int(root.get("errors", "0")) > 0


def test_what_a_waiver_accepts_does_not_block_and_stays_to_be_seen() -> None:
    document = DOCUMENTS["waived"]
    assert document["verdict"] == "unknown"
    text = "".join(FORMATS["table"].render(document))
    assert "Accepted by waiver" in text
    assert "platform until 2026-01-01: until the move" in text


def test_a_document_reads_back() -> None:
    text = "".join(FORMATS["json"].render(DOCUMENTS["not ready"]))
    assert read_document(text, "a.json") == json.loads(text)


@pytest.mark.parametrize(
    ("text", "said"), [("{", "no readiness report"), ("[]", "no schema"), ('{"schema": "x/1"}', "'x/1'")]
)
def test_what_is_no_report_is_refused(text: str, said: str) -> None:
    with pytest.raises(InvalidDataError, match=said):
        read_document(text, "a.json")


class TestComparison:
    def test_the_same_report_has_nothing_new(self) -> None:
        found = compared(a_document(), a_document(), "old.json")["comparison"]
        assert (found["new"], found["resolved"]) == ([], [])
        assert found["unchanged"] > 5

    def test_moved_lines_change_nothing(self) -> None:
        moved = a_document(manifests=f"# a comment\n{SHOP}")
        assert compared(moved, a_document(), "old.json")["comparison"]["new"] == []

    def test_what_was_repaired_is_resolved_and_what_came_is_new(self) -> None:
        fixed = SHOP.replace("policy/v1beta1", "policy/v1").replace("app: checkout}", "app: checkout, tier: web}", 1)
        found = compared(a_document(manifests=fixed), a_document(), "old.json")["comparison"]
        assert {each["code"] for each in found["resolved"]} == {"API001", "DRN005"}
        back = compared(a_document(), a_document(manifests=fixed), "old.json")["comparison"]
        assert {each["code"] for each in back["new"]} == {"API001", "DRN005"}

    def test_a_changed_verdict_is_told(self) -> None:
        now = compared(a_document(manifests=None), a_document(), "old.json")
        assert "not ready then, unknown now" in "".join(FORMATS["table"].render(now))

    def test_another_cluster_is_refused(self) -> None:
        other = {**a_document(), "cluster": {"name": "tokyo", "environment": "", "provider": ""}}
        with pytest.raises(InvalidDataError, match="tokyo"):
            compared(a_document(), other, "old.json")

    def test_a_redacted_report_is_compared_with_a_redacted_one_only(self) -> None:
        redacted = REDACTOR.redact(a_document())
        with pytest.raises(InvalidDataError, match="redact both"):
            compared(a_document(), redacted, "old.json")
        assert compared(redacted, REDACTOR.redact(a_document()), "old.json")["comparison"]["new"] == []
