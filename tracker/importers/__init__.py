"""Input formats: text in, records with provenance out."""
