"""Rules: pure judgements about clusters and manifests, one rule per module, listed in `catalogue`."""
