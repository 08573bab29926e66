"""How long a large import takes: beside `sqlite-utils insert` of the same rows and its trigram index.

Ours validates each event, looks for secrets, chains and hashes, projects states and finds two Korean syllables; theirs
keeps the rows and finds three letters or more of title and body.
"""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.comparison import Comparison, Contender, Growth, Memory, NotRun, Row, command
from bench.peers import peer, tracker
from bench.stores import empty_store, events_file, most_events


def rows(folder: Path) -> Iterator[Row]:
    """Time beside the peer, growth and memory."""
    size = most_events()
    files = {number: events_file(folder / f"{number}.jsonl", number) for number in (size // 10, size)}
    store = folder / "import.db"

    def ours(number: int) -> Sequence[str | Path]:
        return (tracker(), "--store", empty_store(store, number), "import", "jsonl", files[number])

    def contender(number: int) -> Contender:
        return command("tracker", *ours(number), prepare=lambda: _start_over(store, number))

    work = f"import of {size:,} events, validated, hashed, searchable in Korean"
    sqlite_utils = peer("sqlite-utils")
    if sqlite_utils:
        theirs = _insert_and_index(sqlite_utils, folder / "peer.db", files[size])
        yield Comparison(work, contender(size), theirs, must=1.5, aim=1.0, turns=2)
    else:
        yield NotRun(work, "no sqlite-utils")
    yield Growth("import", contender, (size // 10, size), turns=1)
    yield Memory("import", ours, (size // 10, size))


def _insert_and_index(sqlite_utils: Path, database: Path, file: Path) -> Contender:
    program, target = shlex.quote(str(sqlite_utils)), shlex.quote(str(database))
    insert = f"{program} insert {target} events {shlex.quote(str(file))} --nl --pk id"
    index = f"{program} enable-fts {target} events title body --tokenize trigram"
    return command(
        "sqlite-utils insert + trigram index",
        *("sh", "-c", f"{insert} && {index}"),
        prepare=lambda: database.unlink(missing_ok=True),
    )


def _start_over(store: Path, number: int) -> None:
    empty_store(store, number)
