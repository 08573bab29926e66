"""One JSON document to plain values, with the line of each item of a list.

`json` gives no positions, so the outermost object, and the items of lists in it, are walked by hand, and everything
below is left to the C decoder: a dump of 100 MB is read at the speed of `json.loads`.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from tracker.domain.sentence import quoted, say
from tracker.importers.manifests.errors import UnreadableError
from tracker.importers.manifests.yaml_document import IDENTITY

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


@dataclass(slots=True)
class JsonValue:
    """The content of one document."""

    value: Any = None
    offsets: dict[int, int] = field(default_factory=dict)
    """Where the outermost object and the items of its lists begin, in characters, by `id`."""
    conflicts: dict[int, tuple[str, int]] = field(default_factory=dict)
    """By `id` of an object: a key that it has twice with different values, and where the second ends."""


def parse(text: str, start: int = 0) -> tuple[JsonValue, int]:
    """The first JSON value of `text` from `start` on, and where it ends.

    Raises:
        UnreadableError: It is not JSON, or is nested too deeply.
    """
    result = JsonValue()
    try:
        result.value, end = _value(text, _SPACE.match(text, start).end(), result)  # type: ignore[union-attr]
    except json.JSONDecodeError as error:
        raise UnreadableError(say("it is not JSON: %(problem)s", problem=quoted(error.msg)), error.lineno) from None
    except RecursionError:
        raise UnreadableError(say("it is nested too deeply")) from None
    except ValueError as error:
        raise UnreadableError(say("it is not JSON: %(problem)s", problem=quoted(str(error)))) from None
    return result, end


def _value(text: str, at: int, result: JsonValue) -> tuple[Any, int]:
    if text[at : at + 1] != "{":
        return _DECODER.raw_decode(text, at)
    found: dict[str, Any] = {}
    result.offsets[id(found)] = at
    end = _skip(text, at + 1)
    if text[end : end + 1] == "}":
        return found, end + 1
    while True:
        key, end = _DECODER.raw_decode(text, end)
        if not isinstance(key, str):
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, end)
        end = _expect(text, end, ":")
        read = _items if key == "items" and text[end : end + 1] == "[" else None
        value, end = read(text, end, result) if read else _DECODER.raw_decode(text, end)
        if key in IDENTITY and found.get(key, value) != value:
            result.conflicts[id(found)] = (key, end)
        found[key] = value
        end = _skip(text, end)
        if text[end : end + 1] == "}":
            return found, end + 1
        end = _expect(text, end, ",")


def _items(text: str, at: int, result: JsonValue) -> tuple[list[Any], int]:
    items: list[Any] = []
    end = _skip(text, at + 1)
    if text[end : end + 1] == "]":
        return items, end + 1
    while True:
        value, end = _value(text, end, result)
        items.append(value)
        end = _skip(text, end)
        if text[end : end + 1] == "]":
            return items, end + 1
        end = _expect(text, end, ",")


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _expect(text: str, at: int, character: str) -> int:
    """The start of what follows `character`, which has to be next."""
    at = _skip(text, at)
    if text[at : at + 1] != character:
        raise json.JSONDecodeError(f"Expecting {character!r} delimiter", text, at)
    return _skip(text, at + 1)
