"""Statements of measures to records."""
