"""What a document's lines say beyond doubt: the API of one object, or of each item of a list, without parsing.

A root key that is a plain word at the start of a line cannot be anything else, unless one of the forms that
`is_doubtful` knows is about. None of these functions guesses: they answer None, and the document is read.
"""

import re

from tracker.domain.knowledge.apis import ApiKey

_ODD_STARTS = tuple(f"\n{character}" for character in "\"'?{<&*!")
"""Root keys that are not plain words, and roots that are no block mapping."""
_TELLING = b"""{}]<*&!?#:.-"'\\\t\r\n"""
_ORDINARY = bytes(byte for byte in range(128) if byte not in _TELLING)
_SIGNS = (
    *(b"\\", b"\t", b"\r", b"?", b"*"),
    *(b"{{", b"}:", b"]:", b"<<", b"\n...", b"\n{", b'\n"', b"\n'", b"\n<", b"\n&", b"\n!"),
)
"""What is left, in each doubtful text and in few others, when its ordinary characters are taken out."""
_PLAIN_ROOT = re.compile(r"(?:---[ ]*(?:#[^\n]*)?\r?\n)?(?:[ ]*(?:#[^\n]*)?\r?\n)*[A-Za-z][\w.-]*:(?:[ ]|\r?\n)")
"""A block mapping whose first key is a plain word at the start of a line."""
_VALUE = re.compile(r":[ ]+([A-Za-z][A-Za-z0-9./-]*)[ ]*\r?(?:\n|\Z)")
_ITEMS = re.compile(r"^items:[ ]*\r?\n(?=([ ]*)- [A-Za-z])", re.MULTILINE)
_ROOT_KEY = re.compile(r"^[^\s#-]", re.MULTILINE)
_QUOTE_IN_COMMENT = re.compile(r"""#[^\n]*["']""")
_DEEP = " " * 150
_MATTERS_IN = {
    "CustomResourceDefinition": ("storedVersions",),
    "Secret": ("release",),
    "ConfigMap": ("release", "kube-system"),
}
"""Words that make the content of a kind matter: versions stored by a cluster, Helm's releases, kubeadm's configuration."""


def is_doubtful(text: str) -> bool:
    """Whether lines may not say what they seem to say: a template, odd keys or line breaks, aliases, depth."""
    return _may_be_doubtful(text) and is_surely_doubtful(text)


def _may_be_doubtful(text: str) -> bool:
    """A sieve before twenty searches: what it lets pass has none of the forms that they look for.

    Taking characters out leaves those of a form side by side; of a form with spaces, the others.
    """
    telling = text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY)
    is_marked = text.startswith("---")
    # A loop rather than a regular expression: a tenth of the time.
    for sign in _SIGNS:
        if sign in telling:
            return True
    return (
        not text.isascii()
        or _DEEP in text
        or text[:1] in "\"'?{<&*!"
        or (b"#" in telling and _QUOTE_IN_COMMENT.search(text) is not None)
        # The mark at the start of a document is no list in a list in a list.
        or telling.find(b"---", 1 if is_marked else 0) >= 0
        or (is_marked and text[3 : text.find("\n")].strip(" \r") != "")
    )


def is_surely_doubtful(text: str) -> bool:
    """What `is_doubtful` means, looked up search by search."""
    return (
        "{{" in text
        or "\\" in text
        or "\t" in text
        or "]:" in text
        or "}:" in text
        or "? " in text
        or "<<" in text
        or " *" in text
        or "- - -" in text
        or "\n..." in text
        or _DEEP in text
        or not (text.isascii() or ("\x85" not in text and "\u2028" not in text and "\u2029" not in text))
        or text[:1] in "\"'?{<&*!"
        or any(start in text for start in _ODD_STARTS)
        or ("\r" in text and text.count("\r") != text.count("\r\n"))
        or ("#" in text and _QUOTE_IN_COMMENT.search(text) is not None)
        or (text.startswith("---") and text[3 : text.find("\n")].strip(" \r") != "")
    )


def is_mapping_without_api(text: str) -> bool:
    """Whether it is a mapping that names neither a kind nor an API."""
    return "kind" not in text and "apiVersion" not in text and _PLAIN_ROOT.match(text) is not None


def apis_in(text: str) -> list[ApiKey] | None:
    """The APIs of the objects in a document without doubt, in order; None when its content matters or is not plain."""
    if "uid:" in text:
        return None
    root = _api(text, "")
    if root is None:
        return None
    apis = _items(text) if root.kind == "List" else [root]
    if apis is None or any(api.kind.endswith("List") or _matters(api.kind, text) for api in apis):
        return None
    return apis


def _matters(kind: str, text: str) -> bool:
    return any(word in text for word in _MATTERS_IN.get(kind, ()))


def _items(text: str) -> list[ApiKey] | None:
    """The APIs of the items of a list in block style."""
    found = _ITEMS.search(text)
    if found is None or text.find("\nitems", found.end()) >= 0:
        return None
    end = _ROOT_KEY.search(text, found.end())
    region = "\n" + text[found.end() : end.start() if end else len(text)]
    indent = found[1]
    if re.search(rf"""\n{indent}  ["'?{{<&*!]|\n{indent}- (?![A-Za-z])""", region):
        return None
    first, *items = region.split(f"\n{indent}- ")
    if first.strip() or not all(_is_closed(item) for item in items):
        return None
    apis = [_api(item, f"{indent}  ") for item in items]
    return None if None in apis else [api for api in apis if api is not None]


def _api(text: str, indent: str) -> ApiKey | None:
    """The API of a mapping whose keys stand `indent` deep, its first one at the start of `text`."""
    api_version, kind = _plain_value(text, indent, "apiVersion"), _plain_value(text, indent, "kind")
    return ApiKey.of(api_version, kind) if api_version and kind else None


def _plain_value(text: str, indent: str, key: str) -> str | None:
    """The plain value of a key that stands at the start of exactly one line, and does not go on in the next."""
    line = f"\n{indent}{key}"
    start = 0 if text.startswith(key) else text.find(line) + len(line) - len(key)
    if (start < len(line) and start != 0) or (start == 0 and not text.startswith(key)) or text.find(line, start) >= 0:
        return None
    value = _VALUE.match(text, start + len(key))
    if value is None or not _is_closed(text[:start]) or text.startswith(f"{indent} ", value.end()):
        return None
    return value[1]


def _is_closed(text: str) -> bool:
    """Whether no quoted text or flow collection of `text` goes on behind it; in doubt it does."""
    return (
        text.count('"') % 2 == 0
        and text.count("'") % 2 == 0
        and text.count("{") == text.count("}")
        and text.count("[") == text.count("]")
    )
