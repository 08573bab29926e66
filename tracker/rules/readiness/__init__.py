"""Rules that read manifests: what an upgrade or a drain would break."""
