"""The order of reports and the rule of a code are known without the whole catalogue, and agree with it."""

import subprocess
import sys

from tracker.rules.catalogue import RULES
from tracker.rules.report_order import find, place


def test_the_places_are_those_of_the_catalogue() -> None:
    assert sorted((rule.code for rule in reversed(RULES)), key=place) == [rule.code for rule in RULES]
    assert place("XYZ001") > max(place(rule.code) for rule in RULES)


def test_finds_every_rule_by_its_code() -> None:
    assert [find(rule.code.lower()) for rule in RULES] == list(RULES)
    assert find("API999") is None
    assert find("XYZ001") is None


def test_what_a_scan_of_apis_needs_loads_no_other_rules() -> None:
    """All rules together take as long to load as a thousand files to scan."""
    code = (
        "import sys, tracker.services.assessment\n"
        "from tracker.rules.report_order import find, place\n"
        "assert find('API001').title and place('API001')\n"
        "print([name for name in sys.modules if name.startswith(('tracker.rules.skew', 'tracker.rules.catalogue'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
