"""Two programs that write corrections to one store for a time, on the same records; and what must then be there.

Run by test_writers.py for some seconds, by bench/writers.py for a minute.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

from extract.corrections.conflicts import Conflict
from extract.corrections.events import Draft, Event
from extract.corrections.views import RecordView
from extract.store.corrections import read_history, read_views, write
from extract.store.engine import Store, open_store
from store.briefs import file_brief, filler, make_brief

SLOTS = ("items", "entities", "instrument")
# So many each writes at least, however slow the machine is.
LEAST = 15


@dataclass(frozen=True, slots=True)
class Outcome:
    """What two writers did: corrections acknowledged, conflicts they were told of, corrections found afterwards."""

    acknowledged: int
    conflicts: int
    found: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one writer was told: the events that were acknowledged with the writer's own numbers, in order; how many conflicts."""

    done: list[tuple[int, int]]
    conflicts: int


def write_for(url: str, name: str, seconds: float) -> Said:
    """Correct slots of the records in turn, with values numbered by oneself."""
    done: list[tuple[int, int]] = []
    conflicts = 0
    with open_store(url) as store:
        end = time.monotonic() + seconds
        seen = {view.key: view.revision for view in read_views(store, 1)}
        for number in count():
            if time.monotonic() > end and number >= LEAST:
                break
            key = list(seen)[number % len(seen)]
            new = [filler(f"{name} {number}")]
            draft = Draft(document=1, record=key, kind="change", slot=SLOTS[number % 3], new=new, by=name, seen=seen[key])
            try:
                view = write(store, draft)
            except Conflict as conflict:
                conflicts += 1
                view = write_again(store, draft, conflict)
            if view is not None:
                seen[key] = view.revision
                done.append((view.revision, number))
    return Said(done, conflicts)


def write_again(store: Store, draft: Draft, conflict: Conflict) -> RecordView | None:
    """Write one's own after having seen theirs, as often as it takes."""
    while True:
        try:
            return write(store, draft.model_copy(update={"seen": conflict.seen}))
        except Conflict as another:
            conflict = another


def run_writers(url: str, seconds: float) -> Outcome:
    """Have two processes write at once, and hold what they say was written against what is there."""
    with open_store(url) as store:
        file_brief(store, make_brief())
    root = Path(__file__).parents[2]
    environment = {"PYTHONPATH": f"{root / 'tests'}:{root / 'src'}"}
    running = {
        name: subprocess.Popen(
            [sys.executable, "-m", "store.writers", url, name, str(seconds)], stdout=subprocess.PIPE, env=environment, text=True
        )
        for name in ("mori", "sato")
    }
    said = {name: Said(**json.loads(process.communicate()[0])) for name, process in running.items()}
    with open_store(url) as store:
        return check(store, said)


def check(store: Store, said: dict[str, Said]) -> Outcome:
    """Say what is wrong with the events of a store, given what its writers were told."""
    events = read_all(store)
    problems = []
    for name, of_one in said.items():
        written = [[e.id, e.new[0].value] for e in events if e.by == name]
        told = [[event, f"{name} {number}"] for event, number in of_one.done]
        if written != told:
            problems.append(f"{name} was told of {len(told)} corrections, {len(written)} are there, or in another order")
    before: dict[tuple[str, str], Event] = {}
    for event in events:
        last = before.get((event.record, event.slot))
        if last is not None and (event.old != last.new or event.at < last.at):
            problems.append(f"event {event.id} did not see event {last.id}")
        before[event.record, event.slot] = event
    views = {view.key: view for view in read_views(store, 1)}
    problems += [f"{key} {slot} is not as written last" for (key, slot), e in before.items() if getattr(views[key].body, slot) != e.new]
    acknowledged, conflicts = (sum(counts) for counts in zip(*((len(s.done), s.conflicts) for s in said.values()), strict=True))
    return Outcome(acknowledged, conflicts, len(events), tuple(problems))


def read_all(store: Store) -> list[Event]:
    """Return all events of the document, in order."""
    events: list[Event] = []
    while page := read_history(store, 1, before=events[-1].id if events else None, limit=1000):
        events += page
    return events[::-1]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(write_for(sys.argv[1], sys.argv[2], float(sys.argv[3])))))
