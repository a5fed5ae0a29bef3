"""The library on disk: the only user of sqlite3 and sqlite-utils."""
