"""Cuts a YAML stream into its documents before anything is parsed.

A ``---`` at the start of a line ends a document wherever it stands, block scalars included (YAML 1.2, rule
c-forbidden), so cutting there is exact. It means that a broken document costs only itself, and that a stream of ten
thousand documents never has more than one of them in memory as objects.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_START = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_START_AFTER_RETURN = re.compile(r"(?:\A|(?<=[\r\n]))---(?=[ \t\r\n]|\Z)")
# Possessive throughout: hostile white space must not make them try again in another way.
_ONLY_COMMENTS = re.compile(r"(?:---)?(?:[ \t\r\n]++|#[^\r\n]*+(?:[\r\n]|\Z))*+\Z")
_ONLY_DIRECTIVES = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?[\r\n]|%[^\r\n]*+[\r\n])*+\Z")
_LEADING_COMMENTS = re.compile(r"(?:---[ \t]*+)?(?:\s++|#[^\r\n]*+)*+")
_SOURCE = re.compile(r"^# Source: (\S+)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a stream, as text."""

    text: str
    """With its ``---``, directives and comments."""
    number: int
    """Counted from 1."""
    line: int
    """The line of the stream on which `text` begins, counted from 1."""
    offset: int
    """Where `text` begins in the stream, in characters."""

    @property
    def content_line(self) -> int:
        """The line of the stream on which the first thing stands that is no comment."""
        leading = _LEADING_COMMENTS.match(self.text)
        return self.line + (self.text.count("\n", 0, leading.end()) if leading else 0)

    @property
    def template(self) -> str:
        """The template named by Helm's ``# Source:`` comment above the content; empty without one."""
        if "# Source: " not in self.text:
            return ""
        leading = _LEADING_COMMENTS.match(self.text)
        named = _SOURCE.search(self.text, 0, leading.end() if leading else 0)
        return named[1] if named else ""


def split(text: str) -> Iterator[Document]:
    """The documents of a stream in order; those with nothing but comments are left out."""
    number, line, counted = 0, 1, 0
    for start, end in _bounds(text):
        line += text.count("\n", counted, start)
        counted = start
        piece = text[start:end]
        if not _ONLY_COMMENTS.match(piece):
            number += 1
            yield Document(piece, number, line, start)


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Where each piece begins and ends; directives stay with the document that they announce."""
    if "---" not in text:
        yield 0, len(text)
        return
    alone = "\r" in text and text.count("\r") != text.count("\r\n")
    begin = 0
    for match in (_START_AFTER_RETURN if alone else _START).finditer(text):
        cut = match.start()
        if cut == begin or ("%" in text[begin:cut] and _ONLY_DIRECTIVES.match(text, begin, cut)):
            continue
        yield begin, cut
        begin = cut
    yield begin, len(text)
