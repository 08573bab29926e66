"""Builds the reference data in ``data/`` from a folder with tables of raw facts.

    python scripts/build_reference.py FACTS_DIR [--data data]

The same facts give the same bytes. Raw facts are kept outside this repository; ``docs/manual/reference-data.md`` says
what each table of the result holds.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.reference_builder import apis, changes, components, installers, kubernetes, policies, providers, schemas
from tracker.reference.canonical import edition_document, table_text

_AS_OF = "2026-08-22"
_EDITION = f"{_AS_OF}.2"
"""Counts the editions of a day: whatever rows change, a test asks for the next one."""


def tables(facts: Path) -> dict[str, list[dict[str, Any]]]:
    """Every table of the edition by its path below ``data/``, without the suffix."""
    releases, lifecycles = _read(facts, "kubernetes-releases"), _read(facts, "api-lifecycles")
    skew, parts = _read(facts, "skew-policy"), _read(facts, "components")
    windows, kube_aws = _read(facts, "providers"), _read(facts, "kube-aws-releases")
    return {
        "releases/kubernetes-minors": kubernetes.minors(releases),
        "releases/kubernetes-patches": kubernetes.patches(releases),
        "releases/kubernetes-builds": kubernetes.builds(releases),
        "releases/providers": providers.providers(windows),
        "releases/provider-windows": providers.windows(windows),
        "releases/kube-aws": installers.kube_aws(kube_aws),
        "policies/version-skew": policies.skew(skew),
        "policies/upgrades": policies.upgrades(skew),
        "policies/support": policies.support(skew),
        "policies/settings": policies.settings(),
        "apis/kubernetes": apis.kubernetes(lifecycles),
        "apis/third-party": apis.third_party(lifecycles),
        "components/index": components.index(parts),
        "components/releases/kube-aws": installers.kube_aws_lines(kube_aws),
        "components/kubernetes-dependencies": components.dependencies(parts),
        "changes/breaking": changes.breaking(_read(facts, "removals")),
    } | {f"components/releases/{slug}": rows for slug, rows in components.releases(parts).items()}


def _read(facts: Path, name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((facts / f"{name}.json").read_text(encoding="utf-8"))
    return document


def write(built: dict[str, list[dict[str, Any]]], data: Path) -> None:
    """Writes the tables, their schemas and the edition's description."""
    texts = {name: table_text(name, rows) for name, rows in built.items()}
    for stale in data.glob("components/releases/*.json"):
        stale.unlink()
    for name, text in texts.items():
        path = data / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (data / "schemas").mkdir(exist_ok=True)
    for name, text in schemas.schemas().items():
        (data / "schemas" / name).write_text(text, encoding="utf-8")
    (data / "edition.json").write_text(edition_document(_EDITION, _AS_OF, texts), encoding="utf-8")


def main() -> None:
    """Reads the command line and builds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("facts", type=Path, help="folder with the fact tables")
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parent.parent / "data")
    options = parser.parse_args()
    built = tables(options.facts)
    write(built, options.data)
    print(f"{len(built)} tables, {sum(map(len, built.values()))} rows, edition {_EDITION}")


if __name__ == "__main__":
    main()
