"""Kubernetes minors, patch releases and distributors' builds."""

from scripts.reference_builder import sources
from scripts.reference_builder.rows import Row, newest_first, row

_BASIS = {
    "documented-policy-date": "policy",
    "documented-date": "documented",
    "final-patch-date-as-documented": "final-patch",
    "last-patch-tag (no documented EOL found)": "last-tag",
}
_NEVER_PUBLIC = {"1.1.0"}
_FINAL_PATCH_NOTE = "the project's end-of-life table still names {documented} as the final patch; {latest} came later"


def minors(facts: Row) -> list[Row]:
    """Rows of ``releases/kubernetes-minors``."""
    first_tags = {patch["version"]: patch["source"] for patch in facts["patches"]}
    return newest_first((_minor(each, first_tags) for each in facts["minors"]), "minor")


def _minor(fact: Row, first_tags: dict[str, str]) -> Row:
    documented, latest, note = fact["final_patch"], fact["latest_known_patch"], fact["note"]
    if documented is not None and documented != latest:
        note = _FINAL_PATCH_NOTE.format(documented=documented, latest=latest)
    source = sources.join(
        fact["eol_source"],
        first_tags.get(fact["first_release"]),
        fact["maintenance_source"],
        "kubernetes/sig-release releases/release-" + fact["minor"] if fact["planned_release_date"] else None,
    )
    moved = fact["eol_policy_date"] not in (None, fact["end_of_life"])
    return row(
        source,
        minor=fact["minor"],
        first_release=fact["first_release"],
        released_on=fact["first_release_date"],
        planned_for=fact["planned_release_date"],
        maintenance_from=fact["maintenance_mode_start"],
        end_of_life=fact["end_of_life"],
        end_of_life_basis=_BASIS.get(fact["eol_basis"] or ""),
        promised_end_of_life=fact["eol_policy_date"] if moved else None,
        other_claims=_claims(fact),
        final_patch=latest if documented is not None else None,
        skipped_patches=fact["skipped_patch_numbers"],
        support_months=fact["support_months_policy"],
        note=note,
    )


def _claims(fact: Row) -> list[Row]:
    return [
        {"on": claim["date"], "source": claim["source"]}
        for claim in sorted(fact["eol_alternatives"], key=lambda claim: (claim["date"], claim["source"]))
        if claim["date"] != fact["end_of_life"]
    ]


def patches(facts: Row) -> list[Row]:
    """Rows of ``releases/kubernetes-patches``."""
    return newest_first((_patch(each) for each in facts["patches"]), "version")


def _patch(fact: Row) -> Row:
    planned = fact["official_target_date"]
    return row(
        fact["source"],
        version=fact["version"],
        released_on=fact["date"],
        planned_on=planned if planned != fact["date"] else None,
        public=False if fact["version"] in _NEVER_PUBLIC else None,
        note=fact["note"],
    )


def builds(facts: Row) -> list[Row]:
    """Rows of ``releases/kubernetes-builds``."""
    return newest_first(
        (
            row(
                f"coreos/kubernetes tag {each['tag']}",
                version=f"{each['version']}+{each['build']}",
                released_on=each["date"] or each["commit_date"],
                note=None if each["date"] else "day of the commit: the tag is lightweight and carries none",
            )
            for each in facts["coreos_builds"]
        ),
        "version",
    )
