"""What a person types into a slot → fillers, and fillers → text that is read back the same (review pages, workbook)."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from extract.errors import ExtractError
from extract.labels import JURISDICTION_SLOTS, NAMED_SLOTS, VOCABULARIES, choices, label, slot_hint, slot_name
from extract.lexicon.names import name_index, name_of
from extract.model import SLOTS
from extract.schema import FillerPart, Value
from extract.values.amounts import Amount, read_quantity, read_rates, spell_amount
from extract.values.characters import plain_character
from extract.values.codes import parse_eccn, parse_hs
from extract.values.dates import read_duration
from extract.values.dates_near import is_edtf, read_date_near
from extract.values.dates_shown import show_date
from extract.values.jurisdictions import find_jurisdictions, parse_jurisdiction
from extract.values.pieces import Piece, quote, read_piece, split_pieces

# The rule of fillers that a person typed.
TYPED = "reviewer"
DATE_SLOTS = ("date", "effective_from", "effective_until")
# What sets values apart: a semicolon everywhere; a comma where no value holds one, 、 also between dates and amounts.
_SPLIT = {
    **dict.fromkeys(("measure_type", "action", *JURISDICTION_SLOTS, "eccn", "hs", "duration", "footnotes"), ";；、､,，\r\n"),
    **dict.fromkeys((*DATE_SLOTS, "rates", "quantities"), ";；、､\r\n"),
}
_ANYWHERE = ";；\r\n"
JOIN = "; "


class NotUnderstoodError(ExtractError):
    """A typed text means nothing in its slot; the messages say what is expected there."""

    code = "not_understood"

    def __init__(self, slot: str, text: str, message_ja: str, message_en: str) -> None:
        super().__init__(message_en, remedy="")
        self.slot, self.text = slot, text
        self.message_ja, self.message_en = message_ja, message_en


# --- text → fillers ---------------------------------------------------------------------------------------------------


def read_typed(slot: str, text: str, published: str = "", *, planned: bool = False) -> list[FillerPart]:
    """Return the fillers that a typed text means in a slot, in order; none for an empty text.

    Values stand apart by semicolons (where no value holds them also by 、 and commas). `"…"` is taken as it is, `text [value]`
    says both. Dates without a year are the last before `published` (EDTF); of what is `planned`, and where something begins or
    ends to apply, the nearest. Accepted: rates "34→10", dates "令和7年4月2日",
    imposing "日米" (two), measure_type "関税", authority "BIS" → us-bis. Raises NotUnderstoodError: date "soon", hs "12".
    """
    return [filler for piece in _split(slot, text) for filler in _read_piece(slot, piece, published, planned)]


def is_planned(action: str) -> bool:
    """Say whether what an action names is yet to be done."""
    return action == "propose"


def revise_typed(
    slot: str, text: str, old: Sequence[FillerPart], published: str = "", *, planned: bool = False
) -> list[FillerPart]:
    """Return the fillers of a typed text; those of `old` that it still spells as before stay as they are, evidence and all."""
    kept = _group(slot, old)
    found: list[FillerPart] = []
    for piece in _split(slot, text):
        new = _read_piece(slot, piece, published, planned)
        meant = _meanings(slot, new)
        same = next((group for group in kept if meant in (_meanings(slot, group), _shown_meanings(slot, group))), None)
        if same is not None:
            kept.remove(same)
        found += new if same is None else same
    return found


def have_same_meaning(slot: str, some: Sequence[FillerPart], others: Sequence[FillerPart]) -> bool:
    """Say whether fillers have the same values, roles, comparators and units in the same order, however they are spelt.

    Of goods the words count too: they are what a person reads.
    """

    def mean(fillers: Sequence[FillerPart]) -> list[tuple[object, ...]]:
        return [(f.value, f.role, f.comparator, f.unit or None, f.text if slot == "items" else "") for f in fillers]

    return mean(some) == mean(others)


def _shown_meanings(slot: str, group: Sequence[FillerPart]) -> list[tuple[object, ...]]:
    """Return the meanings of fillers as they are spelt without ids: a name that no lexicon knows is its text."""
    return _meanings(slot, [f.model_copy(update={"value": f.text}) if _has_own_id(slot, f) else f for f in group])


def _has_own_id(slot: str, filler: FillerPart) -> bool:
    """Say whether a name's id was made from the name itself, so that only a program has a use for it."""
    return slot in NAMED_SLOTS and filler.value != filler.text and name_of(str(filler.value)) is None


def _meanings(slot: str, fillers: Iterable[FillerPart]) -> list[tuple[object, ...]]:
    """Return what of the fillers is spelt: as text only where the text is what a person reads."""
    return [(f.value, f.role, f.comparator, f.unit or None, f.text if _is_textual(slot) else "") for f in fillers]


def _is_textual(slot: str) -> bool:
    return slot in NAMED_SLOTS or slot == "items"


def _split(slot: str, text: str) -> list[Piece]:
    if slot not in SLOTS:
        raise NotUnderstoodError(slot, text, f"{slot}という欄はありません", f"there is no slot {slot}")
    pieces = split_pieces(text, _SPLIT.get(slot, _ANYWHERE))
    return [read_piece(p) if _is_textual(slot) or p.startswith('"') else Piece(p) for p in pieces]


def _plain(text: str) -> str:
    return " ".join("".join(plain_character(c) for c in text).split())


def _read_piece(slot: str, piece: Piece, published: str, planned: bool) -> list[FillerPart]:
    if slot in DATE_SLOTS:
        return [_read_date(slot, piece.text, published, ahead=planned or slot != "date")]
    return _READERS.get(slot, _read_named)(slot, piece)


def _filler(text: str, value: Value, **more: str | None) -> FillerPart:
    return FillerPart(text=unicodedata.normalize("NFKC", text) or str(value), value=value, rule=TYPED, evidence=[], **more)  # type: ignore[arg-type]


def _fail(slot: str, text: str, near: str = "") -> NotUnderstoodError:
    meant = (f"「{near}」のことですか。", f" Did you mean {near}?") if near else ("", "")
    ja = f"「{text}」は{slot_name(slot, 'ja')}として読めません。{meant[0]}例: {slot_hint(slot, 'ja')}"
    en = f"“{text}” is not understood as {slot_name(slot, 'en')}.{meant[1]} Examples: {slot_hint(slot, 'en')}"
    return NotUnderstoodError(slot, text, ja, en)


def _read_date(slot: str, text: str, published: str, *, ahead: bool) -> FillerPart:
    value = read_date_near(text, published, ahead=ahead)
    if not value:
        raise _fail(slot, text)
    spelt = is_edtf(unicodedata.normalize("NFKC", text).strip())
    # から in the slot of starts, まで in that of ends say nothing more; an interval that was spelt out is meant.
    if slot == "effective_from" and not spelt:
        value = value.removesuffix("/..")
    elif slot == "effective_until" and not spelt:
        value = value.removeprefix("../")
    return _filler(text, value)


def _fold(text: str) -> str:
    return re.sub(r"[\s_\-・]+", "", unicodedata.normalize("NFKC", text).casefold())


@cache
def _words(slot: str) -> dict[str, str]:
    """Return the spellings of a vocabulary's codes, folded: key, both names, and the parts of 強化・引き上げ."""
    spelt: dict[str, str] = {}
    for code, names in VOCABULARIES[slot].items():
        for way in (code, *names, *(part for name in names for part in name.split("・"))):
            spelt.setdefault(_fold(way), code)
    return spelt


def _read_code_word(slot: str, piece: Piece) -> list[FillerPart]:
    words = _words(slot)
    code = words.get(_fold(piece.text))
    if code is None:
        near = difflib.get_close_matches(_fold(piece.text), words, 1)
        raise _fail(slot, piece.text, words[near[0]] if near else "")
    return [_filler(piece.text, code)]


def _read_jurisdictions(slot: str, piece: Piece) -> list[FillerPart]:
    text = unicodedata.normalize("NFKC", piece.text).strip()
    code = parse_jurisdiction(text) or parse_jurisdiction(text.upper() if len(text) == 2 else text.title())
    if code:
        return [_filler(text, code)]
    found = find_jurisdictions(text)
    if len(found) > 1 and "".join(f.span.of(text) for f in found) == re.sub(r"[・/\s]", "", text):
        return [_filler(f.span.of(text), f.code) for f in found]
    near = difflib.get_close_matches(text, [c.en for c in choices(slot)] + [c.ja for c in choices(slot)], 1)
    raise _fail(slot, text, near[0] if near else "")


def _read_eccn(slot: str, piece: Piece) -> list[FillerPart]:
    code = parse_eccn(piece.text) or parse_eccn(piece.text[:5].upper() + piece.text[5:].lower())
    if code is None:
        raise _fail(slot, piece.text)
    return [_filler(piece.text, code)]


def _read_hs(slot: str, piece: Piece) -> list[FillerPart]:
    code = parse_hs(piece.text)
    if code is None:
        raise _fail(slot, piece.text)
    return [_filler(piece.text, code)]


def _read_rates(slot: str, piece: Piece) -> list[FillerPart]:
    amounts = read_rates(piece.text)
    if not amounts:
        raise _fail(slot, piece.text)
    return [_amount_filler(amount, piece.text if len(amounts) == 1 else spell_amount(amount)) for amount in amounts]


def _read_quantity(slot: str, piece: Piece) -> list[FillerPart]:
    amount = read_quantity(piece.text)
    if amount is None:
        raise _fail(slot, piece.text)
    return [_amount_filler(amount, piece.text)]


def _amount_filler(amount: Amount, text: str) -> FillerPart:
    return _filler(text, amount.value, unit=amount.unit or None, comparator=amount.comparator, role=amount.role)


def _read_length(slot: str, piece: Piece) -> list[FillerPart]:
    value = read_duration(piece.text)
    if not value:
        raise _fail(slot, piece.text)
    return [_filler(piece.text, value)]


def _read_marker(slot: str, piece: Piece) -> list[FillerPart]:
    marker = piece.text if piece.quoted else re.sub(r"[\s\[\]()]", "", unicodedata.normalize("NFKC", piece.text))
    return [_filler(marker, marker)]


def _read_named(slot: str, piece: Piece) -> list[FillerPart]:
    """Read a name: the id of a known one, unless several are known by it; else as written."""
    text = piece.text if piece.quoted else _plain(piece.text)
    id_ = piece.value
    if id_ is None and slot in NAMED_SLOTS and not piece.quoted:
        known = {n.id: n for n in name_index().get(text) if n.kind in NAMED_SLOTS[slot]}
        id_ = next(iter(known)) if len(known) == 1 else None
    name = name_of(id_) if id_ is not None and slot in NAMED_SLOTS else None
    filler = FillerPart(text=text, value=text if id_ is None else id_, rule=TYPED, evidence=[])
    return [filler.model_copy(update={"name_ja": name.name_ja or None, "name_en": name.name_en}) if name is not None else filler]


_READERS: dict[str, Callable[[str, Piece], list[FillerPart]]] = {
    **dict.fromkeys(VOCABULARIES, _read_code_word),
    **dict.fromkeys(JURISDICTION_SLOTS, _read_jurisdictions),
    "eccn": _read_eccn,
    "hs": _read_hs,
    "rates": _read_rates,
    "quantities": _read_quantity,
    "duration": _read_length,
    "footnotes": _read_marker,
}


# --- fillers → text ---------------------------------------------------------------------------------------------------


def show_typed(slot: str, fillers: Sequence[FillerPart], language: str = "", *, ids: bool = True) -> str:
    """Return the fillers as a text that `read_typed` reads back: same values, roles, comparators, units, in the same order.

    With a language ("ja", "en") types, actions and jurisdictions are named: "関税", "米国; 日本"; without, "tariff", "US; JP".
    Without `ids` names that no lexicon knows stand without the id that was made from them; `revise_typed` still knows them.
    """
    shown = [f.model_copy(update={"value": f.text}) if not ids and _has_own_id(slot, f) else f for f in fillers]
    return JOIN.join(_spell(slot, group, language) for group in _group(slot, shown))


def say_fillers(slot: str, fillers: Sequence[FillerPart], language: str) -> str:
    """Return the fillers for reading alone: 関税, 米国; 日本, 34%→10%, 2025年5月下旬, 産業安全保障局 for what was written BIS."""
    if slot in DATE_SLOTS:
        return JOIN.join(show_date(str(f.value), language) for f in fillers)
    if slot in NAMED_SLOTS:
        return JOIN.join((f.name_ja if language == "ja" else f.name_en) or f.text for f in fillers)
    return JOIN.join(f.text for f in fillers) if slot == "items" else show_typed(slot, fillers, language)


def _group(slot: str, fillers: Sequence[FillerPart]) -> list[list[FillerPart]]:
    """Return the fillers by the pieces they are spelt in: a rate from and the rate to after it are one."""
    groups: list[list[FillerPart]] = []
    for filler in fillers:
        if slot == "rates" and filler.role == "to" and groups and [f.role for f in groups[-1]] == ["from"]:
            groups[-1].append(filler)
        else:
            groups.append([filler])
    return groups


def _spell(slot: str, group: Sequence[FillerPart], language: str) -> str:
    first = group[0]
    if slot == "rates":
        sides = {f.role: _spell_amount(f) for f in group}
        return sides[None] if None in sides else f"{sides.get('from', '')}→{sides.get('to', '')}"
    if slot == "quantities":
        return _spell_amount(first)
    if language and (slot in VOCABULARIES or slot in JURISDICTION_SLOTS):
        named = label(slot, first.value, language)
        return named if _reads_as(slot, named, group) else str(first.value)
    if not _is_textual(slot):
        plain = str(first.value)
        return plain if slot != "footnotes" or ('"' not in plain and _reads_as(slot, plain, group)) else quote(plain)
    return next((way for way in _ways(first) if _reads_as(slot, way, group)), first.text)


def _spell_amount(filler: FillerPart) -> str:
    if isinstance(filler.value, str):
        return filler.value
    return spell_amount(Amount(filler.value, filler.unit or "", filler.comparator))


def _ways(filler: FillerPart) -> Iterator[str]:
    """Yield the spellings of a name or a phrase, the plainest first."""
    value = str(filler.value)
    if '"' not in filler.text + value:
        yield filler.text
        yield f"{filler.text} [{value}]"
    yield quote(filler.text)
    yield f"{quote(filler.text)} [{quote(value)}]"


def _reads_as(slot: str, text: str, group: Sequence[FillerPart]) -> bool:
    try:
        return _meanings(slot, read_typed(slot, text)) == _meanings(slot, group)
    except NotUnderstoodError:
        return False
