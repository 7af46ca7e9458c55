"""The version of the pipeline, written into every result."""

__version__ = "0.1.0"
SCHEMA_VERSION = "1"
