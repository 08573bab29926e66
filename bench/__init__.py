"""Speed beside the tools we measure ourselves against: one module for each comparison."""
