"""What every part of the answers shares."""

from tracker.reference.tables import Tables


class Answers:
    """Answers from the tables of an edition. The parts of the port are subclasses that `KnownWorld` joins."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
