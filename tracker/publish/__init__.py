"""The static site, its feeds and its calendar."""
