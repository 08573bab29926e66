"""The one place where ports and implementations meet."""
