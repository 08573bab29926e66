"""Looking one fact up by the words with which a person names it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.domain.platforms import KUBERNETES, platform_name
from tracker.reference.answers.lookup import name_key
from tracker.reference.identity import label
from tracker.reference.known import KnownWorld
from tracker.reference.tables import INSTALLERS, RELEASES, Row
from tracker.reference.verify import all_tables

_MINORS, _PATCHES = _KUBERNETES = ("releases/kubernetes-minors", "releases/kubernetes-patches")
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
    if _names_kubernetes_version(keys):
        return [fact for table in _KUBERNETES for fact in _facts(world, table) if _words(fact.label) == keys[1:]]
    listed = list(_all_facts(world))
    exact = [fact for fact in listed if _words(fact.label) == keys]
    if exact:
        return exact
    among = [fact for fact in listed if set(keys) <= _field_words(fact)]
    if among or len(words) == 1 or "." not in words[-1]:
        return among
    line = find(world, [*words[:-1], words[-1].rpartition(".")[0]])
    # A version of an API is no release line: "Binding 1.31" is not "v1 Binding".
    return [fact for fact in line if not fact.table.startswith("apis/")]


def patches_in_short(world: KnownWorld, fact: Fact) -> str:
    """``15, from 1.31.0 (2024-08-13) to 1.31.14 (2025-11-11)`` for a minor of Kubernetes; empty for any other fact."""
    if fact.table != _MINORS:
        return ""
    start = f"{fact.label}."
    patches = [row for row in world.tables.rows(_PATCHES) if _is_patch(str(row["version"]), start)]
    if not patches:
        return ""
    ordered = sorted(patches, key=lambda row: int(str(row["version"]).removeprefix(start)))
    first, last = (f"{row['version']} ({row['released_on']})" for row in (ordered[0], ordered[-1]))
    return f"{len(patches)}, from {first} to {last}"


def _is_patch(version: str, start: str) -> bool:
    return version.startswith(start) and version.removeprefix(start).isdigit()


def _names_kubernetes_version(keys: Sequence[str]) -> bool:
    """``kubernetes 1.31``: its rows are called by their version alone."""
    return len(keys) == 2 and platform_name(keys[0]) == KUBERNETES and keys[1][:1].isdigit()


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
        yield from _facts(world, table)


def _facts(world: KnownWorld, table: str) -> Iterator[Fact]:
    return (Fact(table, row, fact_label(table, row)) for row in world.tables.rows(table))


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
