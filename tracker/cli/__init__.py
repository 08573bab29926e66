"""The command line: turns arguments into calls of services, and results into text and an exit status."""
