"""Who looked at or changed what: insert-only, chained, its heads also kept outside the database."""
