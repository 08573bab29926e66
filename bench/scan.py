"""Finding removed APIs in a folder of manifests: beside pluto and kubent, and beside merely parsing the same bytes.

pluto and kubent are looked for on PATH (`go install`, or a release); a row says so when one is missing.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.comparison import Comparison, Contender, Growth, Memory, NotRun, Row, command
from bench.peers import peer, tracker
from bench.scan_corpus import write_corpus

FILES = 5_000
TARGET = "1.32"
"""A minor that the data of pluto and kubent covers as well."""

_PARSE = """\
import sys
from pathlib import Path

import yaml

for path in sorted(Path(sys.argv[1]).rglob("*.*")):
    for document in yaml.load_all(path.read_bytes(), yaml.CSafeLoader):
        pass
"""


def rows(folder: Path) -> Iterator[Row]:
    """API findings against pluto, kubent and the parser; everything against the parser; growth."""
    corpus = folder / "corpus"
    write_corpus(corpus, FILES)
    parse = folder / "parse.py"
    parse.write_text(_PARSE)
    parser = command("reading and parsing the files (PyYAML with libyaml)", sys.executable, parse, corpus)
    work = f"scan of {FILES:,} files, API findings"
    yield _against_pluto(corpus, work)
    yield _against_kubent(corpus, work)
    yield Comparison(work=work, ours=_scan(corpus, "--only", "apis"), theirs=parser, must=1.0, aim=0.5, turns=9)
    everything = f"scan of {FILES:,} files, all rules"
    yield Comparison(work=everything, ours=_scan(corpus), theirs=parser, must=1.5, aim=1.0, turns=5)
    yield Memory(
        work="scan, all rules, nothing found",
        at_size=lambda n: _well_kept(folder, n),
        sizes=(5_000, 20_000),
        unit="files",
    )
    yield Growth(work="scan, API findings", at_size=lambda size: _scan_of(folder, size), sizes=(2_500, 5_000, 20_000))


def _scan(corpus: Path, *options: str) -> Contender:
    return command("tracker", *_command(corpus), *options)


def _command(corpus: Path) -> tuple[str | Path, ...]:
    return (tracker(), "scan", corpus, "--to", TARGET, "--fail-on", "never", "--format", "json")


def _well_kept(folder: Path, size: int) -> tuple[str | Path, ...]:
    """A scan of a corpus without findings, which are kept until they are printed: what grows else must not."""
    corpus = folder / f"well-kept-{size}"
    write_corpus(corpus, size, is_well_kept=True)
    return _command(corpus)


def _scan_of(folder: Path, size: int) -> Contender:
    corpus = folder / f"corpus-{size}"
    write_corpus(corpus, size)
    return _scan(corpus, "--only", "apis")


def _against_pluto(corpus: Path, work: str) -> Row:
    pluto = peer("pluto")
    if pluto is None:
        return NotRun(f"{work}, against pluto", "pluto is not on PATH")
    quiet = ("--ignore-deprecations", "--ignore-removals", "--ignore-unavailable-replacements")
    targets = ("--target-versions", f"k8s=v{TARGET}.0")
    theirs = command("pluto detect-files", pluto, "detect-files", "-d", corpus, *targets, "-o", "json", *quiet)
    return Comparison(work=work, ours=_scan(corpus, "--only", "apis"), theirs=theirs, must=1.0, aim=0.5)


def _against_kubent(corpus: Path, work: str) -> Row:
    kubent = peer("kubent")
    if kubent is None:
        return NotRun(f"{work}, against kubent", "kubent is not on PATH")
    files = [argument for path in sorted(corpus.rglob("*.*")) for argument in ("-f", path)]
    options = ("--cluster=false", "--helm3=false", "--target-version", f"{TARGET}.0", "-o", "json")
    theirs = command("kubent -f", kubent, *options, *files)
    return Comparison(work=work, ours=_scan(corpus, "--only", "apis"), theirs=theirs, must=1.0, aim=0.5)
