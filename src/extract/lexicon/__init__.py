"""The domain as data, and its loader."""
