"""Opens text files of unknown make: finds the encoding, and turns everything that can go wrong into one line."""

import codecs
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tracker.domain.errors import ImporterError, NotFoundError

STDIN = "-"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOK = 64 * 1024


def origin_of(name: str) -> str:
    """What a document is called in provenances: the file's name without its folders."""
    return "stdin" if name == STDIN else Path(name).name


@contextmanager
def open_text(name: str, encoding: str | None = None) -> Iterator[io.TextIOBase]:
    """A text file, or stdin for ``-``; UTF-8 unless a byte-order mark or `encoding` says otherwise.

    Raises:
        NotFoundError: There is no such file.
        ImporterError: A folder, unreadable, a binary file, or not text in that encoding; also while it is read.
    """
    with _open_binary(name) as binary:
        start = binary.peek(_LOOK)[:_LOOK] if isinstance(binary, io.BufferedReader) else b""
        chosen = encoding or next((found for mark, found in _MARKS if start.startswith(mark)), "utf-8")
        if b"\0" in start and not chosen.startswith(("utf-16", "utf-32")):
            raise ImporterError("a binary file, not text", origin=name)
        try:
            codecs.lookup(chosen)
        except LookupError as error:
            raise ImporterError(f"unknown encoding {chosen!r}: try utf-8, utf-16 or cp949", origin=name) from error
        text = io.TextIOWrapper(binary, encoding=chosen, newline="")
        try:
            yield text
        except UnicodeError as error:
            advice = "say --encoding cp949 if it was written by Korean Windows, or another --encoding"
            raise ImporterError(f"not {chosen} text ({error}); {advice}", origin=name) from error
        finally:
            text.detach()


def read_text(name: str, encoding: str | None = None) -> str:
    """All of a text file, with one kind of line ends; raises like `open_text`."""
    with open_text(name, encoding) as file:
        return file.read().replace("\r\n", "\n").replace("\r", "\n")


@contextmanager
def _open_binary(name: str) -> Iterator[BinaryIO]:
    if name == STDIN:
        yield sys.stdin.buffer
        return
    path = Path(name).expanduser()
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise NotFoundError(f"{name}: there is no such file") from error
    except IsADirectoryError as error:
        raise ImporterError("a folder, and a file is needed", origin=name) from error
    except OSError as error:
        raise ImporterError(f"cannot be read: {error.strerror}", origin=name) from error
    with file:
        yield file
