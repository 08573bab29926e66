"""The upgrade-readiness report in every form; all of them are written from its document."""
