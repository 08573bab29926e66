"""Say which pages about rules are missing or stale in another language, and mark those that were translated anew.

    .venv/bin/python scripts/manual.py
    .venv/bin/python scripts/manual.py SKEW001 SUP005

The first line of a translation, docs/manual/rules/ko/SKEW001.md, names the digest of the English page that it was made
from. Whoever changes the English page changes its translations too, and then names the rule here.
"""

import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.publish.urls import DEFAULT_LANGUAGE, LANGUAGES
from tracker.rules.catalogue import RULES

PAGES = Path(__file__).resolve().parent.parent / "docs" / "manual" / "rules"
OTHERS = tuple(language for language in LANGUAGES if language != DEFAULT_LANGUAGE)
_MARK = re.compile(r"\A<!-- translated from \S+ [0-9a-f]{16} -->\n\n")


def main(translated: Sequence[str]) -> int:
    """Mark what was translated; the exit status says whether something is left to translate."""
    for code in translated:
        for language in OTHERS:
            path = PAGES / language / f"{code}.md"
            path.write_text(_mark(code) + _MARK.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    left = list(untranslated())
    print(*left, sep="\n", end="\n" if left else "")
    return 1 if left else 0


def untranslated() -> Iterator[str]:
    """What is missing or stale, a line each."""
    for language in OTHERS:
        for code in (rule.code for rule in RULES):
            path = PAGES / language / f"{code}.md"
            if not path.exists():
                yield f"{path.relative_to(PAGES)} is missing"
            elif not path.read_text(encoding="utf-8").startswith(_mark(code)):
                yield f"{path.relative_to(PAGES)} was translated from another {code}.md"


def _mark(code: str) -> str:
    digest = hashlib.sha256((PAGES / f"{code}.md").read_bytes()).hexdigest()[:16]
    return f"<!-- translated from ../{code}.md {digest} -->\n\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
