"""Writes what a corrected workbook asks for, step by step; what somebody else was quicker with is left and listed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.corrections.conflicts import Conflict, find_conflict
from extract.corrections.drafts import DraftError
from extract.corrections.events import Draft
from extract.errors import ExtractError
from extract.labels import say
from extract.store.corrections import write
from extract.store.engine import Store
from extract.workbook.plan import Plan, Step, read_events_of


@dataclass(slots=True)
class Outcome:
    """What was written, what was not because of others, and what was refused with the reason."""

    written: list[Step] = field(default_factory=list)
    conflicts: list[Step] = field(default_factory=list)
    refused: list[tuple[Step, str]] = field(default_factory=list)


def apply_plan(store: Store, plan: Plan, keep_mine: bool = False) -> Outcome:
    """Write the steps of a plan; with `keep_mine` also those that conflict.

    Each is checked against everything that others wrote since the export, own steps apart. A record is not accepted or
    deleted when another step of its row was not written: it would not be what the writer saw.
    """
    outcome = Outcome()
    mine: set[int] = set()
    failed: set[int] = set()
    for step in plan.steps:
        if step.column == "state" and step.row in failed:
            outcome.refused.append((step, say("import", "incomplete", plan.language)))
            continue
        try:
            view = write(store, _aim(store, step, mine, keep_mine))
        except Conflict as error:
            failed.add(step.row)
            outcome.conflicts.append(replace(step, conflict=error))
        except ExtractError as error:
            failed.add(step.row)
            outcome.refused.append((step, error.say(plan.language) if isinstance(error, DraftError) else error.message))
        else:
            outcome.written.append(step)
            mine |= {view.revision} if view is not None else set()
    return outcome


def _aim(store: Store, step: Step, mine: set[int], keep_mine: bool) -> Draft:
    """Return the draft as of now; raises Conflict where others changed since the export what it is about."""
    draft = step.draft
    if draft.kind == "add":
        return draft
    history = read_events_of(store, draft.document, draft.record)
    if not keep_mine:
        conflict = find_conflict(draft, [event for event in history if event.id not in mine])
        if conflict is not None:
            raise conflict
    return draft.model_copy(update={"seen": history[-1].id if history else 0})
