"""Texts of rules as sentences: rules write fragments and sentences alike, readers shall not notice."""


def sentence(text: str) -> str:
    """The text with a full stop, and a capital letter where it begins with a word rather than a name.

    A first word before a colon is a name, such as that of a node pool.
    """
    text = text.strip()
    first = text.split(maxsplit=1)[0].rstrip(",;") if text else ""
    return stopped(text[0].upper() + text[1:] if first.isalpha() and first.islower() else text)


def stopped(text: str) -> str:
    """The text with a full stop."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…:" else f"{text}."
