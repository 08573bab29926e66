"""Facts about the world as values: what upstream released, promised, deprecated and removed, and who said so when.

Everything here is a frozen value or a protocol and needs only the standard library. `reference` holds the port
through which rules, plans, scans and the site ask; `tracker.reference` answers it from data files.
"""
