"""Consistency checks of reference data, one module per group of tables."""
