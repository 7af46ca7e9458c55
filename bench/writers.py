"""Two programs write corrections to one store for a minute: every one of them must be there, in order.

    python bench/writers.py [SECONDS]

On SQLite in a temporary folder, and on a PostgreSQL server started for it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from databases import run_server
from store.writers import run_writers


def main(seconds: float) -> int:
    """Measure both databases and print what was found; return the exit code."""
    failed = False
    with tempfile.TemporaryDirectory() as folder, run_server() as server:
        for name, url in (("SQLite", f"sqlite:///{folder}/records.db"), ("PostgreSQL", server.make_database())):
            outcome = run_writers(url, seconds)
            failed = failed or bool(outcome.problems) or outcome.found != outcome.acknowledged
            print(
                f"{name}: {outcome.acknowledged} corrections written in {seconds:g} s, {outcome.found} found, "
                f"{outcome.conflicts} conflicts told, problems: {'; '.join(outcome.problems) or 'none'}"
            )
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60))
