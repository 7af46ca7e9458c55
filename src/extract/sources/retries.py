"""When an address that failed is asked again: within the run, and in later runs."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

# A server may ask to be left alone for longer; nobody watches what it says for more than a day.
LONGEST_WAIT = 86_400.0
# So many runs in a row ask an address that fails; after that the pauses grow from an hour to a week.
PATIENT_RUNS = 3
FIRST_PAUSE, LONGEST_PAUSE = 3600.0, 7 * 86_400.0


def read_retry_after(text: str, now: float) -> float:
    """Return the seconds that a Retry-After header asks for, at most a day: "120", an HTTP date; 0 for anything else."""
    text = text.strip()
    if re.fullmatch(r"[0-9]{1,10}", text):
        return min(float(text), LONGEST_WAIT)
    try:
        seconds = parsedate_to_datetime(text).timestamp() - now
    except (ValueError, OverflowError, TypeError, IndexError):
        return 0.0
    return min(max(seconds, 0.0), LONGEST_WAIT)


def find_backoff(attempt: int, first: float) -> float:
    """Return the pause after the `attempt`-th failure within a run (1-based): it doubles from `first` on."""
    return float(first * 2 ** (attempt - 1))


def find_next_run(attempts: int, wait: float) -> float:
    """Return how many seconds after the `attempts`-th failed run an address is left alone, at least `wait`."""
    over = attempts - PATIENT_RUNS
    pause = min(FIRST_PAUSE * 2.0 ** min(over, 20), LONGEST_PAUSE) if over >= 0 else 0.0
    return max(pause, wait)
