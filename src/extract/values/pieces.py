"""Several values in one text: what sets them apart, quotation marks that keep a value as it is, brackets that say what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTED = r'"((?:[^"]|"")*)"'
_BRACKET = rf'\[\s*(?:{_QUOTED}|([^\[\]"]+))\s*\]'
_WHOLE = re.compile(rf"{_QUOTED}(?:\s*{_BRACKET})?", re.DOTALL)
_MEANT = re.compile(rf"(.*?\S)\s*{_BRACKET}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """One value: its text without quotation marks, what the brackets behind it say (None without), and whether it was quoted."""

    text: str
    value: str | None = None
    quoted: bool = False


def split_pieces(text: str, marks: str) -> list[str]:
    """Return the pieces of a text between any of `marks`, without white space around them and without empty ones.

    Inside quotation marks nothing splits: 'a; "b; c"' at ";" → 'a', '"b; c"'. A mark of quotation counts at the beginning of a
    piece, after white space or after "[", and only if it is closed: 5" pipes; tubes are two pieces.
    """
    pieces, start, at = [], 0, 0
    while at < len(text):
        before = text[at - 1 : at]
        if text[at] == '"' and (at == start or before.isspace() or before == "[" or before in marks):
            at = _skip_quotation(text, at)
        elif text[at] in marks:
            pieces.append(text[start:at].strip())
            start = at = at + 1
        else:
            at += 1
    return [piece for piece in [*pieces, text[start:].strip()] if piece]


def _skip_quotation(text: str, at: int) -> int:
    """Return the offset after the quotation that begins at `at`; after the mark alone where it is never closed."""
    found = re.compile(_QUOTED, re.DOTALL).match(text, at)
    return found.end() if found else at + 1


def read_piece(text: str) -> Piece:
    """Return what a piece says: 'BIS' alone, 'BIS [us-bis]' with its meaning, '"a; b"' quoted, doubled marks being one."""
    for pattern, quoted in ((_WHOLE, True), (_MEANT, False)):
        found = pattern.fullmatch(text)
        if found:
            value = found[3] if found[2] is None else unquote(found[2])
            return Piece(unquote(found[1]) if quoted else found[1], value, quoted)
    return Piece(text)


def quote(text: str) -> str:
    """Return the text in quotation marks, those inside it doubled."""
    return '"' + text.replace('"', '""') + '"'


def unquote(text: str) -> str:
    """Return the inside of a quotation with its doubled marks made single."""
    return text.replace('""', '"')
