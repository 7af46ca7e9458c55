"""Statements of measures to records."""

from extract.records.assembly import assemble_records

__all__ = ["assemble_records"]
