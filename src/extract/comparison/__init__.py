"""Whether two values, names or evidences say the same, and the best pairing of two lists."""
