"""Hostile documents cost little: nesting, aliases, numbers and sheer length are bounded, and every one is accounted for."""

import time
import tracemalloc

import pytest

from tracker.domain.manifest import ManifestObject, NotAnObject, Unread
from tracker.importers.manifests.reader import read
from tracker.importers.manifests.skimming import skim

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 20)
)
MERGES = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}], k{n}: [{', '.join([f'*a{n - 1}'] * 10)}]}}\n"
    for n in range(1, 20)
)

REFUSED = {
    "tabs, then a sign": "\r" + "\t" * 50_000 + "+" + "\t" * 50_000 + ":",
    "lists in lists": "[" * 100_000,
    "closed lists in lists": "[" * 50_000 + "]" * 50_000,
    "flow mappings": "{a: " * 100_000,
    "json in json": '{"a":' * 100_000,
    "json lists": '{"a":' + "[" * 100_000,
    "sequences on a line": "- " * 100_000,
    "explicit keys on a line": "? " * 100_000,
    "deeper with every line": "".join(f"{' ' * n}a:\n" for n in range(2_000)),
    "aliases of aliases": LAUGHS,
    "merges of merges": MERGES,
}
READ = {
    "one long line": f"a: {'x' * 2_000_000}\n",
    "a number without end": f"a: {'9' * 200_000}\n",
    "a float without end": f"a: 0.{'9' * 200_000}\n",
    "many anchors": "".join(f"k{n}: &a{n} v\n" for n in range(5_000)),
    "many keys": "".join(f"k{n}: v\n" for n in range(20_000)),
    "white space, then a word": "\n" + " " * 50_000 + "\n" + " " * 50_000 + "\nk: v\n",
    "many brackets": f"a: [{'[],' * 20_000}]\n",
    "long json number": f'{{"a": {"9" * 200_000}}}',
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_refuses_what_would_exhaust_the_machine(text: str) -> None:
    tracemalloc.start()
    (found,) = read(text, origin="bomb.yaml")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found, Unread)
    assert peak < 60_000_000


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_reads_what_is_merely_large(text: str) -> None:
    (found,) = read(text, origin="large.yaml")
    assert isinstance(found, NotAnObject)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", (REFUSED | READ).values(), ids=REFUSED | READ)
def test_skimming_is_bounded_as_well(text: str) -> None:
    (found,) = skim(text, origin="bomb.yaml", is_silent=lambda api: True)
    assert isinstance(found, Unread | NotAnObject)


def test_ten_thousand_documents_are_read_one_after_the_other() -> None:
    stream = "".join(f"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{n}}}\n" for n in range(10_000))
    started = time.process_time()
    count = 0
    for count, found in enumerate(read(stream, origin="-"), start=1):
        assert isinstance(found, ManifestObject)
        assert found.place.document == count
        assert found.place.line == count * 4 - 2
    assert count == 10_000
    assert time.process_time() - started < 15


def test_memory_does_not_grow_with_the_documents_of_a_stream() -> None:
    document = "---\napiVersion: v1\nkind: ConfigMap\ndata: {" + ", ".join(f"k{n}: v" for n in range(200)) + "}\n"
    stream = document * 500
    # Whatever is made once only is there before, Python's table of interned texts among it, which grows by megabytes.
    kept = list(read(document, origin="-"))
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in read(stream, origin="-"):
        pass
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert len(kept) == 1
    assert peak < 2_500_000
