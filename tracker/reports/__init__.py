"""Output formats: outcomes, events and states as text for people and machines."""
