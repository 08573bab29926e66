"""Rules about rotating nodes: what a drain interrupts, blocks or loses."""
