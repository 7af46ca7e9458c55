"""Scores extraction output against gold: records, slots, evidence, mentions, notes, with intervals over documents."""
