"""One function per sort of row, from fields to a value of `tracker.domain.knowledge`."""
