"""Lines of a text file and how they were wrapped: what a line end means, and whether the next line goes on with the sentence."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PAGE_NUMBER = re.compile(
    r"(?:[-–—―ー]\s*)?[0-9０-９]{1,3}(?:\s*[-–—―ー])?|[0-9]{1,3}\s*/\s*[0-9]{1,3}(?:\s*ページ)?|(?:[Pp]age|[Pp]\.)\s*[0-9]{1,3}(?:\s*(?:of|/)\s*[0-9]{1,3})?"
)
# A rule drawn across the page: it parts what stands above from what stands below.
_DRAWN = re.compile(r"[-=_*~–—―]{20,}")
_ENDED = re.compile(r"[。｡．.!?！？…][」』）)】”\"'’*｣]*$")
_OPEN_END = re.compile(r"[、､，,・･「『（(｢]$")
_GOES_ON = re.compile(r"[ぁ-んァ-ヶｦ-ﾟー、､。｡」』）)｣a-z,;]")
# What a new item, row or heading begins with; the line before such a one is no broken line.
_MARKED = re.compile(r"[・･•●○◎◆◇■□▪▫▽▼△▲❖➢➤✓#|【＊※①-⑳]|[-*+–—][ \u3000\t]|(?:19|20)[0-9]{2}(?:[-/.][0-9]{1,2}){2}[ \u3000\t]")
_LATIN_WORD = re.compile(r"[!-~]+")
_TYPICAL_MAX = 140
_TYPICAL_MIN = 24


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: `text` without the white space around it, `indent` in columns (a full-width space is two).

    `gap` counts blank lines before it; `trailing` says that white space followed the last character (the paragraph mark
    of a word processor comes out of a PDF like that); `page_top` that a page break stood before it; `usual` is the
    width of the longest line around it; `heading` that it was cut off another line as a heading.
    """

    text: str
    indent: int = 0
    gap: int = 0
    trailing: bool = False
    page_top: bool = False
    usual: int = 0
    heading: bool = False

    @property
    def width(self) -> int:
        """Columns of the text."""
        return columns(self.text)


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text's lines were broken.

    `width` is the length of the text's fullest lines in columns, 0 where every line is a paragraph; `measure` is the
    length that most full lines have. `spacing` is the number
    of blank lines between two lines of one paragraph. `marks` says that white space at a line's end marks a paragraph's end.
    """

    width: int
    spacing: int
    marks: bool
    measure: int = 0


def columns(text: str) -> int:
    """Return the display width: wide characters count two, half-width katakana and Latin one."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def is_ended(text: str) -> bool:
    """Say whether a line ends with the end of a sentence."""
    return bool(_ENDED.search(text))


def read_lines(text: str) -> list[Line]:
    """Return the lines of a text without comments, page numbers, drawn rules and blank lines."""
    lines: list[Line] = []
    gap, page_top = 0, False
    rows = _COMMENT.sub("", text).replace("\f", "\n\f").split("\n")
    blank = [not row.strip() for row in rows]
    for number, row in enumerate(rows):
        page_top = page_top or row.startswith("\f")
        if blank[number]:
            gap += 1
            continue
        if _is_page_number(rows, blank, number):
            page_top = True
            continue
        if _DRAWN.fullmatch(row.strip()) and (number == 0 or blank[number - 1] or number + 1 >= len(rows) or blank[number + 1]):
            gap += 1
            continue
        stripped = row.strip()
        lead = row[: len(row) - len(row.lstrip())].replace("\f", "").expandtabs(4)
        trailing = row.rstrip("\n") != row.rstrip()
        lines.append(Line(stripped, columns(lead), gap, trailing, page_top))
        gap, page_top = 0, False
    widths = [line.width if line.width <= _TYPICAL_MAX else 0 for line in lines]
    return [replace(line, usual=max(widths[max(0, i - 3) : i + 4])) for i, line in enumerate(lines)]


def _is_page_number(rows: Sequence[str], blank: Sequence[bool], number: int) -> bool:
    """Say whether a row is nothing but a page number: alone between blank rows, or next to a page break."""
    if not _PAGE_NUMBER.fullmatch(rows[number].strip()):
        return False
    before = number == 0 or blank[number - 1] or rows[number].startswith("\f")
    after = number + 1 >= len(rows) or blank[number + 1] or rows[number + 1].startswith("\f")
    return before and after


def measure_wrapping(lines: Sequence[Line]) -> Wrapping:
    """Find out how a text was wrapped, from the lengths of its lines and the white space at their ends.

    Lines that break off in mid sentence at nearly one width are wrapped; a text of one line a paragraph is not.
    """
    width, measure, broken = _full_measure(lines)
    long = [line for line in lines if line.width > 1.6 * width]
    if width < _TYPICAL_MIN or not broken or 3 * len(long) > len(broken) or 6 * len(broken) < len(lines):
        return Wrapping(0, 0, False)
    gaps = [lines[i + 1].gap for i in broken]
    if len(gaps) == 1 and gaps[0]:
        return Wrapping(0, 0, False)
    spacing = 1 if 2 * sum(gap >= 1 for gap in gaps) > len(gaps) else 0
    return Wrapping(width, spacing, _has_marks(lines, broken), measure)


def _full_measure(lines: Sequence[Line]) -> tuple[int, int, list[int]]:
    """Return the fullest and the usual width of lines broken in mid sentence, and these lines.

    Columns, boxes and notes have measures of their own; the one with most lines is the text's.
    """
    open_lines = [
        i
        for i, (line, after) in enumerate(pairwise(lines))
        if line.width <= _TYPICAL_MAX and not is_ended(line.text) and not _MARKED.match(after.text)
    ]
    widths = sorted(lines[i].width for i in open_lines)
    if not widths:
        return 0, 0, []
    counts = {w: (bisect_right(widths, w) - bisect_left(widths, 0.88 * w)) * w for w in sorted(set(widths))}
    densest = max(counts, key=lambda w: (counts[w], w))
    full = [w for w in widths if 0.88 * densest <= w <= 1.12 * densest]
    width = full[len(full) * 19 // 20 - (len(full) * 19 % 20 == 0)]
    return width, densest, [i for i in open_lines if 0.7 * width <= lines[i].width <= 1.25 * width]


def _has_marks(lines: Sequence[Line], broken: Sequence[int]) -> bool:
    marked = sum(lines[i].trailing for i in broken)
    ends = [line for line in lines if is_ended(line.text)]
    ended = sum(line.trailing for line in ends)
    return len(ends) > 0 and ended * 2 > len(ends) and marked * 3 < len(broken)


def continues(before: Line, after: Line, wrapping: Wrapping) -> bool:
    """Say whether `after` goes on with the paragraph of `before`, as far as wrapping tells (marks of lists and the like aside)."""
    if not wrapping.width:
        return False
    ended = is_ended(before.text)
    full = is_full(before, after, wrapping)
    wide_gap = after.gap > wrapping.spacing
    if wrapping.marks and after.gap == wrapping.spacing + 1 and not after.page_top and full and not before.trailing:
        return True
    if after.page_top or wide_gap:
        return not ended and full and not (wrapping.marks and before.trailing) and _may_go_on(before, after)
    if wrapping.marks:
        # Some printers leave a space at a wrapped line's end too; then only a line of full measure goes on.
        return not before.trailing or (full and not ended and before.width >= 0.85 * wrapping.width)
    if ended:
        return full and after.indent <= before.indent
    return full or bool(_OPEN_END.search(before.text))


def is_full(before: Line, after: Line, wrapping: Wrapping) -> bool:
    """Say whether a line was broken because it was full: the next word would not have fitted."""
    word = after.text.split(" ", 1)[0]
    if before.text[-1].isascii() and word.isascii() and " " in before.text:
        # Proportional type varies in count; behind a full stop a line must be fuller to be taken for a broken one.
        return before.indent + before.width + 1 + len(word) > (0.95 if is_ended(before.text) else 0.93) * wrapping.width
    # Beside lines of a wider measure (notes) a line of the text's own measure is full all the same.
    lead = _LATIN_WORD.match(after.text)
    reach = before.width + (len(lead.group()) - 1 if lead else 0)
    own = 0.85 * wrapping.measure <= reach and before.width <= 1.12 * wrapping.measure
    return own or (before.width >= 0.85 * before.usual and before.width >= 0.6 * wrapping.width)


def _may_go_on(before: Line, after: Line) -> bool:
    """Say whether a sentence may run over a gap: it broke off inside, or goes on with what cannot begin one."""
    japanese = not before.text[-1].isascii()
    return japanese or bool(_GOES_ON.match(after.text)) or before.text[-1] in "-–,"
