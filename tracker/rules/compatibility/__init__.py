"""Compatibility: what runs together, and what has to move before the next minor."""
