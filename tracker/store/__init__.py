"""The database: the append-only ledger, its projections and the statements for both engines."""
