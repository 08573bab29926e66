"""tracker: the lifecycle log of Kubernetes clusters."""
