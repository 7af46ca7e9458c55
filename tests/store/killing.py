"""A program that does something to a store in child processes, each of which kills itself one step later than the one before.

Steps are: before each statement (which is after the one before), before and after each commit. Run by test_killed.py in a process
of its own, because it forks.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text

from extract.store.corrections import read_views
from extract.store.documents import list_documents
from extract.store.engine import Store, find_url, open_store
from extract.store.tables import metadata
from store.briefs import ACTS, do, file_brief, filler, make_brief

Act = Callable[[Store], object]
State = dict[str, int]


def kill_at(step: int) -> None:
    """Have this process kill itself at a step of all that it does to databases from now on."""
    left = iter(range(step, -1, -1))

    def count(*_: object) -> None:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, count)
    commit = Connection._commit_impl

    def commit_and_count(self: Connection) -> None:
        commit(self)
        count()

    Connection._commit_impl = commit_and_count  # type: ignore[method-assign]


class Witness:
    """A process that looks at a database when it is asked, opening it each time: no connection may live over a fork."""

    def __init__(self, url: str) -> None:
        questions, self._ask = os.pipe()
        self._answers, answers = os.pipe()
        if os.fork() == 0:
            os.close(self._ask)
            looks = {b"t": read_tables, b"s": read_state}
            while look := os.read(questions, 1):
                os.write(answers, json.dumps(looks[look](url)).encode() + b"\n")
            os._exit(0)
        os.close(questions)
        os.close(answers)
        self._lines = os.fdopen(self._answers)

    def look(self, tables_only: bool) -> State:
        """Return the database's state, or only what tables it has."""
        os.write(self._ask, b"t" if tables_only else b"s")
        state: State = json.loads(self._lines.readline())
        return state


def read_state(url: str) -> State:
    """Return how many rows each table has."""
    names = [*(table.name for table in metadata.sorted_tables), "passage_index"]
    counts = ", ".join(f"(SELECT count(*) FROM {name}) AS {name}" for name in names)
    engine = create_engine(find_url(url))
    with engine.connect() as connection:
        state = dict(connection.execute(text(f"SELECT {counts}")).one()._mapping)
    engine.dispose()
    return state


def read_tables(url: str) -> State:
    """Return how many tables and triggers a database has, without making any."""
    engine = create_engine(find_url(url))
    with engine.connect() as connection:
        catalogue = "sqlite_master WHERE type = 'trigger'" if engine.name == "sqlite" else "pg_trigger WHERE NOT tgisinternal"
        triggers = connection.execute(text(f"SELECT count(*) FROM {catalogue}")).scalar_one()
        state = {"tables": len(inspect(connection).get_table_names()), "triggers": triggers}
    engine.dispose()
    return state


def run_child(url: str, act: Act, step: int) -> bool:
    """Do something in a child that kills itself at a step; say whether it came to its end."""
    child = os.fork()
    if child == 0:
        kill_at(step)
        with open_store(url) as store:
            act(store)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.waitstatus_to_exitcode(status) == 0
    return True


def kill_everywhere(url: str, act: Act, look: Callable[[], State]) -> tuple[int, list[State]]:
    """Return at how many steps it was killed, and the states that were seen, in order, each once."""
    states = [look()]
    step = 0
    while True:
        ended = run_child(url, act, step)
        state = look()
        if state != states[-1]:
            states.append(state)
        if ended or len(states) > 2:
            return step, states
        step += 1


def correct(store: Store) -> None:
    """Change a slot of a record, once: what was killed after its end is done."""
    (document,) = list_documents(store)
    view = read_views(store, document.id)[0]
    if not view.revision:
        do(store, "change", view, document=document.id, slot="items", new=[filler("ロボット")])


def main(url: str, spare: str) -> None:
    """Do everything that writes, one after the other, and print what was seen; `spare` is a database for a rehearsal."""
    acts: dict[str, Act] = {
        "migrate": lambda store: None,
        "store": lambda store: file_brief(store, make_brief(ACTS[:2])),
        "correct": correct,
        "store a new version": lambda store: file_brief(store, make_brief(ACTS[:1], before="別の題"), "1.1"),
    }
    with open_store(spare) as store:  # imports what the children need, once
        for act in acts.values():
            act(store)
    witness = Witness(url)
    # Opening a store makes its tables; whether they are there must be asked in another way.
    seen = {name: kill_everywhere(url, act, partial(witness.look, name == "migrate")) for name, act in acts.items()}
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
