"""Facts about the world, read from the data files: releases, policies, API removals."""
