"""The lifecycle log of Kubernetes clusters."""

__version__ = "0.1.0"
