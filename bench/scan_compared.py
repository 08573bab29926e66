"""What pluto and tracker find in the same files: in the corpus, and in each tricky form of one object.

    PATH=…:$PATH python -m bench.scan_compared

prints the forms on which the two differ, and the objects of the corpus that only one of them finds.
"""

import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.peers import peer, tracker
from bench.scan import FILES, TARGET
from bench.scan_corpus import write_corpus
from tests.unit.importers.manifests.test_tricky_forms import NOT_SEEN, SEEN, UNREAD

_KINDS = {"seen": 1, "not-seen": 0, "unread": 0}


def pluto_finds(folder: Path) -> Counter[str]:
    """How many objects pluto reports, by file."""
    argv = [
        str(peer("pluto")),
        "detect-files",
        "-d",
        str(folder),
        "--target-versions",
        f"k8s=v{TARGET}.0",
        "-o",
        "json",
    ]
    return _count(argv)


def tracker_finds(folder: Path) -> Counter[str]:
    """How many objects tracker reports in pluto's format, by file."""
    return _count([str(tracker()), "scan", str(folder), "--to", TARGET, "--format", "pluto-json"])


def _count(argv: list[str]) -> Counter[str]:
    done = subprocess.run(argv, capture_output=True, check=False)
    document: Any = json.loads(done.stdout.splitlines()[0])
    return Counter(Path(item["filePath"]).name for item in document.get("items", []))


def main() -> None:
    """Print the differences."""
    with tempfile.TemporaryDirectory() as name:
        forms, corpus = Path(name, "forms"), Path(name, "corpus")
        forms.mkdir()
        expected = {}
        for sort, table in (("seen", SEEN), ("not-seen", NOT_SEEN), ("unread", UNREAD)):
            for form, row in _documents(table).items():
                path = forms / f"{sort} {form.replace('/', ' ')}.yaml"
                path.write_bytes(row if isinstance(row, bytes) else row.encode())
                expected[path.name] = _KINDS[sort]
        theirs, ours = pluto_finds(forms), tracker_finds(forms)
        print("file | expected | pluto | tracker")
        for file, number in expected.items():
            if not theirs[file] == ours[file] == number:
                print(f"{file} | {number} | {theirs[file]} | {ours[file]}")
        write_corpus(corpus, FILES)
        theirs, ours = pluto_finds(corpus), tracker_finds(corpus)
        print(f"corpus: pluto {theirs.total()}, tracker {ours.total()}")
        print("only pluto:", sorted(theirs - ours))
        print("only tracker:", sorted(ours - theirs))


def _documents(table: Mapping[str, Any]) -> dict[str, str | bytes]:
    return {form: row[0] if isinstance(row, tuple) else row for form, row in table.items()}


if __name__ == "__main__":
    main()
