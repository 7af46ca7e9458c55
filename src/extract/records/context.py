"""What governs a passage: table headers, the head of its list, its headings; and what they lend to the acts below them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extract.model import Block, Document, Filler, Mention, Passage, Place
from extract.records.actors import Actor, Names, read_actor, read_names
from extract.records.chronology import day_lines
from extract.records.english_actors import powers_in
from extract.records.statements import AIMED, Context
from extract.records.terms import find_terms
from extract.spans import Span
from extract.values.edtf import read_edtf

# A heading that dates or names a meeting lends both to the acts under it.
_DEAL = re.compile(
    r"(?:[一-龥ァ-ヶーA-Za-z・]{0,12})(?:首脳会談|閣僚級(?:貿易)?協議|貿易協議|通商協議|首脳会議|首脳合意|合意|協議|会談|共同声明|サミット|貿易協定|経済連携協定|休戦|交渉)(?!内容|事項|概要|書|文書)|"
    r"(?:[A-Z][\w.-]* )*(?:Agreement|Accord|Joint Statement|Summit|framework agreement|trade deal)"
)


def _chain(block: Block, blocks: Sequence[Block], head: int | None) -> list[int]:
    """Return the indices of the blocks that govern a block, nearest first; `head` introduces its list."""
    out: list[int] = []
    if block.cell is not None:
        out += [*reversed(block.cell.row_headers), *reversed(block.cell.column_headers)]
        out += [block.cell.caption] if block.cell.caption is not None else []
    at = head
    while at is not None and at not in out:
        out.append(at)
        at = blocks[at].list_head
    at = block.heading
    while at is not None and at not in out:
        out.append(at)
        at = blocks[at].heading
    return out


# 〃 repeats the cell above it.
_DITTO = re.compile(r"[〃″〟\"]|同上?")


# A cell that only says when or who is not longer than this.
_KEY_CELL = 14


def _row_mates(index: int, document: Document, cells: Mapping[tuple[int, int], Sequence[int]]) -> list[int]:
    """Return the short cells to the left in the same row, nearest first: the columns 日付 and 国 of a chronology."""
    cell = document.blocks[index].cell
    if cell is None or cell.header:
        return []
    left = [
        i
        for i in cells.get((cell.table, cell.row), ())
        if (c := document.blocks[i].cell) is not None and c.column < cell.column and not c.header and len(document.blocks[i].span) <= _KEY_CELL
    ]
    return left[::-1]


def _repeated(index: int, document: Document, cells: Mapping[tuple[int, int], Sequence[int]]) -> int:
    """Return the cell that a ditto mark stands for, the cell itself where it is none."""
    seen = index
    while True:
        block = document.blocks[seen]
        cell = block.cell
        if cell is None or not _DITTO.fullmatch(block.span.of(document.text).strip()):
            return seen
        above = [i for i in cells.get((cell.table, cell.row - 1), ()) if (c := document.blocks[i].cell) is not None and c.column == cell.column]
        if not above:
            return seen
        seen = above[0]


def _rows(blocks: Sequence[Block]) -> dict[tuple[int, int], list[int]]:
    rows: dict[tuple[int, int], list[int]] = {}
    for i, block in enumerate(blocks):
        if block.cell is not None:
            for row in range(block.cell.row, block.cell.row + block.cell.row_span):
                rows.setdefault((block.cell.table, row), []).append(i)
    return rows


# What stands under such a heading are titles of other papers.
_LINKS = re.compile(
    r"\W*(?:(?:associated|related|quick|useful|external|further|more|additional|other|see also:?) (?:links?|products?|information|documents?|documentation|reading|resources?|content|materials?|articles?|news|pages?|topics?|publications?)|"
    r"links?|references?|see also|(?:for )?(?:more|further) information|further reading|bibliography|sources?|read more|related)\W*",
    re.IGNORECASE,
)
# Words by which a sentence hands over to the list below it.
HANDS_OVER = re.compile(r"下記|以下|下表|次表|次の|次に掲げる|のとおり|の通り|following|below|[::]\s*$", re.IGNORECASE)


def _list_heads(document: Document) -> dict[int, int]:
    """Return the block that introduces each list item.

    A paragraph that explains the item before it, without handing over to a list of its own, does not end the list:
    the items after it still hang from what introduced the first.
    """
    heads: dict[int, int] = {}
    for i, block in enumerate(document.blocks):
        head = block.list_head
        if block.kind != "list" or head is None:
            continue
        before = document.blocks[head - 1] if head else None
        words = document.blocks[head].span.of(document.text).strip()
        explains = document.blocks[head].kind == "paragraph" and not HANDS_OVER.search(words) and not _LINKS.fullmatch(words)
        goes_on = before is not None and before.kind == "list" and (before.marker, before.level) == (block.marker, block.level)
        heads[i] = heads.get(head - 1, head) if explains and goes_on else heads.get(i - 1, head) if head == document.blocks[i - 1].list_head else head
    return heads


def build_contexts(document: Document, passages: Sequence[Passage], mentions: Sequence[Mention], columns: Mapping[int, str] | None = None) -> tuple[Context, ...]:
    """Return one Context a passage, in order; `columns` says what the cells hold whose columns are named."""
    of_block = {p.block: i for i, p in enumerate(passages)}
    by_passage: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_passage.setdefault(mention.passage, []).append(mention)
    rows, heads = _rows(document.blocks), _list_heads(document)
    dated = day_lines(document.blocks, passages, by_passage)
    out: list[Context] = []
    for i, passage in enumerate(passages):
        block = document.blocks[passage.block]
        introduced = heads.get(passage.block, block.list_head)
        chain = [*_row_mates(passage.block, document, rows), *_chain(block, document.blocks, introduced)]
        chain = [_repeated(b, document, rows) for b in chain]
        governing = [*([dated[i]] if i in dated else []), *(of_block[b] for b in chain if b in of_block)]
        above = tuple(dict.fromkeys(a for a in governing if a != i))
        head = of_block.get(introduced) if introduced is not None else None
        found = tuple(sorted(by_passage.get(i, []), key=lambda m: (m.span.start, -m.span.end)))
        out.append(Context(i, passage, block.kind, found, find_terms(passage.text, passage.language), above, head, (columns or {}).get(i, "")))
    return tuple(out)


# \\1\\ See Certain Film from Brazil: Initiation of Investigations, 79 FR 100.
_CITES = re.compile(r"\W*\d{0,3}\W*(?:But )?See(?: also|,? e\.g\.,?|,? for example,?)? (?-i:[A-Z])", re.IGNORECASE)


def is_link(ctx: Context, contexts: Sequence[Context]) -> bool:
    """Say whether a passage only names another paper: an item right under Associated links, a note that begins with See."""
    if ctx.passage.language == "en" and _CITES.match(ctx.text):
        return True
    return ctx.kind == "list" and any(_LINKS.fullmatch(contexts[i].text) for i in ctx.above[:1])


# A heading over a longer stretch (【4月2日～5月11日】) tells in which period its acts fall, not when each was done.
_LONGEST_MEETING = 7


# 3月12日 予算委員会(速記要旨) tells when something was said, not when it was done.
_PROCEEDINGS = re.compile(r"(?:委員会|本会議|公聴会|議事録|会議録|速記|質疑|答弁)(?:[^一-龥ァ-ヶ]|$|録|要旨|抜粋|議事|における|での|第)")


# 2025年秋の動向, the second half of a year: what a heading is about, and no day of its acts.
_SEASON = re.compile(r"\d{4}-[23]\d$")


def _is_point(value: str) -> bool:
    period = read_edtf(value)
    return period is not None and not _SEASON.match(value) and not value.endswith("..") and ("/" not in value or (period.last - period.first).days < _LONGEST_MEETING)


# 安保理が11日に採択した決議の要旨は次の通り, 改正の概要(9月12日発表): what made the items of a list, and when.
_MADE = re.compile(r"発表|公表|公布|公告|告示|採択|決定|閣議|署名|合意|可決|承認|了解|発出|通知|施行|実施")
_AS_OF = re.compile(r"^(?:現在|時点|以降|以後|から|より|まで|以前|付けの?資料)")


def is_dated_head(ctx: Context) -> bool:
    """Say whether a line over a list tells when what its items state was made. Rejected: 4月1日現在の措置は次の通り."""
    days = [m for m in ctx.mentions if m.kind == "date"]
    said = HANDS_OVER.search(ctx.text) is not None or not ctx.text.rstrip().endswith("。")
    return ctx.passage.language == "ja" and len(days) == 1 and said and not _AS_OF.match(ctx.text[days[0].span.end :]) and _MADE.search(ctx.text) is not None


def lent_date(ctx: Context) -> tuple[Filler, ...]:
    """Return the date that a heading or list head gives to what stands under it, unless it is a stretch of time."""
    if _PROCEEDINGS.search(ctx.text):
        return ()
    for m in ctx.mentions:
        # A row header that is only a year (2018年) says less than the day beside it; an act may still be dated by it.
        if m.kind == "date" and _is_point(str(m.value)):
            return (Filler(m.text, str(m.value).removesuffix("/..").removeprefix("../"), "date-of-heading", (Place(ctx.index, m.span),)),)
    return ()


# ジュネーブ合意以後 is a period, not the deal.
_PERIOD = re.compile(r"^(?:以後|以降|後|前|まで|へ|に向け|の行方|を巡|をめぐ)")


def _names_one_deal(ctx: Context) -> bool:
    """Say whether a heading stands for one meeting: it is dated, in brackets, or the caption of a table."""
    if ctx.index == 0 and not ctx.text.startswith("【"):  # the title of the whole
        return False
    return ctx.kind == "caption" or ctx.text.startswith(("【", "(", "[", "〈", "<")) or any(m.kind == "date" for m in ctx.mentions)


def lent_agreement(ctx: Context) -> tuple[Filler, ...]:
    """Return the meeting or deal that a heading names."""
    match = _DEAL.search(ctx.text)
    if match is None or _PERIOD.match(ctx.text[match.end() :]) or not _names_one_deal(ctx):
        return ()
    dates = [m.span.end for m in ctx.mentions if m.kind == "date" and match.start() < m.span.end < match.end()]
    span = Span(max([match.start(), *dates]), match.end())
    place = re.match(r"^\(([^()]{2,12})\)", ctx.text[span.end :])
    return (Filler(span.of(ctx.text), span.of(ctx.text), "deal-of-heading", (Place(ctx.index, span),), name_ja=(place[1] + span.of(ctx.text)) if place else ""),)


_LEADS_TO = re.compile(r"^(?:連邦|共和国)?(?:等|など|政府|側)?(?:に対する|への?(?!の?(?:訪|影響|対応|懸念|反発|批判))|向け|に係る|産|製|からの輸入)")


def lent_targets(ctx: Context, type_: str, acting: Sequence[str | float]) -> tuple[Filler, ...]:
    """Return the one power, or row of powers, at which the measures told of under a heading are aimed: ロシア連邦等に対する制裁措置, 対中関税.

    Rejected: 米国の関税措置への対応, headings that name no measure, and those that name another kind of measure than the act's.
    """
    if ctx.passage.language == "en" or ctx.kind not in {"heading", "caption"} or type_ not in AIMED:
        return ()
    if not any(t.word.name == "restrict" or (t.word.kind == "noun" and t.word.type in {"", "sanction", type_}) for t in ctx.terms):
        return ()
    found = [(s, c) for s, c, f in read_names(ctx).jurisdictions if c not in acting and (f == "against" or _LEADS_TO.match(ctx.text[s.end :]))]
    codes = {c for _, c in found}
    return tuple(Filler(s.of(ctx.text), c, "target-of-heading", (Place(ctx.index, s),)) for s, c in found[:1]) if len(codes) == 1 else ()


# An English heading that names a power is not longer than this, in characters.
_HEADING = 70


def _lent_english(ctx: Context) -> Actor | None:
    """Return the one power that an English heading names as actor: Canada; China's response; 2. BIS: connected vehicles.

    The title of the whole is about more than one act and lends nobody.
    """
    if ctx.index == 0 or len(ctx.text) > _HEADING or ctx.kind not in {"heading", "table", "caption", "list"}:
        return None
    found = [a for a in powers_in(ctx, read_names(ctx), Span(0, len(ctx.text))) if a.codes]
    return found[0] if len({a.codes for a in found}) == 1 else None


def lent_actor(ctx: Context) -> Actor | None:
    """Return the public power that a header cell or heading consists of (米国, 中国側, ［EU］)."""
    text = ctx.text.strip("【】[]()（）:： ・")
    if not text:
        return None
    start = ctx.text.index(text)
    if ctx.passage.language == "en":
        return _lent_english(ctx)
    names = read_names(ctx)
    return (read_actor(ctx.text, Span(start, start + len(text)), names) if len(text) <= 20 else None) or _lent_owner(ctx, names)


# 図表3 インドの主な輸出規制: whose measures are told under a heading. Rejected: 米国の関税措置への対応, 米国の関税と韓国の政策.
_NUMBER = re.compile(r"^[\s【〈<(]*(?:(?:図表|表|別表|第)?[\d一二三四五六七八九十IVX]{0,3}[\s.．、)章節:]*)")
_OWN_MEASURES = re.compile(
    r"^(?:政府|当局)?(?:の|による|側の)[^はがをと、。へ]{0,20}(?:措置|規制|政策|制裁|関税|制度|管理|強化|緩和|制限)(?:等|など)?(?:の(?:概要|一覧|推移|動向|経緯|内容|動き|強化|緩和|見直し|導入|拡大))?(?:[\s】〉>(:].*)?$"
)


def _lent_owner(ctx: Context, names: Names) -> Actor | None:
    """Return the power whose measures a heading announces."""
    number = _NUMBER.match(ctx.text)
    first = next((j for j in names.jurisdictions if number is not None and j[0].start == number.end()), None)
    if first is None or ctx.kind not in {"heading", "caption"} or not _OWN_MEASURES.match(ctx.text[first[0].end :]):
        return None
    return Actor(first[0], (first[1],))
