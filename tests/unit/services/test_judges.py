"""What a judge leaves out because the rules would say nothing."""

from datetime import date

import pytest

from tests.support.facts import outcomes, subject_facts
from tracker.reference.opening import open_reference
from tracker.rules.recorded import FIT_RULES
from tracker.services.judges import Judges

REFERENCE = open_reference()
JUDGES = Judges.of(REFERENCE)
DAY = date(2026, 8, 22)
VALUES = ("0.0.1", "999.9.9", "999.0.0-rc.1", "latest", None)


@pytest.mark.parametrize("slug", [each.slug for each in REFERENCE.components() if JUDGES.has_limits(each.slug)])
def test_a_version_without_a_release_line_is_judged_as_the_rules_judge_it(slug: str) -> None:
    kind = "" if slug == "etcd" else "component:"
    for value in VALUES:
        facts = subject_facts(f"{kind}{slug}", value, kubernetes="1.31", today=str(DAY), reference=REFERENCE)
        alone = [outcome for rule in FIT_RULES for outcome in outcomes(rule, facts)]
        answers = JUDGES.fits.about((facts.subject, "", facts.kubernetes, ""))
        steps = answers.between(value, DAY.toordinal(), DAY.toordinal())
        assert [outcome for step in steps for outcome in step.outcomes] == alone
