"""Scheduled ingestion with Prefect: thin flows over extract.ingestion, and what puts them on a schedule."""
