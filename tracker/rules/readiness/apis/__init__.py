"""Rules about the group and version in which objects are written: removed, deprecated, not yet served."""
