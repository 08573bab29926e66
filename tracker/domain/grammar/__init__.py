"""The one-line grammar: what `tracker add` and journals say in English or Korean, read without guessing."""
