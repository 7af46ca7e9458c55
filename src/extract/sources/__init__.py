"""Where briefs come from: folders, addresses, feeds and index pages → files, fetched with care and kept by their sha256."""
