"""A preview of a site as `tracker site serve` shows it, in this process and in one of its own."""

import http.client
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


def ask(port: int, path: str, host: str = "127.0.0.1", method: str = "GET") -> tuple[int, bytes]:
    """The status and the body of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers={"Host": host})
    answer = connection.getresponse()
    return answer.status, answer.read()


def events_shown(address: str) -> int:
    """How many events the timeline of the site there has."""
    status, timeline = ask(urlsplit(address).port or 80, "/timeline.json")
    assert status == 200
    return sum(month["events"] for month in json.loads(timeline)["months"])


@contextmanager
def a_served_store(store: object, ending: signal.Signals = signal.SIGINT) -> Iterator[tuple[str, Iterator[str]]]:
    """The address of `tracker site serve` in a process of its own, and what it says from then on."""
    command = [sys.executable, "-m", "tracker", "--store", str(store), "site", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        said = iter(process.stderr)
        address = next(match[0] for line in said if (match := re.search(r"http://[\d.:]+/", line)))
        try:
            yield address, said
        finally:
            process.send_signal(ending)
            assert process.wait(60) == 130
