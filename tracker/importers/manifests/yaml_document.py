"""One YAML document to plain values, built from libyaml's events.

Events rather than PyYAML's own construction, for four reasons: nested input cannot exhaust the C stack (libyaml's
composer recurses and crashes at some ten thousand levels), growth by aliases can be bounded before it happens, each
object's line is at hand, and it takes half the time of `yaml.CSafeLoader` (docs/decisions/0020).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml import events
from yaml._yaml import CParser

from tracker.domain.sentence import quoted, say
from tracker.importers.manifests.errors import UnreadableError
from tracker.importers.manifests.scalars import plain_value
from tracker.importers.manifests.text import refuse_foreign_bytes

MAX_DEPTH = 200
"""Kubernetes' deepest objects, definitions with nested schemas, stay below 100 levels."""
MAX_NODES = 5_000_000
"""Values in one document, those behind aliases counted each time: some 100 MB of YAML, or a bomb."""

_NO_KEY: Any = object()
_MERGE: Any = object()
_TEXT_TAGS = frozenset({"!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:binary"})
_RESOLVED_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null"))
IDENTITY = frozenset({"apiVersion", "kind", "items"})
"""Keys that decide what an object is: when they stand there twice, parsers disagree about which one counts."""


@dataclass(slots=True)
class YamlValue:
    """The content of one document."""

    value: Any = None
    lines: dict[int, int] = field(default_factory=dict)
    """The lines, counted from 1, of the mappings that may be objects, by `id`."""
    conflicts: dict[int, tuple[str, int]] = field(default_factory=dict)
    """By `id` of a mapping: a key of `IDENTITY` that it has twice with different values, and the line of the second."""
    versions: dict[int, events.ScalarEvent] = field(default_factory=dict)
    """The scalars that follow the key ``apiVersion``, by `id` of their mapping; aliased ones are not there."""


def parse(text: str) -> Iterator[YamlValue]:
    """The documents in `text`, nearly always one.

    Raises:
        UnreadableError: It is not UTF-8 or not YAML, is nested too deeply, or grows too large through aliases.
    """
    refuse_foreign_bytes(text)
    try:
        parser = CParser(text)
        while (event := parser.get_event()) is not None:
            if type(event) is events.DocumentStartEvent:
                yield _Builder(_Lines(text)).build(parser)
    except yaml.YAMLError as error:
        raise _explained(error, text) from None


def _explained(error: yaml.YAMLError, text: str) -> UnreadableError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    parts = (getattr(error, "context", None), getattr(error, "problem", None))
    reason = ", ".join(part for part in parts if part) or str(error).splitlines()[0]
    line = 1 if mark is None else _Lines(text).of(mark)
    return UnreadableError(say("it is not YAML: %(problem)s", problem=quoted(reason)), line)


class _Lines:
    """Line numbers as editors count them: libyaml also counts next-line, line and paragraph separators."""

    def __init__(self, text: str) -> None:
        plain = text.isascii() or not any(separator in text for separator in "\x85\u2028\u2029")
        self.text = None if plain else text

    def of(self, mark: Any) -> int:
        if self.text is None:
            return int(mark.line) + 1
        return self.text.count("\n", 0, mark.index) + 1


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled."""

    container: Any
    key: Any = _NO_KEY
    """Of a mapping: the key whose value comes next."""
    anchor: str | None = None
    line: int = 1
    nodes_before: int = 0


class _Builder:
    """Builds the value of one document with a stack of its own."""

    def __init__(self, lines: _Lines) -> None:
        self.lines = lines
        self.result = YamlValue()
        self.nodes = 0
        self.frame = _Frame([])
        self.stack: list[_Frame] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        """Finished values by anchor, with their size in nodes."""
        self.merges: dict[int, list[Any]] = {}
        """What the merge keys of unfinished mappings name, by `id` of the mapping."""

    def build(self, parser: CParser) -> YamlValue:
        """Consume the events of one document, up to and including its end."""
        next_event = parser.get_event
        while True:
            event: Any = next_event()
            kind = type(event)
            if kind is events.ScalarEvent:
                self._add(self._scalar(event), event)
            elif kind is events.MappingStartEvent:
                self._open({}, event)
            elif kind is events.SequenceStartEvent:
                self._open([], event)
            elif kind is events.AliasEvent:
                self._add(self._aliased(event), event)
            elif kind is events.DocumentEndEvent:
                root = self.frame.container
                self.result.value = root[0] if root else None
                return self.result
            else:
                self._add(self._close(), event)

    def _scalar(self, event: events.ScalarEvent) -> Any:
        self.nodes += 1
        frame = self.frame
        value: Any = event.value
        is_key = frame.key is _NO_KEY and type(frame.container) is dict
        if event.tag is not None:
            value = _tagged(event)
        elif event.style == "":
            value = (_MERGE if value == "<<" else value) if is_key else plain_value(value)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 1)
        if frame.key == "apiVersion":
            self.result.versions[id(frame.container)] = event
        return value

    def _open(self, container: Any, event: Any) -> None:
        line = self.lines.of(event.start_mark)
        if len(self.stack) >= MAX_DEPTH:
            raise UnreadableError(say("it is nested more than %(most)s levels deep", most=MAX_DEPTH), line)
        self.stack.append(self.frame)
        self.frame = _Frame(container, _NO_KEY, event.anchor, line, self.nodes)

    def _close(self) -> Any:
        frame, self.frame = self.frame, self.stack.pop()
        self.nodes += 1
        if type(frame.container) is dict:
            self._merge(frame)
            if "apiVersion" in frame.container or "metadata" in frame.container:
                self.result.lines[id(frame.container)] = frame.line
        if frame.anchor is not None:
            self.anchors[frame.anchor] = (frame.container, self.nodes - frame.nodes_before)
        return frame.container

    def _add(self, value: Any, event: Any) -> None:
        frame = self.frame
        key = frame.key
        if type(frame.container) is list:
            frame.container.append(value)
            return
        if key is _NO_KEY:
            frame.key = value if type(value) is str or value is _MERGE else _key(value, event)
            return
        frame.key = _NO_KEY
        if key is _MERGE:
            self.merges.setdefault(id(frame.container), []).append(value)
            return
        if key in IDENTITY and frame.container.get(key, value) != value:
            self.result.conflicts[id(frame.container)] = (key, self.lines.of(event.start_mark))
        frame.container[key] = value

    def _aliased(self, event: events.AliasEvent) -> Any:
        found = self.anchors.get(event.anchor or "")
        if found is None:
            reason = say("the alias *%(anchor)s has no anchor before it", anchor=event.anchor)
            raise UnreadableError(reason, self.lines.of(event.start_mark))
        value, size = found
        self.nodes += size
        if self.nodes > MAX_NODES:
            line = self.lines.of(event.start_mark)
            raise UnreadableError(say("its aliases expand to more than %(most)s values", most=f"{MAX_NODES:,}"), line)
        return value

    def _merge(self, frame: _Frame) -> None:
        """Apply ``<<``: what the mapping itself says wins, then the first source that says anything."""
        for source in self.merges.pop(id(frame.container), ()):
            for part in source if isinstance(source, list) else (source,):
                if not isinstance(part, dict):
                    raise UnreadableError(say("a merge key (<<) names something that is no mapping"), frame.line)
                self.nodes += len(part)
                for key, value in part.items():
                    frame.container.setdefault(key, value)


def _tagged(event: events.ScalarEvent) -> Any:
    if event.tag in _TEXT_TAGS:
        return event.value
    if event.tag in _RESOLVED_TAGS or event.style == "":
        return plain_value(event.value)
    return event.value


def _key(value: Any, event: Any) -> str:
    """A key as JSON writes it: kubectl turns numbers and booleans into text."""
    if isinstance(value, dict | list):
        raise UnreadableError(say("a mapping or list stands where a key should be"), event.start_mark.line + 1)
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
