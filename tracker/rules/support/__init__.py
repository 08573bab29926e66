"""Support windows: what upstream and providers still look after."""
