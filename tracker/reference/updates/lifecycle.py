"""Facts from the lifecycle declarations in Kubernetes' source: ``zz_generated.prerelease-lifecycle.go``.

The files are generated and their form is fixed, so that a few patterns read them. A tree is a checkout of
kubernetes/kubernetes or kubernetes/api, or a gzipped archive of either.
"""

import io
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from tracker.domain.errors import ReferenceDataError
from tracker.domain.knowledge.apis import ApiKey
from tracker.reference.fetch import MAX_BYTES
from tracker.reference.known import KnownWorld
from tracker.reference.tables import Tables
from tracker.reference.updates.merge import Evidence, Merged, laid_over, new_row, with_facts

_TABLE = "apis/kubernetes"
_FILE = "zz_generated.prerelease-lifecycle.go"
_NEEDED = (_FILE, "register.go", "doc.go")
_DECLARED = re.compile(
    r"func \(in \*(?P<kind>\w+)\) APILifecycle(?P<what>Introduced|Deprecated|Removed)\(\)[^{]*"
    r"\{\s*return (?P<major>\d+), (?P<minor>\d+)\s*\}"
)
_REPLACED = re.compile(
    r"func \(in \*(?P<kind>\w+)\) APILifecycleReplacement\(\)[^{]*\{\s*return schema\.GroupVersionKind\{"
    r'Group: *"(?P<group>[^"]*)", *Version: *"(?P<version>[^"]*)", *Kind: *"(?P<to>[^"]*)"\}'
)
_GROUP_CONSTANT = re.compile(r'\bGroupName\s*=\s*"([^"]*)"')
_GROUP_COMMENT = re.compile(r"^//\s*\+groupName=(\S*)", re.MULTILINE)
_FIELDS = {"Introduced": "introduced_in", "Deprecated": "deprecated_in", "Removed": "removed_in"}
_FIRM = ("official-guide", "release-notes")
"""Ways of knowing a removal that a declaration does not overrule."""

Tree = Mapping[PurePosixPath, str]


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the source declares about one API."""

    api: ApiKey
    facts: Mapping[str, Any]


def read_tree(folder: Path) -> Tree:
    """The files that matter below a folder.

    Raises:
        ReferenceDataError: A file is not readable, or there is no declaration in the folder.
    """
    try:
        texts = {
            PurePosixPath(path.relative_to(folder).as_posix()): path.read_text(encoding="utf-8")
            for declared in sorted(folder.rglob(_FILE))
            for name in _NEEDED
            if (path := declared.with_name(name)).is_file()
        }
    except (OSError, UnicodeDecodeError) as error:
        raise ReferenceDataError(f"{folder} cannot be read: {error}") from error
    return _complete(texts, str(folder))


def read_archive(content: bytes, origin: str) -> Tree:
    """The files that matter in a gzipped tar archive.

    Raises:
        ReferenceDataError: It is no such archive, too large, or has no declaration in it.
    """
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
            texts = dict(_members(archive, origin))
    except (tarfile.TarError, OSError, EOFError, UnicodeDecodeError) as error:
        raise ReferenceDataError(f"{origin} is no gzipped archive, or a damaged one: {error}") from error
    return _complete(texts, origin)


def _members(archive: tarfile.TarFile, origin: str) -> Iterator[tuple[PurePosixPath, str]]:
    size = 0
    for member in archive:
        path = PurePosixPath(member.name)
        if not member.isfile() or path.name not in _NEEDED:
            continue
        size += member.size
        if size > MAX_BYTES:
            raise ReferenceDataError(f"{origin} unpacks to more than {MAX_BYTES // (1024 * 1024)} MiB of declarations")
        file = archive.extractfile(member)
        if file is not None:
            yield path, file.read().decode("utf-8")


def _complete(texts: Tree, origin: str) -> Tree:
    if not any(path.name == _FILE for path in texts):
        raise ReferenceDataError(f"{origin} has no {_FILE}: name a checkout or an archive of kubernetes/api")
    return texts


def declarations(tree: Tree) -> tuple[list[Declaration], list[str]]:
    """What a tree declares, and the folders whose API group cannot be told."""
    found: list[Declaration] = []
    remarks: list[str] = []
    for path in sorted(each for each in tree if each.name == _FILE):
        group = _group_of(tree, path.parent)
        if group is None:
            remarks.append(f"{path.parent}: neither register.go nor doc.go names the API group")
        else:
            found.extend(_declared(group, path.parent.name, tree[path]))
    return found, remarks


def _group_of(tree: Tree, folder: PurePosixPath) -> str | None:
    for name, pattern in (("register.go", _GROUP_CONSTANT), ("doc.go", _GROUP_COMMENT)):
        match = pattern.search(tree.get(folder / name, ""))
        if match is not None:
            return match[1]
    return None


def _declared(group: str, version: str, text: str) -> Iterator[Declaration]:
    facts: dict[str, dict[str, Any]] = {}
    for match in _DECLARED.finditer(text):
        facts.setdefault(match["kind"], {})[_FIELDS[match["what"]]] = f"{match['major']}.{match['minor']}"
    for match in _REPLACED.finditer(text):
        named = {"group": match["group"], "version": match["version"], "kind": match["to"]}
        facts.setdefault(match["kind"], {})["replacement"] = named
    for kind, declared in facts.items():
        if not kind.endswith(("List", "Options")):
            yield Declaration(ApiKey(group, version, kind), declared)


def merge(tables: Tables, declared: list[Declaration], remarks: list[str], evidence: Evidence) -> Merged:
    """The table of APIs with what the source declares.

    A declaration moves plans: the deprecation and the removal of what is still served. It does not overrule the
    deprecation guide or release notes, nor the first minor that is already known of an API.
    """
    world = KnownWorld(tables)
    rows = {
        ApiKey(row.get("group", ""), row.get("version", ""), row.get("kind", "")): row for row in tables.rows(_TABLE)
    }
    news = []
    for each in declared:
        row = rows.get(each.api)
        if row is None:
            news.append(new_row(_facts_of_new(each), evidence))
        elif row.get("use") in ("resource", "subresource", "internal") and row.get("removal_basis") not in _FIRM:
            moved = {name: each.facts.get(name) for name in ("deprecated_in", "removed_in")}
            basis = {"removal_basis": "lifecycle"} if moved["removed_in"] else {}
            news.append(with_facts(row, {**moved, **basis, **_replacement(world, each, row)}, evidence))
    return Merged({_TABLE: laid_over(_TABLE, tables.rows(_TABLE), news)}, tuple(remarks))


def _facts_of_new(each: Declaration) -> dict[str, Any]:
    version = each.api.version
    stage = "alpha" if "alpha" in version else "beta" if "beta" in version else "ga"
    return {
        "group": each.api.group or None,
        "version": version,
        "kind": each.api.kind,
        "component": "kubernetes",
        "use": "resource",
        "stage": stage,
        "served_by_default": stage == "ga",
        **{name: each.facts.get(name) for name in ("introduced_in", "deprecated_in", "removed_in", "replacement")},
        "removal_basis": "lifecycle" if each.facts.get("removed_in") else None,
    }


def _replacement(world: KnownWorld, each: Declaration, row: Mapping[str, Any]) -> dict[str, Any]:
    """The declared replacement, for an API that has none yet, where the data knows it."""
    named = each.facts.get("replacement")
    if named is None or "replacement" in row or world.api(named["group"], named["version"], named["kind"]) is None:
        return {}
    return {"replacement": named}
