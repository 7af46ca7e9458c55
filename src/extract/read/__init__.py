"""Files to pages of characters."""
