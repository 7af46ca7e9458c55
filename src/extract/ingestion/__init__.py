"""From sources to stored documents, step by step; flows/ puts the steps on a schedule, and nothing here knows Prefect."""
