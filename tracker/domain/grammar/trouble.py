"""Recognises that a text speaks of trouble, in English or Korean, and what it says was affected."""

import re
from functools import cache

from tracker.domain.grammar.clause import is_generic

_TROUBLE = (
    r"\b(?:outages?|incidents?|failures?|fail(?:s|ed|ing)|crash(?:es|ed|ing)?|downtime|broken|degraded|unavailable"
    r"|unresponsive|unreachable|data loss|post-?mortem|oom(?:killed)?|kernel panic|struggl\w+|in trouble|troubles?"
    r"|went down|goes down|dies|died|dying)\b"
    r"|난항|장애|오류|에러|실패|먹통|유실|(?<![가-힣])죽(?:는|었|음|어|은)|다운(?:되|됨|됐|타임)|커널 ?패닉|응답 ?없음"
)
_AFFECTED = r"([A-Za-z][A-Za-z0-9+_-]*(?:\.[A-Za-z0-9+_-]+)*)(\s*[가-힣])?"


def find_trouble(text: str) -> str:
    """The first word that speaks of trouble; empty when there is none."""
    match = _pattern().search(text) if text else None
    return match[0] if match else ""


def affected_by(clause: str) -> str:
    """The name that a clause about trouble begins with (``MaxScale 운영 난항``); empty when it begins otherwise."""
    match = re.match(_AFFECTED, clause)
    if match is None or _pattern().fullmatch(match[1]) or is_generic([match[1]]):
        return ""
    if not clause.isascii():
        # In a Korean sentence a name stands alone before a particle or a word; "AWS RDS에" is none of ours.
        return match[1] if match[2] else ""
    # An English sentence begins with a capital whatever its first word is.
    is_capitalised_word = match[1].isalpha() and match[1].istitle()
    return "" if is_capitalised_word and len(clause.split()) > 3 else match[1]


@cache
def _pattern() -> re.Pattern[str]:
    """Compiled when there is prose to look at; most events have none."""
    return re.compile(_TROUBLE, re.IGNORECASE)
