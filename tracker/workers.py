"""Spread work on a stream over forked processes, and take the results in the order of the stream.

The stream may be endless: only a few items are under way at any time. A process that is left alone, because this one
was killed, ends when it finds its pipe closed.
"""

import fcntl
import gc
import os
import pickle
import selectors
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import cycle
from typing import Any, BinaryIO, TypeVar

from tracker.processes import frames, work_through

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 2
"""Items that a process has at a time: one that it works on, and one that lies ready in the pipe."""
_PIPE_BYTES = 1 << 20
"""As much as anybody may ask for on Linux: so that neither side waits for the other to look into the pipe."""


def in_order(work: Callable[[Item], Result], items: Iterable[Item], processes: int) -> Iterator[tuple[Item, Result]]:
    """Each item with the result of `work` on it, in the order of the items.

    Args:
        work: Called in a forked process; items and results are pickled.
        items: Read a few ahead, in this process.
        processes: One or fewer: everything happens in this process.

    Raises:
        TrackerError: As `work` raised it, at its place in the order.
        RuntimeError: A process died, or `work` failed in another way.
    """
    if processes <= 1:
        yield from ((item, work(item)) for item in items)
        return
    gc.freeze()
    with selectors.DefaultSelector() as selector:
        workers: list[_Worker] = []
        try:
            for _ in range(processes):
                workers.append(_Worker(work, selector, workers))
            yield from _through(items, workers, selector)
        finally:
            for worker in workers:
                worker.end()
            gc.unfreeze()


def _through(items: Iterable[Any], workers: "list[_Worker]", selector: selectors.BaseSelector) -> Iterator[Any]:
    under_way: deque[tuple[Any, _Worker]] = deque()
    stream = zip(items, cycle(workers), strict=False)
    failure: Exception | None = None
    while True:
        try:
            item, worker = next(stream)
        except StopIteration:
            break
        except Exception as error:  # noqa: BLE001 (it is raised again, after the results of what came before it)
            failure = error
            break
        worker.give(item)
        under_way.append((item, worker))
        # Whatever the pipes take and hold already, without waiting.
        _exchange(selector, timeout=0)
        if len(under_way) >= _AHEAD * len(workers):
            yield _first(under_way, selector)
    while under_way:
        yield _first(under_way, selector)
    if failure:
        raise failure


def _first(under_way: "deque[tuple[Any, _Worker]]", selector: selectors.BaseSelector) -> tuple[Any, Any]:
    """Wait for the oldest item's result."""
    item, worker = under_way.popleft()
    while not worker.results:
        if worker.has_ended:
            raise RuntimeError("a process that shared the work died before it was done")
        _exchange(selector, timeout=None)
    succeeded, result = worker.results.popleft()
    if not succeeded:
        raise result
    return item, result


def _exchange(selector: selectors.BaseSelector, timeout: float | None) -> None:
    for key, _ in selector.select(timeout):
        key.data()


class _Worker:
    """A forked process with a pipe in each direction, neither of which this side waits for."""

    def __init__(self, work: Callable[[Any], Any], selector: selectors.BaseSelector, elder: "list[_Worker]") -> None:
        self.results: deque[tuple[bool, Any]] = deque()
        self.has_ended = False
        self._selector = selector
        self._outgoing = bytearray()
        self._incoming = bytearray()
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        self._process = os.fork()
        if not self._process:
            _serve(work, theirs_in, theirs_out, [pipe for each in (*elder, self) for pipe in each.pipes])
        os.close(theirs_in)
        os.close(theirs_out)
        for pipe in (self._to, self._from):
            os.set_blocking(pipe, False)
            _widen(pipe)
        selector.register(self._from, selectors.EVENT_READ, self._receive)

    @property
    def pipes(self) -> tuple[int, int]:
        """This side's ends: the one to write to and the one to read from."""
        return self._to, self._from

    def give(self, item: object) -> None:
        """Have the process work on an item, after those that it has."""
        if not self._outgoing:
            self._selector.register(self._to, selectors.EVENT_WRITE, self._send)
        self._outgoing += pickle.dumps(item, pickle.HIGHEST_PROTOCOL)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        os.close(self._to)
        os.close(self._from)
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def _send(self) -> None:
        try:
            written = os.write(self._to, self._outgoing)
        except BrokenPipeError:
            # It has ended; what it said last is still in the other pipe.
            written = len(self._outgoing)
        del self._outgoing[:written]
        if not self._outgoing:
            self._selector.unregister(self._to)

    def _receive(self) -> None:
        received = os.read(self._from, _PIPE_BYTES)
        if not received:
            self.has_ended = True
            self._selector.unregister(self._from)
        self._incoming += received
        self.results.extend(filter(None, frames(self._incoming)))


def _serve(work: Callable[[Any], Any], incoming: int, outgoing: int, foreign: list[int]) -> None:
    """Answer until there is nothing left to read; this is the child, and never returns."""
    status = 1
    try:
        for pipe in foreign:
            os.close(pipe)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with os.fdopen(incoming, "rb") as source, os.fdopen(outgoing, "wb") as target:
            work_through(work, _pickled(source), target)
        status = 0
    except BrokenPipeError:
        status = 0
    finally:
        os._exit(status)


def _pickled(source: BinaryIO) -> Iterator[Any]:
    with suppress(EOFError):
        while True:
            yield pickle.load(source)  # noqa: S301 (from our own parent)


def _widen(pipe: int) -> None:
    with suppress(AttributeError, OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
