"""Facts from a document in the shape of endoflife.date, of its first API (a list) or of version 1 (with ``result``).

Upstream's own dates win: where a row of Kubernetes takes its end of life from the project, the document's date is
noted beside it as another claim.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.domain.errors import ReferenceDataError
from tracker.domain.version import Minor, Version, parse_version
from tracker.reference.known import KnownWorld
from tracker.reference.tables import KUBERNETES_MINORS, RELEASES, Row, Tables
from tracker.reference.updates.merge import Evidence, Merged, laid_over, new_row, with_facts

_PATCHES, _WINDOWS = "releases/kubernetes-patches", "releases/provider-windows"
_PROVIDERS: Mapping[str, str] = {
    "alibaba-ack": "alibaba-ack",
    "amazon-eks": "amazon-eks",
    "azure-kubernetes-service": "aks",
    "google-kubernetes-engine": "gke",
    "rancher": "rancher",
    "red-hat-openshift": "openshift",
}
"""Our provider by the product's name at endoflife.date."""
_FROM_HERE = "endoflife.date"
_OFFICIAL = "kubernetes/website data/releases/eol.yaml"
"""The source of the end-of-life dates that the project itself publishes."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One line of the document, whichever shape it has. Days that are only true or false are None."""

    name: str
    released_on: str | None
    active_until: str | None
    standard_until: str | None
    extended_until: str | None
    latest: str | None
    latest_on: str | None


def is_endoflife(document: Any) -> bool:
    """Whether a JSON document has the shape of endoflife.date."""
    releases = _releases(document)
    return bool(releases) and all(isinstance(each, dict) and ("cycle" in each or "name" in each) for each in releases)


def product_of(document: Any) -> str | None:
    """The product that the document names; only version 1 of the API does."""
    result = document.get("result") if isinstance(document, dict) else None
    name = result.get("name") if isinstance(result, dict) else None
    return name if isinstance(name, str) else None


def day_of(document: Any) -> date | None:
    """The day on which the document was made, where it says so."""
    made = document.get("generated_at") if isinstance(document, dict) else None
    try:
        return date.fromisoformat(str(made)[:10])
    except ValueError:
        return None


def cycles(document: Any, origin: str) -> list[Cycle]:
    """The lines of a document.

    Raises:
        ReferenceDataError: A line has no name, or a date that is none.
    """
    return [_cycle(each, f"{origin}, entry {place}") for place, each in enumerate(_releases(document), start=1)]


def merge(tables: Tables, product: str, lines: Sequence[Cycle], evidence: Evidence) -> Merged:
    """The tables that the document changes.

    Raises:
        ReferenceDataError: The product is none of which the data knows anything.
    """
    if product == "kubernetes":
        return _merge_kubernetes(tables, lines, evidence)
    if product in _PROVIDERS:
        return _merge_windows(tables, _PROVIDERS[product], lines, evidence)
    component = KnownWorld(tables).component(product.removeprefix("apache-"))
    if component is None:
        raise ReferenceDataError(
            f"{evidence.source}: nothing is known of a product {product!r}; name it with --product"
        )
    return _merge_lines(tables, component.slug, lines, evidence)


def _merge_kubernetes(tables: Tables, lines: Sequence[Cycle], evidence: Evidence) -> Merged:
    minors = {str(row.get("minor")): row for row in tables.rows(KUBERNETES_MINORS)}
    news = [_minor(minors.get(line.name), line, evidence) for line in lines]
    patches = list(_patches(tables, lines, evidence))
    return Merged({
        KUBERNETES_MINORS: laid_over(KUBERNETES_MINORS, tables.rows(KUBERNETES_MINORS), news),
        _PATCHES: laid_over(_PATCHES, tables.rows(_PATCHES), patches),
    })  # fmt: skip


def _minor(row: Row | None, line: Cycle, evidence: Evidence) -> Row:
    if row is None or "released_on" not in row:
        planned = {} if row is None else dict(row)
        first = {"minor": line.name, "first_release": f"{line.name}.0", "released_on": line.released_on}
        ends = {"maintenance_from": line.active_until, "end_of_life": line.standard_until}
        basis = {"end_of_life_basis": "policy" if line.standard_until else None, "support_months": 14}
        return new_row({**planned, **first, **ends, **basis}, evidence)
    if _OFFICIAL not in str(row.get("source")) or "end_of_life" not in row:
        moved = row.get("end_of_life") not in (None, line.standard_until) and line.standard_until is not None
        promise = {"promised_end_of_life": row.get("promised_end_of_life", row.get("end_of_life"))} if moved else {}
        return with_facts(
            row, {**promise, "maintenance_from": line.active_until, "end_of_life": line.standard_until}, evidence
        )
    return _with_claim(row, line, evidence)


def _with_claim(row: Row, line: Cycle, evidence: Evidence) -> Row:
    if line.standard_until in (None, row.get("end_of_life")):
        return row
    others = [each for each in row.get("other_claims", ()) if _FROM_HERE not in each["source"]]
    claims = [*others, {"on": line.standard_until, "source": evidence.source}]
    known = [each["on"] for each in row.get("other_claims", ()) if _FROM_HERE in each["source"]]
    return row if known == [line.standard_until] else {**row, "other_claims": claims}


def _patches(tables: Tables, lines: Sequence[Cycle], evidence: Evidence) -> Iterator[Row]:
    world = KnownWorld(tables)
    for line in lines:
        listed = {patch.version.patch or 0 for patch in world.patches(Minor.parse(line.name))}
        latest = parse_version(line.latest) if line.latest else None
        news: list[Row] = []
        if not listed and line.released_on is not None:
            news.append(new_row({"version": f"{line.name}.0", "released_on": line.released_on}, evidence))
            listed.add(0)
        if isinstance(latest, Version) and latest.patch is not None and latest.patch > max(listed, default=-1):
            unlisted = latest.patch - max(listed, default=-1) - 1
            facts = {"version": str(latest), "released_on": line.latest_on, "unlisted_before": unlisted or None}
            news.append(new_row(facts, evidence))
        yield from reversed(news)


def _merge_windows(tables: Tables, provider: str, lines: Sequence[Cycle], evidence: Evidence) -> Merged:
    known = {row.get("version"): row for row in tables.rows(_WINDOWS) if row.get("provider") == provider}
    news = []
    for line in lines:
        facts = _window_facts(line)
        row = known.get(line.name)
        if row is not None:
            news.append(with_facts(row, facts, evidence))
        else:
            minor = line.name if provider not in ("rancher", "openshift") else None
            news.append(new_row({"provider": provider, "version": line.name, "minor": minor, **facts}, evidence))
    return Merged({_WINDOWS: laid_over(_WINDOWS, tables.rows(_WINDOWS), news)})


def _window_facts(line: Cycle) -> dict[str, str | None]:
    return {
        "released_on": line.released_on,
        "active_until": line.active_until,
        "standard_until": line.standard_until,
        "extended_until": line.extended_until,
        "latest": line.latest,
        "latest_on": line.latest_on,
    }


def _merge_lines(tables: Tables, slug: str, lines: Sequence[Cycle], evidence: Evidence) -> Merged:
    table = RELEASES + slug
    known = {row.get("line"): row for row in tables.rows(table)}
    news = []
    for line in lines:
        facts = {
            "released_on": line.released_on,
            "latest": line.latest,
            "latest_on": line.latest_on,
            "active_until": line.active_until,
            "end_of_life": line.standard_until,
            "extended_until": line.extended_until,
        }
        row = known.get(line.name)
        if row is not None:
            # The days of tags that the table has are firmer than those of the document.
            days = {name: row.get(name) or day for name, day in facts.items() if name == "released_on"}
            news.append(with_facts(row, {**facts, **days}, evidence))
        else:
            news.append(new_row({"line": line.name, "date_basis": "endoflife.date", **facts}, evidence))
    return Merged({table: laid_over(table, tables.rows(table), news)})


def _releases(document: Any) -> list[Any]:
    if isinstance(document, dict):
        document = document.get("result", {})
        document = document.get("releases", []) if isinstance(document, dict) else []
    return document if isinstance(document, list) else []


def _cycle(entry: Any, place: str) -> Cycle:
    name = entry.get("cycle", entry.get("name"))
    if not isinstance(name, str) or not name:
        raise ReferenceDataError(f"{place} has no name")
    latest = entry.get("latest")
    nested = latest if isinstance(latest, dict) else {"name": latest, "date": entry.get("latestReleaseDate")}
    return Cycle(
        name=name,
        released_on=_day(entry.get("releaseDate"), place),
        active_until=_day(entry.get("eoasFrom", entry.get("support")), place),
        standard_until=_day(entry.get("eolFrom", entry.get("eol")), place),
        extended_until=_day(entry.get("eoesFrom", entry.get("extendedSupport", entry.get("lts"))), place),
        latest=_text(nested.get("name"), place),
        latest_on=_day(nested.get("date"), place),
    )


def _text(value: Any, place: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ReferenceDataError(f"{place} has a version that is none: {value!r}")
    return value or None


def _day(value: Any, place: str) -> str | None:
    """A day in ISO form; None for true, false and nothing."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as error:
        raise ReferenceDataError(f"{place} has a date that is none: {value!r}") from error
