"""Sentences of the program's own: English text that remembers the template and the values that it was made from.

Whoever prints English uses a sentence like the text that it is: reports, JSON, fingerprints and comparisons see nothing
else. Whoever speaks another language looks the template up in a catalogue and fills in the same values; whoever redacts
finds the names apart from the words. What is cut or joined is plain text again, so a sentence is always made whole::

    say("Kubernetes %(version)s is past its end of life", version=version)
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Self

_NO_VALUES: Mapping[str, object] = {}
QUOTED = "%(text)s"
"""The template of texts that are English by themselves: what reference data or a document says."""


class Sentence(str):
    """English text with its template, and its values by name; a value may be a sentence itself."""

    __slots__ = ("template", "values")

    template: str
    """With ``%(name)s`` where values stand."""
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object] = _NO_VALUES) -> Self:
        """The English of a template; one without values is its own English, percent signs included."""
        made = str.__new__(cls, template % values if values else template)
        made.template = template
        made.values = values
        return made

    def __reduce__(self) -> tuple[type["Sentence"], tuple[str, Mapping[str, object]]]:
        # What `object` would do goes through the slots as well, and takes five times as long.
        return Sentence, (self.template, self.values)

    @property
    def is_quoted(self) -> bool:
        """Whether no catalogue translates it."""
        return self.template == QUOTED

    def with_values(self, change: Callable[[str], str]) -> "Sentence":
        """The same sentence with each of its values changed, those of sentences within it as well."""
        changed = {
            name: value.with_values(change) if isinstance(value, Sentence) else change(str(value))
            for name, value in self.values.items()
        }
        return Sentence(self.template, changed)


NOTHING = Sentence("")
"""Where there is nothing to say."""


def say(template: str, /, **values: object) -> Sentence:
    """A sentence. Its template is found by `scripts/messages.py` and translated in ``site/locale``."""
    return Sentence(template, values) if values else _without_values(template)


@cache
def _without_values(template: str) -> Sentence:
    return Sentence(template)


def quoted(text: str) -> Sentence:
    """What reference data or a document says, in its own words."""
    return Sentence(QUOTED, {"text": text})


def listed(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(names) < 2:
        return names[0] if names else ""
    return say("%(others)s and %(last)s", others=", ".join(names[:-1]), last=names[-1])


def joined(separator: str, parts: Sequence[str]) -> str:
    """Parts that are sentences, side by side; there is nothing to translate between them."""
    if len(parts) < 2:
        return parts[0] if parts else ""
    names = [f"part{number}" for number in range(len(parts))]
    return Sentence(separator.join(f"%({name})s" for name in names), dict(zip(names, parts, strict=True)))
