"""Extractions built by hand, for the tests of what is made from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np

from extract.model import (
    Block,
    BlockKind,
    Citation,
    Document,
    Extraction,
    Filler,
    MeasureRecord,
    Mention,
    Note,
    NoteReference,
    Page,
    Passage,
    Place,
    Source,
)
from extract.spans import OffsetMap, Span

WIDTH = 10.0


def span_of(text: str, part: str, start: int = 0) -> Span:
    """Return where `part` stands in `text`; raises ValueError where it does not."""
    at = text.index(part, start)
    return Span(at, at + len(part))


def make_page(number: int) -> Page:
    empty = np.zeros((0, 4), np.float32)
    none = np.zeros(0)
    return Page(
        number,
        595,
        842,
        "",
        empty,
        none.astype(np.float32),
        none.astype(np.int32),
        (),
        none.astype(bool),
        none.astype(bool),
    )


def make_document(
    parts: Sequence[tuple[BlockKind, str]],
    *,
    name: str = "brief.txt",
    pages: Sequence[int] | None = None,
    boxes: Iterable[tuple[float, float, float, float]] | None = None,
    notes: tuple[Note, ...] = (),
    title: str = "",
) -> Document:
    """Return a document of the given blocks, one line end between them."""
    text, blocks = "", []
    for kind, content in parts:
        text += "\n" if text else ""
        blocks.append(Block(kind, Span(len(text), len(text) + len(content))))
        text += content
    reader: Literal["pdf", "text"] = "pdf" if pages is not None else "text"
    numbers = np.array(pages if pages is not None else [0] * len(text), np.int32)
    geometry = np.array(list(boxes) if boxes is not None else np.zeros((len(text), 4)), np.float32)
    sheets = tuple(make_page(n) for n in sorted(set(numbers.tolist()) - {0}))
    source = Source(name, "0" * 64, reader, pages=sheets, text="" if sheets else text)
    return Document(source, text, numbers, geometry, tuple(blocks), notes=notes, title=title)


def plain_passages(document: Document) -> tuple[Passage, ...]:
    """Return one passage a block, its text as it stands."""
    return tuple(
        Passage(i, b.span.of(document.text), OffsetMap.identity(len(b.span), b.span.start, len(document.text)), "ja")
        for i, b in enumerate(document.blocks)
    )


def make_filler(passage: int, text: str, part: str, value: str | float | None = None, **more: object) -> Filler:
    places = (Place(passage, span_of(text, part)),)
    return Filler(part, part if value is None else value, "test", places, **more)  # type: ignore[arg-type]


HEADING = "関税の見直しについて"
ACT = "米国は2031年4月2日、輸入ロボットの関税を34%から10%に引き下げた1。税番は847950。"
NOTE = "1 試験通信「新関税」2031年4月3日 https://example.org/a"


def make_extraction(name: str = "brief.txt") -> Extraction:
    """Return a brief of a heading, one act and one note, all slots of the act filled from the text."""
    base = make_document([("heading", HEADING), ("paragraph", ACT), ("note", NOTE)], name=name)
    act, foot = base.blocks[1].span, base.blocks[2].span
    marker = span_of(base.text, "た1").shift(0)
    reference = NoteReference("1", Span(marker.end - 1, marker.end))
    note = Note("1", Span(foot.start + 2, foot.end), 2, (reference,))
    document = make_document(
        [("heading", HEADING), ("paragraph", ACT), ("note", NOTE)], name=name, notes=(note,), title=HEADING
    )
    passages = list(plain_passages(document))
    cut = ACT.index("た1") + 1
    flat = ACT[:cut] + ACT[cut + 1 :]
    offsets = [act.start + i for i in range(len(ACT)) if i != cut]
    map_ = OffsetMap(tuple(offsets), tuple(o + 1 for o in offsets), len(document.text))
    passages[1] = Passage(1, flat, map_, "ja", references=((cut, "1"),))
    citation = Citation("試験通信", "新関税", "2031-04-03", ("https://example.org/a",), "ja")
    return Extraction(
        document,
        tuple(passages),
        _make_mentions(flat),
        {"1": (citation,)},
        (_make_act(flat),),
        publisher="試験通信",
        published="2031-04-05",
    )


def _make_act(flat: str) -> MeasureRecord:
    rates = (
        make_filler(1, flat, "34%", 34.0, role="from", unit="%"),
        make_filler(1, flat, "10%", 10.0, role="to", unit="%"),
    )
    return MeasureRecord(
        "m1",
        {
            "measure_type": (make_filler(1, flat, "関税", "tariff"),),
            "action": (make_filler(1, flat, "引き下げた", "reduce"),),
            "imposing": (make_filler(1, flat, "米国", "US", name_en="United States", name_ja="米国"),),
            "items": (make_filler(1, flat, "輸入ロボット"),),
            "rates": rates,
            "date": (make_filler(1, flat, "2031年4月2日", "2031-04-02"),),
            "footnotes": (make_filler(1, flat, "た", "1"),),
        },
        (Place(1, Span(0, flat.index("税番"))),),
        title_ja="米国、関税を引き下げ",
        title_en="US reduces tariff",
    )


def _make_mentions(flat: str) -> tuple[Mention, ...]:
    return (
        Mention("date", 1, span_of(flat, "2031年4月2日"), "2031年4月2日", "2031-04-02", "test"),
        Mention("percentage", 1, span_of(flat, "34%"), "34%", 34.0, "test", unit="%", role="from"),
        Mention("hs", 1, span_of(flat, "847950"), "847950", "847950", "test", scheme="HS"),
        Mention("entity", 1, Span(0, 2), "米国", "United States", "test", type="GPE", jurisdiction="US"),
        Mention("date", 2, span_of(NOTE, "2031年4月3日"), "2031年4月3日", "2031-04-03", "test"),
    )
