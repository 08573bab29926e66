"""Names as people write them, made comparable without guessing."""

import re
import unicodedata
from functools import lru_cache

_SEPARATORS = re.compile(r"[\s_.\-]+")


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """The same key for ``External DNS``, ``external-dns`` and ``ExternalDNS``; another one for any other name."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", name).casefold())
