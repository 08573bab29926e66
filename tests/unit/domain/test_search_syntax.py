"""Search expressions."""

from datetime import UTC, date, datetime

import pytest

from tracker.domain.errors import InvalidDataError
from tracker.domain.search_query import Criterion, SearchField, SearchQuery
from tracker.domain.search_syntax import bounds_of, parse_search
from tracker.domain.when import When

NOW = datetime(2017, 12, 31, 3, tzinfo=UTC)
TEXT, COMPONENT = SearchField.TEXT, SearchField.COMPONENT


def _parse(text: str) -> SearchQuery:
    return parse_search(text, now=NOW)


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("백업", [Criterion(TEXT, "백업")]),
        ("kafka 난항", [Criterion(TEXT, "kafka"), Criterion(TEXT, "난항")]),
        ("kube*", [Criterion(TEXT, "kube")]),
        ('"rolling update"', [Criterion(TEXT, "rolling update", is_exact=True)]),
        ("“rolling update”", [Criterion(TEXT, "rolling update", is_exact=True)]),
        ('"left open', [Criterion(TEXT, "left open", is_exact=True)]),
        ("-drill", [Criterion(TEXT, "drill", negated=True)]),
        ("component:Kafka", [Criterion(COMPONENT, "Kafka")]),
        ('component:"Kafka manager"', [Criterion(COMPONENT, "Kafka manager", is_exact=True)]),
        ("-tag:drill", [Criterion(SearchField.TAG, "drill", negated=True)]),
        ("KIND:Incident", [Criterion(SearchField.KIND, "incident")]),
        ("cluster:seoul", [Criterion(SearchField.CLUSTER, "seoul")]),
        ("v0.9.6-rc.2", [Criterion(TEXT, "v0.9.6-rc.2")]),
        ("INFRA-7", [Criterion(TEXT, "INFRA-7")]),
        ("12:30", [Criterion(TEXT, "12:30")]),
        ("https://example.com", [Criterion(TEXT, "https://example.com")]),
    ],
)
def test_reads(text: str, criteria: list[Criterion]) -> None:
    assert list(_parse(text).criteria) == criteria


def test_text_is_composed_so_that_it_matches_what_was_typed_elsewhere() -> None:
    assert _parse("\u1107\u1162\u11a8\u110b\u1165\u11b8") == _parse("백업")


def test_days() -> None:
    query = _parse("after:2017-03 before:2017-06-05")
    assert (query.after, query.before) == (date(2017, 3, 1), date(2017, 6, 5))
    assert _parse("after:yesterday").after == date(2017, 12, 30)
    assert _parse("since:2017").after == date(2017, 1, 1)


def test_before_a_day_leaves_that_day_out_and_after_one_takes_it_in() -> None:
    since, until = bounds_of(_parse("after:2017-03-01 before:2017-06-05"), "Asia/Seoul")
    assert since is not None
    assert until is not None
    assert When.on(date(2017, 2, 28), "Asia/Seoul").sort_at < since <= When.on(date(2017, 3, 1), "Asia/Seoul").sort_at
    assert When.on(date(2017, 6, 4), "Asia/Seoul").sort_at <= until < When.on(date(2017, 6, 5), "Asia/Seoul").sort_at


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing to search for"),
        ("  ", "nothing to search for"),
        ('""', "nothing to search for"),
        ("compnent:kafka", "did you mean component:"),
        ("kind:disaster", "there is no such kind"),
        ("before:soon", "before:soon: 'soon' is not a date"),
        ("component: kafka", "component: has no value"),
        ("-before:2017", "cannot be negated"),
    ],
)
def test_refuses(text: str, message: str) -> None:
    with pytest.raises(InvalidDataError, match=message):
        _parse(text)
