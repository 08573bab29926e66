"""Figures and short forms that several pages of the site share: as pages write them, and as the JSON files have them."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

from tests.support.site_reading import Element, numbers, one, rows, said
from tests.support.site_saying import moment_of, one_line, plain
from tracker.domain.when import When


def rest(element: Element) -> int:
    """How many more a page says there are."""
    more = one(element, ".//p[@class='quiet' and starts-with(., 'and ')]")
    return numbers(said(more))[0] if more is not None else 0


def support_read(cell: Element) -> tuple[list[int], list[str], str]:
    """(days, day on which support ends, whether it holds) of a cell."""
    text = said(cell)
    status = "ended" if "past its end" in text else "unknown" if "unknown" in text else "holds"
    return numbers(text), re.findall(r"\d{4}-\d\d-\d\d", text), status


def support_said(cluster: dict[str, Any]) -> tuple[list[int], list[str], str]:
    """The same of a cluster's JSON."""
    support = cluster["support"]
    if support["status"] == "unknown":
        return [], [], "unknown"
    return [support["days"]], [support["ends_on"]], "ended" if support["status"] == "ended" else "holds"


def behind_read(cell: Element) -> list[int] | None:
    """[minors, days] behind upstream of a cell; empty for the newest minor version, None where nobody knows."""
    text = said(cell)
    return None if text == "–" else [] if text == "newest minor version" else numbers(text)


def behind_said(cluster: dict[str, Any]) -> list[int] | None:
    """The same of a cluster's JSON."""
    behind = cluster["behind"]
    return None if behind is None else [behind["minors"], behind["days"]] if behind["minors"] else []


def counts_read(cell: Element) -> dict[str, int]:
    """How many there are of each severity, of those that a cell counts."""
    found = cell.xpath(".//span[starts-with(@class, 'severity ')]")
    return {each.get("class").split()[-1]: numbers(said(each))[0] for each in found}


def windows(element: Element) -> list[tuple[str, ...]]:
    """The rows of a table of warnings through time, without their days."""
    return [(*row[:-2], row[-1]) for row in rows(element)]


def window_of(outcome: dict[str, Any]) -> tuple[str, ...]:
    """(severity, rule, cluster, subject, from, to, what)."""
    message = plain(one_line(outcome["message"] if "message" in outcome else outcome["missing"]))
    return (
        outcome["severity"],
        outcome["code"],
        outcome["cluster"],
        outcome["subject"],
        outcome["since"] or "",
        outcome["until"] or "still",
        message,
    )


def newest(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Events, newest first."""
    return sorted(found, key=lambda event: (When.from_document(event["when"]).sort_at, event["id"]), reverse=True)


def values_of(history: dict[str, Any], *, still: str = "") -> list[list[str]]:
    """(value, from, to, days) of each value that a key had, newest first; `still` is written for the one that holds."""
    told = [
        [
            "removed" if step["action"] == "removed" else step["to"] or "?",
            moment_of(step["when"]).rpartition(" ")[0] or moment_of(step["when"]),
            (moment_of(after["when"]).rpartition(" ")[0] or moment_of(after["when"])) if after else still,
            f"{days_between(step['when'], after['when']):,}" if after else "",
        ]
        for step, after in pairwise([*history["steps"], None])
    ]
    return told[::-1]


def days_between(first: dict[str, Any], last: dict[str, Any]) -> int:
    """How many days lie between two moments."""
    return (date.fromisoformat(last["day"]) - date.fromisoformat(first["day"])).days
