from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_killed_at_any_statement_the_store_is_whole_or_as_before(bare_url: str, tmp_path: Path) -> None:
    if bare_url.startswith("sqlite"):
        (tmp_path / "new").mkdir()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])}
    command = [sys.executable, "-m", "store.killing", bare_url, f"sqlite:///{tmp_path}/spare.db"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert set(seen) == {"migrate", "store", "correct", "store a new version"}
    for name, (steps, states) in seen.items():
        # Two states and no third: before, and after; and it was killed at many places.
        assert len(states) == 2, (name, states)
        assert steps >= 20, (name, steps)
    after = {name: states[1] for name, (_, states) in seen.items()}
    assert after["migrate"]["triggers"] >= 8
    assert (after["store"]["records"], after["store"]["current"], after["store"]["views"]) == (2, 2, 2)
    assert (after["correct"]["events"], after["correct"]["current"]) == (1, 2)
    last = after["store a new version"]
    assert (last["versions"], last["records"], last["current"], last["views"]) == (2, 3, 1, 1)
    assert last["passage_index"] == last["passages"]
