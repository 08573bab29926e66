"""Rules: pure functions from facts to outcomes."""
