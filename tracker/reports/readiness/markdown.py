"""A report for a comment on a pull request: GitHub-flavoured Markdown, long parts folded away."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tracker.reports.outcomes.formats import Look
from tracker.reports.outcomes.wording import one_line
from tracker.reports.readiness.outline import (
    Block,
    Group,
    Item,
    Linked,
    Paragraph,
    Section,
    StepLine,
    Steps,
    Table,
    Tasks,
)
from tracker.reports.readiness.story import tell
from tracker.reports.readiness.wording import count

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_OPEN = frozenset({"changes", "blockers", "unknown"})
"""Sections that are not folded away: what decides. Hops and the checklist are left open as well."""
_MOST_ITEMS = 50
"""A comment on GitHub holds 65,536 characters; what is left out is counted."""
_SIGNS = {"ready": "✅", "ready with advice": "☑️", "unknown": "❓", "not ready": "⛔"}


def render(document: Mapping[str, Any], look: Look) -> Iterator[str]:
    """The report; text from events and manifests is escaped."""
    outline = tell(document)
    yield f"## {escape(outline.title)}\n\n"
    yield f"**{_SIGNS[outline.verdict]} {outline.verdict.capitalize()}.** {escape(outline.sentence)}\n"
    if outline.reasons:
        yield "\n"
        yield from (f"- {escape(reason)}\n" for reason in outline.reasons)
    yield "\n"
    yield " · ".join(f"{escape(name)}: {escape(value)}" for name, value in outline.facts) + "\n"
    for section in outline.sections:
        yield from _section(section)


def escape(text: str) -> str:
    """Text that Markdown shows as it is: no link, no mark-up, no mention, no break of a table."""
    return _SPECIAL.sub(r"\\\1", one_line(text)).replace("@", "&#64;")


def _section(section: Section) -> Iterator[str]:
    mark = f" ({section.mark})" if section.mark else ""
    stays_open = section.key in _OPEN or section.mark == "exact" or section.key == "checklist"
    if stays_open:
        yield f"\n### {escape(section.title)}{mark}\n"
    else:
        yield f"\n<details><summary><b>{_html(section.title)}{mark}</b></summary>\n"
    for block in section.blocks:
        yield "\n"
        yield from _block(block)
    if not stays_open:
        yield "\n</details>\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"{escape(block.text)}\n"
        case Tasks():
            yield f"**{escape(block.title)}**\n\n"
            yield from (f"- [ ] {escape(item)}\n" for item in block.items)
        case Table():
            yield _row([escape(heading) for heading in block.headings])
            yield _row(["---"] * len(block.headings))
            yield from (_row([_linked(cell) for cell in row]) for row in block.rows)
        case Steps():
            yield _row(["#", "step", "when", "why"]) + _row(["--:", "---", "---", "---"])
            yield from map(_step, block.items)
        case Group():
            yield from _group(block)


def _step(step: StepLine) -> str:
    evidence = f"<br><sub>{escape('; '.join(step.evidence))}</sub>" if step.evidence else ""
    necessity = escape(step.necessity) if step.may_wait else f"**{escape(step.necessity)}**"
    what = f"**{escape(step.what)}**<br><sub>{escape(step.kind)}</sub>"
    return _row([str(step.number), what, necessity, escape(step.why) + evidence])


def _group(group: Group) -> Iterator[str]:
    code = f"[{group.code}]({group.url}) " if group.url else f"{group.code} " if group.code else ""
    yield f"**{escape(group.label)}** {code}{escape(group.title)}\n"
    if group.advice:
        yield f"\n→ {escape(group.advice)}\n"
    if group.command:
        yield f"\n```sh\n{one_line(group.command)}\n```\n"
    yield "\n"
    for item in group.items[:_MOST_ITEMS]:
        yield from _item(item, group.evidence_label)
    more = len(group.items) - _MOST_ITEMS
    if more > 0:
        yield f"- and {count(more, 'more place')}; `--format json` lists all\n"


def _item(item: Item, label: str) -> Iterator[str]:
    note = f" ({escape(item.note)})" if item.note else ""
    advice = f" → {escape(item.advice)}" if item.advice else ""
    evidence = f"<br><sub>{label}: {escape('; '.join(item.evidence))}</sub>" if item.evidence else ""
    yield f"- **{escape(item.subject)}**: {escape(item.text)}{note}{advice}{evidence}\n"


def _linked(cell: Linked) -> str:
    return f"[{escape(cell.text)}]({cell.url})" if cell.url else escape(cell.text)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _html(text: str) -> str:
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
