"""Notes under a rule or in small type: where they begin, and which marker each has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from extract.layout.lines import Line
from extract.layout.note_marks import CIRCLED
from extract.layout.outline import is_caption

_EXPLICIT = re.compile(
    r"(?:[(（\[［〔]\s*(?:注|註|脚注|注釈)\s?[0-9０-９]{0,3}\s*[)）\]］〕]|(?:注|註|脚注|注釈)\s?[0-9０-９]{1,3}[)）:：.．、\s]|[*＊※†‡]\s?[0-9０-９]{1,3}[)）]?"
    r"|[\[［][0-9０-９]{1,3}[\]］]|(?:注|註)\s?[)）:：]|[*＊]{1,3}(?=\s?[^\s*＊])|[†‡]{1,3}|[§¶]{1,3}(?=\s?[^\s0-9０-９§¶])|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\^\w+\])"
)
_PLAIN = re.compile(rf"{CIRCLED}(?=\s*\S)|[(（][0-9０-９]{{1,3}}[)）]|([0-9０-９]{{1,3}})(?:[)）.．:：/](?![0-9０-９])|(?=[\s\u3000]))")
_LONE = re.compile(r"※")
# Note type is smaller than body type: 9 pt under 10.5 pt, 8 under 9.
_SMALL = 0.93


def printed_marker(line: Line, small: bool) -> str:
    """Return the note marker at the head of a line as printed, "" for none.

    A number alone counts only where it is set as a superscript, or where the line is in note type (`small`).
    """
    head = [k for k, (c, _) in enumerate(line.chars) if not c.isspace()]
    if not head:
        return ""
    lifted = ""
    for place in head:
        if place not in line.raised:
            break
        lifted += line.chars[place][0]
    if lifted and re.fullmatch(r"[0-9０-９①-⑳*＊※†‡§¶a-zA-Z()（）\[\]［］注註釈脚,.]{1,8}", lifted):
        return lifted
    text = line.text.lstrip()
    found = _EXPLICIT.match(text) or (_LONE.match(text) if small else None)
    if found is None and small:
        found = _PLAIN.match(text)
    return found.group().strip() if found else ""


def marker_value(marker: str) -> int | None:
    """Return the number in a printed marker, None where it has none."""
    found = re.search(r"\d+", unicodedata.normalize("NFKC", marker))
    return int(found.group()) if found else None


def is_small(line: Line, body: float) -> bool:
    """Say whether a line is in note type."""
    return line.size < _SMALL * body


def note_zone(lines: Sequence[Line], body: float, ruled: bool) -> int:
    """Return where the notes at the foot of a column begin: index of the first line, len(lines) where there are none.

    The notes are the last lines, all in note type, the first with a marker; under a rule (`ruled` says that one stands
    above the first of them) the first may be the end of a note begun on the page before.
    """
    start = len(lines)
    while start and is_small(lines[start - 1], body):
        start -= 1
    zone = range(start, len(lines))
    for place in zone:
        if printed_marker(lines[place], True):
            if place > start and not ruled and not _gap_before(lines, place):
                continue
            return start if ruled else place
    return start if ruled and start else len(lines)


def _gap_before(lines: Sequence[Line], place: int) -> bool:
    return (
        place == 0
        or lines[place].top - lines[place - 1].bottom > 0.3 * lines[place].size
        or lines[place].page != lines[place - 1].page
    )


def split_notes(lines: Sequence[Line], last: int | None = None) -> list[tuple[str, list[Line]]]:
    """Return lines of a note zone as (marker, lines), one for each note; a first part without marker has "".

    Plain numbers must go on counting from the note before (`last` is the number of the last note on the page before):
    a line that happens to begin with `2025` or `30 社` stays in its note.
    """
    notes: list[tuple[str, list[Line]]] = []
    left = min((line.x0 for line in lines), default=0.0)
    for line in lines:
        marker = printed_marker(line, True)
        if marker and _starts_note(line, marker, last, left):
            last = marker_value(marker) or last
            notes.append((marker, [line]))
        elif notes and not is_caption(line.text):
            notes[-1][1].append(line)
        else:
            notes.append(("", [line]))
    return notes


def _starts_note(line: Line, marker: str, last: int | None, left: float) -> bool:
    lifted = bool(line.raised) and line.raised[0] <= 1
    if lifted or not re.match(r"[(（]?[0-9０-９]", marker):
        return True
    value = marker_value(marker)
    return (
        line.x0 < left + 3 * line.size and value is not None and (last is None or 0 < value - last <= 3 or value == 1)
    )
