"""What a corrected workbook would change: each step with what stands now, what it would become, and who was quicker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from extract.corrections.conflicts import Conflict, find_conflict
from extract.corrections.drafts import NEEDED, DraftError, check_value
from extract.corrections.events import Draft, Event
from extract.corrections.views import RecordView
from extract.labels import VOCABULARIES, say, slot_name, state_names
from extract.model import SLOTS
from extract.report import CELL_LIMIT
from extract.schema import EvidencePart, FillerPart, RecordPart, ReviewPart
from extract.store.corrections import read_history, read_views
from extract.store.documents import DocumentRow, list_documents, read_geometry
from extract.store.engine import Store
from extract.typed import NotUnderstoodError, have_same_meaning, is_planned, read_typed, revise_typed, show_typed
from extract.workbook.places import Places
from extract.workbook.sheets import Problem, Row, Sheet

# Which events lead from a record's state to the one that was chosen.
_WAYS = {
    ("open", "accepted"): ("accept",),
    ("open", "deleted"): ("delete",),
    ("accepted", "open"): ("reopen",),
    ("accepted", "deleted"): ("delete",),
    ("deleted", "open"): ("reopen",),
    ("deleted", "accepted"): ("reopen", "accept"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One correction that a row asks for: `column` names what changes, `now` what stands, `new` what would stand."""

    row: int
    name: str
    column: str
    now: str
    new: str
    draft: Draft
    conflict: Conflict | None = None


@dataclass(slots=True)
class Plan:
    """All that a workbook in `language` asks for, in the order of its rows, and what of it cannot be understood."""

    language: str
    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    absent: int = 0

    @property
    def conflicts(self) -> list[Step]:
        """Return the steps that somebody else was quicker with."""
        return [step for step in self.steps if step.conflict is not None]


class _Target:
    """A document that rows are about, as it stands now."""

    def __init__(self, store: Store, document: DocumentRow) -> None:
        self._store, self.document = store, document
        self.published = document.published or ""

    @cached_property
    def views(self) -> dict[str, RecordView]:
        return {view.key: view for view in read_views(self._store, self.document.id)}

    @cached_property
    def places(self) -> Places:
        return Places(read_geometry(self._store, self.document.version))

    def history(self, key: str) -> list[Event]:
        return read_events_of(self._store, self.document.id, key)


def read_events_of(store: Store, document: int, key: str) -> list[Event]:
    """Return all events that concern a record, in the order in which they were written."""
    found: list[Event] = []
    before: int | None = None
    while page := read_history(store, document=document, key=key, track="", limit=500, before=before):
        found += page
        before = page[-1].id
    return found[::-1]


def make_plan(store: Store, sheet: Sheet, by: str) -> Plan:
    """Return what the workbook would change if `by` wrote it now; nothing is written."""
    documents = {str(row.id): row for row in list_documents(store)}
    targets: dict[str, _Target] = {}
    plan = Plan(sheet.language, problems=list(sheet.problems), absent=sheet.absent)
    for row in sheet.rows:
        number = row.cells.get("document", "")
        if number not in documents:
            _complain(plan, row, "document", f"文書{number}はありません", f"there is no document {number or '(empty)'} in the store")
            continue
        target = targets.setdefault(number, _Target(store, documents[number]))
        if row.exported is None:
            _plan_addition(plan, row, target, sheet.language, by)
        elif row.exported.get("source") != target.document.source:
            _complain(plan, row, "document", "別のデータベースから書き出されています", "exported from another database")
        else:
            _plan_row(plan, row, target, sheet.language, by)
    return plan


def _complain(plan: Plan, row: Row, column: str, ja: str, en: str) -> None:
    plan.problems.append(Problem(row.number, column, ja, en))


def _refuse(plan: Plan, row: Row, reason: str, slot: str) -> None:
    ja, en = (say("refusals", reason, language, slot=slot_name(slot, language)) for language in ("ja", "en"))
    _complain(plan, row, slot, ja, en)


# --- records that were exported ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Case:
    """A row with the record it is about, as it stands now."""

    row: Row
    target: _Target
    view: RecordView
    language: str
    by: str

    @property
    def exported(self) -> Mapping[str, str]:
        return self.row.exported or {}

    def step(self, column: str, now: str, wanted: str, kind: str, **more: object) -> Step:
        """Return a step whose draft is as its writer saw the record: at the revision that was exported."""
        said: dict[str, object] = {"document": self.target.document.id, "record": self.view.key, "kind": kind, "by": self.by}
        said |= {"seen": int(self.exported.get("revision") or 0), "why": self.row.cells.get("why", ""), "run": self.view.run}
        name = f"{self.target.document.name} · {self.view.key}"
        return Step(self.row.number, name, column, now, wanted, Draft.model_validate({**said, **more}))


def _plan_row(plan: Plan, row: Row, target: _Target, language: str, by: str) -> None:
    changed = [key for key in row.changed if key in SLOTS or key == "state"]
    if not changed:
        return
    view = target.views.get(row.cells["key"])
    if view is None:
        _complain(plan, row, "key", "記録がなくなりました", "the record is no longer there")
        return
    case = _Case(row, target, view, language, by)
    steps = [step for key in changed if key in SLOTS for step in _plan_slot(plan, case, key)]
    if "state" in changed:
        steps += _plan_state(plan, case, steps)
    history = target.history(view.key) if steps else []
    plan.steps += [replace(step, conflict=find_conflict(step.draft, history)) for step in steps]


def _plan_slot(plan: Plan, case: _Case, slot: str) -> list[Step]:
    old = getattr(case.view.body, slot)
    if len(case.exported.get(slot, "")) >= CELL_LIMIT - 1:
        _complain(plan, case.row, slot, "欄に入りきらない値です。画面で直してください", "too long for a cell; correct it in the browser")
        return []
    fillers = _read_fillers(plan, case.row, slot, old, case.target.published)
    if fillers is None or _is_respelt(case, slot, old, fillers):
        return []
    now, new = (show_typed(slot, f, case.language, ids=False) for f in (old, fillers))
    if now == new:
        return []
    if not fillers and slot in NEEDED and case.view.state == "accepted":
        _refuse(plan, case.row, "slot_emptied", slot)
        return []
    placed = [f if f in old else case.target.places.place_filler(f, case.view.body.evidence) for f in fillers]
    return [case.step(slot, now, new, "change", slot=slot, new=placed)]


def _is_respelt(case: _Case, slot: str, old: Sequence[FillerPart], fillers: Sequence[FillerPart]) -> bool:
    """Say whether a cell means what was exported, spelt otherwise (7113.11 for 711311): its writer changed nothing."""
    try:
        exported = revise_typed(slot, case.exported.get(slot, ""), old, case.target.published, planned=_is_planned(case.row))
    except NotUnderstoodError:
        return False
    return have_same_meaning(slot, exported, fillers)


def _is_planned(row: Row) -> bool:
    """Say whether the row's action, as it stands in its cell, is a plan."""
    try:
        return any(is_planned(str(f.value)) for f in read_typed("action", row.cells.get("action", "")))
    except NotUnderstoodError:
        return False


def _read_fillers(plan: Plan, row: Row, slot: str, old: Sequence[FillerPart], published: str) -> list[FillerPart] | None:
    """Return the fillers of a cell, None where it is not understood, which is then among the problems."""
    text = row.cells.get(slot, "")
    try:
        fillers = revise_typed(slot, text, old, published, planned=_is_planned(row))
        for filler in fillers:
            if filler not in old:
                check_value(slot, filler)
        if slot in VOCABULARIES and len(fillers) > 1:
            raise NotUnderstoodError(slot, text, "値は一つだけです", "only one value is possible")
    except NotUnderstoodError as error:
        _complain(plan, row, slot, error.message_ja, error.message_en)
        return None
    except DraftError as error:
        _complain(plan, row, slot, f"「{text}」：{error.say('ja')}", f"“{text}”: {error.say('en')}")
        return None
    return fillers


def _read_state(text: str) -> str | None:
    names = state_names()
    return next((s for s in names if text.casefold() in {s, *(n.casefold() for n in names[s])}), None)


def _plan_state(plan: Plan, case: _Case, others: Sequence[Step]) -> list[Step]:
    """Return the steps to the state of a row whose other steps are `others`."""
    text, state, names = case.row.cells["state"], case.view.state, state_names()
    wanted = _read_state(text)
    if wanted is None:
        _complain(plan, case.row, "state", f"「{text}」という状態はありません", f"there is no state “{text}”")
        return []
    if wanted in (state, _read_state(case.exported.get("state", ""))):
        return []
    if (state, wanted) not in _WAYS:
        _complain(plan, case.row, "state", "統合または分割された記録です", f"the record is {state}")
        return []
    slots = {slot: getattr(case.view.body, slot) for slot in NEEDED} | {step.draft.slot: step.draft.new for step in others}
    empty = next((slot for slot in NEEDED if not slots[slot]), None)
    if wanted == "accepted" and empty is not None:
        _refuse(plan, case.row, "slot_missing", empty)
        return []
    at = 0 if case.language == "ja" else 1
    # What is accepted is the record as its writer saw it, so the run of the export counts.
    seen = {"run": int(case.exported.get("run") or case.view.run)}
    return [
        case.step("state", names[state][at], names[wanted][at], kind, **(seen if kind == "accept" else {}))
        for kind in _WAYS[state, wanted]
    ]


# --- records that were missed -----------------------------------------------------------------------------------------


def _plan_addition(plan: Plan, row: Row, target: _Target, language: str, by: str) -> None:
    quote = row.cells.get("quote", "")
    statements = target.places.find_quote(quote) if quote else []
    if not statements:
        _complain(
            plan,
            row,
            "quote",
            "原文の欄には、文書の一箇所だけにある文をそのまま写してください",
            "Quote needs the sentence that states the measure, copied from the brief, standing there exactly once",
        )
        return
    slots: dict[str, list[FillerPart]] = {}
    for slot in SLOTS:
        fillers = _read_fillers(plan, row, slot, (), target.published)
        if fillers is None:
            return
        slots[slot] = [target.places.place_filler(f, statements) for f in fillers]
    if not slots["measure_type"] or not slots["action"]:
        ja, en = "新しい記録には種類と行為が要ります", "a new record needs a type and an action"
        _complain(plan, row, "measure_type", ja, en)
        return
    body = build_body(slots, statements)
    if any(_is_same(view, body) for view in target.views.values()):
        return
    words = {"document": target.document.id, "kind": "add", "by": by, "why": row.cells.get("why", ""), "body": body}
    new = " · ".join(show_typed(slot, fillers, language) for slot, fillers in slots.items() if fillers)
    plan.steps.append(Step(row.number, f"{target.document.name} · +", "key", "", new, Draft.model_validate(words)))


def build_body(slots: Mapping[str, list[FillerPart]], statements: Sequence[EvidencePart]) -> RecordPart:
    """Return a record made by hand from its slots and the statements it rests on; the store gives it key and titles."""
    return RecordPart(
        id="",
        title_ja="",
        title_en="",
        status="decided",
        confidence=1,
        **slots,
        evidence=list(statements),
        issues=[],
        review=ReviewPart(state="open", by=None, at=None),
    )


def _is_same(view: RecordView, body: RecordPart) -> bool:
    """Say whether a record was added already: the same workbook may be taken in twice."""
    if view.origin != "added" or view.state in ("merged", "split"):
        return False
    places = [{(e.start, e.end) for e in part.evidence} for part in (view.body, body)]
    same = all(show_typed(s, getattr(view.body, s)) == show_typed(s, getattr(body, s)) for s in ("measure_type", "action"))
    return same and places[0] == places[1]
