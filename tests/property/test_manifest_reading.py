"""Laws of reading manifests.

- Reading ends, without an exception, whatever the bytes are.
- An object that YAML or JSON can write is read as it was, on the line where it stands.
- Skimming says the same as reading: the same objects, the same unread documents on the same lines.
"""

import json
import re
from collections import Counter
from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.domain.manifest import ManifestObject, NotAnObject, Skimmed, Unread
from tracker.importers.manifests.plain_text import is_doubtful, is_surely_doubtful
from tracker.importers.manifests.reader import read
from tracker.importers.manifests.skimming import skim

PIECES = st.sampled_from(
    [
        *("apiVersion: v1\n", "kind: Pod\n", "kind: List\n", "items:\n", "- apiVersion: v1\n  kind: Pod\n", "---\n"),
        *("metadata: {name: x}\n", "  name: x\n", "a: |\n", "  text: y\n", "a: 'b\n", '"kind": Pod\n', "<<: *a\n"),
        *(
            "&a ",
            "*a ",
            "{{ x }}\n",
            "{",
            "}",
            "[",
            "]",
            ": ",
            "- ",
            "? ",
            "\t",
            "\r\n",
            "\r",
            "\n",
            "...\n",
            "%YAML 1.1\n",
        ),
        *(
            "# c\n",
            "\ufeff",
            "\u2028",
            "\x85",
            "\x00",
            "\\",
            "'",
            '"',
            "!!str ",
            "!x ",
            "apiVersion : v1\n",
            "kind:\n  Pod\n",
        ),
        *(
            "kind: Pod\n  x\n",
            'x: "\n',
            "apiVersion: apps/v1beta1\n",
            "kind: Secret\n",
            "type: helm.sh/release.v1\n",
            "é",
            "--- x\n",
        ),
    ]
)
SOUP = st.lists(PIECES, max_size=14).map("".join)
TEXTS = st.text(max_size=20).filter(lambda text: re.fullmatch(r"[-+]?[0-9.]+[eE][-+]?[0-9]+", text) is None)
"""PyYAML leaves 1e3 unquoted, which is text to it and a number to kubectl."""
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
BODIES = st.dictionaries(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8),
    st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=8),
    max_size=4,
)  # fmt: skip
KINDS = st.sampled_from(["Pod", "Ingress", "Deployment", "ConfigMap"])


def story(readings: Any) -> list[tuple[Any, ...]]:
    """What was read, in order, in words that reading and skimming share."""
    told: list[tuple[Any, ...]] = []
    for found in readings:
        if isinstance(found, ManifestObject | Skimmed):
            told.append(("object", found.api))
        elif isinstance(found, NotAnObject):
            told.append(("other", found.place, found.reason))
        else:
            told.append(("unread", found.place, found.reason))
    return told


TELLING = st.lists(
    st.sampled_from(["a", "b: c", "\n", "\n", "-", "- - -", "---", "...", ":", " ", " " * 150, "\r", "\t", "é", "\x85", "\u2028", "\udc80",
                     *"'\"?{}[]<>&*!#\\|%", "{{", "? "]),
    max_size=9,
).map("".join)  # fmt: skip
"""What a look at the characters of a text has to tell apart."""


@given(TELLING | SOUP, st.booleans())
@example("--- - -\n", False)
@example("---\n- - - a\n", False)
@example("a: b # it's\n", False)
@settings(max_examples=500, deadline=None)
def test_a_look_at_the_characters_misses_no_doubt(text: str, within: bool) -> None:
    text = f"a: b\n{text}\nc: d" if within else text
    assert is_doubtful(text) == is_surely_doubtful(text)


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"\x00\x00\xfe\xff\x00")
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_to_an_end(document: bytes) -> None:
    for found in read(document, origin="x"):
        assert isinstance(found, ManifestObject | NotAnObject | Unread)


@given(SOUP)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_to_an_end_and_accounted_for(document: str) -> None:
    lines = document.count("\n") + 1
    for found in read(document, origin="x"):
        assert 1 <= found.place.line <= lines


@given(SOUP)
@example("apiVersion: v1\nkind: Pod\nx: 'a\nkind: Pod\n")
@example("apiVersion: v1\nkind: Pod\n  x\n")
@example("x: '\napiVersion: v1\nkind: Pod\n'\n")
@example('# "\nx: "\napiVersion: v1\nkind: Pod\n"\n')
@example("x: {\napiVersion: v1,\nkind: Pod\n}\napiVersion: v1\n")
@example("Kind: 1\nitems: 1\nitems: 2\n")
@example("x: 1\r'kind': Secret\nkind: Pod\napiVersion: v1\n")
@example("kind: Pod\n...\napiVersion: v1\nkind: Pod\n")
@example("kind: Pod\napiVersion: v1\n...\n{}\n")
@settings(max_examples=300, deadline=None)
def test_skimming_says_what_reading_says(document: str) -> None:
    silent = skim(document, origin="x", is_silent=lambda api: api.api_version != "apps/v1beta1")
    assert story(silent) == story(read(document, origin="x"))


@given(BODIES, KINDS, st.booleans(), st.sampled_from([None, True, False]), st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_yaml_is_read_as_it_was_written(
    body: dict[str, Any], kind: str, as_json: bool, flow: bool | None, comments: int
) -> None:
    written = {**body, "apiVersion": "example.com/v1", "kind": kind}
    text = json.dumps(written) if as_json else yaml.safe_dump(written, default_flow_style=flow, allow_unicode=False)
    (found,) = read("# note\n" * comments * (not as_json) + text, origin="x")
    assert isinstance(found, ManifestObject)
    assert found.body == written
    assert found.place.line == (1 if as_json else comments + 1)


@given(st.lists(st.sampled_from(["object", "other", "broken", "empty"]), max_size=8))
@settings(max_examples=100, deadline=None)
def test_every_document_of_a_stream_is_counted_once(kinds: list[str]) -> None:
    texts = {"object": "apiVersion: v1\nkind: Pod\n", "other": "a: 1\n", "broken": "a: 'b\n", "empty": "# c\n"}
    stream = "".join(f"---\n{texts[kind]}" for kind in kinds)
    told = Counter(entry[0] for entry in story(read(stream, origin="x")))
    assert told == Counter({"broken": "unread"}.get(kind, kind) for kind in kinds if kind != "empty")
    assert not re.search("broken", str(told))
