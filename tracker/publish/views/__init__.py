"""View models: one module for each kind of page, pure functions from gathered data to what a template prints."""
