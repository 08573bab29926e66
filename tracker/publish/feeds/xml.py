"""XML as text: elements from `xml.etree`, without the characters that XML cannot hold."""

import re
from xml.etree.ElementTree import Element, SubElement, tostring

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def clean(text: str) -> str:
    """The text without control characters and lone surrogates."""
    return _FORBIDDEN.sub("", text)


def child(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new last child of an element."""
    element = SubElement(parent, tag, {name: clean(value) for name, value in attributes.items()})
    element.text = clean(text) or None
    return element


def document(root: Element) -> str:
    """The text of a whole document, in UTF-8."""
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'
