"""Documents, extractions and corrections in a database: SQLite by default, PostgreSQL by URL."""
