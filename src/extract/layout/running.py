"""Running heads, feet and page numbers: what repeats at the edges of the pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from extract.layout.lines import Run, group_runs

# The part of the page's height (and, for turned text, width) in which running lines stand.
_ZONE = 0.14
_NEAR = 4.0
_PAGE_NUMBER = re.compile(
    r"^(?:(?:p|pg|page|頁|ページ)\.?)?[\-–—―ー~〜・|｜\[(<]{0,3}(?:[0-9]{1,4}|[ivxl]{1,6})(?:(?:/|of|／)[0-9]{1,4})?[\-–—―ー~〜・|｜\])>]{0,3}(?:頁|ページ)?$",
    re.I,
)

Row = list[Run]
# By the words of a run (digits masked): the pages (from 0) and feet where it stands, and how it reads there.
_Seen = dict[str, list[tuple[int, float, str]]]


def _plain(row: Sequence[Run], text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text[g] for r in row for g in r.glyphs)).replace(" ", "").lower()


def _masked(plain: str) -> str:
    return re.sub(r"[0-9]+|(?<![a-z])[ivxl]+(?![a-z])", "#", plain)


def is_page_number(plain: str) -> bool:
    """Say whether a line is nothing but a page number: `- 3 -`, `3/12`, `Page 3 of 12`; `2025` at four digits is, `3.1` is not."""
    balanced = all(plain.count(a) == plain.count(b) for a, b in ("()", "[]", "<>"))
    return balanced and bool(_PAGE_NUMBER.match(plain))


def find_running(pages: Sequence[tuple[Sequence[Run], str, float]], turned: Sequence[Sequence[Run]]) -> list[set[Run]]:
    """Return each page's running runs. `pages` are (runs, page text, height); `turned` the runs of other directions on each page.

    From each edge inwards a row is running if a row like it (digits aside) stands at the same height on another page, or
    if it is a page number; the first row that is neither ends the search on that edge.
    """
    rows = [group_runs(runs) for runs, _, _ in pages]
    shift = _page_shift(rows, pages)
    found: list[set[Run]] = [set() for _ in pages]
    for top in (True, False):
        edge = [_edge_runs(r, page[2], top) for r, page in zip(rows, pages, strict=True)]
        seen: _Seen = {}
        for number, held in enumerate(edge):
            for row in held:
                for run in row:
                    plain = _plain([run], pages[number][1])
                    seen.setdefault(_masked(plain), []).append((number, run.bottom, plain))
        for number, held in enumerate(edge):
            for place, row in enumerate(held):
                if not _is_running(
                    row,
                    number,
                    pages[number][1],
                    seen,
                    outermost=place == 0 and not top,
                    alone=len(rows[number]) == 1,
                    shift=shift,
                ):
                    break
                found[number].update(row)
    _find_turned(pages, turned, found)
    return found


def _edge_runs(rows: Sequence[Row], height: float, top: bool) -> list[Row]:
    """Return the rows in the edge zone, outermost first."""
    if top:
        return [r for r in rows if r[0].bottom < _ZONE * height]
    return [r for r in reversed(rows) if r[0].top > (1 - _ZONE) * height]


def _is_running(
    row: Row,
    number: int,
    text: str,
    seen: _Seen,
    *,
    outermost: bool,
    alone: bool,
    shift: frozenset[int],
) -> bool:
    if alone or _is_note(row):
        return False
    if _counts(_plain(row, text), number, shift):
        return True
    numbers = sum(len(r.glyphs) for r in row if _counts(_plain([r], text), number, shift))
    repeated = sum(
        len(r.glyphs) for r in row if not is_page_number(_plain([r], text)) and _repeats(r, number, text, seen)
    )
    if not repeated and numbers and len(row) > 1 and outermost:
        # The foot of a lone sheet: a name and, set apart, the page's number.
        return sum(len(r.glyphs) for r in row) <= 40
    return repeated > 0 and repeated + numbers >= 0.8 * sum(len(r.glyphs) for r in row)


def _is_note(row: Row) -> bool:
    """Say whether a row begins with a raised marker: a note at the foot, however alike the notes of other pages are."""
    if len(row) < 2:
        return False
    head, rest = row[0], row[1]
    return bool(head.size < 0.85 * rest.size and rest.bottom - head.bottom > 0.24 * rest.size)


def _page_shift(rows: Sequence[Sequence[Row]], pages: Sequence[tuple[Sequence[Run], str, float]]) -> frozenset[int]:
    """Return by how much printed page numbers run ahead of the sheets: shifts that two sheets share, or 0 for a lone sheet."""
    seen: dict[int, set[int]] = {}
    for number, held in enumerate(rows):
        height = pages[number][2]
        edge = [r for top in (True, False) for r in _edge_runs(held, height, top)]
        for run in (run for row in edge for run in row):
            value = _page_value(_plain([run], pages[number][1]))
            if value is not None:
                seen.setdefault(value - number - 1, set()).add(number)
    return frozenset(shift for shift, sheets in seen.items() if len(sheets) > 1 or (shift == 0 and len(pages) < 3))


def _page_value(plain: str) -> int | None:
    found = re.search(r"[0-9]+", plain)
    return int(found.group()) if found and is_page_number(plain) else None


def _counts(plain: str, number: int, shift: frozenset[int]) -> bool:
    """Say whether a line is this sheet's page number; Roman numerals are taken on trust."""
    value = _page_value(plain)
    return is_page_number(plain) if value is None else value - number - 1 in shift


def _repeats(run: Run, number: int, text: str, seen: _Seen) -> bool:
    plain = _plain([run], text)
    places = seen.get(_masked(plain), [])
    others = [
        n
        for n, bottom, other in places
        if abs(bottom - run.bottom) < _NEAR and 0 < abs(n - number) <= 4 and _differ_by_page(plain, other)
    ]
    return bool(others) and len(plain) >= 2 and plain not in {"#)", "(#)", "#."}


def _differ_by_page(plain: str, other: str) -> bool:
    """Say whether two running lines have no more than one number that differs, as page numbers do; notes have several."""
    pairs = zip(re.findall("[0-9]+", plain), re.findall("[0-9]+", other), strict=False)
    return len([a for a, b in pairs if a != b]) <= 1


def _find_turned(
    pages: Sequence[tuple[Sequence[Run], str, float]], turned: Sequence[Sequence[Run]], found: list[set[Run]]
) -> None:
    """Add turned lines that stand on at least two pages with the same words: thumb tabs and the like."""
    seen: dict[str, set[int]] = {}
    for number, runs in enumerate(turned):
        for run in runs:
            seen.setdefault(_masked(_plain([run], pages[number][1])), set()).add(number)
    for number, runs in enumerate(turned):
        found[number].update(r for r in runs if len(seen[_masked(_plain([r], pages[number][1]))]) >= 2)
