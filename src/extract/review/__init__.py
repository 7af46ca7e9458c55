"""The review application: reviewers read records beside their brief and correct them."""
