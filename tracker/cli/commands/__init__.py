"""One module for each command, imported when it runs; `tracker.cli.listing` names them."""
