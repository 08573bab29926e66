"""Getting a document by path or URL: bounded in size and time, complete or not at all."""

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from tracker.domain.errors import ReferenceDataError

MAX_BYTES = 64 * 1024 * 1024
"""An edition has about 2 MB, an archive of kubernetes/api about 2 MB; more is a mistake or an attack."""
_CHUNK = 64 * 1024
_TYPES = ("json", "octet-stream", "gzip", "x-tar", "x-gtar", "text/plain")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document's bytes and where they came from."""

    origin: str
    content: bytes


def fetch(source: str, *, timeout_seconds: float, checksum: str | None = None, max_bytes: int = MAX_BYTES) -> Fetched:
    """Reads a document.

    Args:
        source: A path, or an http or https URL.
        timeout_seconds: For the whole transfer.
        checksum: The SHA-256 that the document must have, in hexadecimal digits.
        max_bytes: The largest document that is accepted.

    Raises:
        ReferenceDataError: It is not to be had, too large, incomplete, of a wrong type or of another checksum.
    """
    content = _download(source, timeout_seconds, max_bytes) if is_url(source) else _read(Path(source), max_bytes)
    found = sha256(content).hexdigest()
    if checksum is not None and found != checksum.lower():
        raise ReferenceDataError(f"{source} has the checksum {found}, not {checksum}: it is not what was promised")
    return Fetched(source, content)


def is_url(source: str) -> bool:
    """Whether a source is a URL and no path."""
    return urlsplit(source).scheme in ("http", "https", "ftp", "file") and "://" in source


def _read(path: Path, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except OSError as error:
        raise ReferenceDataError(f"{path} cannot be read: {error.strerror}") from error
    if len(content) > max_bytes:
        raise _too_large(str(path), max_bytes)
    return content


def _download(url: str, timeout_seconds: float, max_bytes: int) -> bytes:
    if urlsplit(url).scheme not in ("http", "https"):
        raise ReferenceDataError(f"{url}: only http and https are fetched")
    deadline = time.monotonic() + timeout_seconds
    request = urllib.request.Request(url, headers={"User-Agent": "tracker", "Accept-Encoding": "identity"})  # noqa: S310  the scheme is checked above
    try:
        with urllib.request.urlopen(request, timeout=timeout_seconds) as response:  # noqa: S310  checked above
            _check_type(url, response)
            return _read_all(url, response, deadline, max_bytes)
    except TimeoutError as error:
        raise _too_slow(url, timeout_seconds) from error
    except urllib.error.HTTPError as error:
        raise ReferenceDataError(f"{url} answers {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _too_slow(url, timeout_seconds) from error
        raise ReferenceDataError(f"{url} cannot be reached: {error.reason}") from error
    except (http.client.HTTPException, OSError) as error:
        raise ReferenceDataError(f"{url} broke off: {error!r}") from error


def _check_type(url: str, response: http.client.HTTPResponse) -> None:
    kind = response.headers.get("Content-Type", "")
    if kind and not any(known in kind for known in _TYPES):
        raise ReferenceDataError(f"{url} is of the type {kind}, not JSON or an archive: is it the right address?")


def _read_all(url: str, response: http.client.HTTPResponse, deadline: float, max_bytes: int) -> bytes:
    promised = response.headers.get("Content-Length")
    if promised is not None and int(promised) > max_bytes:
        raise _too_large(url, max_bytes)
    chunks: list[bytes] = []
    size = 0
    # read1 returns what has arrived, so that a server that trickles cannot outlast the deadline in one call.
    while chunk := response.read1(_CHUNK):
        size += len(chunk)
        chunks.append(chunk)
        if size > max_bytes:
            raise _too_large(url, max_bytes)
        if time.monotonic() > deadline:
            raise TimeoutError
    if promised is not None and size != int(promised):
        raise ReferenceDataError(f"{url} broke off after {size} of {promised} bytes")
    return b"".join(chunks)


def _too_large(origin: str, max_bytes: int) -> ReferenceDataError:
    return ReferenceDataError(f"{origin} is larger than {max_bytes // (1024 * 1024)} MiB: that is no reference data")


def _too_slow(url: str, timeout_seconds: float) -> ReferenceDataError:
    return ReferenceDataError(f"{url} did not answer completely within {timeout_seconds:g} seconds")
