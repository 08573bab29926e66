from datetime import date

from tests.support.outcomes import a_finding, an_assessment, an_undecided
from tracker.domain.outcome import Disposition, Evidence, EvidenceKind, Outcome, Severity
from tracker.reports.outcomes.formats import FORMATS, Look
from tracker.services.assessment import Assessment


def rendered(assessment: Assessment, look: Look | None = None) -> str:
    return "".join(FORMATS["table"].render(assessment, look))


def show(*outcomes: Outcome) -> str:
    return rendered(an_assessment(*outcomes))


def test_says_no_findings_when_everything_was_looked_at_and_fine() -> None:
    assert show() == (
        "No findings.\n"
        "Looked at 1 cluster, 53 events as of 2026-11-23, with reference data 2026-08-22.1 (Kubernetes as of\n"
        "2026-08-22).\n"
    )


def test_never_says_no_findings_beside_something_undecided() -> None:
    text = show(an_undecided())
    assert "No findings" not in text
    assert "1 undecided." in text
    assert "unknown because the version of batch is not recorded." in text


def test_shows_what_against_what_limit_what_to_do_and_the_evidence() -> None:
    evidence = Evidence(EvidenceKind.REFERENCE, "skew/kubelet-n-2", "kubelet: up to 2 behind", date(2026, 8, 22))
    text = show(a_finding(evidence=(evidence,), since=date(2026, 11, 14)))
    assert text.startswith(
        "prod\n"
        "  required    SKEW001  workers  since 2026-11-14 (10 days)\n"
        "    kubelet 1.24.3 is 3 minors behind kube-apiserver 1.27.1; the policy allows at most 2 minors.\n"
        "    → Upgrade workers to 1.25 or later; prefer 1.27.\n"
        "    evidence: skew/kubelet-n-2: kubelet: up to 2 behind (retrieved 2026-08-22)\n"
    )


def test_puts_the_gravest_first_and_undecided_last() -> None:
    note = a_finding(subject="a", severity=Severity.NOTE)
    text = show(an_undecided(subject="b"), note, a_finding(subject="c"))
    assert [line.split()[0] for line in text.splitlines() if line.startswith("  ") and line[2] != " "] == [
        "required",
        "note",
        "undecided",
    ]


def test_accepted_and_known_findings_stay_visible_and_are_counted_apart() -> None:
    accepted = a_finding(subject="a", disposition=Disposition.ACCEPTED, waiver="platform team until 2027-01-01")
    known = a_finding(subject="b")
    text = rendered(an_assessment(accepted, known, known=frozenset({known.fingerprint})))
    assert "accepted by waiver: platform team until 2027-01-01" in text
    assert "1 accepted by waiver, 1 known from the baseline." in text


def test_obeys_no_control_characters_from_recorded_text() -> None:
    assert "\x1b" not in show(a_finding(subject="work\x1b[2Jers", message="a\nb"))


def test_colours_only_when_asked() -> None:
    assert "\x1b[31mrequired" in rendered(an_assessment(a_finding()), Look(is_coloured=True))


def test_keeps_within_the_width_of_the_terminal() -> None:
    text = rendered(an_assessment(a_finding()), Look(width=60))
    assert max(len(line) for line in text.splitlines()) <= 60
