"""Waivers: what a team accepts, for a reason and for a time."""
