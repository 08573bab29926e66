"""SARIF output holds against the standard's own schema, which `scripts/schemas` gets for `make test`."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.support.availability import unavailable
from tests.support.cli import CommandLine
from tracker import bundled

SCHEMA = Path(__file__).resolve().parents[2] / ".cache" / "schemas" / "sarif-2.1.0.json"
SAMPLE = str(bundled.path("data") / "samples" / "kube-aws-journal.md")
MANIFEST = """
apiVersion: extensions/v1beta1
kind: Deployment
metadata: {name: 결제, namespace: shop}
spec: {replicas: 1, template: {spec: {containers: [{name: a, image: "a:latest"}]}}}
---
{{ broken
"""


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft7Validator:
    """The schema of SARIF 2.1.0, as the standard publishes it."""
    if not SCHEMA.exists():
        unavailable("the SARIF standard's schema is not here: scripts/schemas gets it with npm")
    return jsonschema.Draft7Validator(
        json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )


def _errors(validator: jsonschema.Draft7Validator, text: str) -> list[str]:
    document: dict[str, Any] = json.loads(text)
    assert document["runs"][0]["results"]
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


@pytest.fixture
def journal(seoul: CommandLine) -> CommandLine:
    """A store with the real journal, and a manifest beside it."""
    seoul.ok("import", "journal", SAMPLE, "--no-check")
    (seoul.folder / "web.yaml").write_text(MANIFEST, encoding="utf-8")
    return seoul


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["check", "--throughout"],
        ["scan", "web.yaml", "--to", "1.16", "--fail-on", "never"],
        ["report", "--to", "1.8", "--manifests", "web.yaml", "--fail-on", "never"],
    ],
    ids=" ".join,
)
def test_holds_against_the_standards_own_schema(
    journal: CommandLine, validator: jsonschema.Draft7Validator, command: list[str]
) -> None:
    assert _errors(validator, journal.ok(*command, "--format", "sarif").stdout) == []


def test_holds_with_a_baseline(journal: CommandLine, validator: jsonschema.Draft7Validator) -> None:
    journal.ok("check", "--write-baseline", "known.json")
    told = journal.ok("check", "--throughout", "--baseline", "known.json", "--format", "sarif").stdout
    assert "unchanged" in told
    assert _errors(validator, told) == []
