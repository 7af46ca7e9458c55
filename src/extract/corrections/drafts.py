"""What a reviewer may write: drafts are checked before they become events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.corrections.bodies import iterate_evidence
from extract.corrections.events import CORRECTABLE, DOCUMENT_KINDS, STATEMENTS, TITLES, Draft, Event, find_undone
from extract.corrections.views import RecordView, State
from extract.errors import ExtractError, NotFoundError
from extract.labels import say, slot_name
from extract.model import SLOTS
from extract.schema import EvidencePart, FillerPart, RecordPart
from extract.titles import ACTION_NAMES, TYPE_NAMES, jurisdiction_names
from extract.values.codes import parse_eccn, parse_hs
from extract.values.dates import read_duration
from extract.values.edtf import read_edtf

LONGEST_NAME, LONGEST_REASON = 100, 4000
# What a record cannot be accepted without: a measure is something that is done. Who does it may be unknown.
NEEDED = ("measure_type", "action")
# States in which each kind may be done to a record; "undo" and "add" need none.
ALLOWED: dict[str, tuple[State, ...]] = {
    "change": ("open", "accepted"),
    "delete": ("open", "accepted"),
    "merge": ("open", "accepted"),
    "split": ("open", "accepted"),
    "accept": ("open", "accepted"),
    "reopen": ("accepted", "deleted"),
}


class DraftError(ExtractError):
    """A correction that cannot be: `field` is what is wrong (a slot, or a field of the draft), `reason` a stable name for why."""

    code = "draft"
    remedy = "Put it right and write it again; nothing was written."

    def __init__(self, reason: str, field: str, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message, remedy=remedy)
        self.reason = reason
        self.field = field

    def say(self, language: str) -> str:
        """Return what is wrong in Japanese or English, slots by their names; the message where there are no words for it."""
        slot = slot_name(self.field, language) if self.field in SLOTS else self.field
        return say("refusals", "value" if self.reason.startswith("value_") else self.reason, language, slot=slot) or self.message


def check_records(draft: Draft, views: Mapping[str, RecordView]) -> None:
    """Raise NotFoundError for records that are not there."""
    if draft.kind in DOCUMENT_KINDS or draft.kind in ("add", "undo"):
        return
    for key in (draft.record, *draft.others):
        if key not in views:
            raise NotFoundError(
                f"no record {key} in document {draft.document}", remedy="Load the document's records again."
            )


def check_draft(draft: Draft, views: Mapping[str, RecordView], text: str, events: Sequence[Event]) -> None:
    """Raise DraftError for what cannot be done or said; `text` is what the evidence refers to, `events` those of the document."""
    _check_words(draft)
    _check_states(draft, views)
    if draft.kind == "change":
        _check_slot(draft.slot, draft.new, text)
        _check_stays(draft, views[draft.record])
    for body in ([draft.body] if draft.body is not None else []) + draft.parts:
        _check_body(body, text)
    if draft.kind == "add" and (draft.body is None or not draft.body.evidence):
        raise DraftError("evidence_missing", STATEMENTS, "a record needs the statement that it rests on")
    if draft.kind == "accept":
        _check_whole(views[draft.record].body)
    if draft.kind == "split" and len(draft.parts) == 1:
        raise DraftError("parts", "parts", "a record is split into two or more")
    if draft.kind == "assign" and len(set(draft.others)) not in (0, 2):
        raise DraftError(
            "reviewers", "others", "two different reviewers look at a document independently, or nobody does"
        )
    if draft.kind == "undo" and draft.undoes in find_undone(events):
        raise DraftError("undone", "undoes", "this does not stand any more, so it cannot be undone")


def _check_words(draft: Draft) -> None:
    for field, words, most in (
        ("by", draft.by, LONGEST_NAME),
        ("track", draft.track, LONGEST_NAME),
        ("why", draft.why, LONGEST_REASON),
    ):
        if len(words) > most:
            raise DraftError("long", field, f"{field} has more than {most} characters")
        if "\x00" in words or (field != "why" and not words.isprintable()):
            raise DraftError("characters", field, f"{field} has characters that cannot be shown")
    if not draft.by.strip() or draft.by != draft.by.strip():
        raise DraftError("name_missing", "by", "who writes needs a name")


def _check_states(draft: Draft, views: Mapping[str, RecordView]) -> None:
    allowed = ALLOWED.get(draft.kind)
    if allowed is None:
        return
    for key in (draft.record, *draft.others):
        if views[key].state not in allowed:
            raise DraftError("state", "record", f"record {key} is {views[key].state}: {draft.kind} is not possible")
    if draft.kind == "merge" and (not draft.others or draft.record in draft.others):
        raise DraftError("others", "others", "a record is merged with one or more others")


def _check_whole(body: RecordPart) -> None:
    """Raise DraftError for a record that lacks what every measure has."""
    for slot in (*NEEDED, STATEMENTS):
        if not getattr(body, slot):
            reason = "evidence_missing" if slot == STATEMENTS else "slot_missing"
            message = f"a record without {slot} cannot be accepted: fill it in, or delete the record"
            raise DraftError(reason, slot, message, remedy=f"Fill in {slot}, or delete the record; nothing was written.")


def _check_stays(draft: Draft, view: RecordView) -> None:
    """Raise DraftError for a change that takes from an accepted record what it was accepted with."""
    if view.state == "accepted" and draft.slot in (*NEEDED, STATEMENTS) and not draft.new:
        reason = "evidence_missing" if draft.slot == STATEMENTS else "slot_emptied"
        message = f"{draft.slot} of an accepted record cannot be emptied"
        raise DraftError(reason, draft.slot, message, remedy="Give it another value, or reopen the record first.")


def _check_body(body: RecordPart, text: str) -> None:
    for slot in SLOTS:
        _check_slot(slot, getattr(body, slot), text)
    for _, _, evidence in iterate_evidence(body):
        _check_quote(STATEMENTS, evidence, text)


def _check_slot(slot: str, fillers: Sequence[FillerPart], text: str) -> None:
    if slot not in CORRECTABLE:
        raise DraftError("slot", slot, f"{slot} is not a slot of a record")
    if slot in (*TITLES, "measure_type", "action") and len(fillers) > 1:
        raise DraftError("one", slot, f"{slot} has one value")
    for filler in fillers:
        if slot != STATEMENTS:
            check_value(slot, filler)
        for evidence in filler.evidence:
            _check_quote(slot, evidence, text)


def check_value(slot: str, filler: FillerPart) -> None:
    """Raise DraftError for a value that the slot does not know: 2025-13 is no date, XX no jurisdiction."""
    value = str(filler.value)
    if not value.strip() or "\x00" in value + filler.text:
        raise DraftError("empty", slot, f"{slot}: the value is empty")
    right = True
    if slot in ("measure_type", "action"):
        right = value in (TYPE_NAMES if slot == "measure_type" else ACTION_NAMES)
    elif slot in ("imposing", "target_jurisdictions"):
        right = value in jurisdiction_names()
    elif slot in ("date", "effective_from", "effective_until"):
        right = read_edtf(value) is not None
    elif slot == "duration":
        right = read_duration(value) == value
    elif slot in ("rates", "quantities"):
        right = not isinstance(filler.value, str)
    elif slot in ("eccn", "hs"):
        right = (parse_eccn if slot == "eccn" else parse_hs)(value) == value
    if not right:
        raise DraftError(f"value_{slot}", slot, f"{slot}: {value!r} is no value of this slot")


def _check_quote(slot: str, evidence: EvidencePart, text: str) -> None:
    if not evidence.quote or text[evidence.start : evidence.end] != evidence.quote:
        raise DraftError(
            "quote", slot, f"{slot}: the quote does not stand at characters {evidence.start} to {evidence.end}"
        )
