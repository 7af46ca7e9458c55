"""Rows of tables to acts: cells give the act of their row what the names of their columns say that they hold.

A row that states an act in words takes date, goods, sides, rates and basis from its other cells. A row that only gives a
rate of duty is an act itself; who acts then stands in the row, or in the caption, heading or sentence over the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.lexicon.columns import tells_figures
from extract.lexicon.names import name_of
from extract.model import Filler, Place
from extract.records.actors import jurisdiction_fillers, read_names
from extract.records.cell_values import BARE, Slots, cell_filler, origins_of, rates_of, read_row, sides_of, start_told
from extract.records.context import HANDS_OVER
from extract.records.instruments import measure_owner, owner_fillers
from extract.records.rows import Row
from extract.records.scope import unique
from extract.records.statements import Context, Statement, Term
from extract.spans import Span

# Columns that say from when until when, not when an act was done.
TIMES = frozenset({"effective_from", "effective_until", "period"})
_DUTY = re.compile(r"関税|tariff|duty|duties", re.IGNORECASE)
_RATE = re.compile(r"税率|水準|\brate", re.IGNORECASE)
# Cells without a sign of their own are percentages where the column or the caption says so: 税率(%), 単位:%.
_UNIT = re.compile(r"[(:：\s/][%％](?:\)|$)|percent", re.IGNORECASE)
# A column or a remark that makes the rate of a row one that is only planned.
_PLANNED = re.compile(r"案$|^(?:提案|検討|計画|予定|調整|審議)中?$|\b(?:propos|plann)ed\b|\bunder (?:consideration|review)\b", re.IGNORECASE)
# Of a caption or heading: who imposes what the table lists. Rejected: 米国への, 対米, 中国製.
_OWNER_AFTER = re.compile(r"(?:(?:政府|当局)?(?:の|による|が|は|、|:|,)|'s\b|’s\b|\s|$)")
# Words for measures of any type.
_MEASURES = re.compile(r"(?:措置|規制)$|\b(?:measures|actions)$", re.IGNORECASE)
_ANSWERS = re.compile(r"対抗|報復|各国|retaliat|counter|respon|by (?:country|partner|trading)", re.IGNORECASE)
# What a column of parties, or the caption, says of them.
_TURNS = (
    (re.compile(r"追加|指定|掲載|収載|登録|\b(?:added|additions?|designat|listed|listings?)", re.IGNORECASE), "impose"),
    (re.compile(r"削除|除外|解除|取り?消|\b(?:removed|removals?|delist)", re.IGNORECASE), "lift"),
)
_WHEN = ("date", "effective_from", "effective_until")
_BY_MEASURE = re.compile(r"^(?:以下|次|下記|下表|次表|the following|following)")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What governs a table: who imposes what it lists, measures of which types, whether figures only, the act that hands over to it, from when it applies, and the captions over it."""

    owner: tuple[Filler, ...] = ()
    types: frozenset[str] = frozenset()
    figures: bool = False
    percent: bool = False
    act: Statement | None = None
    start: tuple[Filler, ...] = ()
    over: tuple[int, ...] = ()


def says_nothing(ctx: Context) -> bool:
    """Say whether a cell states no act by itself.

    Under a named column a rate is read with its row, its name and a title in a table of contents not at all; no duty is negative.
    """
    bare = ctx.kind == "table" and BARE.fullmatch(ctx.text) is not None
    return ctx.column in {"page", "name"} or (bare and (bool(ctx.column) or ctx.text.lstrip()[:1] in "△▲−-"))


def complete_rows(rows: Sequence[Row], contexts: Sequence[Context], stated: dict[int, tuple[Statement, ...]]) -> dict[int, tuple[Statement, ...]]:
    """Return the statements of all passages, those of rows completed and those that rates alone make added.

    `stated` are the statements of each passage.
    """
    out = dict(stated)
    heads: set[int] = set()
    for row in rows:
        worded = [i for cells in row.cells.values() for i in cells if out.get(i)]
        frame = _read_frame(row, contexts, stated)
        if worded:
            for i in worded:
                out[i] = tuple(_complete(s, row, contexts, frame, len(out[i]) == 1) for s in out[i])
            continue
        for s in _state(row, contexts, frame) or _list_parties(row, contexts, frame):
            out[s.passage] = (*out.get(s.passage, ()), s)
            heads |= {frame.act.passage} if frame.act is not None else set()
    return {i: tuple(s for s in found if i not in heads or not _hands_over(s)) for i, found in out.items()}


def _hands_over(statement: Statement) -> bool:
    """Say whether a statement's goods are only those of the table below it: 以下の品目に追加関税を課した."""
    goods = statement.slots.get("items", ())
    return statement.type == "tariff" and not statement.slots.get("rates") and all(_BY_MEASURE.match(f.text) for f in goods)


def _complete(statement: Statement, row: Row, contexts: Sequence[Context], frame: _Frame, alone: bool) -> Statement:
    """Fill a worded act's empty slots from its row; what the row names outranks what was lent from further away.

    The rates are those of an act that stands `alone` in its cell. A remark (備考) takes only who acts: it tells of another act.
    """
    slots = read_row(row, contexts, statement.passage)
    slots = slots if any(statement.slots.get(t) for t in _WHEN) else _with_start(slots, frame)
    acting = slots.pop("imposing", ())
    if acting and (not statement.slots.get("imposing") or (row.get("actor") and statement.slots["imposing"][0].rule != "actor-of-clause")):
        statement = replace(statement.filled(imposing=acting), inherited=statement.inherited - {"imposing"})
    statement = statement.inheriting("imposing", frame.owner if {statement.type, ""} & frame.types else ())
    if contexts[statement.passage].column == "other":
        return statement
    if statement.slots.get("date") and "date" in statement.inherited and slots.get("date"):
        statement = replace(statement.filled(date=slots["date"]), inherited=statement.inherited - {"date"})
    codes = {f.value for f in statement.slots.get("imposing", ())}
    slots["target_jurisdictions"] = tuple(f for f in slots.get("target_jurisdictions", ()) or origins_of(row, contexts, statement.type) if f.value not in codes)
    slots["rates"] = rates_of(row, contexts, frame.percent) if alone else ()
    statement = _changed(statement, slots["rates"]) if not statement.slots.get("rates") else statement
    for slot, fillers in slots.items():
        statement = statement.filled(**{slot: fillers}) if fillers and not statement.slots.get(slot) else statement
    return statement


def _with_start(slots: Slots, frame: _Frame) -> Slots:
    """Return what a row says with the start of application that its caption tells, where the row has no time of its own."""
    return slots if not frame.start or any(slots.get(t) for t in _WHEN) else {**slots, "effective_from": frame.start}


def _changed(statement: Statement, rates: tuple[Filler, ...]) -> Statement:
    """Return a duty whose row gives the rates before and after a change as one raised or lowered."""
    action = _direction(rates)
    if statement.type != "tariff" or statement.action != "impose" or not action:
        return statement
    return replace(statement.filled(action=(replace(statement.slots["action"][0], value=action),)), action=action)


def _direction(rates: Iterable[Filler]) -> str:
    pair = {f.role: float(f.value) for f in rates if f.role}
    if set(pair) != {"from", "to"}:
        return ""
    return "maintain" if pair["to"] == pair["from"] else "reduce" if pair["to"] < pair["from"] else "increase"


def _state(row: Row, contexts: Sequence[Context], frame: _Frame) -> list[Statement]:
    """Return the acts of a row without words: one for each of its rates, or for the change from one to another."""
    rates = rates_of(row, contexts, frame.percent)
    if frame.figures or not rates or not _lists_duties(row, contexts, frame):
        return []
    slots = _with_start(read_row(row, contexts, -1), frame)
    slots |= {"imposing": frame.owner or slots.get("imposing", ())}
    acting = {f.value for f in slots["imposing"]}
    sides = () if row.get("target") else sides_of(row.get("side"), contexts)
    told = [slots.get("target_jurisdictions", ()), sides, origins_of(row, contexts, "tariff")]
    slots["target_jurisdictions"] = next((hit for named in told if (hit := tuple(f for f in named if f.value not in acting))), ())
    if not slots["imposing"] and not slots.get("items"):
        return []
    if frame.act is not None:
        slots |= {k: v for k, v in frame.act.slots.items() if k in {"date", "authority", "instrument", "agreement", "imposing"} and not slots.get(k)}
    if _direction(rates) == "maintain":
        return []
    planned = any(_PLANNED.search(contexts[i].text) for i in (*row.heads("rate", "rate_to"), *row.get("other")))
    return [_act(slots, group, contexts, frame, planned) for group in ([rates] if any(f.role for f in rates) else _by_cell(rates))]


def _list_parties(row: Row, contexts: Sequence[Context], frame: _Frame) -> list[Statement]:
    """Return the entry of parties in a list, or their removal, that a row states without a verb: who is listed, on which list, when.

    The name of the column or the caption says which: 追加した企業, Entities removed.
    """
    slots = _with_start(read_row(row, contexts, -1), frame)
    known = [name_of(str(f.value)) for f in slots.get("instrument", ())]
    lists = [name for name in known if name is not None and name.measure == "entity_listing"]
    told = " ".join(contexts[i].text for i in (*row.heads("entities"), *frame.over))
    turn = {action for pattern, action in _TURNS if pattern.search(told)}
    if not lists or not row.get("entities") or len(turn) != 1 or not any(slots.get(t) for t in _WHEN):
        return []
    at = contexts[row.get("instrument")[0]]
    counts = unique([cell_filler(contexts[i], m, "quantities") for i in row.get("entities") for m in contexts[i].mentions if m.kind == "quantity"])
    acting = owner_fillers(slots["instrument"]) or slots.get("imposing", ())
    hit = slots.get("target_jurisdictions", ()) or tuple(f for f in sides_of(row.get("entities"), contexts) if f.value not in {a.value for a in acting})
    slots |= {"imposing": acting, "target_jurisdictions": hit, "quantities": counts}
    place = (Place(at.index, Span(0, len(at.text))),)
    action = turn.pop()
    core = {slot: (Filler(at.text, value, "list-of-row", place),) for slot, value in (("measure_type", "entity_listing"), ("action", action))}
    return [Statement(at.index, Span(0, len(at.text)), "entity_listing", action, {k: v for k, v in {**slots, **core}.items() if v})]


def _act(slots: Slots, rates: tuple[Filler, ...], contexts: Sequence[Context], frame: _Frame, planned: bool) -> Statement:
    ctx = contexts[rates[-1].places[0].passage]
    whole = Span(0, len(ctx.text))
    action = "propose" if planned else _direction(rates) or ("impose" if float(rates[-1].value) else "reduce")
    place = (Place(ctx.index, whole),)
    core = {slot: (Filler(ctx.text, value, "rate-of-row", place),) for slot, value in (("measure_type", "tariff"), ("action", action))}
    more = (frame.act.place,) if frame.act is not None else ()
    return Statement(ctx.index, whole, "tariff", action, {k: v for k, v in {**core, **slots, "rates": rates}.items() if v}, more=more)


def _by_cell(rates: Iterable[Filler]) -> list[tuple[Filler, ...]]:
    cells: dict[int, tuple[Filler, ...]] = {}
    for f in rates:
        at = f.places[0].passage
        cells[at] = (*cells.get(at, ()), f)
    return list(cells.values())


def _lists_duties(row: Row, contexts: Sequence[Context], frame: _Frame) -> bool:
    """Say whether the rates of a row are duties.

    Accepted: a column 追加関税率; 税率 beside goods; 税率 or Rate, or 改正前 and 改正後 beside goods, under 米国の相互関税. Rejected: Rate under no
    word for duties; Before and After of countries in a poll on tariffs.
    """
    heads = [contexts[i].text for i in row.heads("rate", "rate_to")]
    goods = bool(row.get("items") or row.get("hs"))
    if any(_DUTY.search(name) or (goods and "税率" in name) for name in heads):
        return True
    return "tariff" in frame.types and (goods or bool(frame.owner) or any(_RATE.search(name) for name in heads))


def _read_frame(row: Row, contexts: Sequence[Context], stated: dict[int, tuple[Statement, ...]]) -> _Frame:
    """Return what governs a row: the caption, headings and sentence over its table, nearest first, and the names of its rate columns."""
    heads = row.heads("rate", "rate_to")
    over = [i for i in contexts[row.first].above if contexts[i].kind != "table"]
    over += [i for i in _lead(row, contexts) if i not in over]
    nearest = [contexts[i] for i in (*heads, *over)]
    acts = [s for i in over for s in stated.get(i, ()) if s.type == "tariff" and (_hands_over(s) or contexts[i].kind != "heading")]
    owner = next((f for ctx in nearest if (f := _owner(ctx))), ())
    named = [*nearest, *(contexts[i] for i in row.heads())]
    figures = any(tells_figures(ctx.text) for ctx in named if ctx.kind != "paragraph")
    percent = any(_UNIT.search(ctx.text) for ctx in nearest)
    act = acts[-1] if acts else None
    types = frozenset(t.word.type for ctx in nearest for t in _measures(ctx))
    start = next((f for ctx in nearest if ctx.kind != "paragraph" and (f := start_told(ctx))), ())
    return _Frame(owner or (act.slots.get("imposing", ()) if act is not None else ()), types | ({"tariff"} if act is not None else set()), figures, percent, act, start, tuple(i for i in over if contexts[i].kind == "caption"))


def _lead(row: Row, contexts: Sequence[Context]) -> list[int]:
    """Return the paragraph right above a table and its caption, where that hands over to what comes."""
    at = min([row.first, *row.heads()]) - 1
    while at > 0 and contexts[at].kind == "caption":
        at -= 1
    return [at] if at >= 0 and contexts[at].kind == "paragraph" and HANDS_OVER.search(contexts[at].text) else []


def _measures(ctx: Context) -> list[Term]:
    """Return the words of a caption or name of a column for measures; 税率 alone may be that of any tax."""
    nouns = [t for t in ctx.terms if t.word.kind == "noun" and t.span.of(ctx.text) != "税率"]
    return [t for t in nouns if t.word.type or _MEASURES.search(t.span.of(ctx.text))]


def _owner(ctx: Context) -> tuple[Filler, ...]:
    """Return who imposes the measures that a caption or heading speaks of: 米国の相互関税; the owner of a duty known by name."""
    measures = _measures(ctx)
    if not measures or _ANSWERS.search(ctx.text):
        return ()
    for noun in measures:
        if found := measure_owner(ctx, noun):
            return found
    laws = [cell_filler(ctx, m, "instrument") for m in ctx.mentions if m.kind == "entity" and m.type == "LIST"]
    if found := owner_fillers(tuple(laws)):
        return found
    places = [(s, c) for s, c, form in read_names(ctx).jurisdictions if form != "against" and s.end <= measures[-1].span.start and _OWNER_AFTER.match(ctx.text[s.end :])]
    return jurisdiction_fillers(ctx, places[0][0], (places[0][1],), "owner-of-table") if len({c for _, c in places}) == 1 else ()
