"""Looking one fact up by the words with which a person names it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.reference.answers.lookup import name_key
from tracker.reference.identity import label
from tracker.reference.known import KnownWorld
from tracker.reference.tables import INSTALLERS, RELEASES, Row
from tracker.reference.verify import all_tables

_NAMING_FIELDS = ("subject", "reference", "component", "kind", "group", "version", "provider", "name", "area")
"""Further fields whose values may stand among the words: ``show Deployment``, ``show kubelet``."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row and the table that it is in."""

    table: str
    row: Row
    label: str

    def facts(self) -> dict[str, Any]:
        """The row without where it comes from."""
        return {name: value for name, value in self.row.items() if name not in ("source", "retrieved_on", "overridden")}


def find(world: KnownWorld, words: Sequence[str]) -> list[Fact]:
    """The facts that `words` name.

    Rows whose name is exactly these words come alone; only where there are none, rows that have all the words among
    their fields. A patch of a release line (``cert-manager 1.14.4``) finds the line. Case, dashes and a leading ``v``
    do not matter; aliases of components and providers are understood.
    """
    keys = _keys(world, words)
    listed = list(_all_facts(world))
    exact = [fact for fact in listed if _words(fact.label) == keys]
    if exact:
        return exact
    among = [fact for fact in listed if set(keys) <= _field_words(fact)]
    if among or len(words) == 1 or "." not in words[-1]:
        return among
    return find(world, [*words[:-1], words[-1].rpartition(".")[0]])


def _keys(world: KnownWorld, words: Sequence[str]) -> list[str]:
    """The words as comparable keys, with the slug in place of an alias: ``EKS 1.31`` is ``amazon-eks 1.31``."""
    tokens = [token for word in words for token in word.split()]
    for length in range(len(tokens), 0, -1):
        name = " ".join(tokens[:length])
        slug = _slug(world, name)
        if slug is not None:
            return [name_key(slug), *map(_key, tokens[length:])]
    return list(map(_key, tokens))


def _slug(world: KnownWorld, name: str) -> str | None:
    provider, component = world.provider(name), world.component(name)
    if provider is not None:
        return provider.slug
    if component is not None:
        return component.slug
    return next((each for each in INSTALLERS if name_key(each) == name_key(name)), None)


def _all_facts(world: KnownWorld) -> Iterator[Fact]:
    for table in all_tables(world.tables):
        for row in world.tables.rows(table):
            yield Fact(table, row, fact_label(table, row))


def fact_label(table: str, row: Row) -> str:
    """How a person names a row, with the product whose table it is in: ``cert-manager 1.14``, ``kube-aws 0.9.8``."""
    own = label(table, row)
    if table.startswith(RELEASES):
        return f"{table.removeprefix(RELEASES)} {own}"
    installer = table.removeprefix("releases/")
    return f"{installer} {own}" if installer in INSTALLERS else own


def _words(text: str) -> list[str]:
    return [_key(word) for word in text.split()]


def _field_words(fact: Fact) -> set[str]:
    named = [str(fact.row[field]) for field in _NAMING_FIELDS if field in fact.row]
    return {_key(word) for word in (*fact.label.split(), *named)}


def _key(word: str) -> str:
    # A version keeps its dots: 1.31 and 13.1 are not the same.
    bare = word.removeprefix("v") if word[1:2].isdigit() else word
    return bare.casefold() if bare[:1].isdigit() else name_key(bare)
