"""Recognise what must not be written down: keys, tokens, passwords. Used where events come in and where they go out.

Every pattern needs a telling beginning (``AKIA``, ``ghp_``, ``password=``, ``-----BEGIN``), so that versions, hashes
and ordinary prose are left alone. A secret without one cannot be told from a commit hash, and is not found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

REDACTED = "[redacted]"


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a text holds a secret, and of which kind; never the secret itself."""

    kind: str
    start: int
    end: int


_PATTERNS: tuple[tuple[str, str], ...] = (
    ("private key", r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----|[\s\S]*)"),
    ("AWS access key", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b"),
    ("GitHub token", r"\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})"),
    ("GitLab token", r"\bgl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{16,}"),
    ("Slack token", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}|hooks\.slack\.com/services/[A-Za-z0-9/]+"),
    ("Google API key", r"\bAIza[A-Za-z0-9_-]{35}"),
    ("API key", r"\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,}|\bsk-[A-Za-z0-9_-]{32,}"),
    ("package registry token", r"\b(?:npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{30,}|dckr_pat_[A-Za-z0-9_-]{20,})"),
    ("Vault token", r"\bhv[sbr]\.[A-Za-z0-9_-]{20,}"),
    ("JSON web token", r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"),
    ("kubeadm token", r"(?<=token )[a-z0-9]{6}\.[a-z0-9]{16}\b"),
    ("certificate or key data", r"(?<=-data: )[A-Za-z0-9+/=]{40,}"),
    ("credentials in a URL", r"(?<=://)[^\s/@:]+:[^\s/@]+(?=@)"),
    ("bearer token", r"(?i:(?<=bearer ))[A-Za-z0-9._~+/=-]{16,}"),
    (
        "password",
        (
            r"(?i:\b(?:[a-z0-9]+[_-])*(?:password|passwd|passphrase|secret|token|(?:api|access|private)[ _-]?key)"
            r"|비밀번호|암호)[\"'`]?\s*(?:=|:|은|는)\s*"
            r"(?P<value>\"[^\"\n]{6,}\"|'[^'\n]{6,}'|`[^`\n]{6,}`|(?=\S*[0-9!@#$%^&*+])(?!v?\d+\.\d)[^\s\"'`,;<>(){}\[\]]{6,})"
        ),
    ),
)
_STEMS: tuple[tuple[str, ...], ...] = (
    ("-----BEGIN",),
    ("IA", "ACCA"),
    ("gh", "_pat"),
    ("gl",),
    ("xox", "slack.com"),
    ("AIza",),
    ("k_", "sk-"),
    ("npm_", "pypi-", "dckr"),
    ("hv",),
    ("eyJ",),
    ("token ",),
    ("-data: ",),
    ("://",),
    ("bearer ",),
    ("pass", "secret", "token", "key", "비밀번호", "암호"),
)
"""For each pattern: without one of these in it a text holds none of the pattern's hints either."""
_NAMES_OF_KEYS = [f"{kind}{gap}key" for kind in ("api", "access", "private") for gap in ("", " ", "_", "-")]
_HINTS: tuple[tuple[str, ...], ...] = (
    ("-----BEGIN",),
    ("AKIA", "ASIA", "ABIA", "ACCA"),
    ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat"),
    ("glpat-", "gldt-", "glrt-", "glptt-", "glcbt-"),
    ("xox", "slack.com"),
    ("AIza",),
    ("sk_", "rk_", "pk_", "sk-"),
    ("npm_", "pypi-", "dckr"),
    ("hvs.", "hvb.", "hvr."),
    ("eyJ",),
    ("token ",),
    ("-data: ",),
    ("://",),
    ("bearer ",),
    ("password", "passwd", "passphrase", "secret", "token", "비밀번호", "암호", *_NAMES_OF_KEYS),
)
"""For each pattern: without one of these in it a text holds nothing that the pattern finds.

Looking for a dozen words is a hundred times cheaper than looking for a dozen patterns, and an import looks at every line.
"""
_IN_LINKS, *_IN_ANY_CASE = 12, 13, 14
_REFERENCE = r"[\"'`]?(?:\$\{?|\{\{|<|/|(?:https?|vault|ssm|arn)://?|\*{3}|x{6}|\[redacted)"
"""A value that only points to a secret: a variable, a template, a path, a mask."""


def find_secrets(text: str, among: Sequence[int] | None = None) -> tuple[Secret, ...]:
    """The secrets in a text, in order; empty for nearly every text.

    Args:
        text: Where to look.
        among: What `possible_patterns` said of a larger text that holds this one; None: every pattern.
    """
    possible = possible_patterns(text, among)
    return tuple(_secrets(text, _any_of(possible))) if possible else ()


def without_secrets(text: str) -> str:
    """The text with ``[redacted]`` in the place of every secret."""
    pieces: list[str] = []
    position = 0
    for secret in find_secrets(text):
        pieces += [text[position : secret.start], REDACTED]
        position = secret.end
    return "".join((*pieces, text[position:]))


def possible_patterns(text: str, among: Sequence[int] | None = None) -> tuple[int, ...]:
    """The patterns that are worth a try, by their number; of those `among` which to look, if that is given."""
    indexes = range(len(_PATTERNS)) if among is None else among
    if not indexes:
        return ()
    lower = text.lower()
    possible = []
    for index in indexes:
        searched = lower if index in _IN_ANY_CASE else text
        for stem in _STEMS[index]:
            if stem in searched:
                if any(hint in searched for hint in _HINTS[index]):
                    possible.append(index)
                break
    # Links are common; only one with a user's name before the host can hold a password.
    if "@" not in text and _IN_LINKS in possible:
        possible.remove(_IN_LINKS)
    return tuple(possible)


@cache
def _any_of(indexes: tuple[int, ...]) -> re.Pattern[str]:
    """Some of the patterns as one; compiling them takes longer than recording an event."""
    return re.compile("|".join(f"(?P<k{index}>{_PATTERNS[index][1]})" for index in indexes))


def _secrets(text: str, pattern: re.Pattern[str]) -> list[Secret]:
    found: list[Secret] = []
    for match in pattern.finditer(text):
        kind = _PATTERNS[int((match.lastgroup or "k0")[1:])][0]
        value = match.groupdict().get("value")
        start, end = match.span("value") if value else match.span()
        if not (value and re.match(_REFERENCE, value, re.IGNORECASE)):
            found.append(Secret(kind, start, end))
    return found
