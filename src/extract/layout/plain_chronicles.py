"""Tables in text files whose cells stand apart by single spaces: chronologies and overviews with a column of dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.layout.drafts import CellPlace, Draft
from extract.layout.plain_lines import Line, columns, is_ended
from extract.layout.plain_marks import read_start

_DATE_HEAD = re.compile(r"(?:年月日|月日|日付|期日|時期|年月|[^\s0-9]{0,4}(?:[表行効施定示布始]日|日程))$|(?i:date)$")
_LABEL_HEAD = re.compile(r"(?:発動|実施|相手|対象)?国(?:名|・地域)?$|国/地域$|地域$|主体$|機関$|当局$|発表者$|分野$|(?i:country|jurisdiction|agency|authority)$")
_DATE = re.compile(
    r"(?:(?:20|19)[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|末|初め)?(?:[～〜~-](?:[0-9]{1,2}月)?[0-9]{1,2}日)?$|(?:20|19)[0-9]{2}[./-][0-9]{1,2}(?:[./-][0-9]{1,2})?$|[0-9]{1,2}/[0-9]{1,2}$|[〃″同]$|同日$"
)
_SECTION = re.compile(r"(?:(?:20|19)[0-9]{2}|(?:令和|平成|昭和)[0-9元]{1,2})年度?$|【[^】]{1,20}】$")
_AFTER = re.compile(r"[（(［\[【]?(?:注|出所|出典|資料|備考|Source|Note)")
_LONGEST_REMARK = 24


@dataclass(frozen=True, slots=True)
class _Shape:
    """The columns of a table: `leading` says of each column before the content whether it holds dates; `trailing` counts those after it."""

    names: tuple[str, ...]
    leading: tuple[bool, ...]
    trailing: int


@dataclass(slots=True)
class _Row:
    """A row being read. `contents` are (content, remark) of the rows that share the leading cells."""

    leading: list[str] = field(default_factory=list)
    contents: list[tuple[list[str], list[str]]] = field(default_factory=list)
    section: str = ""


def read_chronicle(lines: Sequence[Line], at: int, table: int) -> tuple[list[Draft], int] | None:
    """Return the cells of a table of dated rows whose header is line `at`, and the line after it; None where it is not surely one.

    The header names a column of dates (`月日 国 措置の概要`); every row begins with a date or a short name in each leading
    column; what does not is the rest of the row above, a year across the table, or the end. Needs two rows.
    """
    shape = _read_shape(lines[at])
    if shape is None:
        return None
    rows: list[_Row] = []
    end = at + 1
    while end < len(lines) and _take(rows, lines, end, shape):
        end += 1
    if sum(bool(row.leading) for row in rows) < 2:
        return None
    return _draft_cells(shape, rows, table), end


def _read_shape(line: Line) -> _Shape | None:
    names = line.text.split()
    if not 2 <= len(names) <= 6 or any(len(n) > 10 or re.search(r"[0-9、。，,:：]", n) for n in names):
        return None
    kinds = ["date" if _DATE_HEAD.match(n) else "label" if _LABEL_HEAD.match(n) else "" for n in names]
    first = next((k for k, kind in enumerate(kinds) if not kind), len(kinds))
    if not 0 < first < len(names) or "date" not in kinds[:first] or len(names) - first > 2:
        return None
    return _Shape(tuple(names), tuple(kind == "date" for kind in kinds[:first]), len(names) - first - 1)


def _take(rows: list[_Row], lines: Sequence[Line], at: int, shape: _Shape) -> bool:
    """Read one line into the rows; False where it ends the table."""
    line = lines[at]
    if _SECTION.match(line.text):
        rows.append(_Row(section=line.text))
        return True
    if tuple(line.text.split()) == shape.names:
        return True
    row = _read_row(line.text, shape)
    if row is not None:
        rows.append(row)
        return True
    start = read_start(line.text)
    if not rows or not rows[-1].leading or line.gap or _AFTER.match(line.text) or (start and not start.weak):
        return False
    return _continue_row(rows[-1], lines, at, shape)


def _read_row(text: str, shape: _Shape) -> _Row | None:
    words = text.split(maxsplit=len(shape.leading))
    leading, rest = words[: len(shape.leading)], words[len(shape.leading) :]
    if len(leading) < len(shape.leading):
        return None
    for word, dated in zip(leading, shape.leading, strict=True):
        if bool(_DATE.match(word)) != dated or (not dated and (len(word) > 12 or is_ended(word))):
            return None
    return _Row(leading, [_split_remark(rest[0], shape)] if rest else [])


def _split_remark(text: str, shape: _Shape) -> tuple[list[str], list[str]]:
    """Part the content from the cell after it, which is the last word."""
    content, _, remark = text.rpartition(" ")
    if shape.trailing and content and columns(remark) <= _LONGEST_REMARK and not is_ended(remark):
        return [content.strip()], [remark]
    return [text], []


def _continue_row(row: _Row, lines: Sequence[Line], at: int, shape: _Shape) -> bool:
    """Read a line on which no row begins: the content of a row with its leading cells alone, or the rest of a full line."""
    line, before = lines[at], lines[at - 1]
    if not row.contents:
        row.contents.append(_split_remark(line.text, shape))
        return True
    content, remark = row.contents[-1]
    if remark and len(content) + len(row.contents) > 2 - (not shape.trailing):
        if columns(line.text) <= columns(remark[-1]):
            remark.append(line.text)
        else:
            row.contents.append(_split_remark(line.text, shape))
        return True
    if not remark and before.width >= 0.8 * before.usual:
        more, late = _split_remark(line.text, shape)
        content += more
        remark += late
        return True
    return False


def _draft_cells(shape: _Shape, rows: Sequence[_Row], table: int) -> list[Draft]:
    def cell(lines: list[str], row: int, column: int, span: int = 1, wide: int = 1, header: bool = False) -> Draft:
        return Draft("table", lines, place=CellPlace(table, row, column, span, wide, header))

    drafts = [cell([name], 0, column, header=True) for column, name in enumerate(shape.names)]
    number = 1
    for row in rows:
        if row.section:
            drafts.append(cell([row.section], number, 0, wide=len(shape.names), header=True))
            number += 1
            continue
        span = max(1, len(row.contents))
        drafts += [cell([word], number, column, span, header=column == 0) for column, word in enumerate(row.leading)]
        for offset, (content, remark) in enumerate(row.contents):
            last = len(row.leading)
            drafts.append(cell(content, number + offset, last))
            if remark:
                shared = span - offset if offset + 1 < span and not row.contents[offset + 1][1] else 1
                drafts.append(cell(remark, number + offset, last + 1, shared))
        number += span
    return drafts
