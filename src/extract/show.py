"""A brief for the terminal: its text with the mentions marked, then its measures and the sentences that state them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.report import CONTROLS, choose_title, join_lines
from extract.schema import BriefPart, MentionPart, RecordPart

if TYPE_CHECKING:
    from rich.text import Text

COLOURS = {
    "date": "bold green",
    "duration": "green",
    "percentage": "bold magenta",
    "multiple": "magenta",
    "quantity": "cyan",
    "money": "bold cyan",
    "eccn": "bold red",
    "hs": "bold red",
    "jp_item": "bold red",
    "entity": "bold blue",
}


def print_brief(brief: BriefPart) -> None:
    """Write the brief to standard output; paged where it is a terminal and the text does not fit."""
    from rich.console import Console

    console = Console(soft_wrap=True, highlight=False)
    if not console.is_terminal:
        console.print(build_text(brief, colour=False))
        return
    text = build_text(brief, colour=True)
    if text.plain.count("\n") < console.height:
        console.print(text)
        return
    # less shows colours only when told to; the user's own setting comes first.
    os.environ.setdefault("LESS", "-R")
    with console.pager(styles=True):
        console.print(text)


def build_text(brief: BriefPart, *, colour: bool) -> Text:
    """Return the whole view: coloured by kind of mention, or with values in braces behind the mentions."""
    from rich.text import Text

    view = Text()
    if colour:
        kinds = dict.fromkeys(m.kind for m in brief.mentions)
        for kind in kinds:
            view.append(kind, COLOURS[kind]).append("  ")
        view.append("\n\n" if kinds else "")
    # A brief must not steer the terminal; what stands in for a control character keeps the offsets.
    at, text = 0, CONTROLS.sub("\ufffd", brief.document.text)
    for start, end, mention in _pieces(brief):
        view.append(text[at:start])
        view.append(text[start:end], COLOURS[mention.kind] if colour else "")
        view.append("" if colour else f"{{{mention.value}}}")
        at = end
    view.append(text[at:].rstrip() + "\n")
    for number, record in enumerate(brief.records, 1):
        view.append(f"\n{number}. {describe(record)}\n", "bold" if colour else "")
        for evidence in record.evidence:
            page = f"p. {evidence.page}  " if evidence.page else ""
            quote = join_lines(text[evidence.start : evidence.end])
            view.append(f"   {page}{quote}\n", "dim" if colour else "")
    return view


def _pieces(brief: BriefPart) -> Iterator[tuple[int, int, MentionPart]]:
    """Yield (start, end, mention) in reading order; of mentions that overlap the first and longest is shown."""
    pieces = [(e.start, e.end, i) for i, m in enumerate(brief.mentions) for e in m.evidence]
    at = 0
    for start, end, index in sorted(pieces, key=lambda p: (p[0], -p[1], p[2])):
        if start >= at and end > start:
            yield start, end, brief.mentions[index]
            at = end


def describe(record: RecordPart) -> str:
    """Return the record in one line: its title, type and action, and every slot that has a value."""
    skipped = {"measure_type", "action", "footnotes"}
    kind = "/".join(str(f.value) for slot in (record.measure_type, record.action) for f in slot[:1])
    slots = []
    for name in type(record).model_fields:
        fillers = getattr(record, name)
        if name in skipped or not isinstance(fillers, list) or name in ("evidence", "issues") or not fillers:
            continue
        slots.append(f"{name}: {', '.join(str(f.value) for f in fillers)}")
    title = choose_title(record.title_ja, record.title_en, record.evidence[0].quote if record.evidence else "")
    return " · ".join(part for part in (title, kind, *slots) if part)
