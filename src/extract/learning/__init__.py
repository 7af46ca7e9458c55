"""Words learned from what reviewers corrected: proposals for the user's lexicon, with the corrections that support each."""
