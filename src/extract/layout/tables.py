"""Header cells of tables, tables that are only a title, and tables that go on over pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.layout.column_names import is_heading_row
from extract.layout.outline import Mark
from extract.layout.paragraphs import Piece

_NUMBER = re.compile(
    r"^[\s△▲+\-−±約]*[0-9０-９][0-9０-９,，.．]*\s*(?:%|％|円|件|人|社|個|億円|万円|ドル|pt|bps)?[\s)）]*$"
)
# Names of columns are noun phrases; a cell with an object or a verb states something.
_CLAUSE = re.compile(r"[をが、]|(?:ます|する|した|できる)$")
_FIGURE = re.compile(r"(?:図表|図|表|資料|コラム|(?i:figure|fig\.|table|box))\s?[0-9０-９ⅠⅡⅢⅣⅤⅥIVX]+(?:[\-－‐–.．・][0-9０-９]+){0,4}$")
_SECTION = re.compile(r"(?:[（(]?[0-9０-９]{1,2}[)）]?|第\s?[0-9０-９一二三四五六七八九十]+\s?[章節部]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+)[.．]?$")


def read_title_row(pieces: Sequence[Piece]) -> Piece | None:
    """Return a table that is only a title set in two cells as one piece: `図表 1-2 | 税率の推移` a caption, `2 | 各国の対応` a heading."""
    if len(pieces) != 2 or len({p.place.row for p in pieces if p.place}) != 1:
        return None
    label, title = (re.sub(r"\s+", "", p.text) for p in pieces)
    if len(title) > 60 or title.endswith("。") or _NUMBER.match(title):
        return None
    whole = replace(pieces[0], lines=(*pieces[0].lines, *pieces[1].lines), place=None)
    if _FIGURE.match(label):
        return replace(whole, kind="caption")
    if _SECTION.match(label):
        return replace(whole, kind="heading", marker=pieces[0].text.strip(), mark=Mark(pieces[0].text.strip(), "number"))
    return None


def mark_headers(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the cells of one table with header cells marked: the top row and the left column where they name what follows."""
    places = [p.place for p in pieces if p.place]
    rows, columns = {p.row for p in places}, {p.column for p in places}
    if len(rows) < 2 or len(columns) < 2:
        return list(pieces)
    top = _header_rows(pieces)
    left = _has_row_headers(pieces, top)
    first = min(columns)
    marked = []
    for piece in pieces:
        place = piece.place
        head = place is not None and (place.row in top or (left and place.column == first))
        marked.append(replace(piece, place=replace(place, header=True)) if place and head else piece)
    return marked


def _header_rows(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the rows at the top that head the columns: bold, or short words over longer or numeric cells."""
    rows: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.place:
            rows.setdefault(piece.place.row, []).append(piece)
    order = sorted(rows)
    first = rows[order[0]]
    if is_heading_row([p.text for p in first]):
        return frozenset(_head_depth(rows, order))
    if not all(_is_label(p) for p in first):
        return frozenset()
    rest = [p for k in order[1:] for p in rows[k]]
    bold = all(_is_bold(p) for p in first) and sum(_is_bold(p) for p in rest) < 0.6 * len(rest)
    leading = min(p.place.column for p in pieces if p.place)
    gap = all(p.place is not None and p.place.column > leading for p in first) and len(first) > 1
    numeric = sum(bool(_NUMBER.match(p.text)) for p in rest)
    longer = sum(len(p.text) > 1.5 * max(len(q.text) for q in first) or "\n" in p.text for p in rest)
    clause = any(_CLAUSE.search(p.text) for p in first)
    if not (bold or gap or numeric > 0.3 * len(rest) or (longer > 0.2 * len(rest) and not clause)):
        return frozenset()
    return frozenset(_head_depth(rows, order))


def _head_depth(rows: Mapping[int, Sequence[Piece]], order: Sequence[int]) -> list[int]:
    """Return the rows at the top that are heads: the first, what its cells reach down to, and a row that divides spanning heads."""
    depth = max(p.place.row + p.place.row_span for p in rows[order[0]] if p.place)
    for k in order[1:]:
        # A header that spans columns is divided by the row below it.
        divided = any(p.place and p.place.column_span > 1 for p in rows[order[order.index(k) - 1]])
        if k <= depth and divided and len(rows[k]) > 1 and all(_is_label(p) for p in rows[k]):
            depth = max(depth, *(p.place.row + p.place.row_span for p in rows[k] if p.place))
    return [k for k in order if k < depth and (k == order[0] or all(_is_label(p) for p in rows[k]))]


def _has_row_headers(pieces: Sequence[Piece], top: frozenset[int]) -> bool:
    """Say whether the left column names its rows: short labels, none of them a number, beside other content."""
    body = [p for p in pieces if p.place and p.place.row not in top]
    first = min((p.place.column for p in body if p.place), default=0)
    labels = [p for p in body if p.place and p.place.column == first]
    others = [p for p in body if p.place and p.place.column != first]
    if len(labels) < 2 or not others or any(_NUMBER.match(p.text) for p in labels):
        return False
    short = sum(_columns(p.text) <= 48 and not p.text.rstrip().endswith(("。", "．")) for p in labels)
    return short >= 0.9 * len(labels)


def _columns(text: str) -> int:
    """Return the width of a cell's text in Latin characters; a Japanese one counts two."""
    return sum(1 + (char > "\u2e7f") for char in text if not char.isspace())


def _is_label(piece: Piece) -> bool:
    text = piece.text.replace("\n", "")
    limit = 40 if re.search(r"[\u3041-\u30ff\u4e00-\u9fff]", text) else 80
    return len(text) <= limit and not _NUMBER.match(text) and not text.rstrip().endswith("。") and len(piece.lines) <= 4


def _is_bold(piece: Piece) -> bool:
    return all(line.bold for line in piece.lines)


def continue_tables(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return pieces with a table that goes on at the top of the next page counted on, and its repeated header cells taken out."""
    groups = _table_groups(pieces)
    renumbered: dict[int, tuple[int, int, frozenset[int]]] = {}
    for (_, before), (number, after) in pairwise(groups):
        if not _goes_on(pieces, before, after):
            continue
        head = _repeated_rows(pieces, before, after)
        place = pieces[before[-1]].place
        base, shift, _ = (
            renumbered.get(place.table, (place.table, 0, frozenset())) if place else (number, 0, frozenset())
        )
        rows = 1 + shift + max(p.row for k in before if (p := pieces[k].place))
        renumbered[number] = (base, rows - len(head), head)
    repeated = [
        p.place is not None and p.place.table in renumbered and p.place.row in renumbered[p.place.table][2]
        for p in pieces
    ]
    kept = [_renumber(p, renumbered) for p, again in zip(pieces, repeated, strict=True) if not again]
    return kept, [p for p, again in zip(pieces, repeated, strict=True) if again]


def _table_groups(pieces: Sequence[Piece]) -> list[tuple[int, list[int]]]:
    groups: dict[int, list[int]] = {}
    for k, piece in enumerate(pieces):
        if piece.place:
            groups.setdefault(piece.place.table, []).append(k)
    return list(groups.items())


def _goes_on(pieces: Sequence[Piece], before: Sequence[int], after: Sequence[int]) -> bool:
    """Say whether a table goes on: next page, nothing but notes between, as many columns, the same width."""
    first, second = pieces[before[-1]], pieces[after[0]]
    between = pieces[before[-1] + 1 : after[0]]
    if second.page != first.lines[-1].page + 1 or any(p.kind != "note" for p in between):
        return False
    counts = [max(p.column + p.column_span for k in part if (p := pieces[k].place)) for part in (before, after)]
    return counts[0] == counts[1]


def _repeated_rows(pieces: Sequence[Piece], before: Sequence[int], after: Sequence[int]) -> frozenset[int]:
    """Return the rows of the later part that only repeat the header of the earlier."""
    old = {(p.row, p.column): _plain(pieces[k]) for k in before if (p := pieces[k].place)}
    head: set[int] = set()
    for row in range(3):
        new = {(p.row, p.column): _plain(pieces[k]) for k in after if (p := pieces[k].place) and p.row == row}
        if not new or any(old.get(key) != value for key, value in new.items()):
            break
        head.add(row)
    return frozenset(head)


def _plain(piece: Piece) -> str:
    return re.sub(r"\s", "", piece.text)


def _renumber(piece: Piece, renumbered: dict[int, tuple[int, int, frozenset[int]]]) -> Piece:
    place = piece.place
    if place is None or place.table not in renumbered:
        return piece
    table, shift, _ = renumbered[place.table]
    return replace(piece, place=replace(place, table=table, row=place.row + shift))
