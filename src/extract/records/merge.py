"""Restatements of one act to one record, without merging two acts.

Two statements are one act when type, action and sides agree, nothing they state conflicts (rates, dates, durations,
sides), and they share what the act is about: goods, basis, parties, codes, rates, or a date together with a length.
A slot keeps its first filler's words and every place that says the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extract.model import Filler, Place
from extract.records.statements import Statement
from extract.values.edtf import read_edtf

# Actions by which one act may be worded twice.
_ALIKE = [{"impose", "increase"}, {"suspend", "extend"}, {"reduce", "suspend"}, {"lift", "ease"}, {"ease", "resume"}, {"ease", "approve"}, {"resume", "approve"}, {"agree", "resume"}, {"agree", "impose"}]
_CODED = ("imposing", "target_jurisdictions", "eccn", "hs", "footnotes")


def _norm(text: str) -> str:
    return re.sub(r"[\s・「」『』()（）等]|関連|など|品目$|分野$", "", unicodedata.normalize("NFKC", text)).casefold()


def _alike(a: str, b: str) -> bool:
    """Say whether two noun phrases name the same: one holds the other and is not much longer."""
    x, y = _norm(a), _norm(b)
    if not x or not y:
        return False
    short, long_ = sorted((x, y), key=len)
    return short in long_ and len(short) * 5 >= len(long_) * 2


def _share(a: Iterable[Filler], b: Iterable[Filler]) -> bool:
    return any(_alike(x.text, y.text) or (x.value == y.value) for x in a for y in b)


def _dates_conflict(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    if not a or not b:
        return False
    first, second = read_edtf(str(a[0].value)), read_edtf(str(b[0].value))
    if first is None or second is None:
        return a[0].value != b[0].value
    return first.last < second.first or second.last < first.first


def _rates_conflict(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    x, y = {(f.value) for f in a}, {(f.value) for f in b}
    return bool(x and y) and not (x <= y or y <= x)


def _sets_conflict(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    x, y = {f.value for f in a}, {f.value for f in b}
    return bool(x and y) and not (x <= y or y <= x)


def _sides_conflict(a: Statement, b: Statement) -> bool:
    """Two statements that name who acts must name the same; a side taken over from context gives way."""
    x, y = {f.value for f in _get(a, "imposing")}, {f.value for f in _get(b, "imposing")}
    if not x or not y or x == y:
        return False
    # A side taken over from the text before may be one of those that the other statement names, not the reverse.
    return not (("imposing" in a.inherited and x <= y) or ("imposing" in b.inherited and y <= x))


def _actions_agree(a: str, b: str) -> bool:
    return a == b or {a, b} in _ALIKE


# Words that many measures of one brief share.
_GENERIC = {"", "関税", "追加関税", "対抗措置", "措置", "規制", "制限", "許可", "輸出", "輸入", "輸出規制", "輸出管理", "輸入規制", "制裁", "調査", "購入", "投資", "買収", "協力", "税率", "報復関税", "許可対象", "要許可", "補助金", "ダンピング調査"}
_ABOUT = ("items", "entities", "eccn", "rates", "quantities")
_WHEN = ("date", "duration", "agreement", "effective_from", "effective_until")


def _get(statement: Statement, slot: str) -> tuple[Filler, ...]:
    return statement.slots.get(slot, ())


def _conflict(a: Statement, b: Statement) -> bool:
    if any(_dates_conflict(_get(a, s), _get(b, s)) for s in ("date", "effective_from", "effective_until")):
        return True
    if _rates_conflict(_get(a, "rates"), _get(b, "rates")) or _sets_conflict(_get(a, "duration"), _get(b, "duration")):
        return True
    if _sides_conflict(a, b) or _sets_conflict(_get(a, "quantities"), _get(b, "quantities")):
        return True
    return bool(_get(a, "items") and _get(b, "items")) and not _share(_get(a, "items"), _get(b, "items"))


def _when(a: Statement, b: Statement) -> int:
    """How many of date, length, deal and bounds the two share, where at least one states it itself."""
    return sum(1 for slot in _WHEN if not (slot in a.inherited and slot in b.inherited) and _share(_get(a, slot), _get(b, slot)))


_NAME_IN_NOUN = re.compile(r"[ァ-ヶー]{4,}|[A-Za-z]{3,}")


def _same_noun(a: Statement, b: Statement) -> bool:
    """Say whether both word the measure alike, or one's name for it stands in the other's words (フェンタニル関税)."""
    if a.noun == b.noun:
        return a.noun not in _GENERIC
    names = [(m, other) for one, other in ((a, b), (b, a)) for m in _NAME_IN_NOUN.findall(one.noun)]
    return any(name in other.wording for name, other in names)


def _link(a: Statement, b: Statement) -> int:
    """How much the two share of what an act is about; 2 is enough."""
    strong = sum(2 for slot in _ABOUT if _share(_get(a, slot), _get(b, slot)))
    listing = a.type == "entity_listing"  # many acts add to one list
    basis = 0 if listing else 2 * _share(_get(a, "instrument"), _get(b, "instrument"))
    explicit = "date" not in a.inherited and "date" not in b.inherited and bool(_get(a, "date") and _get(b, "date"))
    near = explicit and not _dates_conflict(_get(a, "date"), _get(b, "date"))
    named = _same_noun(a, b) if not listing else a.noun == b.noun and a.noun.endswith(("ルール", "rule", "Rule"))
    if listing and not strong and not named:
        return 0
    joint = len(_get(a, "imposing")) > 1 and {f.value for f in _get(a, "imposing")} == {f.value for f in _get(b, "imposing")}
    # That a side keeps its controls is often said again without naming them.
    kept = a.action == b.action == "maintain" and not all(any(_get(s, slot) for slot in _ABOUT) for s in (a, b))
    return strong + basis + _when(a, b) + 2 * named + near + joint + 2 * kept


def is_restatement(a: Statement, b: Statement) -> bool:
    """Say whether two statements tell of one act."""
    if a.type != b.type or not _actions_agree(a.action, b.action) or _conflict(a, b):
        return False
    return _link(a, b) >= 2


def _merge_fillers(slot: str, a: Sequence[Filler], b: Sequence[Filler]) -> tuple[Filler, ...]:
    out = list(a)
    for filler in b:
        same = next((i for i, f in enumerate(out) if f.value == filler.value or (slot not in _CODED and _alike(f.text, filler.text))), None)
        if same is not None:
            out[same] = replace(out[same], places=tuple(dict.fromkeys((*out[same].places, *filler.places))), role=out[same].role or filler.role)
        elif not out or slot in _CODED or slot in {"instrument", "entities", "items"}:
            out.append(filler)
    return tuple(out)


def _narrower(slot: str, new: Sequence[Filler], old: Sequence[Filler]) -> bool:
    """Say whether a later date is more exact than the one at hand: 10月10日 after 同時期."""
    if slot not in {"date", "effective_from", "effective_until"} or not new or not old:
        return False
    first, second = read_edtf(str(new[0].value)), read_edtf(str(old[0].value))
    return first is not None and second is not None and first.last - first.first < second.last - second.first


def _merge(a: Statement, b: Statement) -> Statement:
    slots = dict(a.slots)
    for slot, fillers in b.slots.items():
        if slot in {"measure_type", "action"}:
            continue
        mine = slots.get(slot, ())
        # What stands in the text itself outranks what was lent to it.
        if not mine or (slot in a.inherited and slot not in b.inherited) or _narrower(slot, fillers, mine):
            slots[slot] = fillers
        else:
            slots[slot] = _merge_fillers(slot, mine, fillers)
    places = tuple(dict.fromkeys((*a.more, b.place, *b.more)))
    return replace(a, slots=slots, more=places)


def _covers(summary: Statement, bare: Statement, part: Statement) -> bool:
    """Say whether one of a summary's goods is what another statement is about, and nothing else (`bare`) conflicts."""
    if summary.type != part.type or not _actions_agree(summary.action, part.action) or len(_get(part, "items")) >= len(_get(summary, "items")):
        return False
    return _share(_get(summary, "items"), _get(part, "items")) and not _conflict(bare, part)


def spread_summaries(statements: Sequence[Statement]) -> list[Statement]:
    """Make a sentence that sums up several acts further evidence of each of them, instead of an act of its own."""
    out = list(statements)
    for summary in statements:
        if len(_get(summary, "items")) < 2 or _get(summary, "rates"):
            continue
        bare = replace(summary, slots={k: v for k, v in summary.slots.items() if k != "items"})
        parts = [s for s in out if s is not summary and _covers(summary, bare, s)]
        covered = sum(1 for f in _get(summary, "items") if any(_share((f,), _get(p, "items")) for p in parts))
        if len(parts) >= 2 and covered * 2 >= len(_get(summary, "items")):
            places = (summary.place, *summary.more)
            out = [_lend_sides(replace(s, more=(*s.more, *places)), summary) if s in parts else s for s in out if s is not summary]
    return out


def _lend_sides(part: Statement, summary: Statement) -> Statement:
    for slot in ("imposing", "target_jurisdictions", "instrument"):
        part = part.inheriting(slot, _get(summary, slot))
    return part


def _beside(new: Statement, old: Statement, own: tuple[int, int], sentence_of: Callable[[Place], tuple[int, int]]) -> bool:
    """Say whether two statements stand side by side in one sentence; a comment in brackets inside the other does not."""
    return any(sentence_of(p) == own and not p.span.overlaps(new.span) for p in (old.place, *old.more))


def merge_statements(statements: Sequence[Statement], sentence_of: Callable[[Place], tuple[int, int]]) -> list[Statement]:
    """Return one statement an act, in order of first mention, each with the places of its restatements in `more`.

    `sentence_of` gives passage and number of the sentence a place lies in: nobody says the same twice in one sentence.
    """
    out: list[Statement] = []
    for statement in spread_summaries(statements):
        own = sentence_of(statement.place)
        rivals = ((i, s) for i, s in enumerate(out) if not _beside(statement, s, own, sentence_of))
        match = next((i for i, s in rivals if is_restatement(s, statement)), None)
        if match is None:
            out.append(statement)
        else:
            out[match] = _merge(out[match], statement)
    return out
