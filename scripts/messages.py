"""Collect what the site and the rules say, bring the catalogues up to date and compile them.

    .venv/bin/python scripts/messages.py

Run it after a change to a text in site/templates, tracker/publish or of `say`, translate what is empty in
site/locale/*/*/*.po, and run it again. The compiled catalogues are kept in the repository, so that building a site needs
no Babel. A sentence of a rule ends in a particle after a value as Koreans write it: ``%(name)s을(를)``.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tracker.rules.catalogue import RULES

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "site" / "locale"
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)
_KEYWORDS = {"_": None, "text": None, "mark": None, "_n": (1, 2), "plural": (1, 2)}
_SITE = (
    (ROOT / "site" / "templates", [("**.html", "jinja2")]),
    (ROOT / "tracker" / "publish", [("**.py", "python")]),
)
_RULES = (
    (ROOT / "tracker" / "rules", [("**.py", "python")]),
    (ROOT / "tracker" / "services", [("**.py", "python")]),
    (ROOT / "tracker" / "domain", [("**.py", "python")]),
    (ROOT / "tracker" / "importers", [("**.py", "python")]),
    (ROOT / "tracker" / "reports", [("**.py", "python")]),
)
DOMAINS = {"site": "Messages of the site", "rules": "Titles of the rules, and sentences of rules, plans and readers"}


def main() -> int:
    """Update every catalogue; the exit status says whether something is left to translate."""
    missing = 0
    for domain in DOMAINS:
        messages = collect(domain)
        (LOCALE / f"{domain}.pot").write_bytes(as_po(messages))
        for path in sorted(LOCALE.glob(f"*/LC_MESSAGES/{domain}.po")):
            catalogue = updated(path, messages)
            path.write_bytes(as_po(catalogue))
            path.with_suffix(".mo").write_bytes(compiled(catalogue))
            for message in catalogue:
                if message.id and not _is_translated(message.string):
                    print(f"{path.relative_to(ROOT)}: {message.id!r}")
                    missing += 1
    return 1 if missing else 0


def collect(domain: str) -> Catalog:
    """The messages of a domain, in order of their text, so that moving code changes nothing."""
    found = dict.fromkeys(_site() if domain == "site" else _rules())
    catalogue = _empty(domain, None)
    for message in sorted(found, key=lambda each: each if isinstance(each, str) else each[0]):
        catalogue.add(message)
    return catalogue


def _site() -> Iterator[str | tuple[str, ...]]:
    for folder, methods in _SITE:
        for _, _, message, _, _ in extract_from_dir(folder, methods, keywords=_KEYWORDS):
            yield message


def _rules() -> Iterator[str | tuple[str, ...]]:
    yield from (rule.title for rule in RULES)
    for folder, methods in _RULES:
        for _, _, message, _, _ in extract_from_dir(folder, methods, keywords={"say": None}):
            yield message


def updated(path: Path, messages: Catalog) -> Catalog:
    """The catalogue at `path` with exactly these messages; translations of messages that are gone are dropped."""
    language = path.parent.parent.name
    with path.open("rb") as file:
        before = read_po(file, locale=language)
    catalogue = _empty(path.stem, language)
    for message in messages:
        if message.id:
            known = before.get(message.id)
            catalogue.add(message.id, known.string if known else None)
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """The text form of a catalogue."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=120, omit_header=catalogue.locale is None)
    return buffer.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The binary form of a catalogue, which `gettext` reads."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def _empty(domain: str, language: str | None) -> Catalog:
    # With fixed dates and names: the same messages give the same bytes.
    return Catalog(
        locale=language,
        domain=domain,
        project="tracker",
        header_comment=f"# {DOMAINS[domain]}",
        creation_date=_NEVER,
        revision_date=_NEVER,
        version="1",
        last_translator="The tracker authors",
        language_team="The tracker authors",
        msgid_bugs_address="none",
        fuzzy=False,
    )


def _is_translated(text: str | Sequence[str] | None) -> bool:
    return bool(text) if text is None or isinstance(text, str) else all(text)


if __name__ == "__main__":
    sys.exit(main())
