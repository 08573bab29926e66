"""Names as people write them, made comparable without guessing."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s_.\-]+")


def name_key(name: str) -> str:
    """The same key for ``External DNS``, ``external-dns`` and ``ExternalDNS``; another one for any other name."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", name).casefold())
