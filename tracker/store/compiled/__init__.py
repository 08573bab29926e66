"""The SQL of `tracker.store.statements`, compiled ahead of time for each database."""
