"""Dates, numbers, codes and names in normalised text."""
