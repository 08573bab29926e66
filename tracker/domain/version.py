"""Versions as the world prints them: parsed once, compared by semver on the upstream part, never guessed.

``v1.29.3-eks-036c24b`` is 1.29.3 with a provider suffix, ``0.9.6-rc.2`` is a pre-release, ``1.29`` names a minor
version without a patch. What is no version (``2024-06``, a git hash, ``0.10.0.1``) becomes an `OpaqueVersion`: a label
that is kept and shown, and never compared.
"""

import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Any, Self

from tracker.domain.errors import InvalidDataError

_NUMBER = r"(?:0|[1-9]\d*)"
_MINOR = re.compile(rf"v?({_NUMBER})\.({_NUMBER})\+?")
_VERSION = re.compile(
    rf"v?(?P<major>{_NUMBER})\.(?P<minor>{_NUMBER})(?:\.(?P<patch>{_NUMBER}))?"
    r"(?:-(?P<prerelease>(?:alpha|beta|rc|pre|preview|dev|snapshot|canary|nightly)[0-9A-Za-z.-]*))?"
    r"(?P<suffix>[-+_][0-9A-Za-z._+-]*)?",
    re.IGNORECASE,
)
_BAD_IDENTIFIER = re.compile(r"(?:^|\.)(?:0\d+)?(?:\.|$)")
"""An empty identifier or a number with leading zeros: what semver's rule 9 forbids in a pre-release."""


@dataclass(frozen=True, slots=True, order=True)
class Minor:
    """A minor version such as 1.31, ordered by its two numbers."""

    major: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``1.31``, ``v1.31`` or ``1.31+``.

        Raises:
            InvalidDataError: The text is no minor version.
        """
        match = _MINOR.fullmatch(text.strip())
        if match is None:
            raise InvalidDataError(f"{text!r} is not a minor version: write it like 1.31")
        return cls(int(match[1]), int(match[2]))

    def behind(self, other: "Minor") -> int:
        """How many minor versions this one trails `other`; negative when it is ahead.

        Raises:
            InvalidDataError: The major versions differ, so that the distance is not defined.
        """
        if self.major != other.major:
            raise InvalidDataError(f"{self} and {other} differ in the major version: their distance is not defined")
        return other.number - self.number

    def next(self) -> "Minor":
        """The minor version that follows, 1.32 after 1.31."""
        return Minor(self.major, self.number + 1)

    def previous(self) -> "Minor | None":
        """The minor before this one, or None for x.0."""
        return Minor(self.major, self.number - 1) if self.number else None

    def __str__(self) -> str:
        return f"{self.major}.{self.number}"


@total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """A version that can be compared.

    The order is semver's on the upstream part. A version without a patch sorts before its patch releases, and versions
    with the same upstream part are ordered by their suffix, so that the order is total.
    """

    minor: Minor
    patch: int | None = None
    prerelease: str = ""
    """Without the leading dash: ``rc.2``."""
    suffix: str = ""
    """What a provider appended, with its separator: ``-eks-036c24b``, ``+k3s1``, ``_coreos.0``; not a pre-release."""

    def behind(self, other: "Version | Minor") -> int:
        """How many minor versions this one trails `other`; negative when it is ahead (see `Minor.behind`)."""
        return self.minor.behind(other.minor if isinstance(other, Version) else other)

    @property
    def upstream(self) -> "Version":
        """The same version without the provider's suffix."""
        return Version(self.minor, self.patch, self.prerelease)

    def same_upstream(self, other: "Version") -> bool:
        """Whether both carry the same upstream version, whatever their provider suffixes."""
        return compare_upstream(self, other) == 0

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Version):
            return NotImplemented
        return (compare_upstream(self, other) or _sign(self.suffix, other.suffix)) < 0

    def __str__(self) -> str:
        patch = "" if self.patch is None else f".{self.patch}"
        prerelease = f"-{self.prerelease}" if self.prerelease else ""
        return f"{self.minor}{patch}{prerelease}{self.suffix}"


@dataclass(frozen=True, slots=True)
class OpaqueVersion:
    """A label that is no version; it equals itself and has no order."""

    text: str

    def __str__(self) -> str:
        return self.text


def parse_version(text: str) -> Version | OpaqueVersion:
    """The version that `text` names; an `OpaqueVersion` when it names none.

    Raises:
        InvalidDataError: The text is empty.
    """
    text = text.strip()
    if not text:
        raise InvalidDataError("a version is missing: write it like 1.31.4")
    match = _VERSION.fullmatch(text)
    if match is None:
        return OpaqueVersion(text)
    patch, prerelease = match["patch"], match["prerelease"] or ""
    if prerelease and (patch is None or _BAD_IDENTIFIER.search(prerelease)):
        return OpaqueVersion(text)
    minor = Minor(int(match["major"]), int(match["minor"]))
    return Version(minor, None if patch is None else int(patch), prerelease, match["suffix"] or "")


def compare_upstream(left: Version, right: Version) -> int:
    """-1, 0 or 1 by semver's precedence; suffixes do not count, a missing patch sorts first."""
    released = _sign(_numbers(left), _numbers(right))
    if released or left.prerelease == right.prerelease:
        return released
    if not (left.prerelease and right.prerelease):
        return 1 if right.prerelease else -1
    return _compare_prereleases(left.prerelease, right.prerelease)


def _numbers(version: Version) -> tuple[int, int, int]:
    return (version.minor.major, version.minor.number, -1 if version.patch is None else version.patch)


def _compare_prereleases(left: str, right: str) -> int:
    # Imported here because few commands meet two pre-releases of one version, and all of them would pay for it.
    from semver import Version as SemVer

    return SemVer(0, 0, 0, left).compare(SemVer(0, 0, 0, right))


def _sign(left: Any, right: Any) -> int:
    return int(left > right) - int(left < right)
