"""Why a document cannot be read; `reader` turns it into `Unread`."""

from tracker.domain.sentence import Sentence


class UnreadableError(Exception):
    """A document that nobody can judge; never leaves this package."""

    def __init__(self, reason: Sentence, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        """Within the document, counted from 1."""
