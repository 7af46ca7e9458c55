"""Whether two statements tell of one act.

They do when type, action and sides agree, nothing they state conflicts (rates, dates, durations, deals, sides), and they
share what the act is about: goods, basis, parties, codes, rates, or a date together with a length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from extract.model import Filler
from extract.records.statements import Statement
from extract.values.edtf import read_edtf

# How two statements stand to each other on the page: the second is the first told under a headline, goes on with the first
# in the next sentence, both are items of one list, or the second says that it is one more.
Kin = Literal["", "headline", "next", "items", "more"]
KinOf = Callable[[Statement, Statement], Kin]

# Actions by which one act may be worded twice.
_ALIKE = [{"impose", "increase"}, {"suspend", "extend"}, {"reduce", "suspend"}, {"lift", "ease"}, {"ease", "resume"}, {"ease", "approve"}, {"resume", "approve"}, {"agree", "resume"}, {"agree", "impose"}]


def _norm(text: str) -> str:
    return re.sub(r"[\s・「」『』()（）等]|関連|など|品目$|分野$", "", unicodedata.normalize("NFKC", text)).casefold()


# H200, MI308: what bears a number of its own is the same thing whatever words stand beside it.
_MODEL = re.compile(r"[a-z]{1,4}\d{2,4}[a-z]?(?![a-z\d.])")


# 自動車 and 自動車部品, 鉄鋼 and its 派生製品 are different goods.
_PARTS = re.compile(r"(?:部品|部材|派生(?:製|産)?品|(?:製造)?装置|原料|原材料)$")


def alike(a: str, b: str) -> bool:
    """Say whether two noun phrases name the same: one holds the other and is not much longer."""
    x, y = _norm(a), _norm(b)
    if not x or not y:
        return False
    models = [set(_MODEL.findall(t)) for t in (x, y)]
    if models[0] and models[0] == models[1]:
        return True
    short, long_ = sorted((x, y), key=len)
    if _PARTS.search(long_) and not _PARTS.search(short):
        return False
    return short in long_ and len(short) * 5 >= len(long_) * 2


def share(a: Iterable[Filler], b: Iterable[Filler]) -> bool:
    """Say whether two slots have a filler in common."""
    return any(alike(x.text, y.text) or (x.value == y.value) for x in a for y in b)


def _dates_conflict(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    if not a or not b:
        return False
    first, second = read_edtf(str(a[0].value)), read_edtf(str(b[0].value))
    if first is None or second is None:
        return a[0].value != b[0].value
    return first.last < second.first or second.last < first.first


# A period longer than this says when a row of acts fell, not when one act was done.
_LONGEST_DAY = 31


def _one_day(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    """Say whether one of two dates is the coarser form of the other: 10月 and 10月30日."""
    periods = [read_edtf(str(f.value)) for f in (*a[:1], *b[:1])]
    return len(periods) == 2 and not _dates_conflict(a, b) and all(p is not None and (p.last - p.first).days < _LONGEST_DAY for p in periods)


def _rates_conflict(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    x, y = {(f.value) for f in a}, {(f.value) for f in b}
    return bool(x and y) and not (x <= y or y <= x)


def _sets_conflict(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    x, y = {f.value for f in a}, {f.value for f in b}
    return bool(x and y) and not (x <= y or y <= x)


def _deals_conflict(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    """Say whether two acts stand under the headings of different meetings, to one of which each belongs."""
    return bool(a and b) and not share(a, b) and {f.rule for f in (*a, *b)} == {"deal-of-heading"}


def _licences_conflict(a: Sequence[Filler], b: Sequence[Filler]) -> bool:
    """Say whether two lines grant licences of different numbers: GL 91 and GL 92."""
    numbered = [{f.text for f in s if f.rule == "licence-of-line"} for s in (a, b)]
    return all(numbered) and not numbered[0] & numbered[1]


def _tells_one_side(part: Statement, joint: Statement) -> bool:
    """Say whether a joint act is told again for one of its sides: both state one length, and the part nothing of its own."""
    own = any(get(part, slot) for slot in ("items", "entities", "instrument", "eccn", "hs", "quantities", "target_jurisdictions"))
    stated = all(get(s, "duration") and "duration" not in s.inherited for s in (part, joint))
    return stated and not own and share(get(part, "duration"), get(joint, "duration"))


def _sides_conflict(a: Statement, b: Statement) -> bool:
    """Two statements that name who acts must name the same; a side taken over from context gives way."""
    x, y = {f.value for f in get(a, "imposing")}, {f.value for f in get(b, "imposing")}
    if not x or not y or x == y:
        return False
    if x < y or y < x:
        part, joint = (a, b) if x < y else (b, a)
        if _tells_one_side(part, joint):
            return False
    # A side taken over from the text before may be one of those that the other statement names, not the reverse.
    return not (("imposing" in a.inherited and x <= y) or ("imposing" in b.inherited and y <= x))


def actions_agree(a: str, b: str) -> bool:
    """Say whether one act may be worded as both."""
    return a == b or {a, b} in _ALIKE


def tell_one_kind(a: Statement, b: Statement) -> bool:
    """Say whether two statements are of one type, and one act may be worded as both; a ban that is lifted lets trade resume."""
    freed = a.type in {"import_control", "export_control"} and {a.action, b.action} == {"lift", "resume"}
    return a.type == b.type and (freed or actions_agree(a.action, b.action))


# Words that many measures of one brief share.
_GENERIC = {"", "関税", "追加関税", "対抗措置", "措置", "規制", "制限", "許可", "輸出", "輸入", "輸出規制", "輸出管理", "輸入規制", "制裁", "調査", "購入", "投資", "買収", "協力", "税率", "報復関税", "許可対象", "要許可", "補助金", "ダンピング調査"}
_ABOUT = ("items", "entities", "eccn", "rates", "quantities")
_WHEN = ("date", "duration", "agreement", "effective_from", "effective_until")


# Plans that take something off, and plans that put something on.
_TAKES_OFF = re.compile(r"(?:remov|lift|eliminat|reduc|lower|cut|suspend|exempt|waiv|eas(?:e|ing)|delay|postpon|withdraw|scrap|repeal|revok|relax|phas\w+ out)", re.IGNORECASE)
_PUTS_ON = re.compile(r"(?:impos|appl|rais|increas|add|introduc|lev[yi]|doubl|tighten|bann?|restrict|hik|expand|prohibit)", re.IGNORECASE)


def _plans_conflict(a: Statement, b: Statement) -> bool:
    """Say whether two proposals go opposite ways: intends to apply a duty, intends to remove one."""
    if {a.action, b.action} != {"propose"}:
        return False
    words = [get(s, "action")[0].text if get(s, "action") else "" for s in (a, b)]
    off, on = [bool(_TAKES_OFF.match(w)) for w in words], [bool(_PUTS_ON.match(w)) for w in words]
    return (off[0] and on[1]) or (on[0] and off[1])


def get(statement: Statement, slot: str) -> tuple[Filler, ...]:
    """Return the fillers of a slot, () where it is empty."""
    return statement.slots.get(slot, ())


def conflict(a: Statement, b: Statement, kin: Kin = "") -> bool:
    """Say whether two statements give different dates, rates, lengths, deals, sides, counts or goods: then they are two acts.

    A headline sums up the goods in a word of its own.
    """
    if _plans_conflict(a, b) or any(_dates_conflict(get(a, s), get(b, s)) for s in ("date", "effective_from", "effective_until")):
        return True
    if _rates_conflict(get(a, "rates"), get(b, "rates")) or _sets_conflict(get(a, "duration"), get(b, "duration")):
        return True
    if _licences_conflict(get(a, "instrument"), get(b, "instrument")):
        return True
    if _deals_conflict(get(a, "agreement"), get(b, "agreement")):
        return True
    if _sides_conflict(a, b) or _sets_conflict(get(a, "quantities"), get(b, "quantities")):
        return True
    if kin == "headline":
        return False
    return bool(get(a, "items") and get(b, "items")) and not share(get(a, "items"), get(b, "items"))


def _when(a: Statement, b: Statement) -> int:
    """Return how many of date, length, deal and bounds the two share, where at least one states it itself."""
    slots = [slot for slot in _WHEN if not (slot in a.inherited and slot in b.inherited)]
    return sum(1 for slot in slots if share(get(a, slot), get(b, slot)) or (slot == "date" and _one_day(get(a, slot), get(b, slot))))


_NAME_IN_NOUN = re.compile(r"[ァ-ヶー]{4,}|[A-Za-z]{3,}")


def _same_noun(a: Statement, b: Statement) -> bool:
    """Say whether both word the measure alike, or one's name for it stands in the other's words (フェンタニル関税)."""
    if a.noun == b.noun:
        return a.noun not in _GENERIC
    names = [(m, other) for one, other in ((a, b), (b, a)) for m in _NAME_IN_NOUN.findall(one.noun)]
    return any(name in other.wording for name, other in names)


def _named_alike(a: Statement, b: Statement) -> bool:
    return any(share(get(a, slot), get(b, slot)) for slot in ("items", "entities", "instrument"))


_OWN = (*_ABOUT, "hs", "target_jurisdictions", "instrument", "agreement", "date")


def _says_nothing_of_its_own(statement: Statement) -> bool:
    """Say whether a statement names only who does what: no goods, party, rate, basis or day."""
    return not any(get(statement, slot) for slot in _OWN)


def _tells_again(a: Statement, b: Statement) -> bool:
    """Say whether one of two acts of one kind and side says nothing of its own: EUは関税の発動に踏み切った."""
    same = a.action == b.action and bool(get(a, "imposing")) and set(a.values("imposing")) == set(b.values("imposing"))
    return same and (_says_nothing_of_its_own(a) or _says_nothing_of_its_own(b))


def link(a: Statement, b: Statement, kin: Kin = "") -> int:
    """Return how much the two share of what an act is about; 2 is enough.

    Each item of a list is something else, unless both name the same goods, parties or basis.
    """
    if kin == "items" and not _named_alike(a, b):
        return 0
    strong = sum(2 for slot in _ABOUT if share(get(a, slot), get(b, slot)))
    listing = a.type == "entity_listing"  # many acts add to one list
    basis = 0 if listing else 2 * share(get(a, "instrument"), get(b, "instrument"))
    explicit = "date" not in a.inherited and "date" not in b.inherited and bool(get(a, "date") and get(b, "date"))
    near = explicit and not _dates_conflict(get(a, "date"), get(b, "date"))
    named = _same_noun(a, b) if not listing else a.noun == b.noun and a.noun.endswith(("ルール", "rule", "Rule"))
    if listing and not strong and not named:
        return 0
    joint = len(get(a, "imposing")) > 1 and {f.value for f in get(a, "imposing")} == {f.value for f in get(b, "imposing")}
    sides = [{f.value for f in get(s, "imposing")} for s in (a, b)]
    one_side = (sides[0] < sides[1] and _tells_one_side(a, b)) or (sides[1] < sides[0] and _tells_one_side(b, a))
    # That a side keeps its controls is often said again without naming them.
    kept = a.action == b.action == "maintain" and not all(any(get(s, slot) for slot in _ABOUT) for s in (a, b))
    placed = 2 * (kin in {"headline", "next"})
    again = 2 * (kin != "items" and _tells_again(a, b))
    return strong + basis + _when(a, b) + 2 * named + near + joint + one_side + 2 * kept + placed + again


def is_restatement(a: Statement, b: Statement, kin: Kin = "") -> bool:
    """Say whether two statements tell of one act."""
    if kin == "more" or not tell_one_kind(a, b) or conflict(a, b, kin):
        return False
    # Only what is already suspended can be extended: an extension without a day of its own is not the suspension.
    if {a.action, b.action} == {"suspend", "extend"} and not any(get(s, slot) for s in (a, b) if s.action == "extend" for slot in ("date", "agreement")):
        return False
    return link(a, b, kin) >= 2
