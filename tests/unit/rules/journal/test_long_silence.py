from tests.support.facts import a_day, a_world, messages
from tracker.rules.facts import SilenceFacts
from tracker.rules.journal.long_silence import RULE


def said(last: str, today: str) -> list[str]:
    return messages(RULE, SilenceFacts(a_day(last), None, a_world(today)))


def test_is_quiet_for_half_a_year() -> None:
    assert said("2024-01-01", "2024-06-28") == []


def test_is_quiet_while_upstream_stands_still() -> None:
    assert said("2024-12-02", "2025-12-01") == []


def test_speaks_after_180_days_when_a_minor_came_out_meanwhile() -> None:
    assert said("2024-01-01", "2024-06-29") == [
        "nothing is recorded after 2024-01-01, while upstream released Kubernetes 1.30"
    ]
