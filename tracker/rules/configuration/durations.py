"""Durations as Kubernetes and its installers write them."""

import re

_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
_WHOLE = re.compile(r"(?:\d+(?:\.\d+)?(?:ms|h|m|s))+")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


def seconds(text: str | None) -> float | None:
    """The seconds of ``90s``, ``5m0s`` or ``1h30m``; a bare number is none, because its unit would be a guess."""
    stripped = (text or "").strip().strip("\"'“”‘’")
    if not _WHOLE.fullmatch(stripped):
        return None
    return sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(stripped))


def in_words(duration: float) -> str:
    """``90 s``."""
    return f"{duration:g} s"
