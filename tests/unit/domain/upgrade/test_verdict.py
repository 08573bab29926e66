"""What blocks decides first, then what is unknown, then advice."""

from dataclasses import replace
from datetime import date

from tracker.domain.outcome import Disposition, Finding, Severity, Undecided
from tracker.domain.upgrade.plan import Blocker, Direction, Hop, Plan, Unknown
from tracker.domain.upgrade.verdict import Judgement, Verdict, judge_readiness
from tracker.domain.version import Minor

HOP = Hop(Minor(1, 30), Minor(1, 31), None, False, None, None, ())
PLAN = Plan("seoul", Minor(1, 30), Minor(1, 31), Direction.UPGRADE, date(2026, 11, 23), (HOP,))
BLOCKED = replace(PLAN, hops=(replace(HOP, blockers=(Blocker("cert", "no line of cert supports 1.31"),)),))
HAZY = replace(PLAN, unknowns=(Unknown("pools", "no node pool is recorded"),))


def finding(severity: Severity, code: str = "API001", subject: str = "Ingress shop/web") -> Finding:
    return Finding(code, severity, subject, "is gone")


def judge(plan: Plan, *outcomes: Finding | Undecided, manifests: bool = True, to_look_at: int = 0) -> Judgement:
    return judge_readiness(plan, outcomes, manifests_read=manifests, to_look_at=to_look_at)


def test_nothing_in_the_way_and_nothing_unknown_is_ready() -> None:
    assert judge(PLAN) == Judgement(Verdict.READY, ())


def test_notes_do_not_matter() -> None:
    assert judge(PLAN, finding(Severity.NOTE)).verdict is Verdict.READY


def test_recommendations_are_advice() -> None:
    found = judge(PLAN, finding(Severity.RECOMMENDED))
    assert str(found) == "ready with advice: Ingress shop/web: is gone (API001)"


def test_what_only_a_person_can_look_for_is_advice() -> None:
    assert judge(PLAN, to_look_at=1).reasons == ("1 breaking change that only a person can look for",)


def test_what_is_unknown_outweighs_advice() -> None:
    found = judge(HAZY, finding(Severity.RECOMMENDED), Undecided("API010", "f.yaml", "it does not parse"))
    assert (found.verdict, found.reasons) == (Verdict.UNKNOWN, ("no node pool is recorded", "it does not parse"))


def test_without_manifests_nobody_knows_which_apis_are_in_use() -> None:
    assert judge(PLAN, manifests=False).verdict is Verdict.UNKNOWN


def test_what_blocks_outweighs_everything() -> None:
    found = judge(HAZY, finding(Severity.REQUIRED), manifests=False)
    assert (found.verdict, len(found.reasons)) == (Verdict.NOT_READY, 1)


def test_a_component_that_nobody_releases_for_the_target_blocks() -> None:
    assert judge(BLOCKED).reasons == ("no line of cert supports 1.31",)


def test_an_accepted_blocker_does_not_block_and_is_not_passed_over() -> None:
    accepted = replace(finding(Severity.REQUIRED), disposition=Disposition.ACCEPTED)
    found = judge(PLAN, accepted)
    assert found.verdict is Verdict.READY_WITH_ADVICE
    assert found.reasons == ("would block, and is accepted by waiver: Ingress shop/web: is gone (API001)",)


def test_accepted_advice_is_no_advice() -> None:
    accepted = replace(finding(Severity.RECOMMENDED), disposition=Disposition.ACCEPTED)
    assert judge(PLAN, accepted).verdict is Verdict.READY


def test_many_findings_of_one_rule_are_one_reason() -> None:
    found = judge(PLAN, *(finding(Severity.REQUIRED, subject=f"Ingress {n}") for n in range(3)))
    assert found.reasons == ("3 findings of API001, the first on Ingress 0: is gone",)
