"""Titles of rules read like sentences, and the pages of the manual are headed by them."""

import pytest

from tracker import bundled
from tracker.rules import catalogue
from tracker.rules.base import AnyRule

NAMES = ("kube-proxy", "kubectl", "etcd")
"""What is written small at the beginning of a sentence as well."""


@pytest.mark.parametrize("rule", catalogue.RULES, ids=lambda rule: rule.code)
def test_a_title_begins_with_a_capital_and_heads_its_page(rule: AnyRule) -> None:
    assert rule.title[0].isupper() or rule.title.startswith(NAMES)
    page = (bundled.path("manual") / "rules" / f"{rule.code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {rule.code}: {rule.title}\n\nSeverity: ")
