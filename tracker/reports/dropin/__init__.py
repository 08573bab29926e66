"""Output and exit statuses of other scanners, so that a CI job changes one word; the facts in it are ours."""
