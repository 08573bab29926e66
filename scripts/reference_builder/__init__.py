"""Turns tables of raw facts into the reference data in ``data/`` (see ``scripts/build_reference.py``)."""
