"""What reviewers did, and what follows from it for each record; no database, no clock, no files."""
