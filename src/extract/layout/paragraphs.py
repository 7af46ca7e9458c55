"""Lines to paragraphs, headings, list items and captions within one column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extract.layout.drafts import CellPlace
from extract.layout.glyphs import is_gothic
from extract.layout.lines import Line
from extract.layout.outline import Mark, is_bracketed, is_caption, read_mark
from extract.model import BlockKind

_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffee]")
_END = re.compile(r"[。｡．.!?！？:：;；][」』｣）)】〕\]”\"’']*\s*$|[。」』｣】]\s*$")
_SENTENCE_END = re.compile(r"[。｡!?！？][」』｣）)】〕\]”\"’']*[\d*＊※注()（）\[\]]{0,8}$|[.:：][”\"’')\]]*[\d*]{0,3}$")


# A full stop that belongs to an abbreviation: U.S.C., e.g., No., Corp.
_ABBREVIATED = re.compile(
    r"(?:[A-Za-z]\.){2,}$|\b(?:Nos?|Secs?|Inc|Corp|Ltd|Co|Mr|Ms|Dr|vs?|pp?|Art|Fig|cf|al|Rep|Sen|St|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_DATE_LINE = re.compile(
    r"\s*(?:(?:令和|平成|昭和|20|２０)[0-9０-９元\s]*[年./．／][0-9０-９\s年月日./．／]*(?:[（(].[)）])?|(?:[A-Z][a-z]+ )?[0-9]{1,2},? (?:[A-Z][a-z]+ )?20[0-9]{2})\s*$"
)
_DATED = re.compile(
    r"\s*(?:20|２０|令和|平成)[0-9０-９元]{1,2}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日(?:[（(].[)）])?(?:[\s\u3000]|[～〜~–-][0-9０-９年月]+日)"
)
_ISSUED = re.compile(r"(?:発行|公開|配信|掲載|更新|号)\s*$")
_LEADER = re.compile(r"[.．…・‥]{4,}\s*[0-9０-９]*\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """What becomes a block: its kind, its lines, and what is needed to join it with what follows.

    `leaf` numbers the column it was found in; `full` says that its last line reaches the column's right edge,
    `fresh` that its first line begins a paragraph visibly (indent, mark, space above).
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    leaf: int
    marker: str = ""
    mark: Mark | None = None
    full: bool = False
    fresh: bool = False
    place: CellPlace | None = None
    boxed: bool = False
    indent: int = 0

    @property
    def text(self) -> str:
        """The piece's lines with line ends."""
        return "\n".join(line.text for line in self.lines)

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.lines[0].page

    @property
    def size(self) -> float:
        """The type size of its longest line."""
        return max(self.lines, key=lambda line: len(line.chars)).size


@dataclass(frozen=True, slots=True)
class Body:
    """The document's running text: type size and font name, which headings differ from."""

    size: float
    font: str


# A note's marker broken at the line's end: …を超えた（注 / 1）。
_OPEN_MARKER = re.compile(r"[（(［\[〔]\s?(?:注釈|脚注|[注註※*＊])?\s?[0-9０-９]{0,2}$")


def ends_sentence(text: str) -> bool:
    """Say whether a text ends a sentence, note markers at its end aside: `…した。` and `…した3。`; `…の` does not."""
    if _ABBREVIATED.search(text.rstrip()):
        return False
    return bool(_SENTENCE_END.search(text.rstrip()) or _LEADER.search(text))


def find_body(lines: Sequence[Line]) -> Body:
    """Return the size (to half a point) and font that most characters of the lines are set in."""
    sizes: dict[float, int] = {}
    fonts: dict[str, int] = {}
    for line in lines:
        sizes[round(line.size * 2) / 2] = sizes.get(round(line.size * 2) / 2, 0) + len(line.chars)
    size = max(sizes, key=lambda s: (sizes[s], s), default=10.5)
    for line in lines:
        if abs(line.size - size) < 0.6:
            fonts[line.font] = fonts.get(line.font, 0) + len(line.chars)
    return Body(size, max(fonts, key=lambda f: (fonts[f], f), default=""))


def is_strong(line: Line, body: Body) -> bool:
    """Say whether a line stands out from running text by its face: bold, or sans serif where the text has serifs."""
    return line.bold or (is_gothic(line.font) and not is_gothic(body.font) and line.font != body.font)


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float
    pitch: float
    body: Body
    strong_body: bool


def build_pieces(lines: Sequence[Line], rect: tuple[float, float, float, float], body: Body, leaf: int) -> list[Piece]:
    """Return the pieces of one column from top to bottom; `rect` bounds the column."""
    if not lines:
        return []
    column = _measure(lines, rect, body)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _starts(groups[-1], line, column):
            groups[-1].append(line)
        else:
            groups.append([line])
    pieces = [_make_piece(group, groups[k - 1] if k else None, column, leaf) for k, group in enumerate(groups)]
    return _settle_numbers(pieces, column)


def _measure(lines: Sequence[Line], rect: tuple[float, float, float, float], body: Body) -> _Column:
    steps = [
        b.bottom - a.bottom
        for a, b in pairwise(lines)
        if abs(a.size - b.size) < 0.6 and b.bottom - a.bottom < 3 * a.size
    ]
    pitch = median(steps) if steps else 1.6 * lines[0].size
    wide = [line for line in lines if line.x1 - line.x0 > 0.4 * (rect[2] - rect[0])] or list(lines)
    left = min(line.x0 for line in wide)
    strong = sum(len(x.chars) for x in lines if is_strong(x, body)) > 0.5 * sum(len(x.chars) for x in lines)
    right = max((line.x1 for line in lines if line.x1 - line.x0 > 0.4 * (rect[2] - rect[0])), default=rect[2])
    return _Column(left, right, pitch, body, strong)


def _head_width(line: Line) -> float:
    """Return the width of what must stay together at a line's head: a word of Latin script, or one character and a comma."""
    text = line.text.lstrip()
    opened = re.match(r"[「『（〈《【〔(“‘]+", text)
    if opened:
        # An opening bracket never ends a line: it takes the first word or character along.
        first = re.split(r"[^!-~]", text[opened.end() :], maxsplit=1)[0]
        return (len(opened.group()) + max(1.2, 0.52 * len(first) + 0.3)) * line.size
    if not text or _WIDE.match(text):
        return 2.2 * line.size
    word = re.split(r"[\s\u3000-\u9fff]", text, maxsplit=1)[0]
    return max(2.2 if _WIDE.search(line.text) else 0.6, 0.52 * len(word) + 0.3) * line.size


def _starts(group: Sequence[Line], line: Line, column: _Column) -> bool:
    """Say whether a line begins a new piece after the lines of `group`."""
    last, first = group[-1], group[0]
    if line.barred != last.barred:
        return True
    if abs(line.size - last.size) > 0.08 * max(line.size, last.size) + 0.15 and not _same_type(last, line):
        return True
    step = line.bottom - last.bottom
    # Large type is leaded in proportion to itself: a title whose line is full goes on.
    runs_on = line.size > 1.15 * column.body.size and line.size == last.size and not _ends_short(last, line, column)
    if step > max(1.3 * column.pitch, column.pitch + 0.3 * line.size) and step > (2.0 if runs_on else 1.5) * line.size:
        return True
    if line.turned != last.turned or step < 0:
        return True
    strong, before = is_strong(line, column.body), is_strong(last, column.body)
    if (
        strong != before
        and min(len(line.chars), len(last.chars)) > 2
        and (_ends_short(last, line, column) or abs(line.x0 - last.x0) > 1.3 * line.size)
    ):
        return True
    mark = read_mark(line.text)
    hang = _hang(first)
    if mark and not _continues_mark(group, line, mark, column, hang):
        return True
    if is_caption(line.text) and is_caption(first.text):
        return True
    if is_caption(line.text) or is_bracketed(line.text):
        return _ends_short(last, line, column) or not _flush(last, line) or bool(_END.search(last.text))
    if is_bracketed(last.text) and len(group) == 1 and _ends_short(last, line, column):
        return True
    return _breaks(group, line, column, hang)


def _same_type(last: Line, line: Line) -> bool:
    """Say whether a short line's odd size is only a matter of what it holds (digits set smaller, a lone bracket)."""
    return len(line.chars) <= 4 and line.x0 <= last.x0 + 0.2 * last.size and 0.7 < line.size / last.size < 1.3


def _flush(last: Line, line: Line) -> bool:
    return abs(last.x0 - line.x0) < 0.5 * line.size


def _hang(first: Line) -> float:
    """Return where the text of a marked line begins (its hanging indent), or the line's own left edge."""
    mark = read_mark(first.text)
    if not mark:
        return first.x0
    glyphs = len([c for c in mark.text if not c.isspace()])
    return first.x0 + min(glyphs, 4) * 0.6 * first.size


def _ends_short(last: Line, line: Line, column: _Column) -> bool:
    """Say whether the head of `line` would have fitted at the end of `last`: the break was meant."""
    right = column.right
    if _flush(last, line) and last.text.lstrip()[:1] in {"「", "『", "“", '"'} and not _END.search(last.text):
        # A quotation is set in from both sides.
        right -= max(0.0, last.x0 - column.left)
    return right - last.x1 > _head_width(line)


def _continues_mark(group: Sequence[Line], line: Line, mark: Mark, column: _Column, hang: float) -> bool:
    """Say whether what looks like a mark at a line's head is only how the sentence happened to break."""
    last, first = group[-1], group[0]
    if _OPEN_MARKER.search(last.text):
        return True
    if _ends_short(last, line, column):
        return False
    if mark.kind in {"bullet", "circled"}:
        # A dash or a middle dot may fall on a line's head, but then at the text's own edge and not under its like.
        under = abs(line.x0 - first.x0) < 0.5 * line.size and first.text.lstrip().startswith(mark.text)
        at_edge = _flush(last, line) or abs(line.x0 - hang) < line.size
        return mark.text in "-–—−‐*＊・" and at_edge and not under
    return not _END.search(last.text) and (line.x0 >= hang - 0.3 * line.size or _flush(last, line))


def _breaks(group: Sequence[Line], line: Line, column: _Column, hang: float) -> bool:
    """Say whether indent or a short line parts two lines of one style."""
    last, first = group[-1], group[0]
    if line.size > 1.15 * column.body.size and len(group) < 3 and last.page == line.page:
        # A title is broken where it reads well, not where the line is full.
        return bool(re.search(r"[。.]$", last.text)) or sum(len(part.chars) for part in group) > 80
    short = _ends_short(last, line, column)
    shift = (line.x0 - last.x0) / line.size
    if _in_letterhead(last, line, column):
        return True
    centred = (
        short
        and abs((line.x0 + line.x1) - (last.x0 + last.x1)) < line.size
        and shift != 0
        and line.x0 > column.left + line.size
    )
    if centred:
        return False
    if len(group) == 1 and read_mark(first.text):
        if shift > -0.3 and not short:
            return False
        return short and (bool(_END.search(last.text)) or shift < 0.5 or column.right - last.x1 > 6 * line.size)
    if abs(shift) > 5:
        return True
    if shift > 0.6:
        return len(group) > 1 or short or bool(_END.search(last.text))
    if shift < -0.6:
        return not (len(group) == 1 and not short) and (short or bool(_END.search(last.text)))
    return short and (bool(_END.search(last.text)) or column.right - last.x1 > max(4.0 * line.size, _head_width(line)))


def _in_letterhead(last: Line, line: Line, column: _Column) -> bool:
    """Say whether two short lines set against the right edge are a date and a sender, not one sentence."""
    if re.search(r"[ぁ-ん、，,]\s*$", last.text) or max(len(last.text), len(line.text)) > 30:
        return False
    if min(last.x0, line.x0) < column.left + line.size:
        # What begins at the left edge is running text, however deep the line before it is indented.
        return False
    edge = abs(last.x1 - line.x1) < line.size and column.right - line.x1 < 1.5 * line.size
    apart = min(last.x0, line.x0) > column.left + 0.45 * (column.right - column.left)
    return edge and abs(last.x0 - line.x0) > (0.6 if apart else 2) * line.size


def _make_piece(group: Sequence[Line], before: Sequence[Line] | None, column: _Column, leaf: int) -> Piece:
    first, last = group[0], group[-1]
    mark = read_mark(first.text)
    fresh = mark is not None or first.x0 > column.left + 0.6 * first.size
    alike = before is not None and abs(before[-1].size - first.size) < 0.06 * first.size
    if before is not None and alike and first.bottom - before[-1].bottom > 1.4 * column.pitch:
        fresh = True
    full = column.right - last.x1 < 2.5 * last.size
    indent = max(0, round(2 * (first.x0 - column.left) / first.size))
    piece = Piece("paragraph", tuple(group), leaf, mark.text if mark else "", mark, full, fresh, indent=indent)
    if mark and mark.kind == "speaker":
        return replace(piece, marker="", mark=None)
    if mark and mark.kind == "hash" and len(piece.text) <= 120:
        return replace(piece, kind="heading")
    if is_caption(piece.text):
        return replace(piece, kind="caption", marker="", mark=None)
    if is_heading(piece, column.body):
        return replace(piece, kind="heading")
    return replace(piece, kind="list") if mark else piece


def is_heading(piece: Piece, body: Body) -> bool:
    """Say whether a piece is set as a heading: larger, strong or in brackets on its own, short, and not a sentence."""
    text = piece.text.replace("\n", "")
    wide = bool(_WIDE.search(text))
    if (
        len(text) > (70 if wide else 140)
        or len(piece.lines) > 3
        or re.search(r"[。、，,;；]$", text)
        or not re.search(r"\w", text)
    ):
        return False
    if _DATE_LINE.match(text) or (_DATED.match(text) and (not all(is_strong(line, body) for line in piece.lines) or _ISSUED.search(text))):
        return False
    if piece.mark and piece.mark.kind == "bullet" and piece.mark.text not in "■◆□◇●○":
        return False
    if len(piece.lines) > 1 and len(text) < 8 * len(piece.lines):
        return False
    if len(piece.lines) == 1 and piece.lines[0].barred and piece.size > 0.9 * body.size:
        return True
    if all(line.size > 1.12 * body.size for line in piece.lines):
        return True
    if all(is_strong(line, body) and line.size > 0.9 * body.size for line in piece.lines):
        return not text.endswith(".") or len(text) < 60
    if piece.mark and piece.mark.kind in {"part", "chapter", "section"} and not piece.full:
        return True
    return len(piece.lines) == 1 and is_bracketed(text) and piece.size > 0.9 * body.size


def _settle_numbers(pieces: Sequence[Piece], column: _Column) -> list[Piece]:
    """Return pieces with short numbered pieces settled: headings where text follows, list items where their like stand beside them."""
    letters = {p.mark.text[0] for p in pieces if p.mark and p.mark.kind == "letter"}
    settled = [replace(p, kind="paragraph", marker="", mark=None) if _is_initial(p, letters) else p for p in pieces]
    if (
        settled
        and settled[-1].kind == "heading"
        and is_bracketed(settled[-1].text)
        and not is_strong(settled[-1].lines[0], column.body)
    ):
        # Brackets at the very end are a signature or a remark, not a heading.
        settled[-1] = replace(settled[-1], kind="paragraph")
    for k, piece in enumerate(settled):
        if piece.kind != "list" or piece.mark is None or len(piece.lines) > 2 or piece.mark.kind == "bullet":
            continue
        before, after = (settled[k - 1] if k else None), (settled[k + 1] if k + 1 < len(settled) else None)
        if after is None or after.kind in {"caption", "note"} or _alike(before, piece) or _alike(after, piece):
            continue
        if after.kind == "paragraph" and len(after.lines) == 1 and not ends_sentence(after.text):
            continue
        if after.kind == "list" and piece.mark.kind in {"half_paren", "kana", "paren_letter", "letter"}:
            continue
        short = column.right - piece.lines[-1].x1 > 4 * piece.size and len(piece.text) <= 40
        if (
            short
            and not _END.search(piece.text)
            and not re.search(r"[、，,]$", piece.text)
            and piece.size > 0.9 * column.body.size
        ):
            settled[k] = replace(piece, kind="heading")
    return settled


def _is_initial(piece: Piece, letters: set[str]) -> bool:
    """Say whether a letter at a line's head is an initial (`M. Smith`): no item A stands beside it."""
    return (
        piece.kind == "list" and piece.mark is not None and piece.mark.kind == "letter" and not letters & set("AaＡａ")
    )


def _alike(other: Piece | None, piece: Piece) -> bool:
    """Say whether a neighbour is a one-line item of the same numbering."""
    return (
        other is not None
        and other.mark is not None
        and piece.mark is not None
        and other.kind == "list"
        and other.mark.kind == piece.mark.kind
    )
