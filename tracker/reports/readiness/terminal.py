"""A report for people at a terminal: every line fits its width, wide characters count as two columns."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.domain.text_width import fold, pad, width
from tracker.reports.outcomes.formats import Look
from tracker.reports.outcomes.wording import one_line
from tracker.reports.readiness.outline import (
    Block,
    Group,
    Item,
    Outline,
    Paragraph,
    Section,
    StepLine,
    Steps,
    Table,
    Tasks,
)
from tracker.reports.readiness.story import tell

_RED, _GREEN, _YELLOW, _CYAN, _MAGENTA, _DIM, _BOLD = "31", "32", "33", "36", "35", "2", "1"
_VERDICTS = {"ready": _GREEN, "ready with advice": _YELLOW, "unknown": _MAGENTA, "not ready": _RED}
_LABELS = {
    "required": _RED,
    "recommended": _YELLOW,
    "note": _CYAN,
    "undecided": _MAGENTA,
    "unknown": _MAGENTA,
    "new": _RED,
    "resolved": _GREEN,
}
_NARROWEST = 40
_NARROWEST_COLUMN = 10


def render(document: Mapping[str, Any], look: Look) -> Iterator[str]:
    """The report, line by line."""
    return _Writer(look).report(tell(document))


class _Writer:
    """Writes for one terminal."""

    def __init__(self, look: Look) -> None:
        self.width = max(_NARROWEST, look.width)
        self.is_coloured = look.is_coloured

    def report(self, outline: Outline) -> Iterator[str]:
        yield from self.text(outline.title, colour=_BOLD)
        yield from self.text(outline.verdict.upper(), colour=f"{_BOLD};{_VERDICTS[outline.verdict]}")
        yield from self.text(outline.sentence)
        for reason in outline.reasons:
            yield from self.text(reason, "  - ")
        yield "\n"
        label = max(width(name) for name, _ in outline.facts) + 2
        for name, value in outline.facts:
            yield from self.text(value, pad(name, label), colour=_DIM)
        for section in outline.sections:
            yield from self.section(section)

    def section(self, section: Section) -> Iterator[str]:
        mark = f" ({section.mark})" if section.mark else ""
        yield "\n"
        yield from self.text(f"{section.title}{mark}", colour=_BOLD)
        for block in section.blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph():
                yield from self.text(block.text, "  ", colour=_YELLOW if block.is_warning else "")
            case Tasks():
                yield from self.text(block.title, "  ")
                for item in block.items:
                    yield from self.text(item, "  [ ] ")
            case Table():
                yield from self.table(block)
            case Steps():
                for step in block.items:
                    yield from self.step(step)
            case Group():
                yield from self.group(block)

    def step(self, step: StepLine) -> Iterator[str]:
        number = f"{step.number:>4}  "
        yield from self.text(
            f"{step.what}  [{step.kind}; {step.necessity}]", number, colour=_DIM if step.may_wait else ""
        )
        yield from self.text(step.why, " " * 6)
        if step.evidence:
            yield from self.text(f"evidence: {'; '.join(step.evidence)}", " " * 6, colour=_DIM)

    def group(self, group: Group) -> Iterator[str]:
        head = f"{group.code} {group.title}" if group.code else group.title
        label = f"  {pad(group.label, 11)} "
        yield from self.text(head, label, colour=_LABELS.get(group.label, _BOLD))
        if group.advice:
            yield from self.text(f"→ {group.advice}", " " * 4)
        if group.command:
            # Folded, it could not be copied.
            yield f"    $ {one_line(group.command)}\n"
        for item in group.items:
            yield from self.item(item, group.evidence_label)

    def item(self, item: Item, label: str) -> Iterator[str]:
        note = f" ({item.note})" if item.note else ""
        yield from self.text(f"{item.subject}: {item.text}{note}", "    - ")
        if item.advice:
            yield from self.text(f"→ {item.advice}", " " * 6)
        if item.evidence:
            yield from self.text(f"{label}: {'; '.join(item.evidence)}", " " * 6, colour=_DIM)

    def table(self, table: Table) -> Iterator[str]:
        rows = [[one_line(cell.text) for cell in row] for row in table.rows]
        columns = [[heading, *(row[i] for row in rows)] for i, heading in enumerate(table.headings)]
        sizes = _fit(columns, self.width - 2)
        if sizes is None:
            for row in rows:
                told = (f"{heading.lower()}: {text}" for heading, text in zip(table.headings[1:], row[1:], strict=True))
                yield from self.text("; ".join((row[0], *told)), "  - ")
            return
        for number, row in enumerate([list(table.headings), *rows]):
            yield from self.row(row, sizes, colour=_DIM if number == 0 else "")

    def row(self, row: list[str], sizes: list[int], colour: str) -> Iterator[str]:
        cells = [list(fold(cell, size)) for cell, size in zip(row, sizes, strict=True)]
        for number in range(max(map(len, cells))):
            parts = [
                pad(lines[number] if number < len(lines) else "", size)
                for lines, size in zip(cells, sizes, strict=True)
            ]
            yield self.paint(f"  {'  '.join(parts)}".rstrip(), colour) + "\n"

    def text(self, text: str, first: str = "", *, colour: str = "") -> Iterator[str]:
        """The text folded behind its first words; the lines that follow stand below the text."""
        indent = width(first)
        for number, line in enumerate(fold(one_line(text), self.width - indent)):
            yield self.paint(f"{first if number == 0 else ' ' * indent}{line}".rstrip(), colour) + "\n"

    def paint(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self.is_coloured and colour and text else text


def _fit(columns: list[list[str]], available: int) -> list[int] | None:
    """The widths of the columns, the widest taken from first; None when words would have to be broken."""
    sizes = [max(map(width, column)) for column in columns]
    floors = [max(width(word) for cell in column for word in cell.split() or [""]) for column in columns]
    excess = sum(sizes) + 2 * (len(sizes) - 1) - available
    while excess > 0:
        giving = [i for i, size in enumerate(sizes) if size > max(floors[i], _NARROWEST_COLUMN)]
        if not giving:
            return None
        sizes[max(giving, key=lambda i: sizes[i])] -= 1
        excess -= 1
    return sizes
