"""What the cells of a row hold, as fillers of the slots that the names of their columns stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.model import Filler, Mention, Place
from extract.records.actors import jurisdiction_fillers, read_names
from extract.records.items_trim import split_goods
from extract.records.rows import Row
from extract.records.scope import unique
from extract.records.statements import Context
from extract.spans import Span
from extract.values.codes import parse_hs
from extract.values.edtf import read_edtf

Slots = dict[str, tuple[Filler, ...]]

BARE = re.compile(r"[\s約年最大]*[+＋△▲−-]?[\d,.]+\s*(?:[%％](?:ポイント)?|pt|bps|percent)?(?:\s*(?:[~～〜/・、→⇒-]|から|to|から最大)\s*[+＋-]?[\d,.]+\s*(?:[%％]|percent)?)*\s*(?:\([^()]*\))*\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?(?![\d,])")
_BRACKET = re.compile(r"\([^()]*\)")
_ENGLISH_GOODS = re.compile(r"[^\s,;(][^,;(]*(?:\([^()]*\)[^,;(]*)*")
# What stands around the name of English goods in a list: and steel from China.
_AROUND_GOODS = re.compile(r"^(?:and |or |the )*|(?: (?:from|originating in|of .+ origin)\b.*)?\s*$")
# Duties, quotas and probes are aimed at the goods' origin; a control of exports is not.
_BY_ORIGIN = frozenset({"tariff", "import_control", "investigation"})
_ORIGIN_AFTER = re.compile(r"(?:(?:・|、|及び|と).{1,8})?(?:産|製|原産|からの)")
# A remark that says no more than when an act starts or ends, or how long it lasts: 12月26日実施, 3年間, effective March 4.
_STARTS = re.compile(r"(?:effective|in force|from|since)?(?: from| since)?\s*@(?:に|から|より)?(?:実施|施行|発効|適用|適用開始|開始)?(?:予定)?", re.IGNORECASE)
# Of a caption: the rows' start of application. Rejected: 6月1日適用の税率との比較, 適用前.
_APPLIES = re.compile(r"\s*(?:付け?で?|から|より|以降|に)?の?(?:適用|施行|発効|実施|導入|発動|効力発生)(?:開始|予定|分)?(?!前|の(?:税率|制度)と|まで)")
_APPLYING = re.compile(r"(?:\b(?:effective|in force|applicable|appl(?:y|ies|ied)|effect)(?:\s+(?:from|as of|on|since))?|(?:適用|施行|発効|実施)(?:開始)?日?[は:：]?)\s*$", re.IGNORECASE)
_BEFORE = 24
_FIGURES = re.compile(r"(?<![\d.])\d{4}(?:[.\-]?\d{2,4}){0,3}(?![\d.])")
_ENDS = re.compile(r"(?:until|through|expires|ends)?(?: on)?\s*@(?:まで|に失効|失効|終了|期限|に終了)?", re.IGNORECASE)
_LASTS = re.compile(r"(?:期間|有効期間|適用期間|課税期間|for)?[は:\s]*@")


def origins_of(row: Row, contexts: Sequence[Context], type_: str) -> tuple[Filler, ...]:
    """Return where the goods of a row come from: 中国産厚板, hot-rolled coil from China, Chinese electric vehicles."""
    if type_ not in _BY_ORIGIN:
        return ()
    found = [(contexts[i], s, c) for i in row.get("items") for s, c, _ in read_names(contexts[i]).jurisdictions]
    kept = [(x, s, c) for x, s, c in found if _is_origin(x, s)]
    return unique([f for x, s, c in kept for f in jurisdiction_fillers(x, s, (c,), "origin-of-row")])


def _is_origin(ctx: Context, name: Span) -> bool:
    before, after = ctx.text[: name.start], ctx.text[name.end :]
    heads = ctx.passage.language == "en" and not before.strip() and re.match(r"[- ][A-Za-z]", after) is not None
    return heads or _ORIGIN_AFTER.match(after) is not None or before.endswith(("from ", "from the "))


def rates_of(row: Row, contexts: Sequence[Context], percent: bool) -> tuple[Filler, ...]:
    """Return the rates of a row with their roles: those before and after a change, else those of its column of duties."""
    before, after = (_rate_cells(row.get(role), contexts, percent) for role in ("rate_from", "rate_to"))
    if after:
        old = tuple(replace(f, role="from") for f in before[-1:])
        return (*old, *(replace(f, role="to") for f in after[:1])) if old else after
    return _rate_cells(row.get("rate"), contexts, percent)


def _rate_cells(cells: Iterable[int], contexts: Sequence[Context], percent: bool) -> tuple[Filler, ...]:
    out: list[Filler] = []
    for i in cells:
        ctx = contexts[i]
        found = tuple(replace(cell_filler(ctx, m, "rate"), role=m.role) for m in ctx.mentions if m.kind == "percentage" and not _bracketed(ctx, m))
        if not found and percent:
            found = tuple(Filler(m[0], float(m[0]), "rate-of-row", (Place(i, Span(m.start(), m.end())),)) for m in _NUMBER.finditer(_BRACKET.sub(lambda b: " " * len(b[0]), ctx.text)))
        out += found if BARE.fullmatch(ctx.text) else ()
    return tuple(out)


def _bracketed(ctx: Context, mention: Mention) -> bool:
    return any(m.start() <= mention.span.start < m.end() for m in _BRACKET.finditer(ctx.text))


def read_row(row: Row, contexts: Sequence[Context], own: int) -> Slots:
    """Return what the cells of a row other than `own` fill."""

    def cells(*roles: str) -> list[Context]:
        return [contexts[i] for role in roles for i in row.get(role) if i != own]

    slots: Slots = {
        "imposing": sides_of(row.get("actor") or row.get("side"), contexts),
        "target_jurisdictions": sides_of(row.get("target"), contexts),
        "items": unique([f for ctx in cells("items") for f in _goods(ctx)]),
        "entities": _named(cells("entities"), "ORG") or unique([f for ctx in cells("entities") for f in _parties(ctx)]),
        "authority": _named(cells("authority"), "ORG")[:1],
        "instrument": _named(cells("instrument"), "LIST"),
        **{kind: unique([f for ctx in cells(kind) for f in _codes(ctx, kind)]) for kind in ("hs", "eccn")},
        "quantities": unique([cell_filler(ctx, m, "quantities") for ctx in cells("quantity") for m in ctx.mentions if m.kind in {"quantity", "money"}]),
        **{role: _date(cells(role), role) for role in ("date", "effective_from", "effective_until")},
    }
    slots |= _period(cells("period"), slots)
    return {k: v for k, v in {**_remarks(cells("other")), **{k: v for k, v in slots.items() if v}}.items() if v}


def cell_filler(ctx: Context, mention: Mention, slot: str) -> Filler:
    """Return a mention in a cell as a filler of `slot`."""
    value = mention.entity_id or mention.value
    return Filler(mention.text, value, f"{slot}-of-row", (Place(ctx.index, mention.span),), None, mention.comparator, mention.unit, mention.name_ja, mention.name_en)


def _codes(ctx: Context, kind: str) -> list[Filler]:
    """Return the codes of a cell; under a column of tariff codes bare figures are codes too: 2603.00."""
    found = [cell_filler(ctx, m, kind) for m in ctx.mentions if m.kind == kind]
    if found or kind != "hs":
        return found
    bare = [(m, parse_hs(m[0])) for m in _FIGURES.finditer(ctx.text)]
    return [Filler(m[0], code, "hs-of-row", (Place(ctx.index, Span(*m.span())),)) for m, code in bare if code]


def start_told(ctx: Context) -> tuple[Filler, ...]:
    """Return the date from which a caption or heading says that what stands under it applies: (6月1日適用), effective June 1."""
    for m in ctx.mentions:
        applies = m.kind == "date" and (_APPLIES.match(ctx.text, m.span.end) or _APPLYING.search(ctx.text, max(0, m.span.start - _BEFORE), m.span.start))
        if applies:
            return (replace(cell_filler(ctx, m, "effective_from"), value=str(m.value).removesuffix("/..").removeprefix("../")),)
    return ()


def _named(cells: Sequence[Context], kind: str) -> tuple[Filler, ...]:
    return unique([cell_filler(ctx, m, kind.lower()) for ctx in cells for m in ctx.mentions if m.kind == "entity" and m.type == kind])


def sides_of(cells: Iterable[int], contexts: Sequence[Context]) -> tuple[Filler, ...]:
    """Return the jurisdictions that cells name, each once."""
    names = [(contexts[i], *place) for i in cells for place in read_names(contexts[i]).jurisdictions]
    return unique([f for ctx, span, code, _ in names for f in jurisdiction_fillers(ctx, span, (code,), "side-of-row")])


def _goods(ctx: Context) -> list[Filler]:
    """Return the goods that a cell lists."""
    if ctx.passage.language == "en":
        spans = [_bare_goods(ctx.text, m.start(), m.end()) for m in _ENGLISH_GOODS.finditer(ctx.text) if re.search(r"[A-Za-z]{2}", m[0])]
    else:
        spans = split_goods(ctx, Span(0, len(ctx.text.rstrip())), read_names(ctx))
    return [Filler(s.of(ctx.text), s.of(ctx.text), "goods-of-row", (Place(ctx.index, s),)) for s in spans]


def _bare_goods(text: str, start: int, end: int) -> Span:
    lead, tail = list(_AROUND_GOODS.finditer(text[start:end]))[:2]
    return Span(start + lead.end(), start + tail.start())


def _parties(ctx: Context) -> list[Filler]:
    """Return the parties that a cell lists, whatever they are called; 37社 is no name."""
    found = [m for m in re.finditer(r"[^、,;/\s][^、,;/]*", ctx.text) if not re.search(r"\d|^[―ー—–-]+$", m[0])]
    return [Filler(m[0].strip(), m[0].strip(), "party-of-row", (Place(ctx.index, Span(m.start(), m.start() + len(m[0].strip()))),)) for m in found]


def _date(cells: Sequence[Context], slot: str) -> tuple[Filler, ...]:
    """Return the first date of a cell as the date its column names."""
    for ctx in cells:
        for m in ctx.mentions:
            if m.kind == "date":
                value = str(m.value)
                start, _, end = value.partition("/")
                point = value if start not in {"", ".."} and end not in {"", ".."} else (end if start in {"", ".."} else start)
                return (replace(cell_filler(ctx, m, slot), value=point),)
    return ()


def _remarks(cells: Sequence[Context]) -> Slots:
    """Return what remarks say of when and how long, where they say nothing else."""
    out: Slots = {}
    for ctx in cells:
        for m in ctx.mentions:
            around = f"{ctx.text[: m.span.start]}@{ctx.text[m.span.end :]}".strip()
            if m.kind == "duration" and _LASTS.fullmatch(around):
                out["duration"] = (cell_filler(ctx, m, "duration"),)
            for slot, pattern in (("effective_from", _STARTS), ("effective_until", _ENDS)):
                if m.kind == "date" and around != "@" and pattern.fullmatch(around):
                    out[slot] = _date([ctx], slot)
    return out


def _period(cells: Sequence[Context], slots: Slots) -> Slots:
    """Return the length of a period, or its two ends."""
    for ctx in cells:
        for m in ctx.mentions:
            start, _, end = str(m.value).partition("/")
            if m.kind == "duration":
                return {"duration": (cell_filler(ctx, m, "duration"),)}
            if m.kind == "date" and read_edtf(start) is not None and read_edtf(end) is not None:
                ends = {"effective_from": start, "effective_until": end}
                return {k: (replace(cell_filler(ctx, m, k), value=v),) for k, v in ends.items() if not slots.get(k)}
    return {}
