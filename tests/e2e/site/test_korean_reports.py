"""A readiness report that was kept, on the Korean page of a real build."""

import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import html5lib
import pytest

from tests.support.readiness_sample import a_document
from tests.support.site_build import build
from tests.support.site_sample import PROD
from tests.support.stores import opened
from tracker.domain.event import Visibility
from tracker.domain.sentence import Sentence
from tracker.domain.sentence_document import read_sentences, sentences_in
from tracker.domain.when import When
from tracker.publish.site_data import Edition
from tracker.services.kept_reports import keep_report

NOW = datetime(2017, 12, 21, 3, tzinfo=UTC)
EVENT = "0190b0c0-0000-7000-8000-00000000beef"


@pytest.fixture
def sentences(store: Path) -> list[Sentence]:
    """The sentences of a report that the store keeps."""
    document = a_document()
    with opened(store) as port, port.unit_of_work(author="test", recorded_at=NOW) as work:
        day = When.at(NOW, PROD.zone)
        keep_report(work, PROD, document, event_id=EVENT, when=day, visibility=Visibility.PUBLIC)
        work.commit()
    return list(read_sentences(sentences_in(document)).values())


@pytest.mark.parametrize("edition", Edition)
def test_no_english_sentence_of_the_program_is_left(
    store: Path, sentences: list[Sentence], tmp_path: Path, edition: Edition
) -> None:
    build(store, tmp_path / "site", edition=edition)
    (page,) = (tmp_path / "site" / "reports").rglob(f"*{EVENT}.html")
    korean = _plain(tmp_path / "site" / "ko" / page.relative_to(tmp_path / "site"))
    long = [str(each).replace("`", "") for each in sentences if " " in each.template]
    shown = [text for text in long if text in _plain(page)]
    assert len(shown) > 12
    assert [text for text in shown if text in korean] == []


def test_what_the_report_quotes_and_nothing_else_is_english(
    store: Path, sentences: list[Sentence], tmp_path: Path
) -> None:
    build(store, tmp_path / "site")
    (page,) = (tmp_path / "site" / "ko" / "reports").rglob(f"*{EVENT}.html")
    elements = html5lib.parse(page.read_text(), namespaceHTMLElements=False).iter()
    main = next(element for element in elements if element.tag == "main")
    foreign = {"".join(element.itertext()) for element in main.iter() if element.get("lang") == "en"}
    changes = {f"{change} is gone" for change in ("git-repo", "keep-volumes", "cgroup-v1")}
    rows = {"change/git-repo: git-repo is gone", "an init container", "stat the cgroup mount on each node"}
    assert foreign == changes | rows


def test_the_json_beside_the_page_is_the_document(store: Path, sentences: list[Sentence], tmp_path: Path) -> None:
    build(store, tmp_path / "site")
    (told,) = (tmp_path / "site" / "reports").rglob(f"*{EVENT}.json")
    assert json.loads(told.read_text())["report"] == a_document()


def _plain(page: Path) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page.read_text())))
