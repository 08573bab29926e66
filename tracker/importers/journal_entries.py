"""Cuts a journal into dated entries: one entry a line, or many run together in a paragraph.

A date begins an entry where a line begins with it. Within a line it does so only when the paragraph is run together:
when its dates never go back, and no word before the date makes it a mention (``planned for 2017-04-01``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_DATE = r"(?P<date>\d{4}([-./])\d{1,2}\2\d{1,2}(?:[ T]\d{1,2}:\d{2})?)"
_MARKER = r"(?:[-*+•]\s+|\d+[.)]\s+|#+\s+|>\s+|\|\s*)*(?:\*\*|__|\[)?"
_BEHIND = r"(?:\*\*|__|\])?\s*(?:[:|–—]|-(?=\s))?(?=\s|$)"
_LINE_START = re.compile(rf"\s*{_MARKER}{_DATE}{_BEHIND}\s*")
_INNER = re.compile(rf"(?:(?<=\s)|^){_DATE}(?=\s|$)")
_BULLET = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s+")
_MENTIONED = frozenset(
    "on by until till since from to before after for planned of at due ends end eol and or between ~".split()
)
_RUN_TOGETHER = 4
"""So many dates in one line make it a paragraph of entries whatever the other lines look like."""


@dataclass(slots=True)
class Entry:
    """A dated entry as it stands in the document."""

    date: str
    """As it was written."""
    line: int
    """Counted from 1."""
    lines: list[str] = field(default_factory=list)
    """What it says; the first line without the date."""
    mentions: list[str] = field(default_factory=list)
    """Further dates in it that might begin an entry of their own."""


@dataclass(slots=True)
class Undated:
    """Text that belongs to no date."""

    first_line: int
    last_line: int
    text: str


@dataclass(frozen=True, slots=True)
class _Paragraph:
    first_line: int
    lines: tuple[str, ...]


def entries(document: str) -> Iterator[Entry | Undated]:
    """The entries of a document in its order, and the text between them that has no date."""
    paragraphs = tuple(_paragraphs(document))
    is_run_together = _is_run_together(paragraphs)
    heading = ""
    for paragraph in paragraphs:
        start = _LINE_START.match(paragraph.lines[0])
        if start and is_run_together and len(_dates(paragraph)) > 1:
            yield from _run_together(paragraph)
        elif start and not paragraph.lines[0][start.end() :].strip():
            # A date of its own stands above what happened on it.
            heading = start["date"]
            yield from _below(heading, paragraph, skip=1)
        elif any(_LINE_START.match(line) for line in paragraph.lines):
            heading = ""
            yield from _by_lines(paragraph)
        elif heading and not paragraph.lines[0].lstrip().startswith("#"):
            yield from _below(heading, paragraph)
        else:
            heading = ""
            yield _undated(paragraph.first_line, paragraph.lines)


def _paragraphs(document: str) -> Iterator[_Paragraph]:
    """Runs of lines that are not empty; a fenced block of code belongs to the paragraph that it stands in."""
    lines: list[str] = []
    first, fenced = 1, False
    for number, line in enumerate([*document.splitlines(), ""], start=1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if line.strip() or fenced:
            first = number if not lines else first
            lines.append(line)
        elif lines:
            yield _Paragraph(first, tuple(lines))
            lines = []
    if lines:
        yield _Paragraph(first, tuple(lines))


def _is_run_together(paragraphs: Sequence[_Paragraph]) -> bool:
    """Whether dates within a line begin entries in this document."""
    starts = sum(1 for each in paragraphs for line in each.lines if _LINE_START.match(line))
    dated = [paragraph for paragraph in paragraphs if _LINE_START.match(paragraph.lines[0])]
    most = max((len(_INNER.findall(line)) for each in dated for line in each.lines), default=0)
    wrapped = any(len(_dates(each)) > 2 * sum(1 for line in each.lines if _LINE_START.match(line)) for each in dated)
    return most >= _RUN_TOGETHER or wrapped or (starts == 1 and most > 1)


def _dates(paragraph: _Paragraph) -> list[str]:
    return [match["date"] for line in paragraph.lines for match in _INNER.finditer(line)]


def _run_together(paragraph: _Paragraph) -> Iterator[Entry]:
    entry: Entry | None = None
    for number, line in enumerate(paragraph.lines, start=paragraph.first_line):
        position = 0
        for match in _INNER.finditer(line):
            before = line[position : match.start()]
            if entry is None or not _is_mention(match["date"], before, entry):
                if entry is not None:
                    _extend(entry, before)
                    yield entry
                entry = Entry(match["date"], number, [""])
                position = match.end()
            else:
                entry.mentions.append(match["date"])
        if entry is not None:
            _extend(entry, line[position:])
    if entry is not None:
        yield entry


def _extend(entry: Entry, text: str) -> None:
    """A paragraph that is run together is one long line, however it was wrapped."""
    entry.lines[0] = " ".join(f"{entry.lines[0]} {text}".split())


def _is_mention(date: str, before: str, entry: Entry) -> bool:
    """Whether a date within the text of an entry is only mentioned there."""
    last = before.rsplit(maxsplit=1)[-1].lower().strip("(,.;:") if before.split() else ""
    return last in _MENTIONED or _sortable(date) < _sortable(entry.date)


def _sortable(date: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", date)[:3])


def _by_lines(paragraph: _Paragraph) -> Iterator[Entry | Undated]:
    entry: Entry | None = None
    for number, line in enumerate(paragraph.lines, start=paragraph.first_line):
        start = _LINE_START.match(line)
        if start:
            if entry is not None:
                yield entry
            text = line[start.end() :].rstrip().removesuffix("|").rstrip()
            entry = Entry(start["date"], number, [text], [match["date"] for match in _INNER.finditer(text)])
        elif entry is not None:
            entry.lines.append(line)
        else:
            yield _undated(number, (line,))
    if entry is not None:
        yield entry


def _below(date: str, paragraph: _Paragraph, *, skip: int = 0) -> Iterator[Entry]:
    """Each bullet below a date is an entry; text without bullets is one."""
    entry: Entry | None = None
    for number, line in enumerate(paragraph.lines[skip:], start=paragraph.first_line + skip):
        bullet = _BULLET.match(line)
        is_new = entry is None or (bullet and not line[:1].isspace())
        if is_new:
            if entry is not None:
                yield entry
            entry = Entry(date, number, [line[bullet.end() :] if bullet else line.strip()])
        elif entry is not None:
            entry.lines.append(line)
    if entry is not None:
        yield entry


def _undated(first: int, lines: Sequence[str]) -> Undated:
    return Undated(first, first + len(lines) - 1, "\n".join(lines))
