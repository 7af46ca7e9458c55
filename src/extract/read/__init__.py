"""Reading: a file becomes a Source, pages of characters with boxes (PDF) or text with marks (text, HTML)."""

from extract.read.source import read_bytes, read_source

__all__ = ["read_bytes", "read_source"]
