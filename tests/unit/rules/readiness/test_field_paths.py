"""Field paths reach through lists and to the keys of mappings."""

from typing import Any

import pytest

from tracker.rules.readiness.field_paths import as_text, values_at

BODY = {
    "kind": "Pod",
    "metadata": {"annotations": {"a/b.c": "1", "d": "2"}},
    "spec": {"volumes": [{"name": "x", "hostPath": {"path": "/v"}}, {"name": "y", "gitRepo": None}], "n": 0},
}


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("kind", ["Pod"]),
        ("metadata.annotations{}", ["a/b.c", "d"]),
        ("spec.volumes[].name", ["x", "y"]),
        ("spec.volumes[].hostPath.path", ["/v"]),
        ("spec.volumes[].gitRepo", []),
        ("spec.n", [0]),
        ("spec.missing.deeper[]", []),
        ("kind.deeper", []),
        ("spec.n[]", []),
    ],
)
def test_yields_what_is_there(path: str, values: list[Any]) -> None:
    assert list(values_at(BODY, path)) == values


def test_shows_structures_as_json() -> None:
    assert as_text({"$ref": "x"}) == '{"$ref": "x"}'
    assert as_text("plain") == "plain"
