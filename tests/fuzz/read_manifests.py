"""Fuzzes the reader of manifests with atheris, by hand: `pip install atheris && python tests/fuzz/read_manifests.py -max_total_time=600`.

It ends with a report when reading raises, when skimming and reading disagree, or when an input takes longer than five
seconds or more than 1 GB. Not part of the test suite: atheris has no wheels for every supported Python.
"""

import sys

import atheris

with atheris.instrument_imports(include=["tracker.importers.manifests"]):
    from tracker.domain.manifest import ManifestObject, Skimmed
    from tracker.importers.manifests.reader import read
    from tracker.importers.manifests.skimming import skim


def read_once(data: bytes) -> None:
    """Read the bytes both ways and compare."""
    whole = [
        (type(found), found.api) if isinstance(found, ManifestObject) else found for found in read(data, origin="f")
    ]
    skimmed = [
        (ManifestObject, found.api) if isinstance(found, ManifestObject | Skimmed) else found
        for found in skim(data, origin="f", is_silent=lambda _: True)
    ]
    if whole != skimmed:
        raise AssertionError(f"reading: {whole}, skimming: {skimmed}")


if __name__ == "__main__":
    atheris.Setup([*sys.argv, "-timeout=5", "-rss_limit_mb=1024"], read_once)
    atheris.Fuzz()
