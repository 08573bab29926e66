"""Spread work over forked processes that share what the parent has gathered, without copying it.

Results come back through pipes as they are made. A process that fails takes the whole work down with its error.
"""

import gc
import os
import pickle
import resource
import selectors
import signal
import struct
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

from tracker.domain.errors import TrackerError

Item = TypeVar("Item")
Result = TypeVar("Result")

_LENGTH = struct.Struct("!I")
_MOST_READ = 1 << 16
"""Bytes at once, as many as a pipe holds."""
_WORK_TO_LOOKING = 50
"""A process works so many times as long as it looks how much memory it has."""
_GARBAGE_THRESHOLDS = (50_000, 5, 10)
"""A build makes many small values that live as long as a page and hold no cycles: looking for some took a sixth of it.

What is left of a rendered page does refer to itself: the younger generations are looked through before it piles up.
"""


@contextmanager
def rare_garbage_collection() -> Iterator[None]:
    """Look for garbage rarely meanwhile, here and in the processes that are forked."""
    before = gc.get_threshold()
    gc.set_threshold(*_GARBAGE_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def in_parallel(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int, *, most_growth: int = sys.maxsize
) -> Iterator[Result]:
    """The results of `work` on each item, in the order in which they are ready.

    Args:
        work: Called in a forked process; its results are pickled.
        items: Each process takes the next one when it is done with its last, so put those that take long first.
        processes: One or fewer: everything happens in this process.
        most_growth: Bytes. A process that has grown by more makes room for a new one after its item: what its caches
            and its heap keep goes with it.

    Raises:
        TrackerError: As `work` raised it.
        RuntimeError: A process died, or `work` failed in another way.
    """
    if processes <= 1 or len(items) <= 1:
        yield from map(work, items)
        return
    gc.freeze()
    queue = _Queue(items)
    children: dict[int, int] = {}
    """By the pipes that they write to."""

    def start() -> int | None:
        """The pipe of another process; None when nothing is left to do."""
        if queue.is_empty():
            return None
        child, pipe = _start(work, _until_grown(queue, most_growth))
        children[pipe] = child
        return pipe

    def replace(pipe: int) -> int | None:
        _end(children.pop(pipe), pipe)
        return start()

    try:
        first = [start() for _ in range(min(processes, len(items)))]
        yield from _collect([pipe for pipe in first if pipe is not None], replace)
    finally:
        queue.close()
        for pipe, child in children.items():
            _end(child, pipe)
        gc.unfreeze()


class Background(Generic[Result]):
    """Something that a forked process does while this one goes on."""

    def __init__(self, work: Callable[[], Result]) -> None:
        """Start; the result is pickled."""
        self._child, self._pipe = _start(lambda _: work(), [None])

    def result(self) -> Result:
        """Wait for the end; to be called once.

        Raises:
            TrackerError: As the work raised it.
            RuntimeError: The process died, or the work failed in another way.
        """
        try:
            return next(_collect([self._pipe]))
        finally:
            self.close()

    def close(self) -> None:
        """End the process, done or not."""
        if self._child:
            _end(self._child, self._pipe)
            self._child = 0


class _Queue(Generic[Item]):
    """Items that several processes take one by one.

    A pipe holds a single number, that of the next item: who reads it has the turn, and gives it on by writing the
    number after it.
    """

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._reading, self._writing = os.pipe()
        os.write(self._writing, _LENGTH.pack(0))

    def __iter__(self) -> Iterator[Item]:
        while True:
            (number,) = _LENGTH.unpack(os.read(self._reading, _LENGTH.size))
            os.write(self._writing, _LENGTH.pack(number + 1))
            if number >= len(self._items):
                return
            yield self._items[number]

    def is_empty(self) -> bool:
        """Whether every item has been taken."""
        (number,) = _LENGTH.unpack(os.read(self._reading, _LENGTH.size))
        os.write(self._writing, _LENGTH.pack(number))
        return bool(number >= len(self._items))

    def close(self) -> None:
        """Give the pipe back."""
        os.close(self._reading)
        os.close(self._writing)


def _until_grown(items: Iterable[Item], most: int) -> Iterator[Item]:
    """The items, as long as the process that works on them has not grown by more bytes than these."""
    first = _own_memory()
    looked = time.monotonic()
    pause = 0.0
    for item in items:
        yield item
        began = time.monotonic()
        if began - looked < pause:
            continue
        if _own_memory() - first > most:
            return
        looked = time.monotonic()
        pause = (looked - began) * _WORK_TO_LOOKING


def _own_memory() -> int:
    """The memory that no other process has, in bytes.

    A fork shares all of its parent's until it writes there, so what it copies by and by does not show in the size that it
    had at the most; where the system tells nothing else, that has to do.
    """
    with suppress(OSError):
        told = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
        return sum(int(line.split()[1]) * 1024 for line in told if line.startswith("Private_"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _start(work: Callable[[Item], Result], items: Iterable[Item]) -> tuple[int, int]:
    """Fork a process that works on `items`; gives its id and the end of the pipe to read from."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    # From here on this is the child: nothing may escape into the parent's code.
    status = 1
    try:
        os.close(reading)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with os.fdopen(writing, "wb") as pipe:
            work_through(work, items, pipe)
            send(pipe, None)
        status = 0
    except BrokenPipeError:
        status = 0
    finally:
        os._exit(status)


def _end(child: int, pipe: int) -> None:
    os.close(pipe)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def work_through(work: Callable[[Item], object], items: Iterable[Item], pipe: BinaryIO) -> None:
    """Send (True, result) for each item, or at the first failure (False, error)."""
    try:
        for item in items:
            send(pipe, (True, work(item)))
    except TrackerError as error:
        send(pipe, (False, error))
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 (it is raised again in the parent)
        import traceback

        send(pipe, (False, RuntimeError(f"{error}\n{traceback.format_exc()}")))


def send(pipe: BinaryIO, frame: object) -> None:
    """Write a frame that `frames` takes from the other end."""
    content = pickle.dumps(frame, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def _collect(pipes: Sequence[int], replace: Callable[[int], int | None] = lambda _: None) -> Iterator[Result]:
    """The results of all processes; each says None when it is done, and an end without that is a death.

    `replace` gets the pipe of one that is done, and may give that of another in its place.
    """
    with selectors.DefaultSelector() as selector:
        for pipe in pipes:
            selector.register(pipe, selectors.EVENT_READ, bytearray())
        while selector.get_map():
            for key, _ in selector.select():
                received = os.read(key.fd, _MOST_READ)
                if not received:
                    raise RuntimeError("a process that shared the work died before it was done")
                key.data.extend(received)
                for frame in frames(key.data):
                    if frame is None:
                        selector.unregister(key.fd)
                        following = replace(key.fd)
                        if following is not None:
                            selector.register(following, selectors.EVENT_READ, bytearray())
                        break
                    succeeded, result = frame
                    if not succeeded:
                        raise result
                    yield result


def frames(buffer: bytearray) -> Iterator[tuple[bool, Any] | None]:
    """Take the complete frames from the beginning of the buffer."""
    while len(buffer) >= _LENGTH.size:
        end = _LENGTH.size + _LENGTH.unpack_from(buffer)[0]
        if len(buffer) < end:
            return
        frame = pickle.loads(bytes(buffer[_LENGTH.size : end]))  # noqa: S301 (from our own child)
        del buffer[:end]
        yield frame
