"""Bytes to text and back, whatever the encoding says about itself."""

import codecs
from dataclasses import dataclass

from tracker.domain.sentence import Sentence, say
from tracker.importers.manifests.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32's little-endian one begins with UTF-16's, so it has to be tried first."""


@dataclass(frozen=True, slots=True)
class Text:
    """Decoded text that can be encoded again to the same bytes."""

    content: str
    """Without the byte order mark, line ends as they were. Bytes that are not text are lone surrogates."""
    encoding: str
    mark: bytes = b""

    def encode(self, content: str) -> bytes:
        """The bytes of an edited `content`, with the same mark and encoding."""
        return self.mark + content.encode(self.encoding, "surrogateescape" if self.encoding == "utf-8" else "strict")


def decode(document: bytes | str) -> Text:
    """Decode by byte order mark, else by where the zero bytes are (YAML 1.2, section 5.2), else as UTF-8.

    Raises:
        UnicodeDecodeError: The bytes are no UTF-16 or UTF-32, although the mark says so.
    """
    if isinstance(document, str):
        marked = document.startswith("\ufeff")
        return Text(document.removeprefix("\ufeff"), "utf-8", codecs.BOM_UTF8 if marked else b"")
    for mark, encoding in _MARKS:
        if document.startswith(mark):
            return Text(_decoded(document[len(mark) :], encoding), encoding, mark)
    encoding = _encoding_by_zeros(document[:4])
    return Text(_decoded(document, encoding), encoding)


def _decoded(document: bytes, encoding: str) -> str:
    return document.decode(encoding, "surrogateescape" if encoding == "utf-8" else "strict")


def _encoding_by_zeros(head: bytes) -> str:
    zeros = tuple(byte == 0 for byte in head)
    match zeros:
        case (True, True, True, False):
            return "utf-32-be"
        case (False, True, True, True):
            return "utf-32-le"
        case (True, False, *_):
            return "utf-16-be"
        case (False, True, *_):
            return "utf-16-le"
    return "utf-8"


def undecodable(error: UnicodeDecodeError) -> Sentence:
    """Why a document cannot be decoded, for `Unread`."""
    return say("it is not %(encoding)s although its first bytes say so", encoding=error.encoding)


def refuse_foreign_bytes(text: str) -> None:
    """Raise UnreadableError where decoded text holds a byte that was not UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        byte = ord(text[error.start]) & 0xFF
        raise UnreadableError(say("it holds a byte that is not UTF-8 (%(byte)s)", byte=f"0x{byte:02X}"), line) from None
