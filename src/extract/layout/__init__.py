"""Characters to blocks in reading order."""
