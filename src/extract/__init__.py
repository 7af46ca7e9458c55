"""Trade-policy briefs to tables of measures."""
