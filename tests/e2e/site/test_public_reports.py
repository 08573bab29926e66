"""A readiness report that is public tells the public nothing that only the whole record and the manifests say.

Marks are planted in every text of a kept report but those that the reference data, the program or the target gives, and
every byte of the output is searched for them.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.journal import record
from tests.support.readiness_sample import a_document
from tests.support.site_build import build
from tests.support.site_sample import PROD, journal_events
from tests.support.stores import opened
from tracker.domain.event import Event, EventKind, Visibility
from tracker.domain.sentence import Sentence, say
from tracker.domain.sentence_document import sentences_in, texts_in
from tracker.domain.when import When
from tracker.publish.site_data import Edition
from tracker.services.kept_reports import keep_report
from tracker.services.waivers import Waiver

NOW = datetime(2017, 12, 21, 3, tzinfo=UTC)
EVENT = "0190b0c0-0000-7000-8000-00000000beef"
HIDDEN = "zqhiddenqz"
OF_THE_PROGRAM = frozenset(
    """
    schema current target direction judged_on verdict reference is_redacted code title severity disposition source kind
    necessity number since until days on from to patch end_of_life provider_until may_wait_until
    removed_apis breaking_changes look_yourself
    """.split()
)
"""Keys below which is what the reference data says, what the program enumerates, or a day or version."""


def planted(value: Any, key: str = "") -> Any:
    """The document with a mark in every text; in the values of a text that is a sentence, and among its words."""
    if key in OF_THE_PROGRAM and key != "title":
        return value
    if isinstance(value, Mapping):
        is_row = value.get("kind") == "reference"
        is_rule = "code" in value
        return {
            name: inner if is_row or (name == "title" and is_rule) else planted(inner, name)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [planted(inner) for inner in value]
    if isinstance(value, Sentence) and value.values:
        return value.with_values(lambda text: f"{text} {HIDDEN}-value")
    if isinstance(value, Sentence):
        return value
    return f"{value} {HIDDEN}-{key}" if isinstance(value, str) else value


def a_planted_document() -> dict[str, Any]:
    waiver = Waiver("DRN005", f"{HIDDEN}-owner", f"{HIDDEN}-why", date(2025, 12, 31))
    document: dict[str, Any] = planted(a_document(waivers=[waiver]))
    document["looked_at"][f"{HIDDEN} things"] = 3
    document["comparison"] = {"with": HIDDEN}
    (row,) = [each for each in document["findings"] if each["subject"].startswith("git-repo")]
    row["subject"] = "git-repo"
    row["evidence"][1]["text"] = say("%(text)s (replaced: %(overridden)s)", text="gone", overridden=f"{HIDDEN}-reason")
    row["evidence"].append({**row["evidence"][1], "text": f"gone too (replaced: {HIDDEN} (for now))"})
    return document


def keep(store: Path, document: Mapping[str, Any]) -> Event:
    with opened(store) as port, port.unit_of_work(author="test", recorded_at=NOW) as work:
        day = When.at(NOW, PROD.zone)
        kept = keep_report(work, PROD, document, event_id=EVENT, when=day, visibility=Visibility.PUBLIC)
        work.commit()
    return kept


def output(folder: Path) -> bytes:
    """Every byte of every file, in lower case."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()).lower()


def published(folder: Path) -> Any:
    (told,) = (folder / "reports").rglob(f"*{EVENT}.json")
    return json.loads(told.read_text())["report"]


@pytest.mark.parametrize("has_sentences", [True, False], ids=["with its sentences", "as older versions kept it"])
def test_nothing_of_a_report_that_insiders_alone_know_is_public(
    store: Path, tmp_path: Path, has_sentences: bool
) -> None:
    kept = keep(store, a_planted_document())
    if not has_sentences:
        details = tuple(each for each in kept.details if each[0] != "sentences")
        with opened(store) as port:
            record(port, replace(kept, details=details))
    build(store, tmp_path / "internal")
    build(store, tmp_path / "public", edition=Edition.PUBLIC)
    planted_in_it = output(tmp_path / "internal")
    for mark in ("owner", "why", "reason", "value", "subject", "locator", "environment", "fingerprint"):
        assert f"{HIDDEN}-{mark}".encode() in planted_in_it, mark
    everything = output(tmp_path / "public")
    found = [line[:200] for line in everything.split(b"\n") if HIDDEN.encode() in line]
    assert not found
    for name in ("shop", "acme-billing", "batch", "결제", "seoul-staging"):
        assert not [text for text in texts_in(published(tmp_path / "public")) if name in text.lower()], name


def test_what_the_reference_data_and_the_program_say_is_public(store: Path, tmp_path: Path) -> None:
    keep(store, a_document())
    build(store, tmp_path / "site", edition=Edition.PUBLIC)
    report = published(tmp_path / "site")
    assert report["is_redacted"]
    assert report["cluster"]["name"] == PROD.name
    assert report["hops"][0]["removed_apis"] == a_document()["hops"][0]["removed_apis"]
    first = report["findings"][0]
    assert first["subject"] == "PodDisruptionBudget [redacted]"
    assert first["message"] == a_document()["findings"][0]["message"]
    assert "it allows no eviction of Deployment [redacted]" in report["findings"][1]["message"]
    (page,) = (tmp_path / "site" / "reports").rglob(f"*{EVENT}.html")
    assert "draining a node that runs one of its pods hangs" in page.read_text()


def test_names_and_upgrades_that_public_events_show_are_public(store: Path, tmp_path: Path) -> None:
    upgrade = next(event for event in journal_events() if event.kind is EventKind.UPGRADE)
    name = upgrade.changes[0].subject.name
    document = a_document()
    shown = {**document["memory"]["own"][0], "event": upgrade.id, "title": f"{HIDDEN} as it was called then"}
    document["memory"]["own"].append(shown)
    document["unlisted"] = [name, HIDDEN]
    keep(store, document)
    build(store, tmp_path / "site", edition=Edition.PUBLIC)
    report = published(tmp_path / "site")
    assert [(each["event"], each["title"]) for each in report["memory"]["own"]] == [(upgrade.id, upgrade.title)]
    assert report["unlisted"] == [name]


@pytest.mark.parametrize("edition", Edition)
def test_secrets_that_look_different_in_json_go_and_leave_the_document_whole(
    store: Path, tmp_path: Path, edition: Edition
) -> None:
    document = a_document()
    secrets = {
        "zqquoted": 'password="zqquoted2zq"',
        "zqbroken": "first line\nzqbroken@company.example",
        "zqindented": "\tzqindented.prod.internal",
    }
    hint = document["look_yourself"][0]
    document["look_yourself"] += [{**hint, "how": [said]} for said in secrets.values()]
    details = {"document": json.dumps(document), "sentences": json.dumps(sentences_in(document)), "target": "1.31"}
    kept = keep(store, a_document())
    with opened(store) as port:
        record(port, replace(kept, details=tuple(sorted(details.items()))))
    build(store, tmp_path / "site", edition=edition)
    assert published(tmp_path / "site")["hops"]
    everything = output(tmp_path / "site")
    found = {mark for mark in secrets if mark.encode() in everything}
    # Whoever is inside may read all of it but a password.
    assert found == (secrets.keys() - {"zqquoted"} if edition is Edition.INTERNAL else set())
