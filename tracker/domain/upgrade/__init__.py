"""Planning an upgrade: which hops, which steps in which order, and what earlier upgrades of the cluster teach."""
