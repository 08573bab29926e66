"""The journal itself: records that cannot be true, contradict one another, or stop."""
