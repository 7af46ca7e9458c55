"""Changes of the tables, one file each, in versions/; they are never edited once released."""
