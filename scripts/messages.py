"""Collect the messages of the site, bring the catalogues up to date and compile them.

    .venv/bin/python scripts/messages.py

Run it after a change to a text in site/templates or tracker/publish, translate what is empty in site/locale/*/*/site.po,
and run it again. The compiled catalogues are kept in the repository, so that building a site needs no Babel.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "site" / "locale"
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)
_KEYWORDS = {"_": None, "text": None, "mark": None, "_n": (1, 2), "plural": (1, 2)}
_SOURCES = (
    (ROOT / "site" / "templates", [("**.html", "jinja2")]),
    (ROOT / "tracker" / "publish", [("**.py", "python")]),
)


def main() -> int:
    """Update every catalogue; the exit status says whether something is left to translate."""
    messages = collect()
    (LOCALE / "site.pot").write_bytes(as_po(messages))
    missing = 0
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/site.po")):
        catalogue = updated(path, messages)
        path.write_bytes(as_po(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        for message in catalogue:
            if message.id and not _is_translated(message.string):
                print(f"{path.relative_to(ROOT)}: {message.id!r}")
                missing += 1
    return 1 if missing else 0


def collect() -> Catalog:
    """The messages of all sources, in order of their text, so that moving code changes nothing."""
    found: dict[str | tuple[str, ...], None] = {}
    for folder, methods in _SOURCES:
        for _, _, message, _, _ in extract_from_dir(folder, methods, keywords=_KEYWORDS):
            found[message] = None
    catalogue = _empty(None)
    for message in sorted(found, key=lambda each: each if isinstance(each, str) else each[0]):
        catalogue.add(message)
    return catalogue


def updated(path: Path, messages: Catalog) -> Catalog:
    """The catalogue at `path` with exactly these messages; translations of messages that are gone are dropped."""
    language = path.parent.parent.name
    with path.open("rb") as file:
        before = read_po(file, locale=language)
    catalogue = _empty(language)
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


def _empty(language: str | None) -> Catalog:
    # With fixed dates and names: the same messages give the same bytes.
    return Catalog(
        locale=language,
        domain="site",
        project="tracker",
        header_comment="# Messages of the site",
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
