"""String to value, with no text around it."""
