"""What nodes boot and what installed them, through a history and on the bundled reference data."""

from datetime import date

from tests.support.events import a_history
from tracker.domain.cluster import Cluster
from tracker.domain.event import Event
from tracker.domain.outcome import Finding
from tracker.reference.opening import open_reference
from tracker.services.judges import Judges
from tracker.services.replay import replay_cluster

PROD = Cluster("c-prod", "prod", provider="upstream")
JUDGES = Judges.of(open_reference())
OURS = ("SUP008", "SUP009", "SUP010", "SUP012", "JRN005")

Told = set[tuple[str, str, str, str | None]]


def told(events: tuple[Event, ...], until: str) -> Told:
    said: Told = set()
    for outcome in replay_cluster(PROD, events, JUDGES, date.fromisoformat(until)).lasting:
        if outcome.code in OURS:
            what = outcome.subject if isinstance(outcome, Finding) else outcome.missing
            said.add((outcome.code, what, str(outcome.since), str(outcome.until) if outcome.until else None))
    return said


def test_an_end_has_a_window_until_the_nodes_are_replaced() -> None:
    events = a_history(
        """
        2024-06-01 ubuntu 20.04
        2025-07-10 ubuntu 24.04
        """
    )
    near, past = ("SUP009", "ubuntu", "2025-03-02", "2025-05-31"), ("SUP008", "ubuntu", "2025-06-01", "2025-07-09")
    assert told(events, "2026-01-01") == {near, past}
    assert told(events, "2025-03-01") == set()


def test_an_installer_is_retired_from_the_day_on_which_it_was() -> None:
    events = a_history("2017-09-25 kube-aws 0.9.8")
    assert told(events, "2020-09-29") == set()
    assert told(events, "2020-09-30") == {("SUP010", "kube-aws", "2020-09-30", None)}


def test_what_is_not_known_is_undecided_while_it_is_recorded() -> None:
    events = a_history(
        """
        2026-01-01 bottlerocket 1.20.0
        2026-02-01 ubuntu 27.04
        2026-03-01 ubuntu 24.04
        """
    )
    how_long = "the reference data does not say how long"
    both = f"{how_long} bottlerocket 1.20.0 and ubuntu 27.04 are supported"
    one = f"{how_long} bottlerocket 1.20.0 is supported"
    # One window, in the words of its last day.
    assert told(events, "2026-02-28") == {("SUP012", both, "2026-01-01", None)}
    assert told(events, "2026-06-01") == {("SUP012", one, "2026-01-01", None)}


def test_two_pools_with_systems_of_their_own_are_told_apart() -> None:
    events = a_history("2026-01-01 ubuntu@old 27.04, ubuntu@new 27.10")
    ((code, what, _, _),) = told(events, "2026-06-01")
    assert code == "SUP012"
    assert "27.04" in what
    assert "27.10" in what
