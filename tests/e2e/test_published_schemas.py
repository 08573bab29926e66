"""SARIF and JUnit output hold against schemas that others publish, which `scripts/schemas` gets for `make test`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from tests.support.availability import unavailable
from tests.support.cli import CommandLine
from tracker import bundled

SCHEMAS = Path(__file__).resolve().parents[2] / ".cache" / "schemas"
SAMPLE = str(bundled.path("data") / "samples" / "kube-aws-journal.md")
MANIFEST = """
apiVersion: extensions/v1beta1
kind: Deployment
metadata: {name: 결제, namespace: shop}
spec: {replicas: 1, template: {spec: {containers: [{name: a, image: "a:latest"}]}}}
---
{{ broken
"""
Errors = Callable[[str], list[str]]
"""What a schema has to say about an output."""


@pytest.fixture(scope="module")
def sarif_errors() -> Errors:
    """By the schema of SARIF 2.1.0, as the standard publishes it."""
    schema = json.loads(_schema("sarif-2.1.0.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)

    def errors(text: str) -> list[str]:
        document: dict[str, Any] = json.loads(text)
        assert document["runs"][0]["results"]
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]

    return errors


@pytest.fixture(scope="module")
def junit_errors() -> Errors:
    """By the schema of the Jenkins xUnit plugin: JUnit has no standard, and this is what many readers go by."""
    schema = etree.XMLSchema(etree.parse(_schema("jenkins-junit-10.xsd")))

    def errors(text: str) -> list[str]:
        document = etree.fromstring(text.encode())
        assert document.findall("testsuite/testcase")
        schema.validate(document)
        return [str(error) for error in schema.error_log]

    return errors


def _schema(name: str) -> Path:
    path = SCHEMAS / name
    if not path.exists():
        unavailable(f"{name} is not here: scripts/schemas gets it")
    return path


@pytest.fixture
def journal(seoul: CommandLine) -> CommandLine:
    """A store with the real journal, and a manifest beside it."""
    seoul.ok("import", "journal", SAMPLE, "--no-check")
    (seoul.folder / "web.yaml").write_text(MANIFEST, encoding="utf-8")
    return seoul


COMMANDS = pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["check", "--throughout"],
        ["scan", "web.yaml", "--to", "1.16", "--fail-on", "never"],
        ["report", "--to", "1.8", "--manifests", "web.yaml", "--fail-on", "never"],
    ],
    ids=" ".join,
)


@COMMANDS
def test_sarif_holds_against_the_standards_own_schema(
    journal: CommandLine, sarif_errors: Errors, command: list[str]
) -> None:
    assert sarif_errors(journal.ok(*command, "--format", "sarif").stdout) == []


@COMMANDS
def test_junit_holds_against_the_schema_of_jenkins(
    journal: CommandLine, junit_errors: Errors, command: list[str]
) -> None:
    assert junit_errors(journal.ok(*command, "--format", "junit").stdout) == []


def test_both_hold_with_a_baseline(journal: CommandLine, sarif_errors: Errors, junit_errors: Errors) -> None:
    journal.ok("check", "--write-baseline", "known.json")
    compared = ("check", "--throughout", "--baseline", "known.json", "--format")
    sarif = journal.ok(*compared, "sarif").stdout
    assert "unchanged" in sarif
    assert sarif_errors(sarif) == []
    junit = journal.ok(*compared, "junit").stdout
    assert "<skipped " in junit
    assert junit_errors(junit) == []


def test_junit_holds_when_there_is_nothing_to_tell(seoul: CommandLine, junit_errors: Errors) -> None:
    (seoul.folder / "empty.yaml").write_text("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n")
    told = seoul.ok("scan", "empty.yaml", "--to", "1.31", "--format", "junit").stdout
    assert 'failures="0" errors="0" skipped="0"' in told
    assert junit_errors(told) == []
