"""What tracker knows without any library: versions, moments, events, state, outcomes."""
